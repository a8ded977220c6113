"""A small table of texts that is replaced as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from gui import plain, theme
from gui.widgets.table_view import TableView

WIDEST = 300  # pixels of a column at first


class TextTable(TableView):
    """Rows of texts under titles; the sentence `empty` in place of the rows while there are none."""

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        self._rows = QStandardItemModel(0, 0)
        super().__init__(self._rows, parent)
        self.setAccessibleName(name)
        self.empty = empty

    def show_rows(self, titles: Sequence[str], rows: Sequence[Sequence[str]], tips: Sequence[str] = ()) -> None:
        """Replaces everything; `tips` has a tooltip for each row."""
        self._rows.clear()
        self._rows.setHorizontalHeaderLabels(list(titles))
        for number, row in enumerate(rows):
            self._rows.appendRow([_item(text, tips[number] if tips else text) for text in row])
        self.resizeColumnsToContents()
        for column in range(len(titles)):
            self.setColumnWidth(column, min(WIDEST, self.columnWidth(column) + 2 * theme.GRID))
        self.horizontalHeader().setVisible(bool(rows))
        self.horizontalHeader().setStretchLastSection(True)
        self.viewport().update()

    def show_nothing(self, why: str) -> None:
        """Shows a sentence instead of rows."""
        self.empty = why
        self.show_rows((), ())

    @property
    def texts(self) -> list[list[str]]:
        """The rows as they are shown."""
        columns = range(self._rows.columnCount())
        return [[self._rows.index(row, column).data() for column in columns] for row in range(self._rows.rowCount())]


def _item(text: str, tip: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(plain.tip(tip))
    return item
