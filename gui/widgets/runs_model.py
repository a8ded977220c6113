"""The runs as rows: filtered and put in order here, because Qt's own proxy asks Python twice for each comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from gui import plain
from gui.language import figures, moment
from gui.said import said
from gui.widgets.paged_model import ROOT
from gui.widgets.roles import RIGHT, Index
from tfmodel.contract.needs import clock
from tfmodel.contract.run_summary import RunSummary


@dataclass(frozen=True)
class Column:
    """A column: what it is called, what it writes and what it is put in order by (None comes last)."""

    key: str
    text: Callable[[RunSummary], str]
    order: Callable[[RunSummary], Any]
    right: bool = False
    edited: bool = False


def _created(run: RunSummary) -> str:
    try:
        return moment(datetime.fromisoformat(run.created).astimezone())
    except ValueError:
        return run.created


def _energy(run: RunSummary) -> str:
    return figures(run.energy.text) if run.energy is not None else "–"


COLUMNS = (
    Column("star", lambda run: "★" if run.marks.star else "☆", lambda run: not run.marks.star),
    Column("name", lambda run: run.name, lambda run: run.name.casefold(), edited=True),
    Column("state", lambda run: said(run.state), lambda run: said(run.state)),
    Column("dataset", lambda run: run.dataset, lambda run: run.dataset.casefold()),
    Column("preset", lambda run: run.preset, lambda run: run.preset),
    Column("size", lambda run: short(run.parameters), lambda run: run.parameters or None, right=True),
    Column("bleu", lambda run: _number(run.bleu, ".1f"), lambda run: run.bleu, right=True),
    Column("loss", lambda run: _number(run.loss, ".3f"), lambda run: run.loss, right=True),
    Column("step", lambda run: figures(f"{run.step:,}") if run.step else "–", lambda run: run.step, right=True),
    Column("time", lambda run: clock(run.seconds) if run.seconds else "–", lambda run: run.seconds, right=True),
    Column("energy", _energy, lambda run: run.energy and run.energy.joules, right=True),
    Column(
        "tags", lambda run: ", ".join(run.marks.tags), lambda run: ", ".join(run.marks.tags).casefold(), edited=True
    ),
    Column("note", lambda run: run.marks.note, lambda run: run.marks.note.casefold(), edited=True),
    Column("created", _created, lambda run: run.created),
)
PLACES = {column.key: place for place, column in enumerate(COLUMNS)}


class RunsModel(QAbstractTableModel):
    """All runs, of which those are shown that a search leaves.

    Attributes:
        edited: A person typed into a cell: the `RunSummary`, the key of the column and the text.
        rearranged: Rows were added, removed, filtered or put in another order.
    """

    edited = Signal(object, str, str)
    rearranged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[Path, RunSummary] = {}
        self._shown: list[RunSummary] = []
        self._words: tuple[str, ...] = ()
        self._order = (PLACES["created"], Qt.SortOrder.DescendingOrder)
        self._titles = self._make_titles()

    def _make_titles(self) -> dict[str, str]:
        return {
            "star": "★",
            "name": self.tr("Name"),
            "state": self.tr("State"),
            "dataset": self.tr("Dataset"),
            "preset": self.tr("Preset"),
            "size": self.tr("Size"),
            "bleu": self.tr("BLEU"),
            "loss": self.tr("Loss"),
            "step": self.tr("Step"),
            "time": self.tr("Time"),
            "energy": self.tr("Energy"),
            "tags": self.tr("Tags"),
            "note": self.tr("Note"),
            "created": self.tr("Begun"),
        }

    # What it holds

    def set_runs(self, runs: Iterable[RunSummary]) -> None:
        """Replaces the runs; whoever remembers a row keeps the row of the same run."""
        fresh = {run.path: run for run in runs}
        if fresh != self._all:
            self._all = fresh
            self._arrange()

    def search(self, text: str) -> None:
        """Shows only runs in which all words occur: in name, dataset, preset, state, tags or note."""
        self._words = tuple(text.casefold().split())
        self._arrange()

    def run_at(self, row: int) -> RunSummary:
        """The run of a row."""
        return self._shown[row]

    def row_of(self, path: Path) -> int:
        """The row of a run, or -1 when it is not shown."""
        return next((row for row, run in enumerate(self._shown) if run.path == path), -1)

    @property
    def total(self) -> int:
        """How many runs there are, shown or not."""
        return len(self._all)

    @property
    def shown(self) -> tuple[RunSummary, ...]:
        """The runs of the rows, from the first on."""
        return tuple(self._shown)

    @property
    def order(self) -> str:
        """The key of the column that the rows are in order of."""
        return COLUMNS[self._order[0]].key

    def _arrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        paths = [self._shown[index.row()].path for index in before]
        self._shown = self._ordered([run for run in self._all.values() if self._is_found(run)])
        rows = {run.path: row for row, run in enumerate(self._shown)}
        after = [
            self.index(rows[path], index.column()) if path in rows else QModelIndex()
            for index, path in zip(before, paths, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.rearranged.emit()

    def _ordered(self, runs: list[RunSummary]) -> list[RunSummary]:
        place, direction = self._order
        order = COLUMNS[place].order
        known = [run for run in runs if order(run) is not None]
        known.sort(key=order, reverse=direction == Qt.SortOrder.DescendingOrder)
        return known + [run for run in runs if order(run) is None]

    def _is_found(self, run: RunSummary) -> bool:
        if not self._words:
            return True
        marks = run.marks
        text = " ".join(
            (run.name, run.dataset, run.preset, run.state, said(run.state), run.languages, *marks.tags, marks.note)
        )
        return all(word in text.casefold() or (word == "★" and marks.star) for word in self._words)

    # Reimplemented Qt methods

    def rowCount(self, parent: Index = ROOT) -> int:
        """The runs that are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        """One a column of `COLUMNS`."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell; its tooltip says what the column has no room for."""
        run, column = self._shown[index.row()], COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return column.text(run)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(self._tooltip(run, column))
        if role == Qt.ItemDataRole.AccessibleTextRole and column.key == "star":
            return self.tr("starred") if run.marks.star else self.tr("not starred")
        return None

    def _tooltip(self, run: RunSummary, column: Column) -> str:
        if run.problem:
            return said(run.problem)
        if column.key == "bleu" and run.bleu is not None:
            return self._measure(run)
        if column.key == "name":
            return str(run.path)
        if column.key == "energy":
            return said(run.energy.of) if run.energy is not None else self.tr("Nothing on that machine counted it.")
        return column.text(run)

    def _measure(self, run: RunSummary) -> str:
        if not run.signature:
            return self.tr("Its signature is not known.")
        return f"{run.signature} · " + self.tr("%Ln sentence(s)", "", run.sentences)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        """The titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[COLUMNS[section].key]
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section].right:
            return RIGHT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Name, tags and note can be edited in place."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if COLUMNS[index.column()].edited else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tells whoever listens what was typed; the row changes when it was done."""
        run, column = self._shown[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.EditRole and str(value) != column.text(run):
            self.edited.emit(run, column.key, str(value))
        return False

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Puts the rows in the order of a column; runs without a value come last."""
        if column >= 0:
            self._order = (column, order)
            self._arrange()


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else figures(f"{value:{form}}")


def short(count: int) -> str:
    """A number of parameters in three digits: "1.25 M"."""
    if not count:
        return "–"
    rounded = float(f"{count:.3g}")  # first: 999,700 is 1 M, not a thousand k
    for unit, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if rounded >= unit:
            return figures(f"{rounded / unit:.3g} {letter}")
    return str(count)
