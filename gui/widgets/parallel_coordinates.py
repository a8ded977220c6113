"""A sweep at a glance: an upright axis for each setting and score, a line across them for each trial."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Colours, colours_of
from gui.widgets.arrows import ARROWS
from gui.widgets.chart import small, smooth, write
from gui.widgets.chart_table import Figures, offer_table
from gui.widgets.line_chart import told

LEFT, TOP, RIGHT, BOTTOM = 60, 34, 60, 14  # pixels around the axes
NEAR = 8.0  # pixels from a line at which a click means it
DECADE = 10.0  # an axis that spans more is logarithmic


@dataclass(frozen=True)
class Axis:
    """A quantity: its title, and the value of each trial, a number, a text, or None while it is not known."""

    title: str
    values: tuple[float | str | None, ...]

    def places(self) -> list[float | None]:
        """Where each value is, from 0 at the bottom to 1 at the top."""
        if self.is_text:
            names = self.names
            return [None if value is None else names.index(value) / max(1, len(names) - 1) for value in self.values]
        low, high = self.ends
        if low == high:
            return [None if value is None else 0.5 for value in self.values]
        return [
            None
            if value is None
            else (self._scaled(value) - self._scaled(low)) / (self._scaled(high) - self._scaled(low))
            for value in self.values
        ]

    @property
    def is_text(self) -> bool:
        """Whether there are names among the values, which are evenly apart then."""
        return any(isinstance(value, str) for value in self.values)

    @property
    def names(self) -> list[float | str]:
        """The different values, in the order in which they come."""
        return list(dict.fromkeys(value for value in self.values if value is not None))

    @property
    def ends(self) -> tuple[float, float]:
        """The smallest and the largest number."""
        numbers = [float(value) for value in self.values if value is not None] or [0.0]
        return min(numbers), max(numbers)

    def _scaled(self, value: float | str) -> float:
        low, high = self.ends
        number = float(value)
        return math.log(number) if low > 0 and high / low >= DECADE else number

    def marks(self) -> list[tuple[float, str]]:
        """The texts beside the axis: every name, or both ends."""
        if self.is_text:
            names = [name if isinstance(name, str) else told(name) for name in self.names]
            return [(place / max(1, len(names) - 1), name) for place, name in enumerate(names)]
        low, high = self.ends
        return [(0.5, told(low))] if low == high else [(0.0, told(low)), (1.0, told(high))]


class ParallelCoordinates(QWidget):
    """The better a trial, the stronger its line; the chosen one is the thickest.

    Attributes:
        chosen: The number of a trial whose line was clicked, or that an arrow key came to.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes: tuple[Axis, ...] = ()
        self._merits: tuple[float | None, ...] = ()
        self._selected = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)
        self.setAccessibleName(self.tr("Parallel coordinates of the trials"))
        self.setToolTip(self.tr("Press a line to choose its trial; by keyboard: arrow keys up and down"))
        offer_table(self, self.figures)

    def figures(self) -> Figures:
        """A row for each trial."""
        rows = [(str(trial + 1), *(axis.values[trial] for axis in self._axes)) for trial in range(len(self._merits))]
        return Figures((self.tr("trial"), *(axis.title for axis in self._axes)), rows)

    def show_trials(self, axes: Sequence[Axis], merits: Sequence[float | None]) -> None:
        """Shows these axes; `merits` says how good each trial is, more is better, None: not known."""
        self._axes, self._merits = tuple(axes), tuple(merits)
        known = [(merit, number + 1) for number, merit in enumerate(merits) if merit is not None]
        best = self.tr("The best is trial {0}.").format(max(known)[1]) if known else ""
        self.setAccessibleDescription(self.tr("%Ln trial(s).", "", len(merits)) + f" {best}")
        self.update()

    def select(self, trial: int) -> None:
        """Emphasises one trial; -1: none."""
        self._selected = trial
        self.update()

    def place_of(self, axis: int, share: float) -> QPointF:
        """Where a share of an axis is, in the coordinates of the widget."""
        width, height = self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM
        return QPointF(LEFT + width * axis / max(1, len(self._axes) - 1), TOP + height * (1 - share))

    def lines(self) -> list[list[QPointF]]:
        """The points of each trial, those that are known."""
        columns = [axis.places() for axis in self._axes]
        return [
            [
                self.place_of(number, share)
                for number, column in enumerate(columns)
                if (share := column[trial]) is not None
            ]
            for trial in range(len(self._merits))
        ]

    # Painting

    def _paint_axes(self, painter: QPainter, colours: Colours) -> None:
        metrics = painter.fontMetrics()
        for number, axis in enumerate(self._axes):
            top, bottom = self.place_of(number, 1.0), self.place_of(number, 0.0)
            painter.setPen(QPen(QColor(colours.muted), 1.0))
            painter.drawLine(QLineF(top, bottom))
            self._paint_title(painter, number, axis.title, metrics)
            for share, text in axis.marks():
                self._paint_mark(painter, self.place_of(number, share), text, colours)

    def _paint_title(self, painter: QPainter, number: int, title: str, metrics: QFontMetrics) -> None:
        painter.setPen(QColor(colours_of(self).text))
        room = (self.width() - LEFT - RIGHT) / max(1, len(self._axes) - 1) - 8
        text = metrics.elidedText(title, Qt.TextElideMode.ElideLeft, int(max(60, room)))
        middle = self.place_of(number, 1.0).x()
        half = metrics.horizontalAdvance(text) / 2
        middle = min(max(middle, half + 2), self.width() - half - 2)
        write(painter, QPointF(middle, TOP / 2 - 4), text, 0.5)

    def _paint_mark(self, painter: QPainter, at: QPointF, text: str, colours: Colours) -> None:
        metrics = painter.fontMetrics()
        box = QRectF(at.x() + 5, at.y() - metrics.height() / 2, metrics.horizontalAdvance(text) + 4, metrics.height())
        ground = QColor(colours.surface)
        ground.setAlphaF(0.85)
        painter.fillRect(box, ground)
        painter.setPen(QColor(colours.text))
        write(painter, QPointF(box.left() + 2, at.y()), text, 0.0)

    def _pen(self, trial: int, colours: Colours) -> QPen:
        known = [merit for merit in self._merits if merit is not None]
        merit = self._merits[trial]
        if trial == self._selected:
            return QPen(QColor(colours.series[1]), 4.0)
        if merit is None:
            return QPen(QColor(colours.border), 1.0, Qt.PenStyle.DashLine)
        low, high = min(known), max(known)
        share = (merit - low) / (high - low) if high > low else 1.0
        colour = QColor(colours.series[0])
        colour.setAlphaF(0.3 + 0.7 * share)
        return QPen(colour, 1.0 + 1.5 * share)

    # Reimplemented Qt methods

    def sizeHint(self) -> QSize:
        """Room for a few axes."""
        return QSize(480, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws lines, then axes over them."""
        painter = QPainter(self)
        painter.setFont(small(self.font()))
        colours = colours_of(self)
        smooth(painter)
        lines = self.lines() if self._axes else []
        for trial in sorted(range(len(lines)), key=lambda trial: trial == self._selected):
            painter.setPen(self._pen(trial, colours))
            painter.drawPolyline(lines[trial])
        if self._axes:
            self._paint_axes(painter, colours)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2.0))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Chooses the trial before or after with the arrow keys."""
        down, _ = ARROWS.get(event.key(), (0, 0))
        if self._merits and down:
            self.chosen.emit(min(max(self._selected + down, 0), len(self._merits) - 1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the trial whose line is under the pointer."""
        at = event.position()
        distances = [(_distance(at, line), trial) for trial, line in enumerate(self.lines()) if len(line) > 1]
        if distances and min(distances)[0] <= NEAR:
            self.chosen.emit(min(distances)[1])


def _distance(at: QPointF, line: Sequence[QPointF]) -> float:
    """From a point to the line, measured upright."""
    for start, end in pairwise(line):
        if start.x() <= at.x() <= end.x() and end.x() > start.x():
            share = (at.x() - start.x()) / (end.x() - start.x())
            return abs(start.y() + share * (end.y() - start.y()) - at.y())
    return math.inf
