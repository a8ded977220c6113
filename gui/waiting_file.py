"""The file in which trainings wait for the next start of the program, and which its windows share."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from tfmodel.contract import atomic, places, run_lock
from tfmodel.contract.config import Config

FILE = "queue.json"

logger = logging.getLogger("transformer_desk")


@dataclass(frozen=True)
class Planned:
    """A training that waits: a new run, or one to go on with when `resume` names it.

    `more` are the words that name the other datasets of its mix. `begun` is the folder in which a new run is being
    prepared: once that is a run, the training waits no more. By `key` windows know it from others of the same settings.
    """

    name: str
    dataset: Path | None
    config: Config
    resume: Path | None = None
    more: tuple[str, ...] = ()
    begun: Path | None = None
    key: str = field(default_factory=lambda: uuid4().hex)


_WAITING = TypeAdapter(tuple[Planned, ...])


class WaitingFile:
    """What waits, as this window and others of the program write it by turns."""

    def __init__(self) -> None:
        self._known: frozenset[str] = frozenset()  # keys of what this window has seen in the file

    def exchange(self, waiting: Sequence[Planned]) -> list[Planned]:
        """Keeps what waits in this window.

        Args:
            waiting: All of it, the next one first.

        Returns:
            The same without what other windows have begun or taken out since, and with what they have added behind it.
        """
        merged = list(waiting)
        try:
            with run_lock.held(places.home()):  # which serves a folder of any kind
                there = self._read()
                merged = self._merged(waiting, there)
                self._known = _keys(there)
                _write(merged)
                self._known = _keys(merged)
        except OSError as error:  # a full disk: what waits is trained all the same, but not remembered
            logger.warning("The queue of trainings is not kept: %s", error)
        return merged

    def _read(self) -> tuple[Planned, ...]:
        try:
            return read_waiting()
        except ValidationError as error:
            self._known = frozenset()  # it does not say that anything was taken out
            logger.warning("The queue of trainings is not readable and is kept as %s: %s", _set_aside(), error)
            return ()

    def _merged(self, waiting: Sequence[Planned], there: Sequence[Planned]) -> list[Planned]:
        taken = self._known - _keys(there)
        known = self._known | _keys(waiting)
        both = [planned for planned in waiting if planned.key not in taken]
        both += [planned for planned in there if planned.key not in known]
        return [planned for planned in both if not _is_run(planned)]


def read_waiting() -> tuple[Planned, ...]:
    """What the file says that waits; nothing where there is none.

    Raises:
        OSError: The file cannot be read.
        ValidationError: It is damaged, or another version's.
    """
    path = places.home() / FILE
    return _WAITING.validate_json(path.read_bytes()) if path.is_file() else ()


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


def _keys(waiting: Iterable[Planned]) -> frozenset[str]:
    return frozenset(planned.key for planned in waiting)


def _is_run(planned: Planned) -> bool:
    return planned.begun is not None and (planned.begun / "run.json").is_file()
