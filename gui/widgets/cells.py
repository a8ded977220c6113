"""How the cells of tables are drawn: as Qt draws them, in a third of the time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPalette, QStaticText, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.widgets.roles import ALIGNMENT, BACKGROUND, CHECKED, DECORATION, FONT, FOREGROUND, LEFT, RIGHT, TEXT, Index

MARKED = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver
ALIGNMENTS = (None, LEFT, RIGHT)
LEFT_TO_RIGHT = int(Qt.TextFlag.TextForceLeftToRight)
DENSEST = 4  # characters a pixel: a text is not measured beyond
LINES_KEPT = 2_000


class CellDelegate(QStyledItemDelegate):
    """Draws a cell that is one line of text and nothing else; every other one is left to Qt.

    Qt asks a model for nine things of every cell, each time across the wall between C++ and Python, and lays the text
    out twice at every drawing. Here the model is asked directly, and the lines are kept as they were laid out.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._font = QFont()  # that of the lines
        self._lines: dict[tuple[str, int], QStaticText] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws one cell."""
        ask = index.model().data
        text, alignment, colour = ask(index, TEXT), ask(index, ALIGNMENT), ask(index, FOREGROUND)
        known = type(text) is str and alignment in ALIGNMENTS and isinstance(colour, QColor | None)
        if known and text.isprintable() and not option.state & MARKED and _is_bare(ask, index):
            painter.setFont(option.font)
            painter.setPen(colour or option.palette.color(QPalette.ColorRole.Text))
            room = _room(option)
            line = self._line(text, max(room.width(), 0), option.font)
            size = line.size()
            left = room.right() + 1 - size.width() if alignment == RIGHT else room.left()
            painter.drawStaticText(QPointF(left, room.top() + room.height() // 2 - int(size.height()) // 2), line)
        else:
            super().paint(painter, option, index)

    def _line(self, text: str, width: int, font: QFont) -> QStaticText:
        if font != self._font or len(self._lines) >= LINES_KEPT:
            self._font = QFont(font)
            self._lines.clear()
        line = self._lines.get((text, width))
        if line is None:
            line = self._lines[text, width] = _laid_out(text[: DENSEST * width], width, font)
        return line


def _laid_out(text: str, width: int, font: QFont) -> QStaticText:
    line = QStaticText(QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width, LEFT_TO_RIGHT))
    line.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    line.setTextOption(option)
    if font != QGuiApplication.font():  # which it is laid out in otherwise
        line.prepare(font=font)
    return line


def _room(option: QStyleOptionViewItem) -> QRect:
    """What the text of a cell has; the measure is Qt's own."""
    table = option.widget
    margin = table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, table) + 1
    return option.rect.adjusted(margin, 0, -margin, 0)


def _is_bare(ask: Any, index: Index) -> bool:
    """Whether there is text alone, and in the table's own font: a kept line Qt would strike out at a wrong place."""
    return all(ask(index, role) is None for role in (FONT, DECORATION, CHECKED, BACKGROUND))
