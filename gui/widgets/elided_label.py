"""A label that ends with … where it has no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from gui import theme


class ElidedLabel(QLabel):
    """One line; set its tool tip to the whole text."""

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(8 * theme.GRID, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws as much of the text as there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self.alignment(), text)
        painter.end()
