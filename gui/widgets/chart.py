"""What the plots have in common: a plot area between margins, small type, titles of both axes.

Painted by Qt itself: loading matplotlib took the window a second of computing, and its first drawing of a figure 80 ms,
in which the window could not answer.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPaintDevice, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Colours, colours_of
from gui.widgets.chart_table import Figures, offer_table

TICK = 3.0  # pixels
APART = 4.0  # pixels between a tick, its text and the title
TYPE = 0.88  # of the window's type size, for ticks and titles


class Chart(QWidget):
    """A plot area between margins, with its numbers as a table for who asks, and in a sentence for screen readers.

    Attributes:
        title_x: What the horizontal axis shows, with its unit.
        title_y: The same of the vertical axis.
        as_table: Shows the numbers; in the context menu, and on a key.
    """

    margins = (64, 12, 16, 40)  # pixels: left, top, right, bottom

    def __init__(self, title_x: str, title_y: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title_x, self.title_y = title_x, title_y
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.as_table = offer_table(self, self.figures)

    def figures(self) -> Figures:
        """What the chart shows, in numbers."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        """Room for some ticks; the layout gives more."""
        left, top, right, bottom = self.margins
        return QSize(left + right + 200, top + bottom + 80)

    @property
    def plot_area(self) -> QRectF:
        """The rectangle that the axes enclose."""
        left, top, right, bottom = self.margins
        return QRectF(self.rect().adjusted(left, top, -right, -bottom)).normalized()

    @property
    def colours(self) -> Colours:
        """Those of the scheme of now."""
        return colours_of(self)

    def begin(self, device: QPaintDevice | None = None) -> QPainter:
        """A painter with small type; its lines are sharp until `smooth` is asked for.

        Args:
            device: What is painted on, if not the widget itself.
        """
        painter = QPainter(self if device is None else device)
        painter.setFont(small(self.font()))
        return painter

    def paint_titles(self, painter: QPainter, widest: float) -> None:
        """Writes what both axes show: below, and beside the texts of the vertical axis, which are `widest` pixels."""
        area, line = self.plot_area, painter.fontMetrics().height()
        painter.setPen(QColor(self.colours.text))
        write(painter, QPointF(area.center().x(), self.height() - line / 2 - 2), self.title_x, 0.5)
        left = area.left() - TICK - 2 * APART - widest - line / 2
        room = min(2 * area.center().y(), 2 * (self.height() - area.center().y()))  # around the middle of the axis
        title = painter.fontMetrics().elidedText(self.title_y, Qt.TextElideMode.ElideRight, int(room))
        write_upright(painter, QPointF(max(line / 2, left), area.center().y()), title)

    def paint_focus(self, painter: QPainter) -> None:
        """Frames the plot area while the keyboard acts on it."""
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.colours.accent), 2.0))
            painter.drawRect(self.plot_area.adjusted(-2, -2, 2, 2))

    def paint_tick_y(self, painter: QPainter, y: float, text: str) -> None:
        """A tick of the vertical axis and its text, left of the plot area."""
        left = self.plot_area.left()
        painter.setPen(QColor(self.colours.muted))
        painter.drawLine(QLineF(left - TICK, y, left, y))
        painter.setPen(QColor(self.colours.text))
        write(painter, QPointF(left - TICK - APART, y), text, 1.0)


def smooth(painter: QPainter) -> None:
    """Slanted and thick lines are drawn without steps from now on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def small(font: QFont) -> QFont:
    """The type of ticks and titles."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * TYPE)
    return made


def write(painter: QPainter, at: QPointF, text: str, share: float) -> None:
    """Writes on one line whose middle is at the height of a point; `share` of the text is left of the point."""
    metrics = painter.fontMetrics()
    middle = (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(at + QPointF(-share * metrics.horizontalAdvance(text), middle), text)


def write_upright(painter: QPainter, centre: QPointF, text: str) -> None:
    """Writes from bottom to top around a point."""
    painter.save()
    painter.translate(centre)
    painter.rotate(-90)
    write(painter, QPointF(), text, 0.5)
    painter.restore()
