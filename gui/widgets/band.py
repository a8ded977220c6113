"""A band behind the lines of a chart: what was seen before, from the lowest to the highest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

STRENGTH = 0.22  # of its colour; lines in front of it are to be seen first


@dataclass(frozen=True)
class ShownBand:
    """A band as it is drawn: its name in the legend, the number of its colour, and its edges."""

    name: str
    series: int
    x: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]

    def colour(self, series: Sequence[str]) -> QColor:
        """A faint one."""
        made = QColor(series[self.series % len(series)])
        made.setAlphaF(STRENGTH)
        return made

    def paint(self, painter: QPainter, colour: QColor, place_of: Callable[[float, float], QPointF]) -> None:
        """Fills what lies between both edges."""
        upper = [place_of(x, y) for x, y in zip(self.x, self.high, strict=True)]
        lower = [place_of(x, y) for x, y in zip(self.x, self.low, strict=True)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
