"""A job and its progress: seen while it runs, and cancelled by its button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.jobs import Jobs
from gui.widgets.job_progress import JobProgress
from gui.worker import Outcome
from tfmodel.contract import events


class JobPanel(JobProgress):
    """Runs one job at a time, hidden while there is none.

    Attributes:
        received: An event of the job that is not shown here.
        ended: Its `Outcome`; the panel is hidden by then.
    """

    received = Signal(object)
    ended = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = jobs.new_job(self)
        self._job.received.connect(self._on_event)
        self._job.ended.connect(self._on_ended)
        self.cancelled.connect(self.stop)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether the job has not ended yet."""
        return self._job.is_running

    def run(self, text: str, words: Sequence[str]) -> None:
        """Starts a job (its word first) and shows `text` until it says something itself."""
        self.begin(text)
        self.show()
        self._job.start(words)

    def stop(self) -> None:
        """Asks the job to end."""
        self.stopping()
        self._job.stop()

    def _on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Progress):
            self.show_progress(event)
        elif isinstance(event, events.State) and event.text:
            if not self._job.is_stopping:
                self.begin(event.text)
        else:
            self.received.emit(event)

    def _on_ended(self, outcome: Outcome) -> None:
        self.hide()
        self.ended.emit(outcome)
