"""A small table of texts that are given anew as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget

from gui import plain, theme
from gui.widgets.table_view import TableView, append_row

WIDEST = 300  # pixels of a column at first


class TextTable(TableView):
    """Rows of texts under titles; the sentence `empty` in place of the rows while there are none."""

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        self._rows = QStandardItemModel(0, 0)
        super().__init__(self._rows, parent)
        self.setAccessibleName(name)
        self.empty = empty
        self._content: tuple[list[str], list[list[str]], list[str]] = ([], [], [])  # titles, rows and tips
        self._widths: list[int] = []  # that the columns were given here, not by a person
        self.horizontalHeader().hide()

    def show_rows(self, titles: Sequence[str], rows: Sequence[Sequence[str]], tips: Sequence[str] = ()) -> None:
        """Shows these rows; `tips` has a tooltip for each.

        Under the same titles, what is selected, scrolled to or was made wider stays so.
        """
        before, self._content = self._content, (list(titles), [list(row) for row in rows], list(tips))
        if self._content == before:
            return
        if self._content[0] != before[0]:
            self._rows.clear()
            self._rows.setHorizontalHeaderLabels(list(titles))
            self._widths = []
        self._fill(rows, tips)
        self.horizontalHeader().setVisible(bool(rows))
        self._fit()
        self.horizontalHeader().setStretchLastSection(True)
        self.viewport().update()

    def _fill(self, rows: Sequence[Sequence[str]], tips: Sequence[str]) -> None:
        """Changes the cells in place: new ones would take the selection with them."""
        self._rows.setRowCount(min(len(rows), self._rows.rowCount()))
        for number, row in enumerate(rows):
            if number == self._rows.rowCount():
                append_row(self._rows)
            for column, text in enumerate(row):
                item = self._rows.item(number, column)
                item.setText(text)
                item.setToolTip(plain.tip(tips[number] if tips else text))

    def _fit(self) -> None:
        """Makes the columns as wide as their texts, but for those that a person has made wider or narrower."""
        given, self._widths = self._widths, []
        last = self._rows.columnCount() - 1  # takes what the others leave
        for column in range(last + 1):
            stays = bool(given) and (column == last or self.columnWidth(column) != given[column])
            if not stays:
                self.resizeColumnToContents(column)
                self.setColumnWidth(column, min(WIDEST, self.columnWidth(column) + 2 * theme.GRID))
            self._widths.append(given[column] if stays else self.columnWidth(column))

    def show_nothing(self, why: str) -> None:
        """Shows a sentence instead of rows."""
        self.empty = why
        self.show_rows((), ())
        self.viewport().update()

    @property
    def texts(self) -> list[list[str]]:
        """The rows as they are shown."""
        columns = range(self._rows.columnCount())
        return [[self._rows.index(row, column).data() for column in columns] for row in range(self._rows.rowCount())]
