"""Sample translations of the newest validation beside what they should have become."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QStandardItem, QStandardItemModel

from gui import plain, theme
from gui.widgets.changes import WORDS, ChangesDelegate, changes
from gui.widgets.redraw import Redraw
from gui.widgets.table_view import TableView
from tfmodel.contract import events

TRANSLATION = 2  # its column


class SamplesTable(TableView):
    """One row a sentence, the pinned ones first: a tick if the translation is exact, source, translation, reference.

    Words that the validation before did not have at their place are marked.
    """

    def __init__(self) -> None:
        self._rows = QStandardItemModel(0, 4)
        super().__init__(self._rows)
        self.setAccessibleName(self.tr("Sample translations"))
        self._rows.setHorizontalHeaderLabels(
            [self.tr("Exact"), self.tr("Source"), self.tr("Translation"), self.tr("Reference")]
        )
        self.setItemDelegateForColumn(TRANSLATION, ChangesDelegate(self))
        self.fit_columns((7 * theme.GRID, None, None, None))
        self._newest: events.Samples | None = None
        self._before: dict[str, str] = {}
        self.redraw = Redraw(self, self._draw)

    def show_samples(self, report: events.Samples) -> None:
        """Replaces the rows."""
        if self._newest is not None and self._newest.step < report.step:
            self._before = {sample.source: sample.hypothesis for sample in self._newest.samples}
        self._newest = report
        self.redraw.request()

    def clear_samples(self) -> None:
        """Forgets the rows."""
        self._newest = None
        self._before = {}
        self._rows.removeRows(0, self._rows.rowCount())

    def _draw(self) -> None:
        self._rows.removeRows(0, self._rows.rowCount())
        for sample in self._newest.samples if self._newest is not None else ():
            self._rows.appendRow(self._items(sample))

    def _items(self, sample: events.Sample) -> list[QStandardItem]:
        exact = sample.hypothesis.strip() == sample.reference.strip() != ""
        texts = ("✓" if exact else "", sample.source, sample.hypothesis, sample.reference)
        items = [_item(text) for text in texts]
        before = self._before.get(sample.source)
        words = changes(before, sample.hypothesis)
        items[TRANSLATION].setData(words, WORDS)
        if before is not None and any(word.is_new for word in words):
            told = self.tr("{0}\nbefore: {1}").format(sample.hypothesis, before)
            items[TRANSLATION].setToolTip(plain.tip(told))
        return items

    def paintEvent(self, event: QPaintEvent) -> None:
        """Says what will be here while there is nothing yet."""
        super().paintEvent(event)
        if self._rows.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            text = self.tr("Each validation shows some of its translations here.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, text)


def _item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(plain.tip(text))
    return item
