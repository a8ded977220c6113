"""What a job says, line by line, bounded in memory and in drawing."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit

from gui.widgets.redraw import Redraw

MOST_LINES = 5000


class LogView(QPlainTextEdit):
    """The newest lines of a log."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(self.tr("Log"))
        self.setPlaceholderText(self.tr("What the training says appears here."))
        self.setMaximumBlockCount(MOST_LINES)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._waiting: list[str] = []
        self.redraw = Redraw(self, self._flush)

    def add(self, text: str, level: str = "info") -> None:
        """Adds a line; warnings and errors say so in words."""
        self._waiting.append(text if level == "info" else f"{level}: {text}")
        del self._waiting[:-MOST_LINES]
        self.redraw.request()

    def clear_lines(self) -> None:
        """Forgets all lines."""
        self._waiting.clear()
        self.clear()

    def _flush(self) -> None:
        self.appendPlainText("\n".join(self._waiting))
        self._waiting.clear()
