"""A dataset of this program: its pairs again, into another one."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

from tfmodel.corpus.detected import Detected
from tfmodel.corpus.pair import Pair, Rejected
from tfmodel.corpus.readers.position import Counter, Position
from tfmodel.corpus.readers.units import unit_pair
from tfmodel.corpus.schema import connect, not_a_dataset


def read_dataset(detected: Detected, position: Position) -> Iterator[Pair | Rejected]:
    """The pairs of a dataset in their order, each with the file that it once came from as its note.

    Raises:
        FailureError: It is no dataset, or damaged.
    """
    path = detected.paths[0]
    try:
        with contextlib.closing(connect(path)) as connection:
            connection.execute("PRAGMA query_only = 1")
            connection.execute("PRAGMA trusted_schema = 0")
            yield from _pairs(connection, position)
    except (sqlite3.DatabaseError, TypeError, UnicodeDecodeError) as error:
        raise not_a_dataset(path) from error


def _pairs(connection: sqlite3.Connection, position: Position) -> Iterator[Pair | Rejected]:
    # A view in place of the table could calculate for ever.
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_master WHERE name IN ('pair', 'origin')"))
    if kinds != {"pair": "table", "origin": "table"}:
        raise sqlite3.DatabaseError("no tables of pairs")
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM pair").fetchone()
    progress = Counter(int(last))
    position.follow(progress)
    origins = dict(connection.execute("SELECT id, name FROM origin"))
    for number, source, target, origin in connection.execute("SELECT id, source, target, origin FROM pair ORDER BY id"):
        progress.position = number
        yield unit_pair(str(source), str(target), number, note=str(origins.get(origin, "")))
