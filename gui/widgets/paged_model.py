"""A table model that holds a few pages of rows, whatever the table's length."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from gui import plain
from gui.later import later
from gui.widgets.roles import ALIGNMENT, LEFT, RIGHT, TEXT, TIP, Index

if TYPE_CHECKING:
    from tfmodel.contract import failure
    from tfmodel.corpus import schema
else:
    failure = later("tfmodel.contract.failure")
    schema = later("tfmodel.corpus.schema")

PAGE = 100  # rows fetched at once: more than a screen shows
PAGES_KEPT = 16
ANSWERED = frozenset({TEXT, TIP, ALIGNMENT})

Row = TypeVar("Row")
ROOT = QModelIndex()  # the invisible parent of all rows


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its heading, the text that a row has in it, and what the heading means."""

    title: str
    text: Callable[[Row], str]
    number: bool = False
    help: str = ""


class PagedModel(QAbstractTableModel, Generic[Row]):
    """Rows fetched by page when a view asks for them; the last pages seen are kept.

    Attributes:
        failed: The `Failure` of the first page that could not be fetched, or cell that could not be written; such ones
            are empty. It may be told amid a painting, which is no time to show anything.
    """

    failed = Signal(object)

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = list(columns)
        self._count = 0
        self._fetch: Callable[[int, int], Sequence[Row]] = lambda offset, limit: ()
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._has_failed = False

    def show_rows(self, count: int, fetch: Callable[[int, int], Sequence[Row]]) -> None:
        """Shows other rows.

        Args:
            count: How many there are.
            fetch: Called with offset and limit.
        """
        self.beginResetModel()
        self._count, self._fetch = count, fetch
        self._has_failed = False
        self._pages.clear()
        self.endResetModel()

    def grow(self, count: int) -> None:
        """More rows have been found behind those that are shown."""
        if count > self._count:
            self._pages.pop(self._count // PAGE * PAGE, None)  # the last page may be no longer half empty
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()

    def refetch(self) -> None:
        """The same rows, of which some have changed."""
        self._pages.clear()
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(self._columns) - 1))

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Replaces headings and texts, and forgets the rows."""
        self.beginResetModel()
        self._columns = list(columns)
        self._count = 0
        self._pages.clear()
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """The row of that number, counted from 0, or None when the table has become shorter meanwhile."""
        first = number // PAGE * PAGE
        page = self._pages.get(first)
        if page is None:
            page = self._pages[first] = self._fetched(first)
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(first)
        return page[number - first] if number - first < len(page) else None

    def _fetched(self, first: int) -> Sequence[Row]:
        """A page, which is empty where its rows cannot be read: it is not asked for again at each painting."""
        try:
            return self._fetch(first, PAGE)
        except (*schema.NOT_READABLE, *schema.ODD) as error:
            self._fail(error)
            return ()

    def _fail(self, error: Exception) -> None:
        if not self._has_failed:
            self._has_failed = True
            self.failed.emit(failure.failure_from(error))

    # Reimplemented Qt methods

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tooltip and alignment of a cell."""
        if role not in ANSWERED or not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == ALIGNMENT:
            return RIGHT if column.number else LEFT
        row = self.row(index.row())
        if row is None:
            return None
        try:
            text = column.text(row)
            return plain.tip(text) if role == TIP else text
        except schema.ODD as error:
            self._fail(error)
            return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's title."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section].title
            if role == Qt.ItemDataRole.ToolTipRole:
                return self._columns[section].help or None
            if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[section].number:
                return RIGHT
        return None
