"""Sample translations of the newest validation beside what they should have become."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QStandardItem, QStandardItemModel

from gui import theme
from gui.widgets.table_view import TableView
from tfmodel.contract import events


class SamplesTable(TableView):
    """One row a sentence: a tick when the translation is exact, source, translation and reference."""

    def __init__(self) -> None:
        self._rows = QStandardItemModel(0, 4)
        super().__init__(self._rows)
        self.setAccessibleName(self.tr("Sample translations"))
        self._rows.setHorizontalHeaderLabels(
            [self.tr("Exact"), self.tr("Source"), self.tr("Translation"), self.tr("Reference")]
        )
        self.fit_columns((7 * theme.GRID, None, None, None))

    def show_samples(self, report: events.Samples) -> None:
        """Replaces the rows."""
        self.clear_samples()
        for sample in report.samples:
            exact = sample.hypothesis.strip() == sample.reference.strip()
            texts = ("✓" if exact else "", sample.source, sample.hypothesis, sample.reference)
            self._rows.appendRow([_item(text) for text in texts])

    def clear_samples(self) -> None:
        """Forgets the rows."""
        self._rows.removeRows(0, self._rows.rowCount())

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
    item.setToolTip(text)
    return item
