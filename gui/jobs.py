"""The jobs that run for the window, and the files that are written for them to read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir, Signal

from gui.later import later
from gui.worker import COMMAND, Job

if TYPE_CHECKING:
    from tfmodel.contract import atomic
    from tfmodel.contract.config import Config
else:
    atomic = later("tfmodel.contract.atomic")


class Jobs(QObject):
    """Makes jobs, knows which run, and ends them.

    Attributes:
        job_started: A `Job` made by `new_job` was started.
        job_ended: The same `Job` has ended.
    """

    job_started = Signal(object)
    job_ended = Signal(object)

    def __init__(self, parent: QObject | None = None, *, command: Sequence[str] = COMMAND) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._jobs: list[Job] = []
        self._scratch = QTemporaryDir()

    def new_job(self, parent: QObject | None = None) -> Job:
        """A job that the status bar shows and that ends before the window closes."""
        job = Job(parent or self, command=self._command)
        job.started.connect(lambda: self._on_started(job))
        job.ended.connect(lambda outcome: self._on_ended(job))
        return job

    @property
    def running_jobs(self) -> tuple[Job, ...]:
        """The jobs that run now."""
        return tuple(self._jobs)

    def stop_all(self) -> None:
        """Asks every running job to end well."""
        for job in self.running_jobs:
            job.stop()

    def kill_all(self) -> None:
        """Ends every running job at once."""
        for job in self.running_jobs:
            job.kill()

    def _on_started(self, job: Job) -> None:
        self._jobs.append(job)
        self.job_started.emit(job)

    def _on_ended(self, job: Job) -> None:
        self._jobs.remove(job)
        self.job_ended.emit(job)

    def clear_up(self) -> None:
        """Removes what was written for jobs to read; the window is gone."""
        self._scratch.remove()

    def keep_config(self, config: Config, name: str = "config.json") -> Path:
        """Writes a configuration for a job to read; the file goes with the session."""
        file = Path(self._scratch.filePath(name))
        atomic.write_text(file, config.model_dump_json(indent=2))
        return file
