"""What narrows the table of pairs beside the search: part, state, file, lengths."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSpinBox, QWidget

from gui import theme
from gui.widgets.pairs_model import rule_title
from tfmodel.contract.query import PairQuery
from tfmodel.corpus.losses import MEASURED_WITH
from tfmodel.corpus.store import PairStore

LONGEST = 999  # words
MOST_FILES = 500  # that a list is still of use for


class PairFilters(QWidget):
    """Choices in one row; `changed` when a person changed one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = self._choice(self.tr("Part of the dataset"), self.tr("Which part of the dataset is listed"))
        for title, part in self._part_titles().items():
            self.part.addItem(title, part)
        self.state = self._choice(
            self.tr("State of the pairs"),
            self.tr("Whether pairs are used, set aside, flagged by a rule, or edited"),
        )
        self.origin = self._choice(self.tr("File of the pairs"), self.tr("Only the pairs of one imported file"))
        self.origin.setMaximumWidth(24 * theme.GRID)
        self.lengths = {
            (side, end): self._words(title, side, end)
            for side, title in (("source", self.tr("source")), ("target", self.tr("target")))
            for end in ("from", "to")
        }
        self.clear = QPushButton(self.tr("Clea&r"))
        self.clear.setToolTip(self.tr("Lists all pairs again"))
        self.clear.clicked.connect(self.reset)
        self._arrange()
        self._fill(None)

    def _choice(self, name: str, tip: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(name)
        choice.setToolTip(tip)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # states come with rules and losses
        choice.currentIndexChanged.connect(self._on_changed)
        return choice

    def _words(self, title: str, side: str, end: str) -> QSpinBox:
        box = QSpinBox(minimum=0, maximum=LONGEST)
        box.setKeyboardTracking(False)  # a number is typed to its end first
        box.setSpecialValueText("…")
        least = end == "from"
        name = self.tr("Fewest words of the {0}") if least else self.tr("Most words of the {0}")
        box.setAccessibleName(name.format(title))
        box.setToolTip(name.format(title))
        box.valueChanged.connect(self._on_changed)
        return box

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        for choice in (self.part, self.state, self.origin):
            layout.addWidget(choice)
        for side, title in (("source", self.tr("Source")), ("target", self.tr("Target"))):
            layout.addWidget(theme.label(title, "muted"))
            layout.addWidget(self.lengths[side, "from"])
            layout.addWidget(theme.label("–", "muted"))
            layout.addWidget(self.lengths[side, "to"])
        layout.addWidget(theme.label(self.tr("words"), "muted"))
        layout.addStretch()
        layout.addWidget(self.clear)

    def set_store(self, store: PairStore | None) -> None:
        """Offers the files and the rules of another dataset, and narrows nothing; says nothing of it."""
        self.blockSignals(True)
        self.reset()
        self._fill(store)
        self.blockSignals(False)

    def _fill(self, store: PairStore | None) -> None:
        states: dict[str, dict[str, Any]] = {
            self.tr("Any state"): {},
            self.tr("Used"): {"state": "used"},
            self.tr("Set aside"): {"state": "unused"},
            self.tr("Excluded by hand"): {"state": "excluded"},
            self.tr("Kept by hand"): {"state": "kept"},
            self.tr("Edited"): {"state": "edited"},
        }
        if store is not None and store.meta(MEASURED_WITH):
            states[self.tr("Trained on, worst loss first")] = {"order": "loss"}
        for name in store.rule_names() if store is not None else ():
            states[self.tr("Rule: {0}").format(rule_title(name))] = {"flag": name}
        origins: dict[str, str | None] = {self.tr("All files"): None}
        for name in store.origin_names()[:MOST_FILES] if store is not None else ():
            origins[name] = name
        for choice, items in ((self.state, states), (self.origin, origins)):
            choice.clear()
            for title, data in items.items():
                choice.addItem(title, data)

    def show_worst(self) -> None:
        """Lists the pairs whose loss was measured, the worst first."""
        self.state.setCurrentIndex(self.state.findText(self.tr("Trained on, worst loss first")))

    def reset(self) -> None:
        """Narrows nothing any more."""
        before = self.query()
        self.blockSignals(True)
        for choice in (self.part, self.state, self.origin):
            choice.setCurrentIndex(0)
        for box in self.lengths.values():
            box.setValue(0)
        self.blockSignals(False)
        if self.query() != before:
            self._on_changed()

    def query(self, search: str = "") -> PairQuery:
        """What the choices and a search ask."""
        return PairQuery(
            search=search,
            split=self.part.currentData(),
            origin=self.origin.currentData(),
            source_words=self._span("source"),
            target_words=self._span("target"),
            **(self.state.currentData() or {}),
        )

    def _span(self, side: str) -> tuple[int, int | None] | None:
        least, most = self.lengths[side, "from"].value(), self.lengths[side, "to"].value()
        return (least, most or None) if least or most else None

    def _part_titles(self) -> dict[str, str | None]:
        return {
            self.tr("All parts"): None,
            self.tr("Training"): "train",
            self.tr("Validation"): "validation",
            self.tr("Test"): "test",
        }

    def _on_changed(self) -> None:
        self.changed.emit()
