"""Sample translations of the newest validation beside what they should have become."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QStandardItemModel

from gui import plain, theme
from gui.widgets.changes import WORDS, ChangesDelegate, changes
from gui.widgets.redraw import Redraw
from gui.widgets.table_view import TableView, append_row
from tfmodel.contract import events

SOURCE, TRANSLATION = 1, 2  # their columns


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
        """Replaces what the rows say."""
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
        """Changes the cells in place while the sentences stay: so do the selection and what is scrolled to."""
        samples = self._newest.samples if self._newest is not None else ()
        shown = [self._rows.item(row, SOURCE).text() for row in range(self._rows.rowCount())]
        if shown != [sample.source for sample in samples]:
            self._rows.removeRows(0, len(shown))
            for _ in samples:
                append_row(self._rows)
        for row, sample in enumerate(samples):
            self._fill(row, sample)

    def _fill(self, row: int, sample: events.Sample) -> None:
        exact = sample.hypothesis.strip() == sample.reference.strip() != ""
        texts = ("✓" if exact else "", sample.source, sample.hypothesis, sample.reference)
        for column, text in enumerate(texts):
            self._rows.item(row, column).setText(text)
            self._rows.item(row, column).setToolTip(plain.tip(text))
        before = self._before.get(sample.source)
        words = changes(before, sample.hypothesis)
        translation = self._rows.item(row, TRANSLATION)
        translation.setData(words, WORDS)
        if before is not None and any(word.is_new for word in words):
            told = self.tr("{0}\nbefore: {1}").format(sample.hypothesis, before)
            translation.setToolTip(plain.tip(told))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Says what will be here while there is nothing yet."""
        super().paintEvent(event)
        if self._rows.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            text = self.tr("Each validation shows some of its translations here.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, text)
