"""Rules that compare pairs of one source with each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter

from tfmodel.contract.settings import Section, setting
from tfmodel.corpus.cleaning import normalised

Found = tuple[int, int]  # a pair, and the one because of which it is found
Tell = Callable[[float], None]  # gets the share that is done; may raise to end the work

# `taken` holds what other rules or a person have set aside already: it is no reason to set a second pair aside.
_GROUPS = """
SELECT source_key, id, target FROM pair
WHERE source_key IN (SELECT source_key FROM pair GROUP BY source_key HAVING count(*) > 1)
    AND id NOT IN (SELECT pair FROM temp.taken)
ORDER BY source_key, id
"""


class Duplicates(Section):
    """The same pair again."""

    enabled: bool = setting(
        True, "Duplicates", "The same pair is there before, but for case, kinds of spaces and compatible characters."
    )

    def find_all(self, connection: sqlite3.Connection, tell: Tell) -> Iterator[Found]:
        """The pairs that are there before, each with the first one."""
        for targets in _groups(connection, tell):
            first: dict[str, int] = {}
            for number, target in targets:
                other = first.setdefault(normalised(target), number)
                if other != number:
                    yield number, other


class ManyTargets(Section):
    """One source with many different targets."""

    enabled: bool = setting(
        True, "Many targets", "The source has many different targets: those after the first ones are taken."
    )
    most: int = setting(
        8, "Most targets", "So many different targets of one source are left.", unit="targets", ge=1, le=1000
    )

    def find_all(self, connection: sqlite3.Connection, tell: Tell) -> Iterator[Found]:
        """The pairs with further targets of a source, each with the first pair of the source."""
        for targets in _groups(connection, tell):
            different: set[str] = set()
            for number, target in targets:
                different.add(normalised(target))
                if len(different) > self.most:
                    yield number, targets[0][0]


def _groups(connection: sqlite3.Connection, tell: Tell) -> Iterator[list[tuple[int, str]]]:
    """Number and target of the pairs of each source that has several, in the order of the dataset."""
    for key, rows in groupby(connection.execute(_GROUPS), itemgetter(0)):
        tell((key + 2**63) / 2**64)  # the hashes are spread evenly
        yield [(number, target) for _, number, target in rows]
