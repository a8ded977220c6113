"""The one look of all tables: whole rows, no grid, copied with Ctrl+C."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui import theme
from gui.widgets.cells import CellDelegate

MOST_COPIED = 2_000  # rows: more would be felt in the window
MOST_SEARCHED = 1_000  # rows that a letter key looks through


class TableView(QTableView):
    """A table to be read: whole rows are selected, and go to the clipboard as tab-separated text.

    Attributes:
        empty: A sentence in place of the rows while there are none.
        too_many: So many rows were to be copied that nothing was.
    """

    too_many = Signal(int)

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = ""
        self.setModel(model)
        # One of its own, and empty: to draw a column whose rows are all selected Qt would ask about each of them.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setItemDelegate(CellDelegate(self))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableView.EditTrigger.DoubleClicked | QTableView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        # Sizes of rows from the font alone: asking each of a million rows would read them all.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def fit_columns(self, widths: Sequence[int | None]) -> None:
        """Gives each column its width in pixels; those with None share what is left."""
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            if width is None:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(column, width)

    def selected_spans(self) -> list[tuple[int, int]]:
        """The selected rows, from the first of each span to before its end, however many they are."""
        selection = self.selectionModel().selection()
        spans = (selection.at(number) for number in range(selection.count()))
        return sorted({(span.top(), span.bottom() + 1) for span in spans})

    def selected_text(self) -> str:
        """The selected rows, a line each, with tabs between the cells."""
        model = self.model()
        rows = sorted({row for first, end in self.selected_spans() for row in range(first, end)})
        columns = range(model.columnCount())
        return "\n".join("\t".join(str(model.index(row, column).data() or "") for column in columns) for row in rows)

    # Reimplemented Qt methods

    def paintEvent(self, event: QPaintEvent) -> None:
        """Says what will be here."""
        super().paintEvent(event)
        if self.empty and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            area = self.viewport().rect().adjusted(theme.GRID, theme.GRID, -theme.GRID, -theme.GRID)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty)

    def keyboardSearch(self, search: str) -> None:
        """Goes to the next row that begins with what is typed; not in a long table, which it would read to its end."""
        if self.model().rowCount() <= MOST_SEARCHED:
            super().keyboardSearch(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies the selected rows; all other keys are the table's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            count = sum(end - first for first, end in self.selected_spans())
            if count > MOST_COPIED:
                self.too_many.emit(count)
                return
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)


def append_row(rows: QStandardItemModel) -> None:
    """Adds a row of empty cells, to be read and not edited."""
    cells = [QStandardItem() for _ in range(rows.columnCount())]
    for cell in cells:
        cell.setEditable(False)
    rows.appendRow(cells)
