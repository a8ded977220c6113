"""Data X-ray: what a trained model makes of the pairs that it was trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui import errors, theme
from gui.session import Session
from gui.widgets.job_panel import JobPanel
from gui.worker import Outcome
from tfmodel.contract.attention_files import MOST_PAIRS
from tfmodel.corpus.store import PairStore


class XRay(QWidget):
    """Measures the loss of every training pair, and shows the attention of those that are selected.

    Args:
        session: Its run is the model that is asked, where it was trained on the dataset.
        selected: The numbers of the selected pairs.

    Attributes:
        measured: The training pairs have a loss now, all but those that are too long for the model.
        outdated: Another file has taken the place of the dataset: no model is asked about its pairs.
    """

    measured = Signal()
    outdated = Signal()

    def __init__(self, session: Session, selected: Callable[[], Sequence[int]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._selected = session, selected
        self._store: PairStore | None = None
        self._asked_of: Path | None = None  # the dataset that was shown when the job began
        self._rows = 0
        self._inspecting: Path | None = None  # the run whose attention is computed
        self.measure = QPushButton(self.tr("X-ra&y"))
        self.measure.clicked.connect(self._measure)
        self.attention = QPushButton(self.tr("Attentio&n"))
        self.attention.clicked.connect(self._inspect)
        self.progress = JobPanel(session)
        self.progress.ended.connect(self._on_ended)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        for part in (self.measure, self.attention, self.progress):
            layout.addWidget(part)
        session.run_changed.connect(lambda run: self.offer(self._rows))
        session.training_changed.connect(lambda: self.offer(self._rows))
        self.offer(0)

    def set_store(self, store: PairStore | None) -> None:
        """The pairs are those of another dataset."""
        self._store = store
        self.offer(0)

    @property
    def _dataset(self) -> Path | None:
        return self._store.path if self._store is not None else None

    def offer(self, rows: int) -> None:
        """Enables what can be done with so many selected pairs, and says what is missing for the rest."""
        self._rows = rows
        run = self._run()
        idle = run is not None and not self.progress.is_running
        self.measure.setEnabled(idle)
        self.attention.setEnabled(idle and 0 < rows <= MOST_PAIRS)
        missing = self.tr("Train on this dataset first, or open a run of it on the Runs page")
        name = run.name if run is not None else ""
        self.measure.setToolTip(
            self.tr("Asks the model of {0} for its loss on every training pair, and lists the worst first").format(name)
            if run is not None
            else missing
        )
        self.attention.setToolTip(
            self.tr("Shows on the Inspect page how the model of {0} reads the selected pairs, {1} at most").format(
                name, MOST_PAIRS
            )
            if run is not None
            else missing
        )

    def _run(self) -> Path | None:
        """The run of the Training page, if it was trained on the dataset and has a model."""
        run = self._session.run
        if run is None or self._dataset is None or self._session.is_training or not run.model_file.is_file():
            return None
        trained_on = Path(run.path, run.info().dataset)
        return run.path if trained_on.resolve() == self._dataset.resolve() else None

    def _measure(self) -> None:
        self._start(None, self.tr("Measuring"))

    def _inspect(self) -> None:
        self._start(self._run(), self.tr("Looking"))

    def _start(self, inspecting: Path | None, text: str) -> None:
        run = self._run()
        if self._store is None or run is None or self.progress.is_running:
            return
        if self._store.is_replaced():
            self.outdated.emit()
            return
        self._inspecting, self._asked_of = inspecting, self._dataset
        numbers = ["--attention", *map(str, self._selected())] if inspecting is not None else []
        self.progress.run(text, ["xray", str(run), *numbers])
        self.offer(self._rows)

    def _on_ended(self, outcome: Outcome) -> None:
        self.offer(self._rows)
        if outcome.failure is not None:
            errors.show_failure(self, outcome.failure)
        elif outcome.cancelled or self._dataset != self._asked_of:
            return
        elif self._inspecting is not None:
            self._session.show_page("inspect")
            self._session.pairs_inspected.emit(self._inspecting)
        else:
            self.measured.emit()
