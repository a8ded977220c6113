"""One head large: pointing at a cell or a token links the tokens of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.language import figures
from gui.widgets.arrows import ARROWS
from gui.widgets.chart import TICK
from gui.widgets.heat_map import HeatMap, legible, shown, visible

CHIP = 14.0  # pixels: height of the ground behind a linked token
BAND = 0.16  # opacity of the row and the column that are pointed at
STRONGEST = 0.75  # opacity of the ground behind a token that gets all of the weight


@dataclass(frozen=True)
class Pointed:
    """What is pointed at: a cell, or a token of one side alone (the other is None)."""

    row: int | None
    column: int | None


class LinkedMap(HeatMap):
    """A heat map whose tokens light up by the weight that they share with the one that is pointed at.

    The arrow keys move from cell to cell, Escape points at nothing.

    Attributes:
        pointed_changed: What is pointed at in words, with its weight; "" for nothing.
    """

    pointed_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pointed: Pointed | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Attention of one head"))
        self.setToolTip(self.tr("Point at a cell or a token to see what it is linked with; by keyboard: arrow keys"))

    def show_matrix(self, weights: Sequence[Sequence[float]], rows: Sequence[str], columns: Sequence[str]) -> None:
        """Draws another matrix; what is pointed at stays where it still exists."""
        super().show_matrix(weights, rows, columns)
        pointed = self._pointed
        if pointed is not None and ((pointed.row or 0) >= len(rows) or (pointed.column or 0) >= len(columns)):
            self._pointed = None
        self._tell()

    @property
    def pointed(self) -> Pointed | None:
        """What is pointed at."""
        return self._pointed

    def point(self, pointed: Pointed | None) -> None:
        """Points at something else."""
        if pointed != self._pointed:
            self._pointed = pointed
            self._tell()
            self.update()

    def pointed_sentence(self) -> str:
        """What is pointed at, in words."""
        pointed, (rows, columns) = self._pointed, self.tokens
        if pointed is None or not self.weights:
            return ""
        if pointed.row is not None and pointed.column is not None:
            weight = self.weights[pointed.row][pointed.column]
            return f"{visible(rows[pointed.row])} → {visible(columns[pointed.column])}  {figures(f'{weight:.3f}')}"
        if pointed.row is not None:
            return f"{visible(rows[pointed.row])} → {self._strongest(self.weights[pointed.row], columns)}"
        assert pointed.column is not None
        received = [row[pointed.column] for row in self.weights]
        return f"{visible(columns[pointed.column])} ← {self._strongest(received, rows)}"

    def _strongest(self, weights: Sequence[float], tokens: Sequence[str]) -> str:
        order = sorted(range(len(tokens)), key=lambda number: -weights[number])[:3]
        return ", ".join(f"{visible(tokens[number])} {figures(f'{weights[number]:.2f}')}" for number in order)

    def _tell(self) -> None:
        text = self.pointed_sentence()
        self.setAccessibleDescription(text or self.sentence())
        self.pointed_changed.emit(text)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the grounds of linked tokens first, the map over them, what is pointed at last."""
        if self.weights and self._pointed is not None:
            painter = self.begin()
            self._paint_grounds(painter, self._pointed)
            painter.end()
        super().paintEvent(event)
        painter = self.begin()
        if self.weights and self._pointed is not None:
            self._paint_bands(painter, self._pointed)
        self.paint_focus(painter)
        painter.end()

    def _paint_grounds(self, painter: QPainter, pointed: Pointed) -> None:
        rows, columns = self.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        if pointed.row is not None:
            self._paint_row_ground(painter, pointed.row, STRONGEST)
            for column in legible(len(columns), self.plot_area.width()):
                self._paint_column_ground(painter, column, STRONGEST * self.weights[pointed.row][column])
        if pointed.column is not None:
            self._paint_column_ground(painter, pointed.column, STRONGEST)
            for row in legible(len(rows), self.plot_area.height()) if pointed.row is None else ():
                self._paint_row_ground(painter, row, STRONGEST * self.weights[row][pointed.column])

    def _colour(self, opacity: float) -> QColor:
        colour = QColor(self.colours.accent)
        colour.setAlphaF(min(1.0, max(0.0, opacity)))
        return colour

    def _paint_row_ground(self, painter: QPainter, row: int, opacity: float) -> None:
        width = painter.fontMetrics().horizontalAdvance(shown(self.tokens[0][row])) + 8
        middle = self.place_of(row, 0).y()
        right = self.plot_area.left() - TICK - 1
        painter.setBrush(self._colour(0.6 * opacity))
        painter.drawRoundedRect(QRectF(right - width, middle - CHIP / 2, width, CHIP), 3, 3)

    def _paint_column_ground(self, painter: QPainter, column: int, opacity: float) -> None:
        width = painter.fontMetrics().horizontalAdvance(shown(self.tokens[1][column])) + 6
        painter.save()
        self.slant(painter, self.place_of(0, column).x())
        painter.setBrush(self._colour(0.6 * opacity))
        painter.drawRoundedRect(QRectF(3 - width, -CHIP / 2, width, CHIP), 3, 3)
        painter.restore()

    def _paint_bands(self, painter: QPainter, pointed: Pointed) -> None:
        area, ground = self.plot_area, QColor(self.colours.text)
        ground.setAlphaF(BAND)
        rows, columns = self.tokens
        across, down = area.width() / len(columns), area.height() / len(rows)
        if pointed.row is not None:
            painter.fillRect(QRectF(area.left(), area.top() + pointed.row * down, area.width(), down), ground)
        if pointed.column is not None:
            painter.fillRect(QRectF(area.left() + pointed.column * across, area.top(), across, area.height()), ground)
        if pointed.row is not None and pointed.column is not None:
            painter.setPen(QPen(QColor(self.colours.text), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(
                QRectF(area.left() + pointed.column * across, area.top() + pointed.row * down, across, down)
            )

    # Pointing

    def _under(self, position: QPointF) -> Pointed | None:
        area, (rows, columns) = self.plot_area, self.tokens
        if not rows or not columns:
            return None
        column = int((position.x() - area.left()) // (area.width() / len(columns)))
        row = int((position.y() - area.top()) // (area.height() / len(rows)))
        is_beside, is_within = 0 <= row < len(rows), 0 <= column < len(columns)
        if is_beside and is_within:
            return Pointed(row, column)
        if is_beside and position.x() < area.left():
            return Pointed(row, None)
        if is_within and position.y() > area.bottom():
            return Pointed(None, column)
        return None

    # Reimplemented Qt methods

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Points at what is under the mouse."""
        self.point(self._under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Points at nothing."""
        self.point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves from cell to cell; Escape points at nothing."""
        if event.key() in ARROWS and self.weights:
            down, right = ARROWS[event.key()]
            self._move(down, right)
        elif event.key() == Qt.Key.Key_Escape:
            self.point(None)
        else:
            super().keyPressEvent(event)

    def _move(self, down: int, right: int) -> None:
        if self._pointed is None:
            self.point(Pointed(0, 0))
            return
        rows, columns = self.tokens
        row, column = (self._pointed.row or 0) + down, (self._pointed.column or 0) + right
        self.point(Pointed(min(max(row, 0), len(rows) - 1), min(max(column, 0), len(columns) - 1)))
