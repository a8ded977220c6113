"""The real window under the scripted training, and what it costs: run as a process of its own.

    python -m benchmarks.gui.driven live|hours

Prints one line of JSON. TRANSFORMER_DESK_HOME says where everything is kept; SCRIPTED_… what is reported.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QEventLoop, QObject, QSettings, Qt, QTimer

from benchmarks.gui.scripted_training import TOLD
from gui import errors
from gui.app import create_application
from gui.main_window import MainWindow
from gui.session import Session
from gui.window_state import settings
from tfmodel.contract import commands
from tfmodel.contract.config import Config

SCRIPT = Path(__file__).with_name("scripted_training.py")
INTERVAL = 2  # milliseconds of the timer that watches the event loop
CALM = 2000  # milliseconds after a flood until what it asked for is drawn
CURVES = ("loss", "bleu", "rate", "perplexity", "accuracy", "chrf", "gradient", "speed")
MEGABYTE = 2**20


class Watch(QObject):
    """A timer that records how late it is at worst, and how long the window's own thread computed then.

    Attributes:
        late: Seconds, at worst.
        busy: Seconds that one turn computed, at worst: what of `late` was not waiting for a processor.
    """

    def __init__(self) -> None:
        super().__init__()
        self.timer = QTimer(self, interval=INTERVAL, timerType=Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.tick)

    def begin(self) -> None:
        """Forgets the worst turn."""
        self.late = self.busy = 0.0
        self.last, self.computed = time.perf_counter(), time.thread_time()
        self.timer.start()

    def tick(self) -> None:
        """Records one turn."""
        now, computed = time.perf_counter(), time.thread_time()
        self.late = max(self.late, now - self.last - INTERVAL / 1000)
        self.busy = max(self.busy, computed - self.computed)
        self.last, self.computed = now, computed

    def end(self) -> dict[str, float]:
        """The worst turn in milliseconds."""
        self.timer.stop()
        return {"late": 1000 * self.late, "busy": 1000 * self.busy}


class Driven:
    """The window on its Training page, with all curves in view, and a training that has just been started."""

    def __init__(self) -> None:
        home = os.environ["TRANSFORMER_DESK_HOME"]
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, home)
        settings().setValue("curves", list(CURVES))
        self.application = create_application()
        errors.install()
        self.session = Session(self.application, command=(sys.executable, str(SCRIPT)))
        self.window = MainWindow(self.session)
        self.window.show()
        self.window.show_page("training")
        self.wait(lambda: not self.window._idle.isActive())
        self.watch = Watch()

    def start(self) -> None:
        """Starts the training, and waits until it has told what it had to tell."""
        self.session.start_training("long", dataset=Path("made-up.pairs"), config=Config(), more=())
        self.until_told()

    def until_told(self) -> None:
        """Waits for the line of the log, and then for what is drawn."""
        loop = QEventLoop()
        self.session.logged.connect(lambda event: loop.quit() if event.message == TOLD else None)
        loop.exec()
        self.rest(CALM)

    def wait(self, done: Any) -> None:
        """Turns the event loop until something is true."""
        while not done():
            self.rest(50)

    def rest(self, milliseconds: int) -> None:
        """Turns the event loop for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def points(self) -> list[int]:
        """How many points each curve has: of the plot with two, the fuller one."""
        plots = self.window.page("training").curves.plots
        return [max(len(series) for series in plots[name]._series.values()) for name in CURVES]

    def end(self) -> None:
        """Ends child and process."""
        self.session.kill_all()
        self.wait(lambda: not self.session.running_jobs)


def live(seconds: int) -> dict[str, Any]:
    """The cost of ten reports a second on top of long curves."""
    driven = Driven()
    driven.watch.begin()
    driven.start()
    flood = driven.watch.end()
    points = driven.points()
    before, began = cpu_seconds(), time.perf_counter()
    driven.rest(1000 * seconds)
    share = (cpu_seconds() - before) / (time.perf_counter() - began)
    driven.watch.begin()
    driven.rest(1000 * seconds)
    found = {"points": min(points), "flood": flood, "cpu": 100 * share, "turns": driven.watch.end()}
    driven.end()
    return found


def hours() -> dict[str, Any]:
    """Memory after each hour of reports."""
    driven = Driven()
    sizes = []
    for number in range(int(os.environ["SCRIPTED_HOURS"])):
        if number == 0:
            driven.start()
        else:
            driven.session.send(commands.SaveNow())
            driven.until_told()
        sizes.append(psutil.Process().memory_info().rss / MEGABYTE)
    reports = sum(len(line) for line in driven.window.page("training").log._lines)
    found = {"megabytes": sizes, "points": driven.points(), "lines": reports}
    driven.end()
    return found


def cpu_seconds() -> float:
    """Processor time of this process, all threads."""
    used = psutil.Process().cpu_times()
    return float(used.user + used.system)


def main() -> None:
    """Measures one thing."""
    found = live(int(os.environ.get("SCRIPTED_SECONDS", "20"))) if sys.argv[1] == "live" else hours()
    print(json.dumps(found), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
