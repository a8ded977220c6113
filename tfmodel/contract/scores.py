"""Scores of a run on test sets, in scores.jsonl: each with what it stands on, so that only like is ranked with like."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from tfmodel.contract import atomic, events

FILE = "scores.jsonl"


def add_scores(compared: events.Compared) -> None:
    """Adds what a comparison found to the folder of each of its runs."""
    for row in compared.rows:
        atomic.append_line(Path(row.run) / FILE, compared.model_copy(update={"rows": (row,)}).line())


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
