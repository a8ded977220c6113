"""Brings a dataset of an older format up to the present one: in one transaction, so it is as before or as after."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable

from tfmodel.contract.failure import sqlite_code
from tfmodel.corpus import bookkeeping
from tfmodel.corpus.tables import DECISIONS, FORMAT, INDEXES

_COLUMNS = """
ALTER TABLE pair ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE pair ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE pair ADD COLUMN source_words INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pair ADD COLUMN target_words INTEGER NOT NULL DEFAULT 0;
ALTER TABLE part ADD COLUMN unused INTEGER NOT NULL DEFAULT 0;
"""
# As bytes: of a text that is no UTF-8 SQLite would make an error like that of Ctrl+C, before the function is called.
_COUNT_WORDS = """
UPDATE pair SET source_words = words(CAST(source AS BLOB)), target_words = words(CAST(target AS BLOB))
"""


Progress = Callable[[int, int], None]  # is told sentences counted, of how many
_TELL_EVERY = 10_000  # sentences


def migrated(connection: sqlite3.Connection, progress: Progress | None = None) -> sqlite3.Connection:
    """The dataset in the present format, in a copy of its own where the file cannot be written.

    Args:
        connection: An open dataset of format 1, in no transaction.
        progress: Told now and then how far it is.
    """
    try:
        _in_transaction(connection, progress)
    except sqlite3.OperationalError as error:
        if sqlite_code(error) != sqlite3.SQLITE_READONLY:
            raise
        connection = _copy(connection)
        _in_transaction(connection, progress)
    return connection


def _in_transaction(connection: sqlite3.Connection, progress: Progress | None) -> None:
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version < FORMAT:  # else another process did it while this one waited
            _migrate(connection, progress)


def _copy(connection: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect("", isolation_level=None)  # a file without a name, which goes when it is closed
    with contextlib.closing(connection):
        connection.backup(copy)
    return copy


def _migrate(connection: sqlite3.Connection, progress: Progress | None) -> None:
    for statement in f"{_COLUMNS}{DECISIONS}".split(";"):
        connection.execute(statement)
    (pairs,) = connection.execute("SELECT count(*) FROM pair").fetchone()
    connection.create_function("words", 1, _counting(progress, 2 * pairs), deterministic=True)
    connection.execute(_COUNT_WORDS)
    for statement in INDEXES.split(";"):
        connection.execute(statement)
    bookkeeping.remember_former(connection)
    bookkeeping.settle(connection, content_changed=True)
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def _counting(progress: Progress | None, sentences: int) -> Callable[[bytes | None], int | None]:
    """Counts the words of a sentence in UTF-8, and tells how many sentences it was asked for.

    Of what is no sentence it gives None, which the table refuses.
    """
    done = 0

    def words(text: bytes | None) -> int | None:
        nonlocal done
        done += 1
        if progress is not None and done % _TELL_EVERY == 0:
            progress(done, sentences)
        try:
            return None if text is None else len(text.decode().split())
        except UnicodeDecodeError:
            return None

    return words
