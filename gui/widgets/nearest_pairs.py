"""The training pairs that are most like a sentence, as a translator's memory shows them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import theme
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView
from tfmodel.contract.failure import FailureError
from tfmodel.corpus.store import PairStore, Row

SHOWN = 5


class NearestPairs(QWidget):
    """Looks a sentence up in the dataset of a run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store: PairStore | None = None
        columns = [
            Column[Row](self.tr("Source"), lambda row: row.source),
            Column[Row](self.tr("Target"), lambda row: row.target),
            Column[Row](self.tr("Part"), lambda row: row.split),
        ]
        self._model = PagedModel(columns, self)
        self.view = TableView(self._model)
        self.view.setAccessibleName(self.tr("Nearest pairs of the dataset"))
        self.view.fit_columns((None, None, 88))
        self.note = theme.label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.note)
        layout.addWidget(self.view, 1)

    def set_dataset(self, path: Path | None) -> None:
        """Looks up in another dataset; one that cannot be opened is said, not an error: nothing depends on it."""
        if self._store is not None:
            self._store.close()
        self._store = None
        self.note.setText(self.tr("The dataset of this run is not there any more."))
        if path is not None and path.exists():
            try:
                self._store = PairStore.open(path)
                self.note.setText(self.tr("From {0}").format(path.stem))
            except FailureError as error:
                self.note.setText(error.failure.cause)
        self.look_up("")

    def look_up(self, text: str) -> None:
        """Shows the pairs whose source is most like the text; none for an empty one."""
        found = self._store.nearest(text, SHOWN) if self._store is not None and text.strip() else []
        self._model.show_rows(len(found), lambda offset, limit: found[offset : offset + limit])
