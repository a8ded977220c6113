"""How soon the window is there, and whether it ever stalls under a training.

    python -m benchmarks.window [--starts 10] [--seconds 90]

Needs a screen, such as `xvfb-run -s "-screen 0 1280x800x24"`. Start: seconds from the start of the process to the first
painted frame with the loop idle, next to an empty Qt text editor, in turn. Stall: a timer of 5 ms records its own
lateness from the first frame on: opening the sample, starting a training, then all pages in turn beside it.
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.child import as_anywhere

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.session import Session

ROOT = Path(__file__).resolve().parents[1]

INTERVAL = 5  # milliseconds of the timer that watches the event loop
LATE = 0.005  # seconds from which on a turn is looked at by itself
VISIT = 4000  # milliseconds until the next page of the tour
PRESS = 500  # milliseconds that a person takes until the next click, at least
TOUR = ("data", "training", "runs", "inspect", "model", "training", "translation", "inspect", "export", "runs")

EDITOR_NAME, OUR_NAME = "empty Qt editor", "Transformer Desk"
EDITOR = """
import os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit
application = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QPlainTextEdit())
window.show()
"""
OURS = """
import os, sys, time
sys.path.insert(0, {root!r})
from gui.app import create_application
from gui.main_window import MainWindow
from gui.session import Session
from PySide6.QtCore import QTimer
application = create_application()
window = MainWindow(Session(application))
window.show()
"""
ENDING = """
def tell():
    print(time.time())
    os._exit(0)
QTimer.singleShot(0, lambda: QTimer.singleShot(0, tell))
application.exec()
"""


def first_frame(code: str) -> float:
    """Seconds of one start, the start of the interpreter included."""
    began = time.time()
    command = [sys.executable, "-c", code + ENDING]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=as_anywhere())
    return float(done.stdout) - began


def start_times(count: int) -> dict[str, list[float]]:
    """Seconds of interleaved starts, by program."""
    programs = {EDITOR_NAME: EDITOR, OUR_NAME: OURS.format(root=str(ROOT))}
    for code in programs.values():
        first_frame(code)  # fills the system's cache of files
    times = {name: [] for name in programs}
    for _ in range(count):
        for name, code in programs.items():
            times[name].append(first_frame(code))
    return times


def starts(count: int) -> None:
    """Prints the medians, and how many empty editors ours takes."""
    times = start_times(count)
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, values in times.items():
        print(f"{name:<18} median {medians[name]:.2f} s  ({min(values):.2f} to {max(values):.2f})", flush=True)
    print(f"ratio {medians[OUR_NAME] / medians[EDITOR_NAME]:.1f}", flush=True)


@dataclass(frozen=True)
class Turn:
    """One turn of the event loop: how late the timer was, and what that was.

    Attributes:
        late: Seconds beyond the timer's interval.
        busy: Seconds of them in which the window's thread computed; in the others it waited for a processor.
        at: Seconds since the first frame.
        page: The page in view.
        training: Whether a training was running.
    """

    late: float
    busy: float
    at: float
    page: str
    training: bool

    def __str__(self) -> str:
        return f"{1000 * self.late:.0f} ({1000 * self.busy:.0f} busy, {self.page} at {self.at:.1f} s)"


class Watch:
    """A timer that records its own lateness, from the first frame on, while the window trains and shows its pages."""

    def __init__(self, window: MainWindow, session: Session, seconds: float) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.window, self.session, self.seconds = window, session, seconds
        self.late = array("d")  # seconds of every turn; objects would keep the collector of garbage busy
        self.turns: list[Turn] = []  # the late ones
        self.page = "data"
        self.tour = itertools.cycle(TOUR)
        self.timer = QTimer(interval=INTERVAL, timerType=Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.tick)
        self.visits = QTimer(interval=VISIT)
        self.visits.timeout.connect(self.visit)
        once = Qt.ConnectionType.SingleShotConnection
        session.proposed.connect(self.train, once)
        session.training_reported.connect(self.begin_tour, once)

    def start(self) -> None:
        """The first frame is painted."""
        self.began = self.last = time.perf_counter()
        self.computed = time.thread_time()
        self.timer.start()

    def tick(self) -> None:
        """Records one turn."""
        now, computed = time.perf_counter(), time.thread_time()
        late, busy = now - self.last - INTERVAL / 1000, computed - self.computed
        self.late.append(late)
        if late > LATE:
            self.turns.append(Turn(late, busy, now - self.began, self.page, self.session.is_training))
        self.last, self.computed = now, computed

    def train(self) -> None:
        """Starts the training as a person would: shows the page, then presses the button there."""
        from PySide6.QtCore import QTimer

        QTimer.singleShot(PRESS, lambda: self.show("training"))
        QTimer.singleShot(2 * PRESS, lambda: self.window.page("training").controls.start.click())

    def begin_tour(self) -> None:
        """The first report is there: from now on the time counts."""
        from PySide6.QtCore import QTimer

        self.visits.start()
        QTimer.singleShot(int(1000 * self.seconds), self.end)

    def visit(self) -> None:
        """Shows the next page."""
        self.show(next(self.tour))

    def show(self, page: str) -> None:
        """Shows a page and remembers its name."""
        self.page = page
        self.window.show_page(page)

    def end(self) -> None:
        """Prints the figures and leaves."""
        late = sorted(self.late)
        figures = f"median {1000 * late[len(late) // 2]:.1f}, 99 % {1000 * late[len(late) * 99 // 100]:.1f}"
        print(f"timer late by ms: {figures}  ({len(late):,} turns, state {self.session.state})")
        for name, turns in (
            ("before the training", [turn for turn in self.turns if not turn.training]),
            ("under training", [turn for turn in self.turns if turn.training]),
        ):
            worst = heapq.nlargest(5, turns, key=lambda turn: turn.late)
            print(f"worst {name}:", "; ".join(map(str, worst)), flush=True)
        self.session.job_ended.connect(self.leave)
        self.session.kill_all()
        self.leave()

    def leave(self) -> None:
        """Ends the program with its last job; quit() would let the window ask whether to end the training."""
        from PySide6.QtCore import QCoreApplication

        if not self.session.running_jobs:
            QCoreApplication.exit()


def stalls(seconds: float) -> None:
    """Prints how late the timer was while a training ran."""
    from PySide6.QtCore import QSettings, QTimer

    from gui.app import create_application
    from gui.main_window import MainWindow
    from gui.session import Session

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.environ["TRANSFORMER_DESK_HOME"])
    application = create_application()
    session = Session(application)
    window = MainWindow(session)
    window.show()
    watch = Watch(window, session, seconds)
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, watch.start))
    window.page_made.connect(lambda key: window.page(key).open_first() if key == "data" else None)
    application.exec()


def main() -> None:
    """Measures both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=90)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["TRANSFORMER_DESK_HOME"] = home
        starts(options.starts)
        stalls(options.seconds)


if __name__ == "__main__":
    main()
