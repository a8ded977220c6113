"""Sample translations of the newest validation beside what they should have become."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from tfmodel.contract import events


class SamplesTable(QTableWidget):
    """One row a sentence: a tick when the translation is exact, the translation, reference and source."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.setAccessibleName(self.tr("Sample translations"))
        self.setHorizontalHeaderLabels(
            [self.tr("Exact"), self.tr("Source"), self.tr("Translation"), self.tr("Reference")]
        )
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setVisible(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)

    def show_samples(self, report: events.Samples) -> None:
        """Replaces the rows."""
        self.setRowCount(len(report.samples))
        for row, sample in enumerate(report.samples):
            exact = sample.hypothesis.strip() == sample.reference.strip()
            for column, text in enumerate(("✓" if exact else "", sample.source, sample.hypothesis, sample.reference)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Says what will be here while there is nothing yet."""
        super().paintEvent(event)
        if self.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            text = self.tr("Each validation shows some of its translations here.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, text)

    def clear_samples(self) -> None:
        """Forgets the rows."""
        self.setRowCount(0)
