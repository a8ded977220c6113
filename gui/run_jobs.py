"""The jobs of the Runs page: comparing runs, and sweeping."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance

from gui.language import figures
from gui.session import Session
from tfmodel.contract import events
from tfmodel.contract.failure import fail


class RunJobs(QObject):
    """One comparison and one sweep at a time.

    Attributes:
        comparing: What the comparison does now, "" when it has ended.
        sweeping: The same of the sweep.
        found: Scores or a trial are on the disk.
        failed: The `Failure` of one of them.
    """

    comparing = Signal(str)
    sweeping = Signal(str)
    found = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._comparison = session.new_job(self)
        self._sweep = session.new_job(self)
        for job, doing in ((self._comparison, self.comparing), (self._sweep, self.sweeping)):
            job.received.connect(lambda event, doing=doing: self._on_event(event, doing))
            job.failed.connect(self.failed)
            job.ended.connect(lambda outcome, doing=doing: self._on_ended(doing))

    def compare(self, runs: Sequence[Path], test_set: Sequence[str]) -> None:
        """Scores runs on a test set, given as words of the command line."""
        if not self._comparison.is_running:
            self.comparing.emit(self.tr("Comparing…"))
            self._comparison.start(["compare", *map(str, runs), *test_set])

    def stop_comparing(self) -> None:
        """Ends the comparison; nothing of it is kept."""
        if self._comparison.is_running:
            self.comparing.emit(self.tr("Stopping…"))
            self._comparison.stop()

    def sweep(self, words: Sequence[str]) -> None:
        """Starts a sweep on the open dataset and those mixed with it, around the configuration of the Model page.

        Raises:
            FailureError: When no dataset is open, a setting is wrong, or a sweep runs already.
        """
        dataset = self._session.dataset
        if dataset is None:
            raise fail("No dataset", "There is nothing to train on yet.", "Open a dataset on the Data page.")
        self._session.refuse_problems()
        mix = self._session.mix
        asked = self._session.config if mix.others else self._session.lone_config
        config = self._session.keep_config(asked, "sweep.json")
        self._begin(["--data", str(dataset), *mix.words(), "--config", str(config), *words])

    def resume_sweep(self, name: str, *, again: bool) -> None:
        """Goes on with a sweep that was stopped, `again` also with those of its trials that were deleted.

        Raises:
            FailureError: When a sweep runs already.
        """
        self._begin(["--resume", "--name", name, *(["--again"] if again else [])])

    def _begin(self, words: Sequence[str]) -> None:
        if self._sweep.is_running:
            raise fail("Sweeping", "A sweep is running.", "Stop it, or wait for its end.")
        self.sweeping.emit(self.tr("Starting…"))
        self._sweep.start(["sweep", *words])

    def stop_sweep(self) -> None:
        """Asks the sweep to save and to end."""
        self.sweeping.emit(self.tr("Stopping: the model is being saved…"))
        self._sweep.stop()

    @property
    def is_sweeping(self) -> bool:
        """Whether a sweep runs."""
        return self._sweep.is_running

    def _on_event(self, event: events.Event, doing: SignalInstance) -> None:
        if isinstance(event, events.State) and event.text:
            doing.emit(event.text)
        elif isinstance(event, events.Progress):
            amount = figures(f"{event.done:,.0f} / {event.total or 0:,.0f}")
            doing.emit(f"{event.text}: {amount} {event.unit}")
        elif isinstance(event, events.Log):
            doing.emit(event.message)
        if isinstance(event, events.TrialEnded | events.Compared | events.State):
            self.found.emit()

    def _on_ended(self, doing: SignalInstance) -> None:
        doing.emit("")
        self.found.emit()
