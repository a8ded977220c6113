"""Which source words the model looked at for each word of a translation: links whose strength is the attention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from gui.language import figures
from gui.widgets.alignment_words import WordAlignment, is_right_to_left
from gui.widgets.chart_table import Cell, Figures, offer_table
from tfmodel.contract.symbols import SYMBOLS

MARGIN = 16
GAP = 14  # between words
LINKS = 88  # height between the two lines, at least
LONGEST_LINKS = 240
DRAWN = 0.04  # weights below this are not drawn
FAINTEST = 0.1  # opacity that a link has at least
THICKEST = 4.0
TOLD = 3  # links of a word that a screen reader says


@dataclass(frozen=True)
class Chosen:
    """The word that is pointed at: its side and number."""

    is_source: bool
    number: int


class AlignmentView(QWidget):
    """Source words above, target words below; pointing at a word shows its links alone, with their weights.

    The arrow keys do what the mouse does: left and right choose a word, up and down a side.

    Attributes:
        heading: Of the words below, in the table.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alignment = WordAlignment((), (), ())
        self._source: list[QRectF] = []
        self._target: list[QRectF] = []
        self._chosen: Chosen | None = None
        self._least = 0.0
        self.heading = self.tr("translation")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Attention between source and translation"))
        offer_table(self, self.figures)
        self.setToolTip(self.tr("Point at a word to see what it attends to; with the keyboard: arrow keys"))

    def show_alignment(self, alignment: WordAlignment, least: float = 0.0) -> None:
        """Shows other words and weights; of empty ones it says what will be here.

        Args:
            alignment: The words and their weights.
            least: Of a weight that is drawn as a link while no word is pointed at; all are told in words and in the
                table.
        """
        self._alignment, self._least = alignment, least
        self._chosen = None
        self.setAccessibleDescription(self.description())
        self.updateGeometry()
        self.adjustSize()
        self._lay_out()  # the mouse may move before anything is drawn
        self.update()

    def description(self) -> str:
        """The strongest link of each target word in words, for who cannot see the links."""
        strongest = [
            f"{word}: {self._alignment.source[max(range(len(row)), key=row.__getitem__)]}"
            for word, row in zip(self._alignment.target, self._alignment.weights, strict=True)
            if row
        ]
        return "; ".join(strongest)

    def sentence(self, chosen: Chosen) -> str:
        """A word and its strongest links, with their weights."""
        source, target, weights = self._alignment.source, self._alignment.target, self._alignment.weights
        if chosen.is_source:
            word, others = f"{source[chosen.number]} ←", target
            shares = tuple(row[chosen.number] for row in weights)
        else:
            word, others, shares = f"{target[chosen.number]} →", source, weights[chosen.number]
        strongest = sorted(zip(shares, others, strict=True), key=lambda link: -link[0])[:TOLD]
        return f"{word} " + ", ".join(f"{other} {figures(f'{share:.0%}')}" for share, other in strongest)

    def figures(self) -> Figures:
        """A row for each word below, a column for each above."""
        alignment = self._alignment
        rows: list[tuple[Cell, ...]] = [
            (word, *weights) for word, weights in zip(alignment.target, alignment.weights, strict=True)
        ]
        return Figures((self.heading, *alignment.source), rows)

    @property
    def chosen(self) -> Chosen | None:
        """The word that is pointed at."""
        return self._chosen

    def choose(self, chosen: Chosen | None) -> None:
        """Points at a word, or at none."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.setAccessibleDescription(self.description() if chosen is None else self.sentence(chosen))
            self.update()

    def place_of(self, chosen: Chosen) -> QRectF:
        """Where a word stands, in the coordinates of the widget."""
        self._lay_out()
        return (self._source if chosen.is_source else self._target)[chosen.number]

    # Geometry

    def _width(self, words: Sequence[str]) -> float:
        measure = self.fontMetrics().horizontalAdvance
        return sum(measure(word) + GAP for word in words)

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        links = min(max(LINKS, self.height() - 4 * line - MARGIN), LONGEST_LINKS)
        top = MARGIN / 2 + line  # the shares stand above the source and below the target
        self._source = self._line(self._alignment.source, top)
        self._target = self._line(self._alignment.target, top + line + links)

    def _line(self, words: Sequence[str], top: float) -> list[QRectF]:
        height = self.fontMetrics().height()
        left = max(MARGIN / 2, (self.width() - self._width(words)) / 2)
        places = []
        for word in words:
            width = self.fontMetrics().horizontalAdvance(word) + GAP
            places.append(QRectF(left, top, width, height))
            left += width
        if is_right_to_left(words):
            return [QRectF(self.width() - place.right(), top, place.width(), height) for place in places]
        return places

    # Painting

    def _draw_link(self, painter: QPainter, source: int, target: int, weight: float) -> None:
        above, below = self._source[source], self._target[target]
        start, end = QPointF(above.center().x(), above.bottom() + 2), QPointF(below.center().x(), below.top() - 2)
        bend = (end.y() - start.y()) / 2
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(0, bend), end - QPointF(0, bend), end)
        colour = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        colour.setAlphaF(FAINTEST + (1 - FAINTEST) * min(1.0, weight))
        painter.setPen(QPen(colour, 1 + (THICKEST - 1) * min(1.0, weight)))
        painter.drawPath(path)

    def _is_shown(self, source: int, target: int, weight: float) -> bool:
        chosen = self._chosen
        if chosen is None:
            return weight >= DRAWN
        return weight >= DRAWN / 4 and chosen.number == (source if chosen.is_source else target)

    def _draw_words(self, painter: QPainter, *, is_source: bool) -> None:
        words, places = (self._alignment.source, self._source) if is_source else (self._alignment.target, self._target)
        for number, (word, place) in enumerate(zip(words, places, strict=True)):
            role = QPalette.ColorRole.PlaceholderText if word in SYMBOLS else QPalette.ColorRole.WindowText
            painter.setPen(self.palette().color(role))
            font = self.font()
            font.setBold(self._chosen == Chosen(is_source, number))
            painter.setFont(font)
            painter.drawText(place.adjusted(-4, 0, 4, 0), Qt.AlignmentFlag.AlignCenter, word)

    def _draw_weights(self, painter: QPainter, chosen: Chosen) -> None:
        """The share of each link of the chosen word, at its other end."""
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        for source, target, weight in self._links():
            if weight >= DRAWN and self._is_shown(source, target, weight):
                other = self._target[target] if chosen.is_source else self._source[source]
                offset = other.height() if chosen.is_source else -other.height()
                painter.drawText(other.translated(0, offset), Qt.AlignmentFlag.AlignCenter, figures(f"{weight:.0%}"))

    def _links(self) -> list[tuple[int, int, float]]:
        least = self._least if self._chosen is None else 0.0
        return [
            (source, target, weight)
            for target, row in enumerate(self._alignment.weights)
            for source, weight in enumerate(row)
            if weight > 0.0 and weight >= least
        ]

    # Choosing

    def _word_at(self, position: QPointF) -> Chosen | None:
        for is_source, places in ((True, self._source), (False, self._target)):
            for number, place in enumerate(places):
                if place.adjusted(0, -4, 0, 4).contains(position):
                    return Chosen(is_source, number)
        return None

    def _move(self, step: int, *, to_source: bool | None) -> None:
        chosen = self._chosen
        is_source = to_source if to_source is not None else chosen is None or chosen.is_source
        words = self._alignment.source if is_source else self._alignment.target
        if words:
            forward = -step if is_right_to_left(words) else step
            number = chosen.number + forward if chosen is not None else 0
            moved = Chosen(is_source, min(max(number, 0), len(words) - 1))
            self.choose(moved)
            self._bring_into_sight(moved)

    def _bring_into_sight(self, chosen: Chosen) -> None:
        """Scrolls to a word, where the view stands in something that scrolls."""
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea):
            place = self.place_of(chosen).toRect()
            area.ensureVisible(place.center().x(), place.center().y(), place.width(), place.height())

    # Reimplemented Qt methods

    def sizeHint(self) -> QSize:
        """As wide as the longer side, as high as two lines, their shares and the links between."""
        width = max(self._width(self._alignment.source), self._width(self._alignment.target)) + MARGIN
        return QSize(int(width), 4 * self.fontMetrics().height() + LINKS + MARGIN)

    def minimumSizeHint(self) -> QSize:
        """All words have to be there: a scroll area shows what does not fit."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws links first, words over them."""
        self._lay_out()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for source, target, weight in self._links():
            if self._is_shown(source, target, weight):
                self._draw_link(painter, source, target, weight)
        if not self._alignment.source:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            text = self.tr("Lines from the words of the translation to those of the source appear here.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
        self._draw_words(painter, is_source=True)
        self._draw_words(painter, is_source=False)
        if self._chosen is not None:
            self._draw_weights(painter, self._chosen)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Chooses the word under the mouse."""
        self.choose(self._word_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Shows all links again."""
        self.choose(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Chooses words with the arrow keys; Escape shows all links again."""
        moves: dict[int, tuple[int, bool | None]] = {
            Qt.Key.Key_Left: (-1, None),
            Qt.Key.Key_Right: (1, None),
            Qt.Key.Key_Up: (0, True),
            Qt.Key.Key_Down: (0, False),
        }
        if event.key() in moves:
            step, to_source = moves[event.key()]
            self._move(step, to_source=to_source)
        elif event.key() == Qt.Key.Key_Escape:
            self.choose(None)
        else:
            super().keyPressEvent(event)
