"""The n best translations of a sentence with their scores."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.language import figures
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView
from tfmodel.contract.events import Hypothesis

Ranked = tuple[int, Hypothesis]


class HypothesesTable(QWidget):
    """`selected` carries the `Hypothesis` of the current row, or None."""

    selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns = [
            Column[Ranked](self.tr("Rank"), lambda row: str(row[0]), number=True),
            Column[Ranked](self.tr("Translation"), lambda row: row[1].text),
            Column[Ranked](self.tr("Score"), lambda row: figures(f"{row[1].score:.3f}"), number=True),
        ]
        self._model = PagedModel(columns, self)
        self.view = TableView(self._model)
        self.view.setAccessibleName(self.tr("Translations, best first"))
        self.view.setToolTip(self.tr("Score: log probability over a length penalty; nearer to 0 is better"))
        self.view.empty = self.tr("The likeliest translations of the text appear here.")
        self.view.fit_columns((56, None, 80))
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def show_hypotheses(self, hypotheses: tuple[Hypothesis, ...]) -> None:
        """Shows other translations and selects the best one."""
        rows = list(enumerate(hypotheses, start=1))
        self._model.show_rows(len(rows), lambda offset, limit: rows[offset : offset + limit])
        if rows:
            self.view.selectRow(0)
        else:
            self.selected.emit(None)

    def _on_row(self, current: QModelIndex) -> None:
        row = self._model.row(current.row()) if current.isValid() else None
        if row is not None:
            self.selected.emit(row[1])
