"""The file in which trainings wait for the next start of the program."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from tfmodel.contract import atomic, places
from tfmodel.contract.config import Config

FILE = "queue.json"


@dataclass(frozen=True)
class Planned:
    """A training that waits: a new run, or one to go on with when `resume` names it.

    `more` are the words that name the other datasets of its mix.
    """

    name: str
    dataset: Path | None
    config: Config
    resume: Path | None = None
    more: tuple[str, ...] = ()


_WAITING = TypeAdapter(tuple[Planned, ...])


def read_waiting() -> tuple[Planned, ...]:
    """What waited when the program ended; nothing where the file cannot be read."""
    path = places.home() / FILE
    try:
        return _WAITING.validate_json(path.read_bytes()) if path.is_file() else ()
    except (OSError, ValidationError) as error:
        logging.getLogger("transformer_desk").warning("The queue of trainings is not readable: %s", error)
        return ()


def write_waiting(waiting: Sequence[Planned]) -> None:
    """Keeps what waits now; without anything there is no file."""
    path = places.home() / FILE
    try:
        if waiting:
            places.home().mkdir(parents=True, exist_ok=True)
            atomic.write_text(path, _WAITING.dump_json(tuple(waiting), indent=2).decode())
        else:
            path.unlink(missing_ok=True)
    except OSError as error:  # a full disk: what waits is trained all the same, but not remembered
        logging.getLogger("transformer_desk").warning("The queue of trainings is not kept: %s", error)
