"""A dataset of this program: its pairs again, into another one."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

from tfmodel.corpus.detected import Detected
from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.readers.position import Counter, Position
from tfmodel.corpus.readers.units import unit_pair
from tfmodel.corpus.schema import connect, not_a_dataset

_ROWS = """
SELECT id, source, target, origin, unit, note, unused.pair
FROM pair LEFT JOIN unused ON unused.pair = pair.id ORDER BY id
"""


def read_dataset(detected: Detected, position: Position) -> Iterator[Pair | Rejected]:
    """The pairs of a dataset in their order, those aside that it does not use.

    The note of a pair that has none is the file that it once came from. Turned round, targets are sources.

    Raises:
        FailureError: It is no dataset, or damaged.
    """
    path = detected.paths[0]
    try:
        with contextlib.closing(connect(path)) as connection:
            connection.execute("PRAGMA query_only = 1")
            yield from _pairs(connection, position, detected.backwards)
    except (sqlite3.DatabaseError, TypeError, UnicodeDecodeError) as error:
        raise not_a_dataset(path) from error


def _pairs(connection: sqlite3.Connection, position: Position, backwards: bool) -> Iterator[Pair | Rejected]:
    # A view in place of the table could calculate for ever.
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_master WHERE name IN ('pair', 'origin', 'unused')"))
    if kinds != {"pair": "table", "origin": "table", "unused": "table"}:
        raise sqlite3.DatabaseError("no tables of pairs")
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM pair").fetchone()
    progress = Counter(int(last))
    position.follow(progress)
    origins = dict(connection.execute("SELECT id, name FROM origin"))
    for number, source, target, origin, unit, note, unused in connection.execute(_ROWS):
        progress.position = number
        if backwards:
            source, target = target, source
        if unused is None:
            yield unit_pair(str(source), str(target), number, str(unit), str(note or origins.get(origin, "")))
        else:
            yield rejected(number, "set-aside", str(source), str(target))
