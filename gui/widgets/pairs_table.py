"""The pairs of a dataset: searched and narrowed by a process beside the window, paged, edited, exported."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui import errors, theme, window_state
from gui.keys import with_keys
from gui.language import filled
from gui.listing import Listing
from gui.pair_search import PairSearch
from gui.session import Session
from gui.widgets.pair_actions import PairActions
from gui.widgets.pair_filters import PairFilters
from gui.widgets.pairs_model import PairsModel
from gui.widgets.table_view import TableView
from gui.widgets.xray import XRay
from tfmodel.contract import events
from tfmodel.contract.failure import Failure
from tfmodel.corpus.store import PairStore, Row

TYPING_PAUSE = 150  # milliseconds


class PairsTable(QWidget):
    """Search field, filters, table, what can be done with its rows, and the selected pair in full below it.

    Attributes:
        changed: Pairs were edited, excluded or restored.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store: PairStore | None = None
        self._listing: Listing | None = None
        self._count = 0
        self._model = PairsModel(self)
        self.view = TableView(self._model)
        self.view.setAccessibleName(self.tr("Pairs of the dataset"))
        self.view.selectionModel().currentRowChanged.connect(self._show_pair)
        self.filters = PairFilters()
        self.filters.changed.connect(self._refresh)
        self.part = self.filters.part
        self.search = self._search_field()
        self.actions_row = PairActions(session, self.view)
        self.actions_row.changed.connect(self._on_changed)
        self._model.edited.connect(self.actions_row.edit)
        self._model.failed.connect(self._on_unreadable, Qt.ConnectionType.QueuedConnection)
        self.xray = XRay(session, self.actions_row.selected)
        self.xray.measured.connect(self._show_losses)
        self.xray.outdated.connect(self.actions_row.outdated)
        self.view.selectionModel().selectionChanged.connect(lambda: self._offer_xray())
        self._searching = PairSearch(session, self)
        self._searching.found.connect(self._on_found)
        self._searching.failed.connect(lambda failure: errors.show_failure(self, failure))
        self.found = theme.label("")
        self._pair = theme.label("", wrap=True)
        self._pair.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._pair.setAccessibleDescription(self.tr("Selected pair"))  # its name is the text itself
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._pause.timeout.connect(self._refresh)
        self._arrange()

    def _search_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(self.tr("Search both languages…"))
        field.setAccessibleName(self.tr("Search the pairs"))
        field.setToolTip(with_keys(self.tr("Shows the pairs that have these words, on either side"), "Ctrl+F"))
        field.setClearButtonEnabled(True)
        field.textChanged.connect(self._on_typed)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.activated.connect(field.setFocus)
        return field

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(top)
        layout.addWidget(self.filters)
        layout.addWidget(self.view, 1)
        below = QHBoxLayout()
        below.setSpacing(theme.GRID)
        below.addWidget(self.actions_row, 1)
        below.addWidget(self.xray)
        layout.addLayout(below)
        layout.addWidget(self._pair)

    def set_store(self, store: PairStore | None) -> None:
        """Shows another dataset, or none."""
        self._store = store
        self._searching.set_dataset(store.path if store is not None else None)
        self.filters.set_store(store)
        self.xray.set_store(store)
        self.search.clear()
        if store is not None:
            self._model.show_store(store)
            self.view.fit_columns((72, None, None, 88, 144, 152, *((64,) if self._model.has_losses else ())))
            window_state.keep_columns(self.view, "pairs")
        self._refresh()

    # What is listed

    def _on_typed(self, text: str) -> None:
        self._pause.start()
        if text:
            self._searching.warm_up()  # until the pause is over it has started

    def _refresh(self) -> None:
        self._pause.stop()
        self._pair.clear()
        self._searching.forget()
        if self._store is None:
            self._list(None, 0)
            self.found.clear()
            return
        query = self.filters.query(self.search.text().strip())
        if query.is_everything and self._store.is_dense:
            self._list(Listing(self._store, None), self._store.counts().total)
            self._tell(done=True)
        elif not self.actions_row.is_replaced(self._store):  # another file has other pairs of the same numbers
            self._list(None, 0)
            self.found.setText(self.tr("Looking…"))
            self._searching.ask(query)

    def _list(self, listing: Listing | None, count: int) -> None:
        self._listing, self._count = listing, count
        self._model.show_rows(count, listing.rows if listing is not None else lambda offset, limit: ())
        self.actions_row.set_listing(self._store, listing, self._searching.scratch)
        self._offer_xray()  # a model that is reset takes the selection away and tells nobody

    def _on_found(self, answer: events.PairsFound) -> None:
        if self._store is None:
            return
        if self.actions_row.is_replaced(self._store):  # since it was asked
            self._searching.forget()
            return
        if self._listing is None:
            self._list(Listing(self._store, self._searching.file), answer.count)
        else:
            self._count = answer.count
            self._model.grow(answer.count)
        self._tell(answer.done)

    def _on_unreadable(self, failure: Failure) -> None:
        errors.show_alone(self, failure)

    def _tell(self, done: bool) -> None:
        assert self._store is not None
        text = self.tr("{0:,} of {1:,} pairs") if done else self.tr("{0:,} and more of {1:,} pairs…")
        self.found.setText(filled(text, self._count, self._store.counts().total))

    def _offer_xray(self) -> None:
        self.xray.offer(sum(end - first for first, end in self.view.selected_spans()))

    def _show_losses(self) -> None:
        """Every pair has a loss now: the worst are listed first."""
        self.set_store(self._store)
        self.filters.show_worst()

    def _on_changed(self) -> None:
        self._model.refetch()
        self._show_pair(self.view.currentIndex())
        self.changed.emit()

    def _show_pair(self, current: QModelIndex) -> None:
        row = self._model.row(current.row()) if current.isValid() else None
        self._pair.setText("" if row is None else self._text(row))

    def _text(self, row: Row) -> str:
        unit = self.tr("Unit {0}").format(row.unit) if row.unit else ""
        about = [self._model.state_of(row), unit, row.note]
        remarks = "  ·  ".join(part for part in about if part)
        return f"{row.source}\n{row.target}" + (f"\n{remarks}" if remarks else "")
