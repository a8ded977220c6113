"""What a job says, line by line, bounded in memory and in drawing."""

from __future__ import annotations

from collections import deque
from datetime import date, datetime

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from gui.widgets.redraw import Redraw

MOST_LINES = 5000
LEVELS = ("info", "warning", "error")


class LogView(QPlainTextEdit):
    """The newest lines of a log.

    Attributes:
        levels: Which lines are shown: all, warnings and errors, errors alone. Placed by whoever shows the log.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(self.tr("Log"))
        self.setPlaceholderText(self.tr("What the training says appears here."))
        self.setMaximumBlockCount(MOST_LINES)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.levels = QComboBox()
        self.levels.setAccessibleName(self.tr("Lines of the log"))
        self.levels.setToolTip(self.tr("Which lines of the log are shown"))
        self.levels.addItems([self.tr("All lines"), self.tr("Warnings and errors"), self.tr("Errors")])
        self.levels.currentIndexChanged.connect(lambda index: self._refill())
        self._lines: deque[tuple[str, datetime, str]] = deque(maxlen=MOST_LINES)
        self._waiting: list[str] = []
        self._day: date | None = None  # that of the last line which is shown
        self.redraw = Redraw(self, self._flush)

    def add(self, text: str, level: str = "info", at: datetime | None = None) -> None:
        """Adds a line with the time of day; warnings and errors say so in words.

        The day stands with it unless it is today and that of the line before.
        """
        named = {"warning": self.tr("warning: {0}"), "error": self.tr("error: {0}")}
        said = named.get(level, "{0}").format(text)
        moment = at.astimezone().replace(tzinfo=None) if at is not None else datetime.now()
        self._lines.append((level, moment, said))
        if self._is_shown(level):
            self._waiting.append(self._line(moment, said))
            del self._waiting[:-MOST_LINES]
            self.redraw.request()

    def clear_lines(self) -> None:
        """Forgets all lines."""
        self._lines.clear()
        self._waiting.clear()
        self._day = None
        self.clear()

    def _is_shown(self, level: str) -> bool:
        return level not in LEVELS or LEVELS.index(level) >= self.levels.currentIndex()

    def _refill(self) -> None:
        self.clear()
        self._day = None
        self._waiting = [self._line(moment, said) for level, moment, said in self._lines if self._is_shown(level)]
        self.redraw.request()

    def _line(self, moment: datetime, said: str) -> str:
        day, before = moment.date(), self._day
        self._day = day
        is_plain = day == datetime.now().date() and before in (None, day)
        return f"{moment:%H:%M:%S}  {said}" if is_plain else f"{moment:%Y-%m-%d %H:%M:%S}  {said}"

    def _flush(self) -> None:
        if self._waiting:
            self.appendPlainText("\n".join(self._waiting))
        self._waiting.clear()
