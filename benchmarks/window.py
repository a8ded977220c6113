"""How soon the window is there, and whether it ever stalls under a training.

    python -m benchmarks.window [--starts 10] [--seconds 90]

Needs a screen, such as `xvfb-run -s "-screen 0 1280x800x24"`. Start: seconds from the start of the process to the first
painted frame with the loop idle, next to an empty Qt text editor, in turn. Stall: a timer of 5 ms records its own
lateness while the window trains on the sample, with the Training page in view.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

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
from PySide6.QtCore import QTimer
from gui.app import create_application
from gui.main_window import MainWindow
from gui.session import Session
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
    done = subprocess.run([sys.executable, "-c", code + ENDING], capture_output=True, text=True, check=True)
    return float(done.stdout) - began


def starts(count: int) -> None:
    """Prints medians of interleaved starts."""
    programs = {"empty Qt editor": EDITOR, "Transformer Desk": OURS.format(root=str(ROOT))}
    for code in programs.values():
        first_frame(code)  # fills the system's cache of files
    times = {name: [] for name in programs}
    for _ in range(count):
        for name, code in programs.items():
            times[name].append(first_frame(code))
    for name, values in times.items():
        print(
            f"{name:<18} median {statistics.median(values):.2f} s  ({min(values):.2f} to {max(values):.2f})", flush=True
        )


def stalls(seconds: float) -> None:
    """Prints how late the timer was while a training ran."""
    from PySide6.QtCore import QSettings, Qt, QTimer

    from gui.app import create_application
    from gui.main_window import MainWindow
    from gui.pages.data import DataPage
    from gui.session import Session

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.environ["TRANSFORMER_DESK_HOME"])
    application = create_application()
    session = Session(application)
    window = MainWindow(session)
    window.show()
    late: list[float] = []
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        late.append(now - last[0] - 0.005)
        last[0] = now

    timer = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)

    def report() -> None:
        ordered = sorted(late)
        figures = f"median {1000 * ordered[len(ordered) // 2]:.1f}, 99 % {1000 * ordered[len(ordered) * 99 // 100]:.1f}"
        worst = ", ".join(f"{1000 * value:.0f}" for value in reversed(ordered[-5:]))
        print(f"timer late by ms: {figures}, worst {worst}  ({len(late):,} turns, state {session.state})")
        session.kill_all()
        application.quit()

    def train(state: str = "") -> None:
        window.show_page("training")
        window.page("training").controls.start.click()
        session.training_reported.connect(begin)

    def begin() -> None:
        if not timer.isActive():
            last[0] = time.perf_counter()
            timer.start()
            QTimer.singleShot(int(1000 * seconds), report)

    data = window.page("data")
    assert isinstance(data, DataPage)
    session.proposed.connect(train, Qt.ConnectionType.SingleShotConnection)
    QTimer.singleShot(0, data.open_first)
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
