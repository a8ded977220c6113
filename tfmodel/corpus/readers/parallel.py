"""Two files whose lines of the same number are a pair, plain or gzipped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, zip_longest

from tfmodel.contract.failure import FailureError, fail
from tfmodel.corpus.cleaning import clean
from tfmodel.corpus.detected import Detected
from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.readers.position import Position
from tfmodel.corpus.text_file import LINE_LIMIT, TextFile


def read_parallel(detected: Detected, position: Position) -> Iterator[Pair | Rejected]:
    """The pairs of two parallel files.

    Raises:
        FailureError: When one has more lines than the other, empty ones at its end aside: from some line on they would
            not be translations of each other, and nobody knows from which.
    """
    source_place, target_place = detected.places
    with (
        TextFile(source_place, detected.encoding) as sources,
        TextFile(target_place, detected.encoding_of_targets) as targets,
    ):
        position.follow(sources, targets)
        lines = enumerate(zip_longest(sources, targets), 1)
        for number, (source, target) in lines:
            if source is None or target is None:
                _check_rest(detected, number, target is None, chain([(number, (source, target))], lines))
                return
            yield _pair(source, target, number)


def _pair(source: str, target: str, line: int) -> Pair | Rejected:
    if len(source) >= LINE_LIMIT or len(target) >= LINE_LIMIT:
        return rejected(line, "line-too-long", source, target)
    return clean(source, target, line)


def _check_rest(
    detected: Detected, number: int, longer_is_source: bool, rest: Iterator[tuple[int, tuple[str | None, str | None]]]
) -> None:
    """Refuses a longer file whose further lines, the first of which is `number`, are not all empty."""
    last = max((count for count, (source, target) in rest if (source or target or "").strip()), default=0)
    if last >= number:
        raise _unequal(detected, last, number - 1, longer_is_source)


def _unequal(detected: Detected, longer: int, shorter: int, longer_is_source: bool) -> FailureError:
    source, target = detected.places
    counts = (longer, shorter) if longer_is_source else (shorter, longer)
    return fail(
        "Files of unequal length",
        f"{source.name} has {counts[0]:,} lines and {target.name} has {counts[1]:,}, so they are not parallel.",
        "Nothing was imported. Choose files in which the lines of the same number belong together.",
    )
