"""Loads matplotlib in small pieces once the window is idle, so that the first plot opens at once."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer

PIECES = (  # in the order in which they need one another, each as short as its library allows
    "numpy",
    "matplotlib",
    "matplotlib.font_manager",
    "matplotlib.text",
    "matplotlib.image",
    "matplotlib.axes",
    "matplotlib.figure",
    "matplotlib.backends.backend_qtagg",
    "gui.widgets.figure",
)
PAUSE = 40  # milliseconds between two pieces, for the window to answer


class Preload(QObject):
    """Imports one piece in a turn of the event loop.

    The very first time on a machine, matplotlib reads every font there is, for seconds: a process of its own does that.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces = list(PIECES)
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._next)
        self._fonts = QProcess(self)
        self._fonts.finished.connect(lambda code, status: self._timer.start())
        self._timer.start()
        parent.destroyed.connect(self._fonts.kill)

    @property
    def is_done(self) -> bool:
        """Whether everything is loaded."""
        return not self._pieces and not self._timer.isActive()

    def _next(self) -> None:
        if not self._pieces:
            self._timer.stop()
            _draw_once()
            return
        piece = self._pieces.pop(0)
        importlib.import_module(piece)
        if piece == "matplotlib" and not _knows_fonts():
            self._timer.stop()
            self._fonts.start(sys.executable, ["-c", "import matplotlib.font_manager"])


def _draw_once() -> None:
    """The first drawing of a process finds and reads the fonts; nobody waits for this one."""
    from gui.widgets.figure import Line, LineCanvas

    canvas = LineCanvas("step", "value")
    canvas.show_lines([Line("line", (0.0, 1.0), (0.0, 1.0))])
    canvas.deleteLater()


def _knows_fonts() -> bool:
    import matplotlib

    return any(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"))
