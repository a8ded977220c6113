"""The table of all runs, with what can be done to them as actions: menu, keys and buttons are the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from gui import theme, window_state
from gui.keys import keys_here
from gui.widgets.runs_model import PLACES, RunsModel
from gui.widgets.table_view import TableView
from tfmodel.contract.run_summary import RunSummary

WIDTHS = {
    "star": 28,
    "name": 250,
    "state": 78,
    "dataset": 96,
    "preset": 52,
    "size": 60,
    "bleu": 48,
    "loss": 50,
    "step": 54,
    "time": 58,
    "energy": 60,
    "tags": 58,
    "note": 58,
    "created": 116,
}


class RunsTable(TableView):
    """Whole rows are chosen; the columns can be moved, put in order and hidden.

    Attributes:
        asked: The key of an action, for the chosen runs.
        chosen: The choice of runs is another.
    """

    asked = Signal(str)
    chosen = Signal()

    def __init__(self, runs: RunsModel, parent: QWidget | None = None) -> None:
        super().__init__(runs, parent)
        self.runs = runs
        self.setAccessibleName(self.tr("Runs"))
        self.setSortingEnabled(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.horizontalHeader()
        header.setSortIndicator(PLACES["created"], Qt.SortOrder.DescendingOrder)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        self.fit_columns([WIDTHS[key] for key in PLACES])
        window_state.keep_columns(self, "runs")
        self.actions_by_key = self._make_actions()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.doubleClicked.connect(lambda index: self._on_double_click(index))
        self.clicked.connect(self._on_click)
        runs.rearranged.connect(self._note_choice)

    def _make_actions(self) -> dict[str, QAction]:
        return {key: self._action(key, text, keys) for key, text, keys in self._declared_actions()}

    def _declared_actions(self) -> Iterator[tuple[str, str, str]]:
        yield "open", self.tr("&Open"), "Return"
        yield "continue", self.tr("Con&tinue training"), "Ctrl+R"
        yield "clone", self.tr("&Clone settings"), "Ctrl+D"
        yield "rename", self.tr("Re&name…"), "F2"
        yield "star", self.tr("&Star"), "Ctrl+B"
        yield "tags", self.tr("Ta&gs…"), "Ctrl+T"
        yield "note", self.tr("Not&e…"), "Ctrl+E"
        yield "report", self.tr("&Report as HTML…"), "Ctrl+P"
        yield "tensorboard", self.tr("Write curves for Tensor&Board"), "Ctrl+Shift+B"
        yield "folder", self.tr("Copy the &path"), "Ctrl+Shift+C"
        yield "delete", self.tr("Move to the t&rash"), "Delete"

    def _action(self, key: str, text: str, keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts(keys_here(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self.asked.emit(key))
        self.addAction(action)
        return action

    @property
    def selection(self) -> tuple[RunSummary, ...]:
        """The chosen runs, in the order of the rows."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.runs.run_at(row) for row in rows)

    def choose(self, path: Path) -> None:
        """Chooses one run and brings it into sight."""
        row = self.runs.row_of(path)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.runs.index(row, PLACES["name"]))

    def edit_cell(self, column: str) -> None:
        """Opens the editor of a cell of the current run."""
        row = self.currentIndex().row()
        if row >= 0:
            self.edit(self.runs.index(row, PLACES[column]))

    def _on_click(self, index: QModelIndex) -> None:
        if index.column() == PLACES["star"]:
            self.asked.emit("star")

    def _on_double_click(self, index: QModelIndex) -> None:
        if index.column() in (PLACES["tags"], PLACES["note"]):
            self.edit(index)
        elif index.column() != PLACES["star"]:
            self.asked.emit("open")

    def _show_menu(self, place: QPoint) -> None:
        self.make_menu().popup(self.viewport().mapToGlobal(place))

    def make_menu(self) -> QMenu:
        """Everything that can be done to the chosen runs, and how they are listed, which no key reaches otherwise."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.selection:
            menu.addActions(list(self.actions_by_key.values()))
            for key in ("rename", "report", "delete"):
                menu.insertSeparator(self.actions_by_key[key])
            menu.addSeparator()
        self._offer_orders(menu.addMenu(self.tr("Sort &by")))
        self._offer_columns(menu.addMenu(self.tr("Col&umns")))
        return menu

    def _titles(self) -> Iterator[tuple[str, int, str]]:
        """The key of each column, its place, and what it is called."""
        for key, section in PLACES.items():
            title = self.tr("Star") if key == "star" else str(self.runs.headerData(section, Qt.Orientation.Horizontal))
            yield key, section, title

    def _offer_orders(self, menu: QMenu) -> None:
        header, group = self.horizontalHeader(), QActionGroup(menu)
        order = header.sortIndicatorOrder()
        for key, section, title in self._titles():
            action = group.addAction(title)
            action.setCheckable(True)
            action.setChecked(key == self.runs.order)
            action.triggered.connect(lambda checked, section=section: self.sortByColumn(section, order))
        menu.addActions(group.actions())
        menu.addSeparator()
        downwards = menu.addAction(self.tr("&Descending"))
        downwards.setCheckable(True)
        downwards.setChecked(order == Qt.SortOrder.DescendingOrder)
        downwards.toggled.connect(
            lambda checked: self.sortByColumn(
                PLACES[self.runs.order], Qt.SortOrder.DescendingOrder if checked else Qt.SortOrder.AscendingOrder
            )
        )

    def _choose_columns(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer_columns(menu)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _offer_columns(self, menu: QMenu) -> None:
        for key, section, title in self._titles():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(section))
            action.setEnabled(key != "name")
            action.toggled.connect(lambda shown, section=section: self.setColumnHidden(section, not shown))

    def _note_choice(self) -> None:
        self.chosen.emit()

    # Reimplemented Qt methods

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tells who shows the chosen runs."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Says so when a search finds nothing."""
        super().paintEvent(event)
        if self.runs.total and not self.runs.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            area = self.viewport().rect().adjusted(theme.GRID, theme.GRID, -theme.GRID, -theme.GRID)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.tr("No run has all of these words."))
