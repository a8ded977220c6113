"""How even the attention of each head is, over the training: a line a head, the chosen one in front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLineF, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from gui.language import figures
from gui.widgets.chart import small, smooth
from gui.widgets.line_chart import DOT, Line, LineChart

BEHIND = 0.45  # opacity of the lines that were not chosen
MOST_BEHIND = 4000  # points of all of them together

Place = tuple[int, int]  # layer and head, from 0


class EntropyPlot(LineChart):
    """Mean entropy over the steps; a press chooses the step nearest to it.

    Attributes:
        step_chosen: The step that was pressed at.
    """

    step_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.title_x, self.title_y = self.tr("step"), self.tr("entropy (bits)")
        self._heads: Mapping[Place, tuple[Sequence[float], Sequence[float]]] = {}
        self._behind, self._looks = QPixmap(), (self.size(), 0.0, self.colours)
        self._chosen: Line | None = None
        self._cursor: float | None = None
        self.setMinimumHeight(120)
        self.setAccessibleName(self.tr("Entropy of the heads over the training"))
        self.setToolTip(self.tr("0 bits: all weight on one token; the higher, the more evenly it is spread"))

    def show_heads(
        self, heads: Mapping[Place, tuple[Sequence[float], Sequence[float]]], chosen: Place, cursor: float | None
    ) -> None:
        """Draws these heads instead.

        Args:
            heads: Steps and entropies of each.
            chosen: The head in front.
            cursor: The step that is shown elsewhere, where a line stands.
        """
        if heads is not self._heads:
            self._heads, self._behind = heads, QPixmap()
            self.show_lines(Line(f"{layer + 1}.{head + 1}", x, y) for (layer, head), (x, y) in heads.items())
        places = list(heads)
        self._chosen = self.lines[places.index(chosen)] if chosen in heads else None
        self._cursor = cursor
        self.setAccessibleDescription(self._summary() or self.sentence())
        self.update()

    @property
    def cursor_step(self) -> float | None:
        """Where the upright line stands."""
        return self._cursor

    @property
    def chosen_line(self) -> Line | None:
        """The line in front."""
        return self._chosen

    def _summary(self) -> str:
        line = self._chosen
        if line is None or not line.y:
            return ""
        return self.tr("Head {0}: from {1} to {2} bits").format(
            line.name, figures(f"{line.y[0]:.2f}"), figures(f"{line.y[-1]:.2f}")
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the axes, all heads behind, the chosen one in front, and the cursor."""
        looks = (self.size(), self.devicePixelRatio(), self.colours)
        if self._behind.isNull() or self._looks != looks:
            self._behind, self._looks = self._draw_behind(), looks
        painter = self.begin()
        painter.drawPixmap(0, 0, self._behind)
        smooth(painter)
        painter.setClipRect(self.plot_area.adjusted(-DOT, -DOT, DOT, DOT))
        if self._chosen is not None:
            self._paint_line(painter, self._chosen, QColor(self.colours.accent))
        self._paint_cursor(painter)
        self.paint_focus(painter)
        painter.end()

    def _draw_behind(self) -> QPixmap:
        """Axes and all heads, drawn once: there may be hundreds of lines, thin and with steps."""
        picture = QPixmap(self.size() * self.devicePixelRatio())
        picture.setDevicePixelRatio(self.devicePixelRatio())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(small(self.font()))
        self._paint_axes(painter)
        colour = QColor(self.colours.muted)
        colour.setAlphaF(BEHIND)
        painter.setPen(QPen(colour, 0))
        painter.setClipRect(self.plot_area)
        stride = -(-sum(len(line.x) for line in self.lines) // MOST_BEHIND) or 1
        origin, unit = self.place_of(0.0, 0.0), self.place_of(1.0, 1.0)
        across, up = unit.x() - origin.x(), unit.y() - origin.y()
        for line in self.lines:
            points = zip(line.x[::stride], line.y[::stride], strict=True)
            painter.drawPolyline([QPointF(origin.x() + x * across, origin.y() + y * up) for x, y in points])
        painter.end()
        return picture

    def _paint_cursor(self, painter: QPainter) -> None:
        if self._cursor is not None:
            x, area = self.place_of(self._cursor, 0.0).x(), self.plot_area
            painter.setPen(QPen(QColor(self.colours.text), 1.0, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses a step."""
        area = self.plot_area
        if event.button() == Qt.MouseButton.LeftButton and area.contains(event.position()):
            self.step_chosen.emit((event.position().x() - area.left()) / area.width() * self.ends[0])
