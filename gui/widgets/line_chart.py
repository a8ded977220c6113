"""Lines that grow, over axes that begin at 0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import isfinite
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from gui.language import figures
from gui.widgets.axis_texts import written
from gui.widgets.band import ShownBand
from gui.widgets.chart import TICK, Chart, smooth, write
from gui.widgets.chart_table import Cell, Figures
from tfmodel.contract.axis import end_of_axis, ticks

WIDTH = 2.0  # pixels of a line
DOT = 2.6  # radius in pixels
MOST_POINTS = 1000  # of a line that are drawn; more could not be told apart
LEAST_X = 10.0  # an axis of steps or words shows at least as many
TICKS_X, TICKS_Y = 45, 22  # pixels that one tick has at least
SAMPLE, PADDING = 24, 6  # pixels of the legend
SEEN = 50  # points of a line by which the legend finds its corner
TOLD = 6  # lines that the sentence names
LONG, LONGEST = 9_999.5, 1e15  # a number between them is told without an exponent
Dashes = tuple[float, float]  # pixels along the middle of a dash, and of the gap to the next one
ROUNDS: tuple[Dashes | None, ...] = (None, (7.0, 7.0), (2.0, 6.0))  # through the colours; None is a line without gaps
STEEP = 1.0  # pixels across under which a piece of such a line is drawn whole or not at all


@dataclass(frozen=True)
class Line:
    """One series: its name in the legend, its points, and whether each of them gets a dot."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    dotted: bool = False


class LineChart(Chart):
    """Lines in the colours of the scheme, with a grid, and a legend when there are several.

    The second round through the colours has dashes, the third one short ones.

    Attributes:
        has_legend: Whether several lines get a legend inside the chart.
        empty: A sentence in the middle while there is no point to draw.
        least_x: Where the horizontal axis ends at the least.

    Args:
        title_x: What the horizontal axis shows, with its unit.
        title_y: The same of the vertical axis.
        legend_left: Puts the legend at the left when nothing is hidden by it there.
    """

    def __init__(self, title_x: str, title_y: str, parent: QWidget | None = None, *, legend_left: bool = False) -> None:
        super().__init__(title_x, title_y, parent)
        self._legend_left = legend_left
        self.has_legend = True
        self.empty = ""
        self.least_x = LEAST_X
        self._lines: tuple[Line, ...] = ()
        self._bands: tuple[ShownBand, ...] = ()
        self._ends = (LEAST_X, 1.0)
        self._kept: tuple[object, QPixmap] | None = None

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Draws these lines instead, as soon as the event loop comes to it."""
        self._lines = tuple(lines)
        right = max((line.x[-1] for line in self._lines if line.x), default=0.0)
        top = max((value for line in self._lines for value in line.y if isfinite(value)), default=0.0)
        self._ends = (end_of_axis(right, self.least_x), end_of_axis(top))
        self.setAccessibleDescription(self.sentence())
        self.update()

    def show_bands(self, bands: Iterable[ShownBand]) -> None:
        """Draws these behind the lines, whose axes they do not stretch."""
        self._bands = tuple(bands)
        self.update()

    @property
    def bands(self) -> tuple[ShownBand, ...]:
        """What is drawn behind the lines."""
        return self._bands

    def figures(self) -> Figures:
        """A row for each place on the horizontal axis, a column for each line."""
        rows: dict[float, list[Cell]] = {}
        for number, line in enumerate(self._lines):
            for x, y in zip(line.x, line.y, strict=True):
                rows.setdefault(x, [x, *[None] * len(self._lines)])[number + 1] = y
        headings = (self.title_x, *(line.name or self.title_y for line in self._lines))
        return Figures(headings, [rows[x] for x in sorted(rows)])

    def sentence(self) -> str:
        """Where the lines end, in one sentence; "" while there is no point."""
        ends = [f"{line.name or self.title_y} {told(line.y[-1])}" for line in self._lines if len(line.y)]
        if not ends:
            return ""
        last = max(line.x[-1] for line in self._lines if len(line.x))
        more = self.tr(" and {0} lines more").format(len(ends) - TOLD) if len(ends) > TOLD else ""
        return self.tr("At {0} {1}: {2}{3}.").format(self.title_x, told(last), ", ".join(ends[:TOLD]), more)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    @property
    def ends(self) -> tuple[float, float]:
        """Where the horizontal and the vertical axis end."""
        return self._ends

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a point is drawn, in the coordinates of the widget."""
        area = self.plot_area
        return QPointF(
            area.left() + area.width() * x / self._ends[0], area.bottom() - area.height() * y / self._ends[1]
        )

    def update(self, *area: Any) -> None:
        """Draws everything anew, as soon as the event loop comes to it."""
        self._kept = None
        super().update(*area)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws axes and lines, or what was drawn the last time: a page that is seen again has many charts at once."""
        seen = (self.size(), self.devicePixelRatioF(), self.palette().cacheKey(), self.font().key())
        if self._kept is None or self._kept[0] != seen:
            self._kept = seen, self._picture()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._kept[1])
        self.paint_focus(painter)  # which comes and goes without another picture
        painter.end()

    def _picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap((QSizeF(self.size()) * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        self._draw(self.begin(picture))
        return picture

    def _draw(self, painter: QPainter) -> None:
        self._paint_axes(painter)
        smooth(painter)
        painter.save()
        painter.setClipRect(self.plot_area.adjusted(-DOT, -DOT, DOT, DOT))
        colours, series = self.colours, self.colours.series
        for band in self._bands:
            band.paint(painter, band.colour(series), self.place_of)
        for number, line in enumerate(self._lines):
            self._paint_line(painter, line, *look_of(number, series))
        painter.restore()
        if self.has_legend and len(self._lines) + len(self._bands) > 1:
            self._paint_legend(painter)
        if self.empty and not any(line.x for line in self._lines):
            painter.setPen(QColor(colours.muted))
            painter.drawText(self.plot_area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty)
        painter.end()

    def _paint_axes(self, painter: QPainter) -> None:
        area, colours = self.plot_area, self.colours
        across, upward, texts = self._ticks(max(1, int(area.width() / TICKS_X)), max(1, int(area.height() / TICKS_Y)))
        columns = [self.place_of(value, self._ends[1]).x() for value in across]
        rows = [self.place_of(self._ends[0], value).y() for value in upward]
        painter.setPen(QPen(QColor(colours.border), 1.0))
        painter.drawLines([QLineF(x, area.top(), x, area.bottom()) for x in columns])
        painter.drawLines([QLineF(area.left(), y, area.right(), y) for y in rows])
        painter.drawRect(area)
        for x, text in zip(columns, written(across), strict=True):
            self._paint_tick_x(painter, x, text)
        for y, text in zip(rows, texts, strict=True):
            self.paint_tick_y(painter, y, text)
        self.paint_titles(painter, max(map(painter.fontMetrics().horizontalAdvance, texts), default=0))

    def _ticks(self, most_across: int, most_upward: int) -> tuple[list[float], list[float], list[str]]:
        """The values at which both axes have ticks, and what is written at those of the upright one."""
        upward = ticks(self._ends[1], most_upward)
        return ticks(self._ends[0], most_across), upward, written(upward)

    def _paint_tick_x(self, painter: QPainter, x: float, text: str) -> None:
        bottom = self.plot_area.bottom()
        painter.setPen(QColor(self.colours.muted))
        painter.drawLine(QLineF(x, bottom, x, bottom + TICK))
        painter.setPen(QColor(self.colours.text))
        write(painter, QPointF(x, bottom + TICK + 2 + painter.fontMetrics().height() / 2), text, 0.5)

    def _paint_line(self, painter: QPainter, line: Line, colour: QColor, dashes: Dashes | None = None) -> None:
        pen = QPen(colour, WIDTH, c=Qt.PenCapStyle.SquareCap)
        for places in self._runs(line):
            painter.setPen(pen)
            # Piece by piece: Qt fills a thick polyline as one shape, which takes it forty times as long.
            pieces = [QLineF(start, end) for start, end in pairwise(places)]
            painter.drawLines([dash for piece in pieces for dash in _cut(piece, *dashes)] if dashes else pieces)
            if line.dotted or len(places) == 1:
                painter.setPen(QPen(colour, 2 * DOT, c=Qt.PenCapStyle.RoundCap))
                painter.drawPoints(places)

    def _runs(self, line: Line) -> list[list[QPointF]]:
        """The places of the points that are drawn; a value that is no number interrupts the line."""
        origin, end = self.place_of(0.0, 0.0), self.place_of(1.0, 1.0)
        across, up = end.x() - origin.x(), end.y() - origin.y()
        runs = groupby(_thinned(line), key=lambda point: isfinite(point[1]))
        return [
            [QPointF(origin.x() + x * across, origin.y() + y * up) for x, y in run]
            for is_finite, run in runs
            if is_finite
        ]

    def _paint_legend(self, painter: QPainter) -> None:
        metrics, colours = painter.fontMetrics(), self.colours
        row = metrics.height() + 2
        names = [*(line.name for line in self._lines), *(band.name for band in self._bands)]
        width = 3 * PADDING + SAMPLE + max(map(metrics.horizontalAdvance, names))
        box = self._free_corner(width, row * len(names) + PADDING)
        painter.setPen(QPen(QColor(colours.border), 1.0))
        ground = QColor(colours.surface)
        ground.setAlphaF(0.8)  # a line behind it can still be seen
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 3, 3)
        left = box.topLeft() + QPointF(PADDING, (PADDING + row) / 2)
        for number, line in enumerate(self._lines):
            self._paint_entry(painter, left + QPointF(0, number * row), line, sample_pen(number, colours.series))
        for number, band in enumerate(self._bands, start=len(self._lines)):
            at = left + QPointF(0, number * row)
            sample = QRectF(at.x(), at.y() - row / 4, SAMPLE, row / 2)
            painter.fillRect(sample, band.colour(colours.series))
            painter.setPen(QColor(colours.text))
            write(painter, at + QPointF(SAMPLE + PADDING, 0), band.name, 0.0)

    def _free_corner(self, width: float, height: float) -> QRectF:
        """Where the legend hides the fewest points: at its usual place, unless another corner hides fewer."""
        area = self.plot_area.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        sides = [area.left(), area.right() - width] if self._legend_left else [area.right() - width, area.left()]
        boxes = [QRectF(x, y, width, height) for y in (area.top(), area.bottom() - height) for x in sides]
        points = [self.place_of(x, y) for line in self._lines for x, y in _some(line)]
        return min(boxes, key=lambda box: sum(map(box.contains, points)))

    def _paint_entry(self, painter: QPainter, left: QPointF, line: Line, pen: QPen) -> None:
        painter.setPen(pen)
        painter.drawLine(left, left + QPointF(SAMPLE, 0))
        if line.dotted:
            painter.setPen(QPen(pen.color(), 2 * DOT, c=Qt.PenCapStyle.RoundCap))
            painter.drawPoint(left + QPointF(SAMPLE / 2, 0))
        painter.setPen(QColor(self.colours.text))
        write(painter, left + QPointF(SAMPLE + PADDING, 0), line.name, 0.0)


def told(value: float) -> str:
    """A number as it is told, in a sentence or beside an axis: four digits, and all before the point."""
    return figures(f"{value:,.0f}" if LONG <= abs(value) < LONGEST else f"{value:,.4g}")


def look_of(number: int, series: Sequence[str]) -> tuple[QColor, Dashes | None]:
    """The colour and the dashes of the line of this number, from 0; `series` are the colours of the scheme."""
    return QColor(series[number % len(series)]), ROUNDS[number // len(series) % len(ROUNDS)]


def sample_pen(number: int, series: Sequence[str]) -> QPen:
    """With which a legend draws a sample of that line."""
    colour, dashes = look_of(number, series)
    pen = QPen(colour, WIDTH, c=Qt.PenCapStyle.SquareCap)
    if dashes is not None:
        pen.setDashPattern([length / WIDTH for length in dashes])
    return pen


def _cut(piece: QLineF, dash: float, gap: float) -> list[QLineF]:
    """What is drawn of a piece of a line with gaps: dashes begin at multiples of dash and gap across."""
    start, end, period = piece.x1(), piece.x2(), dash + gap
    across = end - start
    if across < STEEP:
        return [piece] if start % period < dash else []
    begins = [number * period for number in range(int(start // period), int(end // period) + 1)]
    parts = [(max(start, begin), min(end, begin + dash)) for begin in begins]
    shares = [((a - start) / across, (b - start) / across) for a, b in parts if a < b]
    return [QLineF(piece.pointAt(a), piece.pointAt(b)) for a, b in shares]


def _some(line: Line) -> list[tuple[float, float]]:
    """Points from the beginning to the end, enough to see where a line runs."""
    points = range(0, len(line.x), max(1, len(line.x) // SEEN))
    return [(line.x[number], line.y[number]) for number in points if isfinite(line.y[number])]


def _thinned(line: Line) -> list[tuple[float, float]]:
    """The points, or of each group of neighbours the lowest and the highest when there are too many."""
    count, size = len(line.x), -(-2 * len(line.x) // MOST_POINTS)
    if size <= 2:
        return list(zip(line.x, line.y, strict=True))
    groups = (range(start, min(start + size, count)) for start in range(0, count, size))
    height = line.y.__getitem__
    kept = sorted({number for group in groups for number in (min(group, key=height), max(group, key=height))})
    return [(line.x[number], line.y[number]) for number in kept]
