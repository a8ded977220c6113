"""What a person notes about a run: star, note and tags, in marks.json beside what the training writes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from tfmodel.contract import atomic

FILE = "marks.json"  # a file of its own: run.json belongs to the training process, which would write over it


class Marks(BaseModel):
    """Nothing here changes what a run is: a damaged file is as good as none.

    Attributes:
        sweep: The sweep that the run is one trial of, or "".
        trial: Which one, by the name that the sweep gave it; a person may rename the run.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    star: bool = False
    note: str = ""
    tags: tuple[str, ...] = ()
    sweep: str = ""
    trial: str = ""


def read_marks(run: Path) -> Marks:
    """The marks of a run folder."""
    try:
        with open(f"{run}/{FILE}", "rb", buffering=0) as file:
            return Marks.model_validate_json(file.read())
    except (OSError, ValidationError):
        return Marks()


def write_marks(run: Path, marks: Marks) -> None:
    """Replaces the marks of a run folder, at once or not at all."""
    atomic.write_text(run / FILE, marks.model_dump_json(indent=2) + "\n")


def tags_in(text: str) -> tuple[str, ...]:
    """Tags as a person types them, between commas; each once, in order."""
    return unique(word.strip() for word in text.split(","))


def unique(words: Iterable[str]) -> tuple[str, ...]:
    """Each word that is not empty, once."""
    return tuple(dict.fromkeys(word for word in words if word))
