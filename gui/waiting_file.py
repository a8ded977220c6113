"""The file in which trainings wait for the next start of the program, and which its windows share."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from tfmodel.contract import atomic, places, run_lock
from tfmodel.contract.config import Config
from tfmodel.contract.processes import is_process, own_process
from tfmodel.contract.run_folder import RunFolder

FILE = "queue.json"
PATIENCE = 1.0  # seconds until the last try to be alone with the file, which takes as long at most

logger = logging.getLogger("transformer_desk")


@dataclass(frozen=True)
class Planned:
    """A training that waits: a new run, or one to go on with when `resume` names it.

    `more` are the words that name the other datasets of its mix. `begun` is the folder in which a new run is being
    prepared: once that is a run, the training waits no more. By `key` windows know it from others of the same settings.
    `pid` and `process_started` say which window prepares it, as `RunInfo` says which process trains.
    """

    name: str
    dataset: Path | None
    config: Config
    resume: Path | None = None
    more: tuple[str, ...] = ()
    begun: Path | None = None
    key: str = field(default_factory=lambda: uuid4().hex)
    pid: int = 0
    process_started: float = 0.0

    @property
    def is_prepared(self) -> bool:
        """Whether it becomes a run now, of a window here or of one that this system does not see."""
        return is_process(self.pid, self.process_started) or (self.begun is not None and run_lock.is_held(self.begun))

    @property
    def is_run(self) -> bool:
        """Whether it has become a run."""
        return self.begun is not None and RunFolder.is_run(self.begun)


_WAITING = TypeAdapter(tuple[Planned, ...])


@dataclass
class Shared:
    """What the file says, to be changed; a change that is made twice is as if it were made once.

    Attributes:
        prepared: What becomes runs now: only the window that prepares one changes it.
        waiting: The others, the next one first.
    """

    prepared: list[Planned]
    waiting: list[Planned]

    def put(self, place: int, planned: Planned) -> None:
        """Lets one wait at a place, unless it becomes a run now."""
        if all(planned.key != other.key for other in self.prepared):
            self.drop(planned.key)
            self.waiting.insert(place, planned)

    def drop(self, key: str) -> None:
        """Takes one out that waits."""
        self.waiting = _without(self.waiting, key)

    def move(self, key: str, place: int) -> None:
        """Gives one another place, if it still waits."""
        moved = [planned for planned in self.waiting if planned.key == key]
        self.drop(key)
        self.waiting[place:place] = moved

    def prepare(self, planned: Planned) -> None:
        """Takes one out that this window begins; what is no run yet stays in the file, in case the program dies."""
        self.drop(planned.key)
        self.end(planned.key)
        if planned.resume is None:
            self.prepared.append(replace(planned, **own_process()))

    def end(self, key: str) -> None:
        """Forgets one that this window has prepared."""
        self.prepared = _without(self.prepared, key)

    def put_back(self, planned: Planned) -> None:
        """Lets one wait again, as the next, that this window has begun and that is no run."""
        self.end(planned.key)
        self.put(0, replace(planned, begun=None, pid=0, process_started=0.0))


Change = Callable[[Shared], None]


class WaitingFile:
    """What waits, which the windows of the program change by turns: a change is made to what the file says by then."""

    def __init__(self) -> None:
        self._seen: tuple[Planned, ...] = ()  # in the file, at the last look
        self._changes: list[Change] = []  # by this window, that the file does not have yet

    def exchange(self, *changes: Change) -> list[Planned]:
        """Changes what waits, and looks what other windows have changed.

        What cannot be kept is changed for this window alone, until the next exchange keeps it.

        Returns:
            What waits, the next one first, without what becomes a run now.
        """
        self._changes += changes
        try:
            with _alone():
                self._seen = self._read()
                shared = self._changed()
                there = (*shared.prepared, *shared.waiting)
                _write(there)
                self._seen, self._changes = there, []
        except OSError as error:  # a full disk: what waits is trained all the same, but not remembered
            logger.warning("The queue of trainings is not kept: %s", error)
        return self._changed().waiting

    def _read(self) -> tuple[Planned, ...]:
        try:
            return read_waiting()
        except ValidationError as error:
            logger.warning("The queue of trainings is not readable and is kept as %s: %s", _set_aside(), error)
            return self._seen

    def _changed(self) -> Shared:
        shared = Shared([], [])
        for planned in self._seen:
            if not planned.is_run:
                (shared.prepared if planned.is_prepared else shared.waiting).append(planned)
        for change in self._changes:
            change(shared)
        return shared


def read_waiting() -> tuple[Planned, ...]:
    """What the file says that waits; nothing where there is none.

    Raises:
        OSError: The file cannot be read.
        ValidationError: It is damaged, or another version's.
    """
    path = places.home() / FILE
    return _WAITING.validate_json(path.read_bytes()) if path.is_file() else ()


@contextmanager
def _alone() -> Iterator[None]:
    """Keeps other windows from the file; each of them has it for a moment only.

    Raises:
        TimeoutError: One has it all the time.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        with run_lock.held(places.home()) as alone:  # which serves a folder of any kind
            if alone:
                yield
                return
        if time.monotonic() >= deadline:
            raise TimeoutError("another window has it")


def _write(waiting: Sequence[Planned]) -> None:
    """Replaces the file where it says something else; without anything there is no file."""
    path = places.home() / FILE
    text = _WAITING.dump_json(tuple(waiting), indent=2).decode() if waiting else ""
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    if text and text != before:
        atomic.write_text(path, text)
    elif before and not text:
        path.unlink()


def _set_aside() -> Path:
    """Gives the file a name under which it is not replaced; the version that wrote it can still read it."""
    path = places.home() / FILE
    number, aside = 1, path.with_name(f"{FILE}.unreadable")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{FILE}.unreadable-{number}")
    atomic.rename(path, aside)
    return aside


def _without(some: Sequence[Planned], key: str) -> list[Planned]:
    return [planned for planned in some if planned.key != key]
