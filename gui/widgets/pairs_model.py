"""The pairs of a listing as a table: two columns can be edited, and a pair that is set aside is struck through."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from gui.declared import setting_text
from gui.language import figures
from gui.said import said
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.roles import EDIT, FONT, FOREGROUND, TEXT, Index
from tfmodel.corpus.losses import MEASURED_WITH
from tfmodel.corpus.store import PairStore, Row

SOURCE, TARGET = 1, 2  # columns
DECIDED = frozenset({FONT, FOREGROUND})  # roles that show what was decided about a pair
PARTS = ("train", "validation", "test")


class PairsModel(PagedModel[Row]):
    """Rows of a dataset.

    Attributes:
        edited: A person gave a side another text: the `Row`, "source" or "target", the text.
    """

    edited = Signal(object, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self._struck = QFont(QApplication.font())
        self._struck.setStrikeOut(True)
        self.has_losses = False  # whether a model was asked for the loss of each pair

    def show_store(self, store: PairStore) -> None:
        """Names the columns after the languages of a dataset, and forgets the rows."""
        source, target = store.languages
        parts = dict(zip(PARTS, (self.tr("Training"), self.tr("Validation"), self.tr("Test")), strict=True))
        columns: list[Column[Row]] = [
            Column(self.tr("Number"), lambda row: figures(f"{row.id:,}"), number=True),
            Column(self.tr("Source ({0})").format(source) if source else self.tr("Source"), lambda row: row.source),
            Column(self.tr("Target ({0})").format(target) if target else self.tr("Target"), lambda row: row.target),
            Column(self.tr("Part"), lambda row: parts.get(row.split, row.split)),
            Column(self.tr("State"), self.state_of, help=self.tr("Whether the pair is trained on, and why not")),
            Column(self.tr("Line and file"), lambda row: f"{figures(f'{row.line:,}')}  ·  {row.origin}"),
        ]
        self.has_losses = bool(store.meta(MEASURED_WITH))
        if self.has_losses:
            help_text = self.tr(
                "What the model loses on a token of the pair, in nats: the more, the less it expected it"
            )
            columns.append(Column(self.tr("Loss"), _loss, help=help_text, number=True))
        self.set_columns(columns)

    def state_of(self, row: Row) -> str:
        """What was decided about a pair, in a few words."""
        states = []
        if row.excluded:
            states.append(self.tr("Excluded"))
        if row.kept:
            states.append(self.tr("Kept"))
        states += [rule_title(flag) for flag in row.flags]
        if row.edited:
            states.append(self.tr("Edited"))
        return ", ".join(states)

    # Reimplemented Qt methods

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As of any table; a pair that is set aside is struck through and muted."""
        if role == EDIT:
            return super().data(index, TEXT)
        if role in DECIDED and index.column() in (SOURCE, TARGET):
            row = self.row(index.row())
            if row is None or row.used:
                return None
            muted = QApplication.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
            return self._struck if role == FONT else muted
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Source and target can be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in (SOURCE, TARGET) else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Passes on what was typed; whoever edits the dataset has the rows fetched again."""
        row = self.row(index.row()) if index.isValid() and role == Qt.ItemDataRole.EditRole else None
        if row is None or index.column() not in (SOURCE, TARGET):
            return False
        side = "source" if index.column() == SOURCE else "target"
        if str(value) != getattr(row, side):
            self.edited.emit(row, side, str(value))
        return True


def _loss(row: Row) -> str:
    return "" if row.loss is None else figures(f"{row.loss:.2f}")


def rule_title(name: str) -> str:
    """The name of a rule as a person reads it."""
    from tfmodel.corpus.rules import TITLES  # many declarations: not needed for the first frame

    title = TITLES.get(name)
    return setting_text(title) if title else said(name.replace("_", " ").capitalize())
