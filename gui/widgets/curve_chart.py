"""Lines that one can look at closely: zoom and pan along the steps, a logarithmic axis, a cursor, the best step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from math import isfinite, log10

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from gui.language import figures
from gui.widgets.axis_texts import written
from gui.widgets.chart import smooth, write
from gui.widgets.line_chart import DOT, LEAST_X, Line, LineChart
from tfmodel.contract.axis import end_of_axis, logarithmic_ticks, ticks_between

ZOOM = 1.25  # a notch of the wheel
CLOSEST = 5.0  # steps that are seen at least
PAN = 0.2  # of what is seen, by an arrow key
POINT = 0.02  # of what is seen, by an arrow key with Shift
OUTLIERS = 0.05  # of the values, at either end
AIR = 0.06  # of the values' span, above and below them

Span = tuple[float, float]


@dataclass(frozen=True)
class Outlook:
    """How a curve is looked at; the same for all charts of a panel.

    Attributes:
        span: The steps from left to right, or None for all of them.
        logarithmic: Whether the upright axis is.
        clipped: Whether the upright axis ends with the usual values; outliers leave the plot.
        best: The step of the best validation.
        cursor: The step that is pointed at.
    """

    span: Span | None = None
    logarithmic: bool = False
    clipped: bool = False
    best: float | None = None
    cursor: float | None = None


class CurveChart(LineChart):
    """The wheel zooms around the mouse, dragging pans, a double click shows everything; so do + - ← → and 0.

    What is under the mouse is read from the curves, and so is where Shift and the arrow keys go.

    Attributes:
        span_asked: Another `Span` of steps is wanted, or None for all.
        pointed: The step under the mouse, or None.
    """

    span_asked = Signal(object)
    pointed = Signal(object)

    def __init__(self, title_x: str, title_y: str, parent: QWidget | None = None) -> None:
        super().__init__(title_x, title_y, parent)
        self.outlook = Outlook()
        self._bottom, self._left = 0.0, 0.0
        self._whole: Span = (0.0, LEAST_X)
        self._dragged: tuple[float, Span] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(
            self.tr("Wheel or + and -: zoom. Drag or arrow keys: move. Double click or 0: everything.")
            + " "
            + self.tr("Mouse or Shift and arrow keys: read the values at a step. Esc: the newest again.")
        )

    def look(self, outlook: Outlook) -> None:
        """Looks at the lines in another way."""
        same = replace(self.outlook, cursor=None) == replace(outlook, cursor=None)
        self.outlook = outlook
        if same:
            QWidget.update(self)  # best step and cursor are painted over what is kept
        else:
            self.show_lines(self.lines)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Draws these lines instead, as soon as the event loop comes to it."""
        super().show_lines(lines)
        right, top = self._ends
        self._left, self._bottom = 0.0, 0.0
        if self.outlook.span is not None:
            self._left, right = self.outlook.span
        seen = [y for line in self._lines for x, y in zip(line.x, line.y, strict=True) if self._left <= x <= right]
        self._ends = (right, self._upright_axis([y for y in seen if isfinite(y)], top))

    def show_whole(self, right: float) -> None:
        """Says how far the steps go, also where only a part of them is drawn."""
        self._whole = (0.0, end_of_axis(right, LEAST_X))

    def _upright_axis(self, seen: list[float], top: float) -> float:
        """Where the upright axis begins and ends, for these values."""
        if self.outlook.clipped and seen:
            seen = _usual(seen)
            top = end_of_axis(max(seen))
        if self.outlook.logarithmic and any(value > 0.0 for value in seen):
            least, most = min(value for value in seen if value > 0.0), max(seen)
            self._bottom = least / 1.1
            return most * 1.1 if most > least else least * 2.0
        if self.outlook.span is not None and seen:
            air = AIR * (max(seen) - min(seen)) or abs(max(seen)) * AIR or 1.0
            self._bottom = max(0.0, min(seen) - air) if min(seen) >= 0.0 else min(seen) - air
            return max(seen) + air
        return top

    @property
    def is_logarithmic(self) -> bool:
        """Whether the upright axis is: it cannot be when no value is above 0."""
        return self.outlook.logarithmic and self._bottom > 0.0

    @property
    def span(self) -> Span:
        """The steps that are seen."""
        return self._left, self._ends[0]

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a point is drawn, in the coordinates of the widget."""
        area = self.plot_area
        across = (x - self._left) / (self._ends[0] - self._left)
        if self.is_logarithmic:
            up = log10(max(y, 1e-300) / self._bottom) / log10(self._ends[1] / self._bottom)
        else:
            up = (y - self._bottom) / (self._ends[1] - self._bottom)
        return QPointF(area.left() + area.width() * across, area.bottom() - area.height() * up)

    def step_at(self, x: float) -> float:
        """The step under a pixel."""
        area = self.plot_area
        return self._left + (x - area.left()) / area.width() * (self._ends[0] - self._left)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the lines, then the best step and the cursor over them."""
        super().paintEvent(event)
        painter = self.begin()
        colours = self.colours
        if self.outlook.best is not None and self._lines:
            self._paint_upright(painter, self.outlook.best, QColor(colours.success), self.tr("best"))
        if self.outlook.cursor is not None:
            self._paint_upright(painter, self.outlook.cursor, QColor(colours.text), "")
            self._paint_dots(painter, self.outlook.cursor)
        painter.end()

    def _paint_upright(self, painter: QPainter, step: float, colour: QColor, text: str) -> None:
        area, x = self.plot_area, self.place_of(step, self._ends[1]).x()
        if not area.left() <= x <= area.right():
            return
        painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
        if text:
            self._paint_flag(painter, QPointF(x, area.center().y()), text)

    def _paint_flag(self, painter: QPainter, at: QPointF, text: str) -> None:
        """A word beside a line, on a ground of its own."""
        width, height = painter.fontMetrics().horizontalAdvance(text), painter.fontMetrics().height()
        is_left = at.x() > self.plot_area.center().x()
        left = at.x() - width - 6 if is_left else at.x() + 6
        ground = QColor(self.colours.surface)
        ground.setAlphaF(0.85)
        painter.fillRect(QRectF(left - 2, at.y() - height / 2, width + 4, height), ground)
        write(painter, QPointF(left, at.y()), text, 0.0)

    def _paint_dots(self, painter: QPainter, step: float) -> None:
        smooth(painter)
        for line, colour in zip(self._lines, self.colours.series, strict=False):
            near = [(x, y) for x, y in zip(line.x, line.y, strict=True) if x <= step and isfinite(y)]
            if near and near[-1][0] >= self._left:
                painter.setPen(QPen(QColor(colour), 3 * DOT, c=Qt.PenCapStyle.RoundCap))
                painter.drawPoint(self.place_of(*near[-1]))

    def _ticks(self, most_across: int, most_upward: int) -> tuple[list[float], list[float], list[str]]:
        """See `LineChart`; the axes need not begin at 0."""
        across = ticks_between(self._left, self._ends[0], most_across)
        if self.is_logarithmic:
            powers = logarithmic_ticks(self._bottom, self._ends[1], most_upward)
            return across, powers, [figures(f"{value:g}") for value in powers]
        upward = ticks_between(self._bottom, self._ends[1], most_upward)
        return across, upward, written(upward)

    def _runs(self, line: Line) -> list[list[QPointF]]:
        """The places of the points; what has no place interrupts the line."""
        area, is_logarithmic = self.plot_area, self.is_logarithmic  # asked for once: there are thousands of points
        left, bottom = area.left(), area.bottom()
        across = area.width() / (self._ends[0] - self._left)
        height = log10(self._ends[1] / self._bottom) if is_logarithmic else self._ends[1] - self._bottom
        up = area.height() / height

        def has_place(point: tuple[float, float]) -> bool:
            return isfinite(point[1]) and not (is_logarithmic and point[1] <= 0.0)

        def place(x: float, y: float) -> QPointF:
            above = log10(y / self._bottom) if is_logarithmic else y - self._bottom
            return QPointF(left + (x - self._left) * across, bottom - above * up)

        runs = groupby(zip(line.x, line.y, strict=True), key=has_place)
        return [[place(x, y) for x, y in run] for is_placed, run in runs if is_placed]

    # Zoom, pan, cursor

    def _ask(self, left: float, right: float) -> None:
        """Asks for a span, kept within the steps that there are."""
        width = min(max(right - left, CLOSEST), self._whole[1])
        left = min(max(0.0, left), self._whole[1] - width)
        self.span_asked.emit(None if width >= self._whole[1] * 0.999 else (left, left + width))

    def _zoom(self, around: float, factor: float) -> None:
        left, right = self.span
        self._ask(around - (around - left) / factor, around + (right - around) / factor)

    def _pan(self, steps: float) -> None:
        left, right = self.span
        self._ask(left + steps, right + steps)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms around the mouse."""
        turns = event.angleDelta().y() / 120
        if turns and self._lines:
            self._zoom(self.step_at(event.position().x()), ZOOM**turns)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins to pan."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = (event.position().x(), self.span)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pans, or points."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._dragged = None  # a menu took the release
        if self._dragged is not None:
            begin, (left, right) = self._dragged
            moved = (begin - event.position().x()) / self.plot_area.width() * (right - left)
            self._ask(left + moved, right + moved)
        elif self.plot_area.contains(event.position()):
            self.pointed.emit(self.step_at(event.position().x()))
        else:
            self.pointed.emit(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends to pan."""
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Shows everything again."""
        self.span_asked.emit(None)

    def leaveEvent(self, event: QEvent) -> None:
        """Points at nothing."""
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zooms with + and -, pans or points with the arrow keys, shows everything with 0."""
        left, right = self.span
        if self._points(event):
            return
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._zoom((left + right) / 2, 1 / ZOOM if event.key() == Qt.Key.Key_Minus else ZOOM)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._pan((right - left) * (PAN if event.key() == Qt.Key.Key_Right else -PAN))
        elif event.key() == Qt.Key.Key_0:
            self.span_asked.emit(None)
        else:
            super().keyPressEvent(event)

    def _points(self, event: QKeyEvent) -> bool:
        """Moves the cursor with Shift and an arrow key, or takes it away with Esc."""
        left, right = self.span
        cursor = self.outlook.cursor
        if event.key() == Qt.Key.Key_Escape and cursor is not None:
            self.pointed.emit(None)
            return True
        keypad, shift = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() | keypad != shift | keypad or not self._lines:  # a Mac counts its arrow keys to the keypad
            return False
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        forward = event.key() == Qt.Key.Key_Right
        begin = (left if forward else right) if cursor is None else cursor
        cursor = min(max(left, begin + (right - left) * (POINT if forward else -POINT)), right)
        self.look(replace(self.outlook, cursor=cursor))  # a held key comes sooner again than the panel's look
        self.pointed.emit(cursor)
        return True


def _usual(values: list[float]) -> list[float]:
    """Without the outliers; of fewer than twenty values none is one."""
    cut = int(OUTLIERS * len(values))
    return sorted(values)[cut : len(values) - cut]
