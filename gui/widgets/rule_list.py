"""The rules of a chain, each with a switch, what it would take, and what it takes now."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from gui import theme
from gui.language import figures, filled
from gui.widgets.pairs_model import rule_title
from tfmodel.corpus.rules import TITLES
from tfmodel.corpus.store import RuleState

RULE, WOULD, NOW = range(3)  # columns


class RuleList(QTreeWidget):
    """One row a rule, in the order in which they are applied.

    Attributes:
        chosen: The name of the rule whose details are wanted.
        switched: A person ticked a rule or took the tick away: its name, ticked or not.
    """

    chosen = Signal(str)
    switched = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels([self.tr("Rule"), self.tr("Would take"), self.tr("Takes now")])
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setAccessibleName(self.tr("Rules"))
        self.setToolTip(self.tr("Space switches a rule on or off"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(RULE, QHeaderView.ResizeMode.Stretch)
        for column in (WOULD, NOW):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, 12 * theme.GRID)
            self.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._rows = {name: self._add(name, rule_title(name)) for name in TITLES}
        self.itemChanged.connect(self._on_changed)
        self.currentItemChanged.connect(self._on_current)

    def _add(self, name: str, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [title, "", ""])
        item.setData(RULE, Qt.ItemDataRole.UserRole, name)
        item.setSizeHint(RULE, QSize(0, self.fontMetrics().height() + 8))  # as in the tables
        for column in (WOULD, NOW):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def show_enabled(self, enabled: Mapping[str, bool]) -> None:
        """Ticks the rules of a chain."""
        self.blockSignals(True)
        for name, item in self._rows.items():
            if name in enabled:
                item.setCheckState(RULE, Qt.CheckState.Checked if enabled[name] else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.viewport().update()

    def show_states(self, states: list[RuleState]) -> None:
        """Shows what the rules of the dataset take now; one that is switched off says so."""
        self.blockSignals(True)
        for item in self._rows.values():
            item.setText(NOW, "")
        for state in states:
            if state.name not in self._rows:
                self._rows[state.name] = self._add(state.name, rule_title(state.name))
            text = "{0:,}" if state.active else self.tr("{0:,}, off")
            self._rows[state.name].setText(NOW, filled(text, state.pairs))
        self.blockSignals(False)

    def show_would(self, taken: Mapping[str, int]) -> None:
        """Shows how many pairs each rule would take."""
        self.blockSignals(True)
        for name, item in self._rows.items():
            item.setText(WOULD, figures(f"{taken[name]:,}") if name in taken else "")
        self.blockSignals(False)

    def text_of(self, name: str, column: int) -> str:
        """What a rule's row says in a column."""
        return self._rows[name].text(column)

    def choose(self, name: str) -> None:
        """Goes to a rule."""
        self.setCurrentItem(self._rows[name])

    def item_of(self, name: str) -> QTreeWidgetItem:
        """The row of a rule."""
        return self._rows[name]

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(RULE, Qt.ItemDataRole.UserRole)))

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == RULE:
            name = str(item.data(RULE, Qt.ItemDataRole.UserRole))
            self.switched.emit(name, item.checkState(RULE) == Qt.CheckState.Checked)
