"""The training pairs that are most like a sentence, as a translator's memory shows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import theme
from gui.background import Background
from gui.said import spoken
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView
from tfmodel.corpus.schema import DAMAGED, not_a_dataset
from tfmodel.corpus.store import PairStore, Row

SHOWN = 5


class NearestPairs(QWidget):
    """Looks a sentence up in the dataset of a run, beside the event loop: in a large one that takes a while.

    The dataset is open only for so long, and left alone while nobody sees this, for Windows moves no open file.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._text = ""
        self._looking = Background(self)
        self._looking.done.connect(lambda found: self._show(found))
        self._looking.failed.connect(lambda failure: self._show((), spoken(failure).cause))
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
        name = path.stem if path else self.tr("the dataset")
        self.title.setText(self.tr("Nearest training pairs of {0}").format(name))
        self._show(())
        self.look_up("")

    def look_up(self, text: str) -> None:
        """Shows the pairs whose source is most like the text as soon as they are found; none for an empty one."""
        self._text = text
        if not text.strip():
            self._show((), self.note.text())
        self._ask()

    def _ask(self) -> None:
        self._looking.forget()
        path, text = self._path, self._text
        if path is not None and self.isVisible():
            self._looking.call(lambda: _found(path, text))

    def _show(self, found: Sequence[Row], why: str = "") -> None:
        """Shows pairs, or why there are none."""
        self._model.show_rows(len(found), lambda offset, limit: found[offset : offset + limit])
        self.note.setText(why)
        self.note.setVisible(bool(why))

    # Reimplemented Qt methods

    def showEvent(self, event: QShowEvent) -> None:
        """Looks up what was asked for meanwhile."""
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Lets go of what is under way."""
        super().hideEvent(event)
        self._looking.forget()


def _found(path: Path, text: str) -> list[Row]:
    """The pairs for a text; called in another thread, which needs a store of its own.

    Raises:
        FailureError: The dataset cannot be looked into.
    """
    try:
        with PairStore.open(path) as store:
            return store.nearest(text, SHOWN) if text.strip() else []
    except DAMAGED as error:
        raise not_a_dataset(path) from error
