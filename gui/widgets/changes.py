"""What is new in a text since it was written before: words, and how they are drawn in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.theme import colours_of

WORDS = Qt.ItemDataRole.UserRole + 1  # the words of a cell, as a tuple of `Word`
MARGIN = 4  # pixels


@dataclass(frozen=True)
class Word:
    """A word, and whether it was not at its place before."""

    text: str
    is_new: bool


def changes(before: str | None, now: str) -> tuple[Word, ...]:
    """The words of a text; without one before, none is new."""
    words = _words(now)
    if before is None:
        return tuple(Word(word, False) for word in words)
    kept = {
        block.b + offset
        for block in SequenceMatcher(None, _words(before), words, autojunk=False).get_matching_blocks()
        for offset in range(block.size)
    }
    return tuple(Word(word, number not in kept) for number, word in enumerate(words))


def _words(text: str) -> list[str]:
    """What stands between spaces where a line may break: French sets its question mark off by a narrow one."""
    return [word for word in text.split(" ") if word]


class ChangesDelegate(QStyledItemDelegate):
    """Draws new words bold, underlined and in the accent colour; cells without `WORDS` are drawn as always."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws one cell."""
        words: tuple[Word, ...] | None = index.data(WORDS)
        if not words or not any(word.is_new for word in words):
            super().paint(painter, option, index)
            return
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.text = ""
        table = drawn.widget
        style = table.style() if table is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, table)
        painter.save()
        painter.setClipRect(drawn.rect)
        self._paint_words(painter, drawn, words, table)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, words: tuple[Word, ...], table: QWidget | None
    ) -> None:
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        plain = option.palette.color(QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text)
        accent = QColor(colours_of(table).accent) if table is not None and not is_selected else plain
        strong = QFont(option.font)
        strong.setBold(True)
        strong.setUnderline(True)
        marked = QTextCharFormat()
        marked.setFont(strong)
        marked.setForeground(accent)
        metrics, room = QFontMetricsF(option.font), option.rect.width() - 2 * MARGIN
        line = _line(shortened(words, room, metrics, QFontMetricsF(strong)), room, option, marked)
        y = option.rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.setPen(plain)
        line.draw(painter, QPointF(option.rect.left() + MARGIN, y - line.lineAt(0).ascent()))


def _line(words: Sequence[Word], room: float, option: QStyleOptionViewItem, marked: QTextCharFormat) -> QTextLayout:
    """The words laid out as one text, for a script may run to the left; new ones in another format."""
    line = QTextLayout(" ".join(word.text for word in words), option.font)
    ranges, start = [], 0
    for word in words:
        span = QTextLayout.FormatRange()
        span.start, span.format = start, marked
        span.length = len(word.text.encode("utf-16-le", "surrogatepass")) // 2  # as Qt counts
        if word.is_new:
            ranges.append(span)
        start += span.length + 1
    line.setFormats(ranges)
    form = QTextOption()
    form.setTextDirection(option.direction)
    form.setWrapMode(QTextOption.WrapMode.NoWrap)
    line.setTextOption(form)
    line.beginLayout()
    line.createLine().setLineWidth(room)
    line.endLayout()
    return line


def shortened(words: Sequence[Word], room: float, plain: QFontMetricsF, strong: QFontMetricsF) -> list[Word]:
    """The words that there is room for; the others are "…", as in cells without marks.

    Args:
        words: In their order.
        room: In pixels.
        plain: Of words that are not new.
        strong: Of new words.
    """
    placed, x = [], 0.0
    for word in words:
        placed.append((x, word))
        width = (strong if word.is_new else plain).horizontalAdvance(word.text)
        end, x = x + width, x + width + plain.horizontalAdvance(" ")
    if not placed or end <= room:
        return list(words)
    dots = strong.horizontalAdvance(" …")
    while len(placed) > 1 and placed[-1][0] + dots > room:
        placed.pop()
    start, last = placed.pop()
    metrics = strong if last.is_new else plain
    cut = metrics.elidedText(f"{last.text} …", Qt.TextElideMode.ElideRight, room - start)
    return [*(word for _, word in placed), replace(last, text=cut)]
