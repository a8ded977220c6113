"""A matrix of attention weights, with the tokens at both axes."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, radians, sin

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.language import figures
from gui.widgets.axis_texts import written
from gui.widgets.chart import APART, TICK, Chart, small, write, write_upright
from gui.widgets.chart_table import Cell, Figures
from gui.widgets.depth import depth_image, paint_depth_bar
from tfmodel.contract.axis import ticks

TOKEN = 11  # pixels in which a token can be read; where there is less room, every second is written, or every third, …
LONGEST = 14  # characters of a token that are written on an axis
SLANT = -60  # degrees


class HeatMap(Chart):
    """Weights between 0 and 1 as depths of the accent colour; a bar at the right says which depth is which weight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("Attention weights"))
        self._weights: Sequence[Sequence[float]] = ()
        self._depths = b""
        self._rows: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()

    def show_matrix(self, weights: Sequence[Sequence[float]], rows: Sequence[str], columns: Sequence[str]) -> None:
        """Draws this matrix instead, as soon as the event loop comes to it.

        Args:
            weights: (rows, columns), each row a distribution.
            rows: The tokens that look (queries).
            columns: The tokens that are looked at (keys).
        """
        self._weights, self._rows, self._columns = weights, tuple(rows), tuple(columns)
        self._depths = bytes(round(255 * min(1.0, max(0.0, weight))) for row in weights for weight in row)
        advance, line = self._widest, QFontMetricsF(small(self.font())).height()
        left = advance(self._rows) + TICK + 3 * APART + line
        bottom = -sin(radians(SLANT)) * advance(self._columns) + TICK + 3 * APART + 2 * line
        self.margins = (ceil(left), 12, 72, ceil(bottom))
        self.setAccessibleDescription(self.sentence())
        self.update()

    def figures(self) -> Figures:
        """A row for each token that looks, a column for each that is looked at."""
        rows: list[tuple[Cell, ...]] = [
            (visible(token), *weights) for token, weights in zip(self._rows, self._weights, strict=False)
        ]
        return Figures((self.tr("attention weight"), *map(visible, self._columns)), rows)

    def sentence(self) -> str:
        """The strongest weight in words; "" while there is no matrix."""
        cells = [
            (weight, row, column)
            for row, line in zip(self._rows, self._weights, strict=False)
            for column, weight in zip(self._columns, line, strict=False)
        ]
        if not cells:
            return ""
        weight, row, column = max(cells)
        said = self.tr("{0} tokens look at {1}; the strongest weight, {2}, is from “{3}” to “{4}”.")
        strongest = figures(f"{weight:.3f}"), visible(row), visible(column)
        return said.format(len(self._rows), len(self._columns), *strongest)

    def _widest(self, tokens: Sequence[str]) -> float:
        metrics = QFontMetricsF(small(self.font()))
        return max((metrics.horizontalAdvance(shown(token)) for token in tokens), default=0.0)

    @property
    def weights(self) -> Sequence[Sequence[float]]:
        """What is shown."""
        return self._weights

    @property
    def tokens(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Those of the rows and of the columns."""
        return self._rows, self._columns

    def place_of(self, row: int, column: int) -> QPointF:
        """The centre of a cell, in the coordinates of the widget."""
        area = self.plot_area
        across, down = area.width() / max(1, len(self._columns)), area.height() / max(1, len(self._rows))
        return QPointF(area.left() + (column + 0.5) * across, area.top() + (row + 0.5) * down)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws matrix, tokens and bar."""
        if not self._weights:
            return
        painter = self.begin()
        painter.drawImage(self.plot_area, self._image())
        painter.setPen(QColor(self.colours.border))
        painter.drawRect(self.plot_area)
        for row in legible(len(self._rows), self.plot_area.height()):
            self.paint_tick_y(painter, self.place_of(row, 0).y(), shown(self._rows[row]))
        for column in legible(len(self._columns), self.plot_area.width()):
            self._paint_slanted(painter, self.place_of(0, column).x(), shown(self._columns[column]))
        self.paint_titles(painter, self._widest(self._rows))
        self._paint_bar(painter)
        self.paint_focus(painter)
        painter.end()

    def _image(self) -> QImage:
        """One pixel a weight; painting enlarges it."""
        height, width = len(self._weights), len(self._weights[0])
        return depth_image(self._depths, width, height, self.colours)

    def _paint_slanted(self, painter: QPainter, x: float, text: str) -> None:
        bottom = self.plot_area.bottom()
        painter.setPen(QColor(self.colours.muted))
        painter.drawLine(QLineF(x, bottom, x, bottom + TICK))
        painter.setPen(QColor(self.colours.text))
        painter.save()
        self.slant(painter, x)
        write(painter, QPointF(), text, 1.0)
        painter.restore()

    def slant(self, painter: QPainter, x: float) -> None:
        """Puts the painter where the slanted token of a column ends."""
        painter.translate(x + 2, self.plot_area.bottom() + TICK + 4)
        painter.rotate(SLANT)

    def _paint_bar(self, painter: QPainter) -> None:
        area = self.plot_area
        bar = paint_depth_bar(painter, area, self.colours)
        values = ticks(1.0, 5)
        for value, text in zip(values, written(values), strict=True):
            y = bar.bottom() - value * bar.height()
            painter.drawLine(QLineF(bar.right(), y, bar.right() + TICK, y))
            write(painter, QPointF(bar.right() + TICK + 3, y), text, 0.0)
        write_upright(painter, QPointF(self.width() - 10, area.center().y()), self.tr("attention weight"))


def legible(count: int, pixels: float) -> range:
    """The tokens that are written when `count` of them share so many pixels."""
    return range(0, count, max(1, -(-count * TOKEN // max(1, int(pixels)))))


def visible(token: str) -> str:
    """A token that can be seen, also where it is nothing but spaces."""
    return token if token.strip() else "␣"


def shown(token: str) -> str:
    """A token as it is written on an axis: cut where it is too long."""
    text = visible(token)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
