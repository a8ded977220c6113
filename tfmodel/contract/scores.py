"""Scores of a run on test sets, in scores.jsonl: each with what it stands on, so that only like is ranked with like."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from tfmodel.contract import atomic, events
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder

FILE = "scores.jsonl"


def add_scores(compared: events.Compared) -> None:
    """Adds what a comparison found to the folder of each of its runs.

    Raises:
        OSError: The first of a folder that is gone or cannot be written; the other runs have their scores.
    """
    first: OSError | None = None
    for row in compared.rows:
        try:
            atomic.append_line(Path(row.run) / FILE, compared.model_copy(update={"rows": (row,)}).line())
        except OSError as error:
            first = first or error
    if first is not None:
        raise first


def newest_scores(run: Path) -> events.Compared | None:
    """The newest comparison that the run took part in, with its own row alone."""
    try:
        lines = (run / FILE).read_bytes().splitlines()  # a line may be cut short amid a letter
    except OSError:
        return None
    for line in reversed(lines):
        try:
            found = events.Compared.model_validate_json(line)
        except ValidationError:
            continue
        if found.rows:
            return found
    return None


def has_moved_on(run: Path, scores: events.Compared) -> bool:
    """Whether a run has other weights by now than those that were scored; scores of former versions do not tell."""
    row = scores.rows[0]
    try:
        step, finished = _weights_now(RunFolder(run))
    except (FailureError, OSError):  # what is wrong with a run is said where it is opened
        return False
    return row.step is not None and (row.step != step or row.finished not in (None, finished))


def _weights_now(run: RunFolder) -> tuple[int | None, bool]:
    """The step of the weights that it translates with, and whether they are those of the finished model.

    Both may be of one step: a finished model may be a mean, of which it has the newest step.
    """
    if run.model_file.is_file():
        return run.info().model_step, True
    found = run.checkpoints()
    return (run.step_of(found[-1]) if found else None), False
