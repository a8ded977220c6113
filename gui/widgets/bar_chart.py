"""Horizontal bars with a name at the left and a value at the end of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.language import figures
from gui.widgets.axis_texts import written
from gui.widgets.chart import APART, TICK, Chart, small, write
from gui.widgets.chart_table import Figures
from tfmodel.contract.axis import ticks

LONGEST = 18  # characters of a name that are written
THICKEST = 26  # pixels of a bar
GAP = 0.3  # of the height of a row that stays free
TICKS = 60  # pixels that one tick has at least
LEGEND = 18  # pixels above the plot area, where there are several series
SAMPLE = 10  # pixels of a legend's square


@dataclass(frozen=True)
class Bar:
    """A name, and a value for each series."""

    name: str
    values: tuple[float, ...]


class BarChart(Chart):
    """One group of bars a row, the first at the top; a colour each series.

    Args:
        title_x: What the bars measure, with its unit.
        title_y: What each row is.
        series: Names of the series; with more than one there is a legend.
        value_text: How a value is written at the end of its bar, as Python writes numbers.
    """

    def __init__(
        self,
        title_x: str,
        title_y: str,
        series: Sequence[str],
        value_text: Callable[[float], str] = "{:,.0f}".format,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title_x, title_y, parent)
        self._series = tuple(series)
        self._value_text = value_text
        self._bars: tuple[Bar, ...] = ()
        self._end = 1.0

    def show_bars(self, bars: Sequence[Bar], end: float | None = None) -> None:
        """Draws these bars instead, as soon as the event loop comes to it.

        Args:
            bars: From top to bottom.
            end: Where the axis ends; None: at the largest value.
        """
        self._bars = tuple(bars)
        largest = max((value for bar in bars for value in bar.values), default=0.0)
        self._end = end or largest or 1.0
        metrics = QFontMetricsF(small(self.font()))
        names = max((metrics.horizontalAdvance(_shown(bar.name)) for bar in bars), default=0.0)
        left = names + TICK + 3 * APART + metrics.height()
        right = metrics.horizontalAdvance(figures(self._value_text(largest))) + 3 * APART
        self.margins = (ceil(left), 12 + (LEGEND if len(self._series) > 1 else 0), ceil(max(16, right)), 40)
        self.update()

    def figures(self) -> Figures:
        """A row for each name."""
        return Figures((self.title_y, *self._series), [(bar.name, *bar.values) for bar in self._bars])

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        """Room for every name."""
        line = self.fontMetrics().height()
        return QSize(260, max(160, 64 + len(self._bars) * len(self._series) * line))

    def bar_area(self, row: int, series: int) -> QRectF:
        """Where a bar is drawn, in the coordinates of the widget."""
        area = self.plot_area
        height = min(area.height() / max(1, len(self._bars)), len(self._series) * THICKEST / (1 - GAP))
        thick = height * (1 - GAP) / len(self._series)
        top = area.top() + row * height + height * GAP / 2 + series * thick
        return QRectF(area.left(), top, area.width() * self._bars[row].values[series] / self._end, thick)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws axes, bars, names and values."""
        if not self._bars:
            return
        painter = self.begin()
        self._paint_axis(painter)
        line = painter.fontMetrics().height()
        for row, bar in enumerate(self._bars):
            middle = (self.bar_area(row, 0).top() + self.bar_area(row, len(self._series) - 1).bottom()) / 2
            self.paint_tick_y(painter, middle, _shown(bar.name))
            for series, value in enumerate(bar.values):
                self._paint_bar(painter, self.bar_area(row, series), series, value, line)
        widest = max(painter.fontMetrics().horizontalAdvance(_shown(bar.name)) for bar in self._bars)
        self.paint_titles(painter, widest)
        if len(self._series) > 1:
            self._paint_legend(painter)
        self.paint_focus(painter)
        painter.end()

    def _paint_axis(self, painter: QPainter) -> None:
        area = self.plot_area
        values = ticks(self._end, max(1, int(area.width() / TICKS)))
        for value, text in zip(values, written(values), strict=True):
            x = area.left() + area.width() * value / self._end
            painter.setPen(QPen(QColor(self.colours.border), 1.0))
            painter.drawLine(QLineF(x, area.top(), x, area.bottom() + TICK))
            painter.setPen(QColor(self.colours.text))
            write(painter, QPointF(x, area.bottom() + TICK + 2 + painter.fontMetrics().height() / 2), text, 0.5)

    def _paint_bar(self, painter: QPainter, area: QRectF, series: int, value: float, line: float) -> None:
        painter.fillRect(area, QColor(self.colours.series[series]))
        if area.height() >= line * 0.7:  # where values would run into each other, the axis and the table tell them
            painter.setPen(QColor(self.colours.text))
            text = figures(self._value_text(value))
            write(painter, QPointF(area.right() + APART, area.center().y()), text, 0.0)

    def _paint_legend(self, painter: QPainter) -> None:
        for x, series, name in self._legend(painter):
            square = QRectF(x, 4, SAMPLE, SAMPLE)
            painter.fillRect(square, QColor(self.colours.series[series]))
            painter.setPen(QColor(self.colours.text))
            write(painter, QPointF(x + SAMPLE + APART, square.center().y()), name, 0.0)

    def _legend(self, painter: QPainter) -> Iterator[tuple[float, int, str]]:
        x = self.plot_area.left()
        for series, name in enumerate(self._series):
            yield x, series, name
            x += SAMPLE + 4 * APART + painter.fontMetrics().horizontalAdvance(name)


def _shown(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
