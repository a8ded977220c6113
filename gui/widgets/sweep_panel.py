"""The sweeps there are: their trials as a table and as parallel coordinates, growing as they finish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import plain, theme
from gui.declared import choice, value_text
from gui.language import figures
from gui.said import said
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.panes import splitter
from gui.widgets.parallel_coordinates import Axis, ParallelCoordinates
from gui.widgets.text_table import TextTable
from tfmodel.contract.comparing import Basis, why_not_ranked
from tfmodel.contract.run_summary import RunSummary
from tfmodel.contract.sweeping import Sweep, Trial
from tfmodel.contract.trials import runs_of, state_of


class SweepPanel(QWidget):
    """One sweep at a time.

    Attributes:
        new_asked: A new sweep is to be set up.
        stop_asked: The running sweep is to end.
        continue_asked: The name of a sweep to go on with, and whether its deleted trials are trained again.
        run_chosen: The name of the run of a trial.
    """

    new_asked = Signal()
    stop_asked = Signal()
    continue_asked = Signal(str, bool)
    run_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sweeps: list[Sweep] = []
        self._found: dict[str, RunSummary] = {}  # by the names of the trials that are shown
        self._runs: Mapping[Path, RunSummary] = {}
        self._running = False
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Sweep"))
        self.choice.setMinimumContentsLength(24)
        self.choice.currentIndexChanged.connect(lambda index: self._show())
        self.new = QPushButton(self.tr("&New sweep…"))
        self.new.setToolTip(self.tr("Train runs that differ in the settings that you choose, one after another"))
        self.new.clicked.connect(self.new_asked)
        self.stop = QPushButton(self.tr("Stop the s&weep"))
        self.stop.setToolTip(self.tr("Keeps what is trained; the same sweep can be gone on with"))
        self.stop.clicked.connect(self.stop_asked)
        self.stop.hide()
        self.go_on = QPushButton(self.tr("C&ontinue the sweep"))
        self.go_on.clicked.connect(self._go_on)
        self.again = QCheckBox(self.tr("with deleted trials"))
        self.again.setToolTip(self.tr("Trains the trials whose runs were deleted once more"))
        self.again.toggled.connect(lambda checked: self._show_ways())
        self.state = ElidedLabel()  # what a sweep says may be long
        self.state.setProperty("role", "muted")
        self.table = TextTable(
            self.tr("Trials"),
            self.tr("A sweep trains one run after another, each with other values for some settings."),
        )
        self.plot = ParallelCoordinates()
        self.warning = theme.label("", "muted", wrap=True)
        self.warning.hide()
        self.table.selectionModel().selectionChanged.connect(lambda *changed: self._on_row())
        self.table.doubleClicked.connect(lambda index: self._choose_run(index.row()))
        for keys in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._choose_run(self.table.currentIndex().row()))
        self.plot.chosen.connect(self.table.selectRow)
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.choice)
        head.addWidget(self.new)
        head.addWidget(self.stop)
        head.addWidget(self.go_on)
        head.addWidget(self.again)
        head.addWidget(self.state, 1)
        parts = splitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.table)
        parts.addWidget(self.plot)
        parts.setSizes([480, 540])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.GRID,) * 4)
        layout.addLayout(head)
        layout.addWidget(self.warning)
        layout.addWidget(parts, 1)

    def show_running(self, text: str) -> None:
        """Says what the running sweep does; "": none runs."""
        self.state.setText(text)
        self.state.setToolTip(plain.tip(text))
        self._running = bool(text)
        self._show_ways()

    def show_sweeps(self, sweeps: list[Sweep], runs: Mapping[Path, RunSummary]) -> None:
        """Shows these sweeps, the newest at first, with what is known of all runs."""
        self._runs = runs
        if [sweep.name for sweep in sweeps] != [sweep.name for sweep in self._sweeps]:
            chosen = self.choice.currentText()
            grown = len(sweeps) > len(self._sweeps)
            self._sweeps = sweeps
            self.choice.blockSignals(True)
            self.choice.clear()
            self.choice.addItems([sweep.name for sweep in sweeps])
            self.choice.setCurrentIndex(0 if grown else max(0, self.choice.findText(chosen)))
            self.choice.blockSignals(False)
        self._sweeps = sweeps
        self.choice.setVisible(bool(sweeps))
        self.plot.setVisible(bool(sweeps))
        self._show()

    @property
    def sweep(self) -> Sweep | None:
        """The sweep that is shown."""
        index = self.choice.currentIndex()
        return self._sweeps[index] if 0 <= index < len(self._sweeps) else None

    def _show(self) -> None:
        sweep = self.sweep
        self._found = self._find(sweep) if sweep is not None else {}
        self._show_ways()
        bases = [Basis(run.fingerprint, run.signature, sentences=run.sentences) for run in self._scored]
        reason = why_not_ranked(bases)
        self.warning.setText(said(reason))
        self.warning.setVisible(bool(reason))
        if sweep is None:
            self.table.show_rows((), ())
            return
        paths = list(sweep.trials[0].values) if sweep.trials else []
        names = [path.partition(".")[2] for path in paths]
        titles = ["#", *names, self.tr("State"), self.tr("BLEU"), self.tr("Loss")]
        rows = [self._row(sweep, number) for number in range(len(sweep.trials))]
        found = [self._found.get(trial.run) for trial in sweep.trials]
        names_of_runs = [run.name if run is not None else "" for run in found]
        self.table.show_rows(titles, rows, names_of_runs)
        losses = tuple(run.loss if run is not None else None for run in found)
        scores = tuple(run.bleu if run is not None else None for run in found)
        axes = [
            Axis(name, tuple(_value(trial.values[path]) for trial in sweep.trials))
            for name, path in zip(names, paths, strict=True)
        ]
        axes += [Axis(self.tr("loss"), losses), Axis(self.tr("BLEU"), scores)]
        merits: Sequence[float | None] = scores if any(scores) else [_negative(loss) for loss in losses]
        self.plot.show_trials(axes, [None] * len(found) if reason else merits)
        self._on_row()  # under other titles nothing is selected any more, which the table does not tell

    @property
    def _scored(self) -> list[RunSummary]:
        return [run for run in self._found.values() if run.bleu is not None]

    def _find(self, sweep: Sweep) -> dict[str, RunSummary]:
        paths = runs_of(sweep, {path: run.marks for path, run in self._runs.items()})
        return {trial: self._runs[path] for trial, path in paths.items()}

    def _state(self, sweep: Sweep, trial: Trial) -> str:
        return state_of(sweep, trial.run, self._found.get(trial.run))

    def _show_ways(self) -> None:
        """Offers what can be done: a sweep goes on while it has trials that did not end."""
        sweep = self.sweep
        states = {self._state(sweep, trial) for trial in sweep.trials} if sweep is not None else set()
        unfinished = bool(states & {"waiting", "stopped", "interrupted"}) or (
            self.again.isChecked() and "deleted" in states
        )
        self.stop.setVisible(self._running)
        self.go_on.setVisible(sweep is not None and not self._running)
        self.again.setVisible("deleted" in states and not self._running)
        self.go_on.setEnabled(sweep is not None and sweep.can_go_on and unfinished)
        if sweep is not None and not sweep.can_go_on:
            tip = self.tr("An earlier version began this sweep and did not keep its settings")
        else:
            tip = self.tr("Trains what waits or was stopped, with the data and the settings that the sweep began with")
        self.go_on.setToolTip(tip)

    def _go_on(self) -> None:
        if self.sweep is not None:
            self.continue_asked.emit(self.sweep.name, self.again.isChecked() and not self.again.isHidden())

    def _row(self, sweep: Sweep, place: int) -> list[str]:
        trial, number = sweep.trials[place], place + 1
        values = map(value_text, trial.values.values())
        run, state = self._found.get(trial.run), self._state(sweep, trial)
        shown = {"waiting": self.tr("waiting"), "deleted": self.tr("deleted")}.get(state) or said(state)
        bleu = "–" if run is None or run.bleu is None else figures(f"{run.bleu:.1f}")
        loss = "–" if run is None or run.loss is None else figures(f"{run.loss:.3f}")
        return [str(number), *values, shown, bleu, loss]

    def _on_row(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        self.plot.select(rows[0].row() if rows else -1)

    def _choose_run(self, row: int) -> None:
        if self.sweep is not None and 0 <= row < len(self.sweep.trials):
            run = self._found.get(self.sweep.trials[row].run)
            if run is not None:
                self.run_chosen.emit(run.name)


def _value(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return choice(text)


def _negative(loss: float | None) -> float | None:
    return None if loss is None else -loss
