"""All heads of one kind of attention as small maps: a row a layer, a column a head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui import plain
from gui.theme import Colours, colours_of
from gui.widgets.arrows import ARROWS
from gui.widgets.chart import small, write, write_upright
from gui.widgets.chart_table import Figures, offer_table

LEFT = 22  # pixels for the names of the layers
TOP = 20  # pixels for the names of the heads
GAP = 6  # between maps
FRAME = 2.0  # pixels around the chosen map


@dataclass(frozen=True)
class Tile:
    """One small map.

    Attributes:
        rows: Queries.
        columns: Keys.
        depths: (rows * columns) bytes, 0 to 255.
        role: What the head does, in a word or two; "" when nobody knows yet.
        detail: The measures behind it.
    """

    rows: int
    columns: int
    depths: bytes
    role: str = ""
    detail: str = ""


class HeadGrid(QWidget):
    """Small maps, one of them chosen, by the mouse or with the arrow keys.

    Attributes:
        chosen: Layer and head, from 0, that a person chose.
    """

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: tuple[tuple[Tile, ...], ...] = ()
        self._choice = (0, 0)
        self._image, self._accent = QImage(), ""  # all maps one below the other, in this colour
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("All layers and heads"))
        offer_table(self, self.figures)

    def figures(self) -> Figures:
        """What each head does, and its measures."""
        rows = [
            (str(layer + 1), str(head + 1), tile.role, tile.detail.replace("\n", "; "))
            for layer, tiles in enumerate(self._tiles)
            for head, tile in enumerate(tiles)
        ]
        return Figures((self.tr("layer"), self.tr("head"), self.tr("what it does"), self.tr("measures")), rows)

    def show_tiles(self, tiles: Sequence[Sequence[Tile]]) -> None:
        """Shows other maps: layers of heads."""
        self._tiles = tuple(tuple(layer) for layer in tiles)
        self._image = QImage()
        self._describe()
        self.update()

    @property
    def tiles(self) -> tuple[tuple[Tile, ...], ...]:
        """What is shown."""
        return self._tiles

    @property
    def choice(self) -> tuple[int, int]:
        """Layer and head that are chosen, from 0."""
        return self._choice

    def choose(self, layer: int, head: int) -> None:
        """Chooses a map, without a signal."""
        self._choice = (layer, head)
        self._describe()
        self.update()

    def place_of(self, layer: int, head: int) -> QRectF:
        """Where a map is drawn."""
        layers, heads = len(self._tiles), max((len(row) for row in self._tiles), default=0)
        caption = self._line()
        width = (self.width() - LEFT - GAP) / max(1, heads)
        height = (self.height() - TOP - GAP) / max(1, layers)
        return QRectF(
            LEFT + head * width + GAP / 2,
            TOP + layer * height + GAP / 2,
            max(1.0, width - GAP),
            max(1.0, height - GAP - caption),
        )

    def _line(self) -> float:
        return QFontMetricsF(small(self.font())).height()

    def _describe(self) -> None:
        layer, head = self._choice
        if layer < len(self._tiles) and head < len(self._tiles[layer]):
            tile = self._tiles[layer][head]
            text = self.tr("Layer {0}, head {1}: {2}").format(layer + 1, head + 1, tile.role or self.tr("not measured"))
            self.setAccessibleDescription(text)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the maps and what the heads do."""
        if not self._tiles:
            return
        painter = QPainter(self)
        painter.setFont(small(self.font()))
        colours = colours_of(self)
        self._dye(colours)
        for layer, row in enumerate(self._tiles):
            painter.setPen(QColor(colours.muted))
            write_upright(painter, QPointF(LEFT / 2, self.place_of(layer, 0).center().y()), self._layer_name(layer))
            for head, tile in enumerate(row):
                self._paint_tile(painter, colours, (layer, head), tile)
        painter.setPen(QColor(colours.muted))
        for head in range(len(self._tiles[0])):
            place = self.place_of(0, head)
            write(painter, QPointF(place.center().x(), TOP / 2), self._head_name(head, place.width()), 0.5)
        painter.end()

    def _layer_name(self, layer: int) -> str:
        name = self.tr("Layer {0}").format(layer + 1)
        return name if self.fontMetrics().horizontalAdvance(name) < self.place_of(layer, 0).height() else str(layer + 1)

    def _head_name(self, head: int, width: float) -> str:
        name = self.tr("Head {0}").format(head + 1)
        return name if self.fontMetrics().horizontalAdvance(name) < width else str(head + 1)

    def _dye(self, colours: Colours) -> None:
        """Turns the depths of all maps into colours at once: 256 colours are given to one image, not to each."""
        if self._image.isNull() or self._accent != colours.accent:
            tiles = [tile for row in self._tiles for tile in row]
            columns, rows = tiles[0].columns, sum(tile.rows for tile in tiles)
            depths = b"".join(tile.depths for tile in tiles)
            image = QImage(depths, columns, rows, columns, QImage.Format.Format_Indexed8)
            image.setColorTable(depth_table(colours))
            self._image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
            self._accent = colours.accent

    def _paint_tile(self, painter: QPainter, colours: Colours, where: tuple[int, int], tile: Tile) -> None:
        place = self.place_of(*where)
        number = sum(len(row) for row in self._tiles[: where[0]]) + where[1]
        painter.fillRect(place, QColor(colours.surface))
        # a part of its own: the SVG engine leaves out which part of an image is wanted
        painter.drawImage(place, self._image.copy(0, number * tile.rows, tile.columns, tile.rows))
        is_chosen = where == self._choice
        painter.setPen(QPen(QColor(colours.text if is_chosen else colours.border), FRAME if is_chosen else 1.0))
        painter.drawRect(place)
        if is_chosen and self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), FRAME))
            painter.drawRect(place.adjusted(-FRAME, -FRAME, FRAME, FRAME))
        painter.setPen(QColor(colours.text if is_chosen else colours.muted))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(tile.role, Qt.TextElideMode.ElideRight, int(place.width()))
        write(painter, QPointF(place.center().x(), place.bottom() + self._line() / 2 + 1), text, 0.5)

    # Choosing

    def _at(self, position: QPointF) -> tuple[int, int] | None:
        line = self._line()
        for layer, row in enumerate(self._tiles):
            for head in range(len(row)):
                if self.place_of(layer, head).adjusted(-GAP / 2, -GAP / 2, GAP / 2, GAP / 2 + line).contains(position):
                    return layer, head
        return None

    def _choose(self, layer: int, head: int) -> None:
        if self._tiles:
            layer = min(max(layer, 0), len(self._tiles) - 1)
            self.choose(layer, min(max(head, 0), len(self._tiles[layer]) - 1))
            self.chosen.emit(*self._choice)

    # Reimplemented Qt methods

    def sizeHint(self) -> QSize:
        """Room for maps that can be told apart."""
        return QSize(420, 320)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the map under the mouse."""
        where = self._at(event.position())
        if where is not None:
            self._choose(*where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Chooses a neighbour with the arrow keys."""
        if event.key() not in ARROWS:
            super().keyPressEvent(event)
            return
        down, right = ARROWS[event.key()]
        self._choose(self._choice[0] + down, self._choice[1] + right)

    def event(self, event: QEvent) -> bool:
        """Shows the measures of the map under the mouse as a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            where = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain.tip(self._tip(*where)) if where is not None else "", self)
            return True
        return super().event(event)

    def _tip(self, layer: int, head: int) -> str:
        tile = self._tiles[layer][head]
        lines = (self.tr("Layer {0}, head {1}").format(layer + 1, head + 1), tile.role, tile.detail)
        return "\n".join(line for line in lines if line)


def depth_table(colours: Colours) -> list[int]:
    """The accent colour from clear to full, for images of 256 depths."""
    colour, table = QColor(colours.accent), []
    for level in range(256):
        colour.setAlpha(level)
        table.append(colour.rgba())
    return table
