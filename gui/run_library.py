"""The runs folder as the window sees it: read little by little, and everything that is done to runs as wholes."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from gui.run_names import safe_name
from gui.slices import Slices
from gui.trash import Trashed, move_to_trash, take_back
from tfmodel.contract import atomic, places
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.marks import read_marks, write_marks
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.run_summary import RunIndex, RunSummary

logger = logging.getLogger("transformer_desk")

SETTLE = 400  # milliseconds after a change in the folder before it is read again


class RunLibrary(QObject):
    """Keeps the summaries of all runs fresh.

    Attributes:
        changed: Tuple of every `RunSummary` there is.
        renamed: Old and new path of a run.
        trashed: Tuple of `Trashed`: what went to the trash.
        left: Tuple of `Trashed`: what could not be taken back and is in the trash still.
        failed: The exception that ended something that was done to runs; what was asked for after it is done.
    """

    changed = Signal(object)
    renamed = Signal(object, object)
    trashed = Signal(object)
    left = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index = RunIndex()
        self._found: list[RunSummary] = []
        self._reading = Slices(self)
        self._reading.ended.connect(lambda: self.changed.emit(tuple(self._found)))
        self._reading.failed.connect(self._on_unread)
        self._acting = Slices(self)
        self._acting.ended.connect(self.refresh)
        self._acting.failed.connect(self._on_failed)
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self.refresh)
        self._watcher.directoryChanged.connect(lambda path: self._settle.start())

    @property
    def folder(self) -> Path:
        """Where the runs are."""
        return places.runs_folder()

    def refresh(self) -> None:
        """Reads what has changed, beside the event loop; `changed` tells the end."""
        if self.folder.is_dir() and str(self.folder) not in self._watcher.directories():
            self._watcher.addPath(str(self.folder))
        self._found = []
        self._reading.begin(self._read())

    def _read(self) -> Iterator[None]:
        for run in self._index.refresh(self.folder):
            self._found.append(run)
            yield

    def _on_unread(self, error: Exception) -> None:
        """Shows what was read until then."""
        logger.error("The runs in %s cannot all be read: %s", self.folder, error)
        self.changed.emit(tuple(self._found))

    def _on_failed(self, error: Exception) -> None:
        self.refresh()
        self.failed.emit(error)

    # What is done to runs: of many of them it takes a while

    def mark(self, paths: Sequence[Path], **changes: Any) -> None:
        """Changes some fields of the marks of runs; those that are in the trash by then stay as they are."""
        self._acting.add(self._mark(tuple(paths), changes))

    def _mark(self, paths: Sequence[Path], changes: Mapping[str, Any]) -> Iterator[None]:
        for path in paths:
            if path.is_dir():
                write_marks(path, read_marks(path).model_copy(update=changes))
            yield

    def rename(self, run: RunSummary, wish: str) -> Path:
        """Gives a run's folder another name; returns its new path.

        Raises:
            FailureError: When the run is in training, or the name is taken or empty.
        """
        refuse_alive(run.path, self.tr("renamed"))
        name = safe_name(wish)
        target = run.path.parent / name
        if not name:
            raise fail("No name", "A run needs a name.", "Type at least one letter or digit.")
        if target.exists() and not os.path.samefile(run.path, target):  # itself where capitals do not count
            raise fail("Already there", f"There is a run {name} already.", "Choose another name.")
        if run.marks.sweep and not run.marks.trial:  # of an earlier version: its sweep knows it by its name alone
            write_marks(run.path, read_marks(run.path).model_copy(update={"trial": run.name}))
        atomic.rename(run.path, target)
        self.renamed.emit(run.path, target)
        if run.state != "unreadable":
            _write_name(RunFolder(target))
        self.refresh()
        return target

    def trash(self, runs: Sequence[RunSummary]) -> None:
        """Moves runs to the system's trash, which `trashed` tells.

        Raises:
            FailureError: When one is in training; then none is moved.
        """
        for run in runs:
            refuse_alive(run.path, self.tr("deleted"))
        self._acting.add(self._trash([run.path for run in runs]))

    def _trash(self, paths: Sequence[Path]) -> Iterator[None]:
        moved: list[Trashed] = []
        try:
            for path in paths:
                moved.append(move_to_trash(path))
                yield
        finally:
            if moved:
                self.trashed.emit(tuple(moved))

    def restore(self, runs: Sequence[Trashed]) -> None:
        """Takes runs out of the trash again; those that cannot come back now do not hold the others."""
        self._acting.add(self._restore(runs))

    def _restore(self, runs: Sequence[Trashed]) -> Iterator[None]:
        left: list[Trashed] = []
        first: Exception | None = None
        for run in runs:
            try:
                take_back(run)
            except (FailureError, OSError) as error:
                first = first or error
                if run.is_there:
                    left.append(run)
            yield
        if left:
            self.left.emit(tuple(left))
        if first is not None:
            raise first


def _write_name(run: RunFolder) -> None:
    """Says in run.json how the folder is called; on a full disk it does not, and the run is renamed all the same."""
    try:
        run.change_info(name=run.path.name)
    except (FailureError, OSError) as error:
        logger.warning("The run.json in %s has the former name: %s", run.path, error)


def refuse_alive(path: Path, what: str) -> None:
    """Fails while a process trains the run: `what` would be done to it ("deleted")."""
    run = RunFolder(path)
    try:
        alive = run.is_alive()
    except FailureError:  # unreadable: nobody trains it
        return
    if alive:
        raise fail("In training", f"{path.name} is being trained and cannot be {what} now.", "Stop its training first.")
