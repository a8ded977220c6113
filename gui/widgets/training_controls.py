"""The buttons of a training, and the run that they act on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from gui import theme
from gui.run_list import Listed, RunList
from gui.said import said
from gui.widgets.choice import show_rows
from tfmodel.contract.run_summary import RunSummary


class TrainingControls(QWidget):
    """Which run, its name when it is new, and start, pause, stop.

    Attributes:
        run_chosen: The path of a run to show, or None for a new one.
        start_pressed: Start a new run, or go on with the shown one.
        check_pressed: See first whether a new run fits this machine.
        pause_pressed: Pause, or go on after a pause.
        stop_pressed: Stop and take the best; a second press while it stops.
        keep_newest_pressed: Stop and keep the newest weights.
        validate_pressed: Validate, and save, after the step in hand.
        save_pressed: Save after the step in hand.
        rate_chosen: What the learning rate of the schedule is multiplied by from now on.
    """

    run_chosen = Signal(object)
    start_pressed = Signal()
    check_pressed = Signal()
    pause_pressed = Signal()
    stop_pressed = Signal()
    keep_newest_pressed = Signal()
    validate_pressed = Signal()
    save_pressed = Signal()
    rate_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs = QComboBox()
        self.runs.setAccessibleName(self.tr("Run"))
        self.runs.setToolTip(self.tr("A new run, or an earlier one to look at and go on with"))
        self.runs.setMinimumWidth(36 * theme.GRID)
        self.runs.activated.connect(lambda index: self.run_chosen.emit(self.runs.itemData(index)))
        self._shown: Path | None = None
        self._training = False
        self._listed: Sequence[Listed] = ()
        self._list = RunList(self, self._text)
        self._list.changed.connect(self._on_listed)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the new run"))
        self.name.setPlaceholderText(self.tr("Name (automatic)"))
        self.name.setMinimumWidth(30 * theme.GRID)
        self.name.setToolTip(
            self.tr("The folder that the run is kept in; without one, it is named after dataset, preset and time")
        )
        self.start = theme.primary(self._button(self.start_pressed))
        self.check = self._button(self.check_pressed)
        self.check.setText(self.tr("Chec&k first…"))
        self.check.setToolTip(
            self.tr("Measures a few steps: memory, disk and time of this training, and whether it fits this machine")
        )
        self.pause = self._button(self.pause_pressed)
        self.stop = self._button(self.stop_pressed)
        self.ways = self._make_ways()
        self.now = self._make_menu()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.runs)
        layout.addWidget(self.name)
        layout.addStretch()
        for button in (self.check, self.start, self.pause, self.now):
            layout.addWidget(button)
        stops = QHBoxLayout()
        stops.setSpacing(1)  # the two are one control
        stops.addWidget(self.stop)
        stops.addWidget(self.ways)
        layout.addLayout(stops)

    def _button(self, signal: object) -> QPushButton:
        button = QPushButton()
        button.clicked.connect(signal)
        return button

    def _make_ways(self) -> QPushButton:
        button = QPushButton()
        button.setAccessibleName(self.tr("Ways to stop"))
        button.setToolTip(self.tr("Which weights become the finished model"))
        button.setFixedWidth(4 * theme.GRID)
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        self.take_best = menu.addAction(self.tr("Stop and take the &best"))
        self.take_best.setToolTip(self.tr("The best checkpoint on validation, or the mean of the last ones if better"))
        self.take_best.triggered.connect(self.stop_pressed)
        self.keep_newest = menu.addAction(self.tr("Stop and keep the &newest"))
        self.keep_newest.setToolTip(self.tr("The weights as they are now, however they score"))
        self.keep_newest.triggered.connect(self.keep_newest_pressed)
        button.setMenu(menu)
        return button

    def _make_menu(self) -> QPushButton:
        button = QPushButton(self.tr("No&w"))
        button.setToolTip(self.tr("Validate or save without waiting, or change the learning rate"))
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        self.validate_now = menu.addAction(self.tr("&Validate now"))
        self.validate_now.setToolTip(self.tr("Scores, sample translations and attention after the step in hand"))
        self.validate_now.triggered.connect(self.validate_pressed)
        self.save_now = menu.addAction(self.tr("&Save now"))
        self.save_now.setToolTip(self.tr("A checkpoint after the step in hand"))
        self.save_now.triggered.connect(self.save_pressed)
        menu.addSeparator()
        rates = menu.addMenu(self.tr("&Learning rate"))
        self.rates = {factor: self._add_rate(rates, factor, text) for factor, text in self._rate_texts().items()}
        button.setMenu(menu)
        return button

    def _rate_texts(self) -> dict[float, str]:
        return {
            0.1: self.tr("A tenth of the schedule"),
            0.25: self.tr("A quarter of the schedule"),
            0.5: self.tr("Half of the schedule"),
            1.0: self.tr("As the schedule has it"),
            2.0: self.tr("Twice the schedule"),
            4.0: self.tr("Four times the schedule"),
        }

    def _add_rate(self, rates: QMenu, factor: float, text: str) -> QAction:
        action = rates.addAction(text)
        action.setCheckable(True)
        action.triggered.connect(lambda: self._choose_rate(factor))
        return action

    def _choose_rate(self, factor: float) -> None:
        self.show_rate(factor)
        self.rate_chosen.emit(factor)

    def show_rate(self, factor: float) -> None:
        """Marks what the learning rate is multiplied by now; another factor than those of the menu has no mark."""
        for offered, action in self.rates.items():
            action.setChecked(offered == factor)

    def refresh(self, shown: Path | None) -> None:
        """Lists the runs there are, newest first, with the shown one chosen."""
        self._shown = shown
        self._show_runs()
        self._list.refresh()

    def _on_listed(self, runs: Sequence[Listed]) -> None:
        self._listed = runs
        self._show_runs()

    def _show_runs(self) -> None:
        rows = [(self._title(run), run.path) for run in self._listed]
        paths = [run.path for run in self._listed]
        if self._shown is not None and self._shown not in paths:
            rows.insert(0, (self._shown.name, self._shown))
            paths.insert(0, self._shown)
        chosen = 1 + paths.index(self._shown) if self._shown is not None else 0
        show_rows(self.runs, [(self.tr("New run"), None), *rows], chosen)

    def _title(self, run: Listed) -> str:
        """That in training without a state: it would be that of before it went on."""
        return run.path.name if self._training and run.path == self._shown else run.text

    def _text(self, run: RunSummary) -> str:
        """With its state; without it when choosing it says why."""
        return run.name if run.state == "unreadable" else f"{run.name} ({said(run.state)})"

    def show_state(self, state: str, *, training: bool, stopping: bool, resumable: bool, ready: bool) -> None:
        """Enables what can be done now.

        Args:
            state: Of the run, "paused" for instance.
            training: Whether the training process lives.
            stopping: Whether it was asked to stop already.
            resumable: Whether the shown run can be gone on with.
            ready: Whether a new run could start.
        """
        self._training = training
        shown = self.runs.currentIndex() > 0
        self.runs.setEnabled(not training)
        self.name.setVisible(not shown)
        if training and shown:  # the state in its title was that before it went on
            self.runs.setItemText(self.runs.currentIndex(), self.runs.currentData().name)
        self.start.setText(self.tr("&Resume") if resumable else self.tr("&Start training"))
        self.start.setToolTip(
            self.tr("Go on from the last checkpoint") if resumable else self.tr("Train a new model on the open dataset")
        )
        self.start.setEnabled(not training and (resumable or ready))
        self.check.setVisible(not shown)
        self.check.setEnabled(not training and ready)
        self.pause.setText(self.tr("&Continue") if state == "paused" else self.tr("&Pause"))
        self.pause.setToolTip(self.tr("Holds the training, which keeps its memory"))
        self.pause.setEnabled(training and not stopping and state != "finishing")
        self.stop.setText(self.tr("&End at once") if stopping else self.tr("S&top"))
        self.stop.setToolTip(
            self.tr("Ends without saving what came after the last checkpoint")
            if stopping
            else self.tr("Ends the training; its model is the best checkpoint, or the mean of the last ones if better")
        )
        self.stop.setEnabled(training)
        self.ways.setEnabled(training and not stopping and state != "finishing")
        self.now.setEnabled(training and not stopping and state in ("training", "paused", "validating", "saving"))
