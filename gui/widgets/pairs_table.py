"""The pairs of a dataset: searched, narrowed to a part, paged from the file."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView
from tfmodel.corpus.store import PairStore, Row

TYPING_PAUSE = 150  # milliseconds


class PairsTable(QWidget):
    """A search field, a choice of the part, the table, and the selected pair in full below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store: PairStore | None = None
        self._total = 0
        self._model: PagedModel[Row] = PagedModel([], self)
        self.view = TableView(self._model)
        self.view.setAccessibleName(self.tr("Pairs of the dataset"))
        self.view.selectionModel().currentRowChanged.connect(self._show_pair)
        self.search = self._search_field()
        self.part = self._part_choice()
        self.found = QLabel()
        self._pair = QLabel()
        self._pair.setWordWrap(True)
        self._pair.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._pair.setAccessibleName(self.tr("Selected pair"))
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._pause.timeout.connect(self._refresh)
        self._arrange()

    def _search_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(self.tr("Search both languages…"))
        field.setAccessibleName(self.tr("Search the pairs"))
        field.setToolTip(self.tr("Shows the pairs that have these words, on either side (Ctrl+F)"))
        field.setClearButtonEnabled(True)
        field.textChanged.connect(lambda: self._pause.start())
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.activated.connect(field.setFocus)
        return field

    def _part_choice(self) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(self.tr("Part of the dataset"))
        choice.setToolTip(self.tr("Which part of the dataset is listed"))
        for title, part in part_titles(self).items():
            choice.addItem(title, part)
        choice.currentIndexChanged.connect(self._refresh)
        return choice

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.part)
        top.addWidget(self.found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._pair)

    def set_store(self, store: PairStore | None) -> None:
        """Shows another dataset, or none."""
        self._store = store
        if store is not None:
            self._total = store.counts().total
            self._model.set_columns(self._columns(store))
            self.view.fit_columns((72, None, None, 96, 160))
        self.search.clear()
        self.part.setCurrentIndex(0)
        self._refresh()

    def _columns(self, store: PairStore) -> list[Column[Row]]:
        source, target = store.languages
        parts = {part: title for title, part in part_titles(self).items() if part is not None}
        return [
            Column(self.tr("Number"), lambda row: f"{row.id:,}", number=True),
            Column(self.tr("Source ({0})").format(source) if source else self.tr("Source"), lambda row: row.source),
            Column(self.tr("Target ({0})").format(target) if target else self.tr("Target"), lambda row: row.target),
            Column(self.tr("Part"), lambda row: parts.get(row.split, row.split)),
            Column(self.tr("File and line"), lambda row: f"{row.origin}, {row.line:,}"),
        ]

    def _refresh(self) -> None:
        self._pause.stop()
        self._pair.clear()
        store = self._store
        if store is None:
            self._model.show_rows(0, lambda offset, limit: ())
            self.found.clear()
            return
        text, part = self.search.text().strip(), self.part.currentData()
        count = store.count(search=text, split=part)
        self._model.show_rows(
            count, lambda offset, limit: store.page(offset=offset, limit=limit, search=text, split=part)
        )
        self.found.setText(self.tr("{0:,} of {1:,} pairs").format(count, self._total))

    def _show_pair(self, current: QModelIndex) -> None:
        row = self._model.row(current.row()) if current.isValid() else None
        self._pair.setText("" if row is None else f"{row.source}\n{row.target}")


def part_titles(widget: QWidget) -> dict[str, str | None]:
    """The parts of a dataset by the name that a person reads; None is all of them."""
    return {
        widget.tr("All parts"): None,
        widget.tr("Training"): "train",
        widget.tr("Validation"): "validation",
        widget.tr("Test"): "test",
    }
