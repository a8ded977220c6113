"""How soon 2,000 runs are listed, and a run of 1,000,000 reports is shown, and whether the window stalls meanwhile.

    python -m benchmarks.runs_page [--runs 2000] [--lines 1000000] [--rounds 5]

Needs a screen, such as `xvfb-run -s "-screen 0 1280x800x24"`. Cold: from the click on the page's name right after
the first frame of a new process, in which nothing of the runs was read, to the painted table with all of them. Warm:
the same in a window that has stood for a while. Stalls: the longest time from one tick of a timer of 1 ms to the
next until all is shown.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from benchmarks.child import ROOT, as_anywhere

PART = "--part"


def make_runs(folder: Path, count: int) -> None:
    """Runs as a short training leaves them: 500 reports, a validation each 100."""
    from tfmodel.contract.config import Config
    from tfmodel.contract.run_folder import RunInfo

    metrics = "".join(report_line(step) + (validation_line(step) if step % 100 == 0 else "") for step in range(1, 501))
    config = Config().model_dump_json(indent=2)
    for number in range(count):
        run = folder / f"english-french-tiny-{number:05}"
        run.mkdir(parents=True)
        info = RunInfo(name=run.name, state="finished", best_bleu=number % 40, step=500, parameters=1_000_000 + number)
        (run / "run.json").write_text(info.model_dump_json(indent=2), encoding="utf-8")
        (run / "config.json").write_text(config, encoding="utf-8")
        (run / "metrics.jsonl").write_text(metrics, encoding="utf-8")


def make_long_run(folder: Path, lines: int) -> Path:
    """One run with so many reports."""
    from tfmodel.contract.config import Config
    from tfmodel.contract.run_folder import RunFolder, RunInfo

    run = RunFolder.create(folder / "long", Config(), RunInfo(name="long", state="finished", step=lines))
    with (run.path / "metrics.jsonl").open("w", encoding="utf-8") as file:
        for step in range(1, lines + 1):
            file.write(report_line(step))
            if step % 1000 == 0:
                file.write(validation_line(step))
    return run.path


def report_line(step: int) -> str:
    from tfmodel.contract import events

    loss = 1.0 + 5.0 / (1 + step / 100)
    values = {"learning_rate": 1e-3, "tokens_per_second": 9000.25, "seconds": step / 2}
    return events.TrainingReport(step=step, epoch=step / 50, loss=loss, **values).line() + "\n"


def validation_line(step: int) -> str:
    from tfmodel.contract import events

    scores = {"bleu": 30.0, "bleu_signature": "tok:13a", "chrf": 50.0, "chrf_signature": "c6", "best": True}
    more = {"loss": 1.5, "perplexity": 4.0, "token_accuracy": 0.6, "sentences": 100, "seconds": step / 2}
    return events.ValidationReport(step=step, epoch=step / 50, **scores, **more).line() + "\n"


class Watch:
    """Runs the event loop until something is true, and remembers the longest time in which it did not turn."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.tick)

    def until(self, begin: Callable[[], None], done: Callable[[], bool]) -> tuple[float, float]:
        """Seconds from the call of `begin` until `done`, and the worst stall."""
        from PySide6.QtCore import QCoreApplication

        self.done, self.worst = done, 0.0
        self.began = self.last = time.perf_counter()
        begin()
        self.timer.start()
        QCoreApplication.instance().exec()
        return time.perf_counter() - self.began, self.worst

    def tick(self) -> None:
        """Records one turn, and ends the loop when all is there."""
        now = time.perf_counter()
        self.worst, self.last = max(self.worst, now - self.last), now
        if self.done():
            from PySide6.QtCore import QCoreApplication

            self.timer.stop()
            QCoreApplication.exit()


def table(cold: bool, count: int) -> tuple[float, float]:
    """Opens the page in this process."""
    from gui.app import create_application
    from gui.main_window import MainWindow
    from gui.session import Session

    application = create_application()
    watch = Watch()
    window = MainWindow(Session(application))

    def there() -> bool:
        page = window.page("runs")
        return page.isVisible() and page.runs.rowCount() == count and painted(page)

    def stood() -> bool:
        return cold or (not window._idle.isActive() and window.page("runs").runs.rowCount() == count)

    watch.until(window.show, stood)
    return watch.until(lambda: window.show_page("runs"), there)


def painted(page: object) -> bool:
    """Whether the table has drawn its rows: the turn after the one in which they came."""
    shown = page.property("rows were there")
    page.setProperty("rows were there", True)
    return bool(shown)


def long_run(path: Path) -> tuple[float, float]:
    """Opens the long run on the Training page, until all of it is replayed and drawn."""
    from gui.app import create_application
    from gui.main_window import MainWindow
    from gui.session import Session

    application = create_application()
    session = Session(application)
    window = MainWindow(session)
    watch = Watch()
    window.show_page("training")
    watch.until(window.show, lambda: not window._idle.isActive())
    ended = []
    session.replayed.connect(lambda: ended.append(True))
    loss = window.page("training").loss

    def drawn() -> bool:
        ends = [line.x[-1] for line in loss.chart.lines if len(line.x)]
        return bool(ended) and max(ends, default=0) >= 0.99 * session.info.step

    return watch.until(lambda: session.open_run(path), drawn)


def overlay(path: Path) -> tuple[float, float]:
    """Draws its curves on the Runs page."""
    from gui.app import create_application
    from gui.widgets.run_curves import RunCurves

    application = create_application()
    curves = RunCurves()
    curves.resize(1000, 320)
    watch = Watch()
    watch.until(curves.show, lambda: application is not None)
    chart = curves.charts["validation_loss"]
    return watch.until(lambda: curves.show_runs([path]), lambda: any(len(line.x) for line in chart.lines))


@dataclass(frozen=True)
class Found:
    """Seconds of each round, and the worst stall of all."""

    times: Sequence[float]
    stall: float

    @property
    def milliseconds(self) -> float:
        """The median of the rounds."""
        return 1000 * statistics.median(self.times)

    def __str__(self) -> str:
        least, most = 1000 * min(self.times), 1000 * max(self.times)
        return f"median {self.milliseconds:.0f} ms ({least:.0f} to {most:.0f}), worst stall {1000 * self.stall:.0f} ms"


def measured(part: str, home: str, rounds: int) -> Found:
    """Runs one part several times, each in a process of its own; once before, so that all modules are compiled."""
    command = [sys.executable, "-m", "benchmarks.runs_page", PART, part, "--home", home]
    found = []
    for _ in range(1 + rounds):
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=as_anywhere())
        found.append(tuple(map(float, done.stdout.split()[-2:])))
    times, stalls = zip(*found[1:], strict=True)
    return Found(times, max(stalls))


def main() -> None:
    """Measures all, or one part in this process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(PART, choices=("cold", "warm", "long", "overlay"))
    parser.add_argument("--home")
    options = parser.parse_args()
    if options.part:
        one_part(options.part, Path(options.home))
        return
    with tempfile.TemporaryDirectory() as folder:
        many, long = Path(folder) / "many", Path(folder) / "long"
        make_runs(many / "runs", options.runs)
        make_long_run(long / "runs", options.lines)
        print(f"{options.runs:,} runs, cold:", measured("cold", str(many), options.rounds), flush=True)
        print(f"{options.runs:,} runs, warm:", measured("warm", str(many), options.rounds), flush=True)
        print(f"{options.lines:,} reports, Training page:", measured("long", str(long), options.rounds), flush=True)
        print(f"{options.lines:,} reports, Runs page:", measured("overlay", str(long), options.rounds), flush=True)


def one_part(part: str, home: Path) -> None:
    """Prints seconds and the worst stall."""
    import_module("gui")  # before PySide6, as in the program
    from PySide6.QtCore import QSettings

    os.environ["TRANSFORMER_DESK_HOME"] = str(home)
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(home / "settings"))
    runs = home / "runs"
    if part in ("cold", "warm"):
        seconds, stall = table(part == "cold", sum(1 for _ in runs.iterdir()))
    else:
        seconds, stall = (long_run if part == "long" else overlay)(runs / "long")
    print(seconds, stall, flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
