"""How many of millions of points lie where: a plane of cells, the fuller the deeper."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.widgets.axis_texts import written
from gui.widgets.chart import APART, TICK, Chart, smooth, write, write_upright
from gui.widgets.chart_table import Figures
from gui.widgets.depth import depth_image, paint_depth_bar
from tfmodel.contract.axis import ticks

TICKS_X, TICKS_Y = 45, 24  # pixels that one tick has at least


class DensityMap(Chart):
    """Counts on a logarithmic scale as depths of the accent colour, over two axes that begin at 0.

    Args:
        title_x: What the horizontal axis shows, with its unit.
        title_y: The same of the vertical axis.
        title_depth: What the cells count.
    """

    margins = (64, 12, 84, 40)

    def __init__(self, title_x: str, title_y: str, title_depth: str, parent: QWidget | None = None) -> None:
        super().__init__(title_x, title_y, parent)
        self._title_depth = title_depth
        self._counts: Sequence[Sequence[int]] = ()
        self._step = 1
        self._slope = 0.0
        self._depths = b""

    def show_counts(self, counts: Sequence[Sequence[int]], step: int, slope: float) -> None:
        """Draws these counts instead, as soon as the event loop comes to it.

        Args:
            counts: (rows, columns), the row of the smallest values first.
            step: Width and height of a cell.
            slope: Of the line through the origin that is drawn over the cells.
        """
        self._counts, self._step, self._slope = counts, step, slope
        scale = 255 / log1p(max(1, self.fullest))
        self._depths = bytes(round(scale * log1p(count)) for row in reversed(counts) for count in row)
        self.update()

    def figures(self) -> Figures:
        """A row for each cell that holds anything, the fullest first: where it begins, and its count."""
        cells: list[tuple[float, float, float]] = [
            (float(column * self._step), float(row * self._step), float(count))
            for row, counts in enumerate(self._counts)
            for column, count in enumerate(counts)
            if count
        ]
        cells.sort(key=lambda cell: -cell[2])
        return Figures((self.title_x, self.title_y, self._title_depth), cells)

    @property
    def counts(self) -> Sequence[Sequence[int]]:
        """What is shown."""
        return self._counts

    @property
    def fullest(self) -> int:
        """The largest count."""
        return max((max(row) for row in self._counts), default=0)

    @property
    def end(self) -> float:
        """Where both axes end."""
        return float(self._step * len(self._counts))

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a point is drawn, in the coordinates of the widget."""
        area = self.plot_area
        return QPointF(area.left() + area.width() * x / self.end, area.bottom() - area.height() * y / self.end)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws cells, line, axes and bar."""
        if not self._counts:
            return
        painter = self.begin()
        painter.drawImage(self.plot_area, self._image())
        painter.setPen(QColor(self.colours.border))
        painter.drawRect(self.plot_area)
        self._paint_axes(painter)
        self._paint_depths(painter)
        self.paint_focus(painter)
        smooth(painter)
        painter.setPen(QPen(QColor(self.colours.series[1]), 1.5, Qt.PenStyle.DashLine))
        painter.setClipRect(self.plot_area)
        painter.drawLine(self.place_of(0, 0), self.place_of(self.end, self.end * self._slope))
        painter.end()

    def _image(self) -> QImage:
        """One pixel a cell; painting enlarges it."""
        side = len(self._counts)
        return depth_image(self._depths, side, side, self.colours)

    def _paint_axes(self, painter: QPainter) -> None:
        area = self.plot_area
        across = ticks(self.end, max(1, int(area.width() / TICKS_X)))
        for value, text in zip(across, written(across), strict=True):
            x = self.place_of(value, 0).x()
            painter.setPen(QColor(self.colours.muted))
            painter.drawLine(QLineF(x, area.bottom(), x, area.bottom() + TICK))
            painter.setPen(QColor(self.colours.text))
            write(painter, QPointF(x, area.bottom() + TICK + 2 + painter.fontMetrics().height() / 2), text, 0.5)
        upward = ticks(self.end, max(1, int(area.height() / TICKS_Y)))
        texts = written(upward)
        for value, text in zip(upward, texts, strict=True):
            self.paint_tick_y(painter, self.place_of(0, value).y(), text)
        self.paint_titles(painter, max(map(painter.fontMetrics().horizontalAdvance, texts)))

    def _paint_depths(self, painter: QPainter) -> None:
        """The bar at the right: which depth is which count."""
        area = self.plot_area
        bar = paint_depth_bar(painter, area, self.colours)
        for value in depth_ticks(self.fullest):
            y = bar.bottom() - bar.height() * log1p(value) / log1p(max(1, self.fullest))
            painter.drawLine(QLineF(bar.right(), y, bar.right() + TICK, y))
            write(painter, QPointF(bar.right() + TICK + APART, y), written([0, value])[-1] if value else "0", 0.0)
        write_upright(painter, QPointF(self.width() - 10, area.center().y()), self._title_depth)


def depth_ticks(fullest: int) -> list[int]:
    """0 and the powers of ten that are in the scale."""
    powers = [10**power for power in range(12) if 10**power <= fullest]
    return [0, *powers[:: 1 if len(powers) < 7 else 2]]
