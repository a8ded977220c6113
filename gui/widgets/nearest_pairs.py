"""The training pairs that are most like a sentence, as a translator's memory shows them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import theme
from gui.said import spoken
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView
from tfmodel.contract.failure import FailureError
from tfmodel.corpus.store import PairStore, Row

SHOWN = 5


class NearestPairs(QWidget):
    """Looks a sentence up in the dataset of a run; lets go of it while it is hidden, for Windows moves no open file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store: PairStore | None = None
        self._path: Path | None = None
        self._text = ""
        columns = [
            Column[Row](self.tr("Source"), lambda row: row.source),
            Column[Row](self.tr("Target"), lambda row: row.target),
        ]
        self._model = PagedModel(columns, self)
        self.view = TableView(self._model)
        self.view.setAccessibleName(self.tr("Nearest training pairs"))
        self.view.empty = self.tr("The pairs of the dataset that are most like the text appear here.")
        self.view.fit_columns((None, None))
        self.title = theme.label(self.tr("Nearest training pairs"), "heading")
        self.note = theme.label("", "muted", wrap=True)
        self.note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.title.setMinimumHeight(4 * theme.GRID)
        layout.addWidget(self.title)
        layout.addWidget(self.note)
        layout.addWidget(self.view, 1)

    def set_dataset(self, path: Path | None) -> None:
        """Looks up in another dataset; one that cannot be opened is said, not an error: nothing depends on it."""
        self._path = path
        self._open()
        name = path.stem if path else self.tr("the dataset")
        self.title.setText(self.tr("Nearest training pairs of {0}").format(name))
        self.look_up("")

    def look_up(self, text: str) -> None:
        """Shows the pairs whose source is most like the text; none for an empty one."""
        self._text = text
        found = self._store.nearest(text, SHOWN) if self._store is not None and text.strip() else []
        self._model.show_rows(len(found), lambda offset, limit: found[offset : offset + limit])

    def _open(self) -> None:
        self._close()
        self._store, why = _opened(self._path)
        self.note.setText(why)
        self.note.setVisible(bool(why))

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    # Reimplemented Qt methods

    def showEvent(self, event: QShowEvent) -> None:
        """Opens the dataset again, and looks up what was asked for meanwhile."""
        super().showEvent(event)
        if self._store is None:
            self._open()
            self.look_up(self._text)

    def hideEvent(self, event: QHideEvent) -> None:
        """Lets go of the dataset."""
        super().hideEvent(event)
        self._close()


def _opened(path: Path | None) -> tuple[PairStore | None, str]:
    """The dataset, or why it cannot be looked into."""
    if path is None:
        return None, ""
    try:
        return PairStore.open(path), ""
    except FailureError as error:
        return None, spoken(error.failure).cause
