"""A pair of sentences, and a line that could not become one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

# Every reason for which a line is left out, as a person reads it.
REASONS = {
    "empty-line": "The line is empty",
    "wrong-columns": "The line does not have as many columns as the others",
    "bad-quotes": "The quotation marks of the line do not match",
    "unreadable": "Some characters cannot be read in this encoding",
    "line-too-long": "The line is longer than any sentence",
    "not-text": "The line is not what this format has in a line",
    "broken-unit": "The file is damaged at this unit",
    "missing-language": "One of the two languages is missing",
    "inline-codes": "The sentence has inline codes",
    "not-translated": "Its state says that it is not translated",
    "not-approved": "Its state says that it is not approved",
    "fuzzy": "The translation is marked as fuzzy",
    "obsolete": "The message is obsolete",
    "set-aside": "The dataset that it comes from does not use it",
    "empty-source": "The source is empty",
    "empty-target": "The target is empty",
    "too-long": "A sentence is longer than the limit",
    "duplicate": "The same pair is there already",
    # Of datasets from before such pairs were kept and set aside:
    "in-held-out-part": "The source is also in the validation or test part",
}


class Pair(NamedTuple):
    """A sentence and its translation; a tuple, because millions are made, and those are made three times as quickly.

    Attributes:
        source: The sentence.
        target: Its translation.
        line: Line of the file (row, entry) on which they begin, counted from 1.
        unit: What the file itself calls the pair, such as the id of a unit.
        note: What somebody wrote beside it.
    """

    source: str
    target: str
    line: int
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that was left out.

    Attributes:
        line: Where it begins, counted from 1.
        reason: One of `REASONS`.
        text: The line, elided when long.
        origin: The file it comes from, where that is known.
    """

    line: int
    reason: str
    text: str
    origin: str = ""


def rejected(line: int, reason: str, *texts: str) -> Rejected:
    """A rejected line whose text is short enough to keep and show."""
    if reason not in REASONS:
        raise ValueError(f"unknown reason {reason!r}")
    return Rejected(line, reason, " | ".join(_elided(text) for text in texts))


_SHOWN = 200  # characters of a rejected text that are kept


def _elided(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
