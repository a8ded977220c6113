"""Which of the files that were found hold pairs: their names promise it, a look into them tells."""

from __future__ import annotations

import csv
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tfmodel.contract.failure import Failure, FailureError, fail, failure_from
from tfmodel.corpus.detection import detect
from tfmodel.corpus.finding import Found, Group, find_files, may_be_table

# What looking into a file can raise beside failures: the disk's errors, and those of encodings that a person types.
READING_ERRORS = (FailureError, OSError, ValueError, LookupError, csv.Error, MemoryError)


@dataclass(frozen=True)
class Refused:
    """Files that were found and hold no pairs that can be read, and why."""

    paths: Group
    failure: Failure


def found_in(paths: Sequence[Path]) -> Found:
    """What `find_files` finds; two tables of both sides are not taken for parallel files."""
    found = find_files(paths)
    if found.groups == (tuple(paths),) and len(paths) == 2 and _are_tables(paths):
        return Found(tuple((path,) for path in paths))
    return found


def _are_tables(paths: Sequence[Path]) -> bool:
    if not all(map(may_be_table, paths)):
        return False
    tables = [_is_table(path) for path in paths]
    return all(tables) or (any(tables) and all(may_be_table(path, surely=True) for path in paths))


def _is_table(path: Path) -> bool:
    """Whether it has several columns; in what may be plain text, only tabs tell so."""
    try:
        found = detect([path], guess=False)
    except READING_ERRORS:
        return False  # what is wrong with it is said when it is read
    return found.format == "delimited" and (found.delimiter == "\t" or may_be_table(path, surely=True))


def sifted(groups: Sequence[Group], patience: float) -> tuple[tuple[Group, ...], tuple[Refused, ...]]:
    """Those that can be read, and those that cannot; what is not reached within `patience` seconds is let pass."""
    good: list[Group] = []
    refused: list[Refused] = []
    end = time.monotonic() + patience
    for group in groups:
        try:
            if time.monotonic() < end:
                detect(group, guess=False)
        except READING_ERRORS as error:
            refused.append(Refused(group, failure_from(error)))
        else:
            good.append(group)
    return tuple(good), tuple(refused)


def none_holds_pairs(refused: Sequence[Refused]) -> FailureError:
    """Says that all that was found is of no use."""
    return fail(
        "No pairs found",
        f"None of the {len(refused):,} files that were found holds pairs. Of the first: {refused[0].failure.cause}",
        "Choose the file with the pairs, or the two parallel files.",
    )
