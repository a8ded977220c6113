"""Takes the README's pictures: drives the real window through a real training and grabs each page.

    python -m docs.screenshots [--scheme light|dark] [--validations 2] [--out docs/images] [--data FILE [FILE]]

Needs a screen, such as `xvfb-run -s "-screen 0 1280x800x24"`. Everything that it makes, it makes in a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

Step = Callable[[], bool]  # asked again and again until it says True


def main() -> int:
    """Runs the tour; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    parser.add_argument("--validations", type=int, default=2, help="of the training before its picture")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--data", type=Path, nargs="+", help="instead of the sample of the first start")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["TRANSFORMER_DESK_HOME"] = home
        os.environ["TRANSFORMER_DESK_SCHEME"] = options.scheme
        os.environ.setdefault("TRANSFORMER_DESK_LANGUAGE", "en")
        options.out.mkdir(parents=True, exist_ok=True)
        return Tour(options).run()


class Tour:
    """One visit of all pages, step after step; a step waits for signals and data, never for a fixed time."""

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
        self.window.resize(1280, 800)
        self.window.show()
        self.clock = QElapsedTimer()
        self.clock.start()
        self.steps: Iterator[Step] = iter(self.visit())
        self.step = next(self.steps)
        self.timer = QTimer(interval=100)
        self.timer.timeout.connect(self.go_on)
        QTimer.singleShot(0, self.open_data)

    def run(self) -> int:
        """Runs the event loop to the end of the tour."""
        self.timer.start()
        return self.application.exec()

    def open_data(self) -> None:
        """The sample of the first start, or the files that were named."""
        from PySide6.QtCore import Qt

        data = self.window.page("data")
        if self.options.data is None:
            data.open_first()
        else:
            data.form.ready.connect(data.form.accept.click, Qt.ConnectionType.SingleShotConnection)
            data.open_files(self.options.data)

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

    def visit(self) -> Iterator[Step]:
        """The tour."""
        yield lambda: self.session.dataset is not None and self.settled()
        yield self.picture("data")
        yield self.shown("model")
        yield self.picture("model")
        yield self.shown("training")
        yield self.pressed(self.window.page("training").controls.start)
        yield lambda: len(self.window.page("training").bleu.points("BLEU")[0]) >= self.options.validations
        yield self.settled
        yield self.picture("training")
        yield self.shown("inspect")
        yield lambda: bool(self.window.page("inspect").machine.grid.tiles) and self.clock.elapsed() > 4000
        yield self.picture("inspect")
        yield self.pressed(self.window.page("training").controls.stop)
        yield lambda: not self.session.is_training and self.settled()
        yield self.shown("translation")
        yield self.typed
        yield lambda: self.clock.elapsed() > 25_000
        yield self.picture("translation")
        yield self.shown("runs")
        yield self.settled
        yield self.picture("runs")
        yield self.shown("export")
        yield self.settled
        yield self.picture("export")
        yield self.ended

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

    def typed(self) -> bool:
        """A sentence of the data for the translator."""
        from PySide6.QtWidgets import QPlainTextEdit

        from tfmodel.corpus.store import PairStore

        with PairStore.open(self.session.dataset) as store:
            row = next(iter(store.stream("test")), None) or next(iter(store.stream("validation")))
        edits = [edit for edit in self.window.page("translation").findChildren(QPlainTextEdit) if not edit.isReadOnly()]
        edits[0].setPlainText(row.source)
        return True

    def picture(self, name: str) -> Step:
        """Grabs the window."""

        def step() -> bool:
            suffix = "" if self.options.scheme == "light" else "-dark"
            path = self.options.out / f"{name}{suffix}.png"
            print(path if self.window.grab().save(str(path)) else f"cannot write {path}")
            return True

        return step

    def ended(self) -> bool:
        """Lets every job end before the window goes."""
        self.session.stop_all()
        if self.clock.elapsed() > 8000:
            self.session.kill_all()
        return not self.session.running_jobs


if __name__ == "__main__":
    sys.exit(main())
