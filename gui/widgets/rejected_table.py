"""What an import left out: how many for each reason, and the lines themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView
from tfmodel.corpus.pair import REASONS, Rejected
from tfmodel.corpus.store import PairStore


class RejectedTable(QWidget):
    """A sentence with the counts by reason over a table of line number, reason and text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns = [
            Column[Rejected](self.tr("Line"), lambda row: f"{row.line:,}", number=True),
            Column[Rejected](self.tr("Why it was left out"), lambda row: REASONS.get(row.reason, row.reason)),
            Column[Rejected](self.tr("Text"), lambda row: row.text),
        ]
        self._model = PagedModel(columns, self)
        self.view = TableView(self._model)
        self.view.setAccessibleName(self.tr("Lines left out"))
        self.view.fit_columns((88, 320, None))
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.summary)
        layout.addWidget(self.view, 1)

    def set_store(self, store: PairStore | None) -> None:
        """Shows what is known of another dataset's import."""
        counts = store.rejected_counts() if store is not None else {}
        total = sum(counts.values())
        self.summary.setText(self._sentence(counts))
        self.view.setVisible(total > 0)
        self._model.show_rows(
            store.rejected_stored() if store is not None else 0,
            lambda offset, limit: store.rejected(offset, limit) if store is not None else (),
        )

    def _sentence(self, counts: dict[str, int]) -> str:
        if not counts:
            return self.tr("Nothing was left out: every line became a pair.")
        reasons = [f"{REASONS.get(reason, reason)}: {count:,}" for reason, count in counts.items()]
        return self.tr("Lines left out: {0:,}. {1}.").format(sum(counts.values()), "; ".join(reasons))
