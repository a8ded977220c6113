"""Trainings that wait for their turn: the next one begins when the one before has ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.said import spoken
from gui.session import Session
from gui.waiting_file import Change, Shared, WaitingFile
from gui.waiting_file import Planned as Planned
from gui.worker import Outcome
from tfmodel.contract.failure import Failure, FailureError, failure_from

if TYPE_CHECKING:
    from tfmodel.contract.run_folder import RunFolder


class RunQueue(QObject):
    """Trains what waits, one after another, while it is `going`.

    A training that fails does not hold the others; one that meets a full disk does, or that the person stops. What
    waits when the program ends waits again at its next start, until somebody lets it go on; so does one that was begun
    and is no run yet. The windows of the program share what waits, in one order: what one of them begins or takes out
    waits in none.

    Attributes:
        changed: What waits, or whether it is going, is another.
        failed: The `Failure` of a training that could not begin, or that ended while others wait.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._file = WaitingFile()
        self._waiting = self._file.exchange()
        self._going = False
        self._followed: Path | None = None  # the run of another process whose end is waited for
        self._begun: Planned | None = None  # the new run that was begun from here, until its training ends
        session.training_ended.connect(self._on_ended)
        session.run_changed.connect(self._on_run_changed)

    @property
    def waiting(self) -> Sequence[Planned]:
        """What waits, the next one first."""
        return tuple(self._waiting)

    @property
    def is_going(self) -> bool:
        """Whether the next one begins by itself."""
        return self._going

    def add(self, planned: Planned) -> None:
        """Puts a training at the end."""
        self._change(lambda shared: shared.put(len(shared.waiting), planned))

    def remove(self, place: int) -> Planned | None:
        """Takes one out again, and returns it; None where another window had begun it, or taken it out."""
        key = self._waiting[place].key
        found: list[Planned | None] = []

        def remove(shared: Shared) -> None:
            found.append(next((planned for planned in shared.waiting if planned.key == key), None))
            shared.drop(key)

        self._change(remove)
        return found[0]

    def insert(self, place: int, planned: Planned) -> None:
        """Puts one back where it was."""
        self._change(lambda shared: shared.put(place, planned))

    def move(self, place: int, by: int) -> None:
        """Moves one up (-1) or down (1)."""
        if 0 <= place + by < len(self._waiting):
            key = self._waiting[place].key
            self._change(lambda shared: shared.move(key, place + by))

    def follow(self, old: Path, new: Path) -> None:
        """Goes on later with a run that has another path by now."""

        def follow(shared: Shared) -> None:
            waiting = shared.waiting
            shared.waiting = [_moved(planned, old, new) if planned.resume == old else planned for planned in waiting]

        before, self._waiting = self._waiting, self._file.exchange(follow)  # it may wait since another window's change
        if self._waiting != before:
            self.changed.emit()

    def go(self) -> None:
        """Begins with the first when nothing trains, else after what trains now."""
        self._going = True
        self._change()
        self._next()

    def hold(self) -> None:
        """Lets the training in hand end, and begins no other."""
        self._going = False
        self._change()

    def _change(self, *changes: Change) -> None:
        """Changes what waits in all windows, and shows what they have made of it."""
        self._waiting = self._file.exchange(*changes)
        self.changed.emit()

    def _on_ended(self, outcome: Outcome) -> None:
        self._followed = None
        is_of_disk = outcome.failure is not None and outcome.failure.is_of_disk  # the others would meet it as well
        begun, self._begun = self._begun, None
        if begun is not None:
            self._end(begun, again=(outcome.stopped or is_of_disk) and not begun.is_run)
        run = self._session.run  # before another takes its place, on the Training page too
        if outcome.failure is not None and run is not None and self._going and self._waiting:
            self.failed.emit(_of(run.path.name, outcome.failure))
        if outcome.stopped or is_of_disk:
            self.hold()
            return
        QTimer.singleShot(0, self._next)  # when all have heard of this end

    def _on_run_changed(self, run: RunFolder | None) -> None:
        """Nobody tells of the end of a training that is followed no more."""
        if self._followed is not None and (run is None or run.path != self._followed):
            self._followed = None
            self.hold()

    def _next(self) -> None:
        while self._going and not self._session.is_training and (planned := self._take()) is not None:
            try:
                self._begin(planned)
            except (FailureError, OSError) as error:
                is_full = isinstance(error, OSError)  # the disk: the others would meet it as well
                self._end(planned, again=is_full)
                if is_full:
                    self.hold()
                self.failed.emit(_named(planned, failure_from(error)))
        if self._going and not self._waiting and not self._session.is_training:
            self.hold()
        elsewhere = self._session.is_training and not self._session.training_job.is_running
        self._followed = self._session.run_path if self._going and elsewhere else None

    def _take(self) -> Planned | None:
        """The first one, if any waits: from the moment in which it is found no other window begins it."""
        found: list[Planned | None] = []

        def take(shared: Shared) -> None:
            if not found:  # where this is done once more, what is the first by then is not begun
                found.append(shared.waiting[0] if shared.waiting else None)
            if found[0] is not None:
                shared.prepare(found[0])

        self._change(take)
        return found[0]

    def _end(self, planned: Planned, *, again: bool) -> None:
        """Lets go of what was begun here, which waits `again` where it is to be begun once more."""
        if again:
            self._change(lambda shared: shared.put_back(planned))
        else:
            self._change(lambda shared: shared.end(planned.key))

    def _begin(self, planned: Planned) -> None:
        if planned.resume is not None:
            self._session.open_run(planned.resume)
            self._session.resume_training()
            return
        self._session.start_training(planned.name, dataset=planned.dataset, config=planned.config, more=planned.more)
        run = self._session.run
        assert run is not None
        begun = replace(planned, name=run.path.name, begun=run.path)
        self._begun = begun
        self._change(lambda shared: shared.prepare(begun))


def _moved(planned: Planned, old: Path, new: Path) -> Planned:
    dataset = planned.dataset
    if dataset is not None and dataset.is_relative_to(old):  # also one that is named from the run: run/../some.pairs
        dataset = new / dataset.relative_to(old)
    return replace(planned, name=new.name, dataset=dataset, resume=new)


def _of(name: str, failure: Failure) -> Failure:
    failure = spoken(failure)  # the title is one no more that is known as a whole
    return failure.model_copy(update={"title": f"{name}: {failure.title}"})


def _named(planned: Planned, failure: Failure) -> Failure:
    return failure.model_copy(update={"cause": f"{planned.name or 'A waiting run'} did not begin: {failure.cause}"})
