"""A label that has … where there is no room for its text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from gui import theme


class ElidedLabel(QLabel):
    """One line; set its tool tip to the whole text. `elide` says which part of the text gives way."""

    def __init__(self, elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._elide = elide

    @property
    def painted(self) -> str:
        """As much of the text as there is room for."""
        return self.fontMetrics().elidedText(self.text(), self._elide, self.contentsRect().width())

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(8 * theme.GRID, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws as much of the text as there is room for."""
        painter = QPainter(self)
        painter.drawText(self.contentsRect(), self.alignment(), self.painted)
        painter.end()
