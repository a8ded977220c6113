"""The pairs of a dataset as they are read from it, with what is decided about them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tfmodel.corpus.bookkeeping import HELD_OUT
from tfmodel.corpus.tables import SPLITS


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of a dataset.

    Attributes:
        id: Its number in the dataset.
        split: "train", "validation" or "test".
        origin: Name of the file it came from.
        line: Line of that file.
        unit: What the file calls it, where its pairs have names.
        note: What the file remarks on it.
        flags: The rules that would set it aside, those that are switched off left out.
        excluded: Whether it was set aside by hand.
        kept: Whether it is used by hand in spite of its flags.
        edited: Whether its text is another than in its file.
        loss: What a finished model loses on a token of it, or None where nobody measured.
    """

    id: int
    source: str
    target: str
    split: str
    origin: str
    line: int
    unit: str = ""
    note: str = ""
    flags: tuple[str, ...] = ()
    excluded: bool = False
    kept: bool = False
    edited: bool = False
    loss: float | None = None

    @property
    def used(self) -> bool:
        """Whether a training sees it."""
        return not self.excluded and (self.kept or not self.flags) and HELD_OUT not in self.flags


_ROW = """
SELECT pair.id, pair.source, pair.target, split, origin.name, line, unit, note,
    by_hand.excluded, original.source <> pair.source OR original.target <> pair.target, loss.loss
FROM pair JOIN origin ON origin.id = pair.origin
LEFT JOIN by_hand ON by_hand.pair = pair.id
LEFT JOIN original ON original.pair = pair.id
LEFT JOIN loss ON loss.pair = pair.id
WHERE pair.id IN ({ids})
"""
# The rules are few, so each pair is looked up under each of them.
_FLAGS = """
SELECT flag.pair, rule.name FROM rule CROSS JOIN flag ON flag.rule = rule.id
WHERE rule.active AND flag.pair IN ({ids}) ORDER BY rule.id
"""
_AT_ONCE = 2_000


def rows_of(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Row]:
    """These pairs in that order; those that are not there are left out."""
    found: dict[int, Row] = {}
    for start in range(0, len(ids), _AT_ONCE):
        numbers = ",".join(map(str, ids[start : start + _AT_ONCE]))
        flags: dict[int, list[str]] = defaultdict(list)
        for pair, name in connection.execute(_FLAGS.format(ids=numbers)):
            flags[pair].append(name)
        for values in connection.execute(_ROW.format(ids=numbers)):
            found[values[0]] = _row(values, tuple(flags.get(values[0], ())))
    return [found[number] for number in ids if number in found]


def _row(values: Sequence[Any], flags: tuple[str, ...]) -> Row:
    number, source, target, split, origin, line, unit, note, by_hand, edited, loss = values
    return Row(
        number,
        source,
        target,
        SPLITS[split],
        origin,
        line,
        unit,
        note,
        flags,
        excluded=by_hand == 1,
        kept=by_hand == 0,
        edited=bool(edited),
        loss=loss,
    )
