"""The searching process of one dataset: the newest question is answered, older answers are dropped."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, Signal

from gui.session import Session
from gui.worker import Outcome
from tfmodel.contract import commands, events
from tfmodel.contract.query import PairQuery


class PairSearch(QObject):
    """Starts `main.py find DATASET` when the first question comes, and asks it.

    Attributes:
        found: A `PairsFound` of the newest question; the numbers are in `file`.
        failed: The `Failure` of the process.
    """

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = QTemporaryDir()
        self._dataset: Path | None = None
        self._number = 0
        self._answered: Path | None = None
        self._waiting: PairQuery | None = None
        self._switching = False  # the process of the dataset before is ending
        self._job = session.new_job(self)
        self._job.received.connect(self._on_event)
        self._job.ended.connect(self._on_ended)

    @property
    def file(self) -> Path:
        """Where the numbers of the newest answer are; each answer has a file of its own."""
        return self._file_of(self._number)

    def _file_of(self, number: int) -> Path:
        return Path(self._folder.filePath(f"found-{number}"))

    @property
    def scratch(self) -> Path:
        """A folder that goes with this object."""
        return Path(self._folder.path())

    def set_dataset(self, path: Path | None) -> None:
        """Searches another dataset."""
        self._dataset, self._waiting = path, None
        self._drop(self._answered)
        self._number += 1  # an answer that is under way is of the one before
        self._switching = self._job.is_running
        self._job.kill()  # it writes nothing but what nobody reads any more

    def warm_up(self) -> None:
        """Starts the process before the first question, while it is being typed."""
        if self._dataset is not None and not self._job.is_running:
            self._job.start(["find", str(self._dataset)])

    def ask(self, query: PairQuery) -> None:
        """Looks for the pairs of a query."""
        self._number += 1
        self._waiting = query
        self.warm_up()
        self._send()

    def forget(self) -> None:
        """The newest question no longer matters."""
        self._number += 1
        self._waiting = None

    def _send(self) -> None:
        if self._waiting is not None:
            self._job.send(commands.FindPairs(id=self._number, file=str(self.file), query=self._waiting))

    def _on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.PairsFound):
            return
        if event.id == self._number and self._waiting is not None:
            before, self._answered = self._answered, self.file
            self.found.emit(event)
            if before != self._answered:
                self._drop(before)
        elif event.id != self._number:
            self._drop(self._file_of(event.id))

    def _drop(self, file: Path | None) -> None:
        """Removes an answer that nobody looks at any more: a large dataset has large ones."""
        if file is not None:
            with contextlib.suppress(OSError):  # on Windows, while somebody reads it; the folder goes at the end
                file.unlink()

    def _on_ended(self, outcome: Outcome) -> None:
        switching, self._switching = self._switching, False
        if outcome.failure is not None:
            self._waiting = None
            self.failed.emit(outcome.failure)
        elif switching and self._waiting is not None:
            self.warm_up()
            self._send()
