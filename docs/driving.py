"""Drives the real window, step after step, and takes pictures of it."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZE = (1280, 800)

Step = Callable[[], bool]  # asked again and again until it says True


def parser(description: str | None, out: Path) -> argparse.ArgumentParser:
    """The options that all drives have."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--scheme", choices=("light", "dark"), default="light")
    made.add_argument("--scale", default="1", help="of everything: 2 is 200 %%; the screen must be as much larger")
    made.add_argument("--out", type=Path, default=out)
    return made


def driven(drive: Callable[[argparse.Namespace], Drive], options: argparse.Namespace) -> int:
    """Drives a window whose home is a temporary folder; returns the exit status."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["TRANSFORMER_DESK_HOME"] = home
        os.environ["TRANSFORMER_DESK_SCHEME"] = options.scheme
        os.environ.setdefault("TRANSFORMER_DESK_LANGUAGE", "en")
        os.environ["QT_SCALE_FACTOR"] = options.scale
        options.out.mkdir(parents=True, exist_ok=True)
        return drive(options).run()


class Drive(ABC):
    """A visit of the window; a step waits for signals and data, never for a fixed time."""

    def __init__(self, options: argparse.Namespace) -> None:
        from PySide6.QtCore import QElapsedTimer, QSettings, QTimer

        from gui import errors
        from gui.app import create_application
        from gui.main_window import MainWindow
        from gui.session import Session

        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.environ["TRANSFORMER_DESK_HOME"])
        self.options = options
        self.application = create_application()
        errors.install()
        self.session = Session(self.application)
        self.window = MainWindow(self.session)
        self.window.resize(*SIZE)
        self.window.show()
        self.clock = QElapsedTimer()
        self.clock.start()
        self.steps: Iterator[Step] = iter(self.visit())
        self.step = next(self.steps)
        self.timer = QTimer(interval=100)
        self.timer.timeout.connect(self.go_on)
        QTimer.singleShot(0, self.open_data)

    @abstractmethod
    def visit(self) -> Iterator[Step]:
        """The steps."""

    def run(self) -> int:
        """Runs the event loop to the end of the visit; the exit status tells whether it came there."""
        self.timer.start()
        self.application.exec()
        if self.timer.isActive():
            print("The window was closed before the end of the visit.", file=sys.stderr)
        return int(self.timer.isActive())

    def open_data(self) -> None:
        """The sample of the first start."""
        self.window.page("data").open_first()

    def go_on(self) -> None:
        """Takes the next step when the one in hand is done."""
        if not self.step():
            return
        following = next(self.steps, None)
        if following is None:
            self.timer.stop()
            self.application.quit()
        else:
            self.step = following
            self.clock.restart()

    # Steps

    def settled(self) -> bool:
        """A second for what is drawn when the loop is idle."""
        return self.clock.elapsed() > 1500

    def shown(self, page: str) -> Step:
        """Brings a page to the front."""

        def step() -> bool:
            self.window.show_page(page)
            return self.settled()

        return step

    def pressed(self, button: object) -> Step:
        """Presses a button once it can be."""

        def step() -> bool:
            if not button.isEnabled():
                return False
            button.click()
            return True

        return step

    def done(self, action: Callable[[], object]) -> Step:
        """Does something once."""

        def step() -> bool:
            action()
            return True

        return step

    def stopped(self) -> bool:
        """Stops the training with its best model, unless it has come to its end by itself."""
        stop = self.window.page("training").controls.stop
        if stop.isEnabled() and not self.session.is_stopping:
            stop.click()
        return not self.session.is_training

    def picture(self, name: str) -> Step:
        """Grabs the window, with the dialog over it if there is one, once it has settled."""

        def step() -> bool:
            if not self.settled():
                return False
            suffix = "" if self.options.scheme == "light" else "-dark"
            path = self.options.out / f"{name}{suffix}.png"
            dialog = self.application.activeModalWidget() or self.application.activePopupWidget()
            picture = self.window.grab() if dialog is None else self._with(dialog)
            print(path if picture.save(str(path)) else f"cannot write {path}", flush=True)
            return True

        return step

    def _with(self, dialog: object) -> object:
        """The window with a dialog over its middle; a line stands for its frame, which is the system's."""
        from PySide6.QtCore import QRect
        from PySide6.QtGui import QColor, QPainter

        from gui.theme import colours_of

        picture, over = self.window.grab(), dialog.grab()
        middle = self.window.rect().center() - dialog.rect().center()
        painter = QPainter(picture)
        painter.drawPixmap(middle, over)
        painter.setPen(QColor(colours_of(self.window).muted))
        painter.drawRect(QRect(middle, dialog.size()))
        painter.end()
        return picture

    def ended(self) -> bool:
        """Lets every job end before the window goes."""
        self.session.stop_all()
        if self.clock.elapsed() > 8000:
            self.session.kill_all()
        return not self.session.running_jobs
