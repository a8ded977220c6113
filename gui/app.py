"""The desktop from its command line to its event loop."""

from __future__ import annotations

import logging
import logging.handlers
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from gui import errors, first_start, language, worker
from gui.main_window import MainWindow
from gui.screen_room import within_screen
from gui.session import Session
from gui.theme import Theme
from tfmodel.contract import places

TOUR_AFTER = 1500  # milliseconds: once the window stands and the sample is on its way


def run(argv: Sequence[str] = ()) -> int:
    """Opens the window and returns the exit code once it is closed.

    Args:
        argv: What was typed after the program's name: options of Qt, such as -platform.
    """
    application = create_application(argv)
    _keep_log(places.home())
    errors.install()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would not let Python see Ctrl+C in the terminal
    session = Session(application)
    window = MainWindow(session)
    window.page_made.connect(lambda key: _open_first(window.page(key)) if key == "data" else None)
    window.resize(within_screen(window, window.size()))
    window.show()
    if first_start.wants_tour():
        QTimer.singleShot(TOUR_AFTER, window.show_tour)
    code = application.exec()
    session.clear_up()
    worker.end(code)
    return code


def _open_first(page: QWidget) -> None:
    """Opens a dataset after the first frame: it may have to be read, or imported."""
    from gui.pages.data import DataPage

    assert isinstance(page, DataPage)
    page.open_first()


def create_application(argv: Sequence[str] = ()) -> QApplication:
    """The application object with its name, language, scheme and type; made once in a process."""
    QGuiApplication.setDesktopFileName("transformer-desk")
    # PySide's binding, also for libraries that would take another one that is installed.
    os.environ["QT_API"] = "pyside6"
    application = QApplication([sys.argv[0], *argv])
    application.setApplicationName(places.APPLICATION)
    application.setApplicationDisplayName(places.APPLICATION)
    language.speak(application, language.wanted())
    Theme(application)
    return application


def _keep_log(folder: Path) -> None:
    logger = logging.getLogger("transformer_desk")
    logger.setLevel(logging.INFO)
    logger.addHandler(logging.StreamHandler())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = logging.handlers.RotatingFileHandler(
            folder / "window.log", maxBytes=2**20, backupCount=1, encoding="utf-8"
        )
    except OSError as error:
        logger.warning("No log file: %s", error)
        return
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(file)
