"""The tables of a dataset file, and how such a file is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tfmodel.contract.failure import FailureError, fail

APPLICATION_ID = 0x54445052  # "TDPR": tells a dataset from any other SQLite file
FORMAT = 1  # of the tables; a newer one is refused
SPLITS = ("train", "validation", "test")  # stored as their place in this order; a later one outranks an earlier one
SIDES = ("source", "target")

# source_key: hash of seed and normalised source, by which the parts are drawn.
# pair_key: hash of the exact pair.
TABLES = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE origin (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE pair (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    origin INTEGER NOT NULL REFERENCES origin,
    line INTEGER NOT NULL,
    split INTEGER NOT NULL,
    source_key INTEGER NOT NULL,
    pair_key INTEGER NOT NULL
);
CREATE UNIQUE INDEX pair_content ON pair (source_key, pair_key, split);
CREATE TABLE part (split INTEGER PRIMARY KEY, pairs INTEGER NOT NULL);
CREATE TABLE length (
    side INTEGER NOT NULL, words INTEGER NOT NULL, pairs INTEGER NOT NULL, PRIMARY KEY (side, words)
) WITHOUT ROWID;
CREATE TABLE rejected (
    id INTEGER PRIMARY KEY, origin INTEGER NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE rejected_count (reason TEXT PRIMARY KEY, lines INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE pair_text USING fts5 (
    source, target, content = 'pair', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
"""
# Made when the pairs are in: cheaper than keeping it up to date row by row.
SPLIT_INDEX = "CREATE INDEX IF NOT EXISTS pair_split ON pair (split)"


def connect(path: Path) -> sqlite3.Connection:
    """An open dataset, of which only this process decides what it changes.

    Raises:
        FailureError: The file is missing, no dataset, damaged, or of a newer format.
    """
    if path.is_dir():
        raise fail("Not a dataset", f"{path} is a folder.", "Name a .pairs file in it.")
    if not path.is_file():
        raise fail("Dataset not found", f"There is no dataset {path}.", "Check the name, or import the pairs again.")
    try:
        connection = _open(path)
    except sqlite3.DatabaseError as error:
        raise not_a_dataset(path) from error
    try:
        _check_format(connection, path)
    except FailureError:
        connection.close()
        raise
    return connection


def connect_for_reading(path: Path) -> sqlite3.Connection:
    """An open dataset that this connection cannot change; another process may.

    The table `temp.word` says in how many pairs each word of the search is.
    """
    connection = connect(path)
    connection.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, pair_text, row)")
    connection.execute("PRAGMA query_only = 1")
    return connection


def _open(path: Path) -> sqlite3.Connection:
    # A reader with mode=ro would leave the files -wal and -shm behind; one that could write removes them.
    writable = uri(path, "rw")
    try:
        return _probed(writable)
    except sqlite3.OperationalError:
        # On a disk or in a folder without write permission nobody changes the file, and no lock can be had.
        return _probed(uri(path, "ro") + "&immutable=1")


def _probed(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=10.0)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def uri(path: Path, mode: str) -> str:
    """The address of a file for SQLite, whatever characters its path has."""
    return f"{path.resolve().as_uri()}?mode={mode}"


def _check_format(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise not_a_dataset(path)
    if version > FORMAT:
        raise fail(
            "Newer dataset",
            f"{path} has format {version}, and this version of the program knows formats up to {FORMAT}.",
            "Update the program, or import the pairs again.",
        )


def not_a_dataset(path: Path) -> FailureError:
    """The failure for a file that is something else, or damaged."""
    return fail(
        "Not a dataset",
        f"{path} is not a dataset of text pairs, or it is damaged.",
        "Choose another file, or import the pairs again.",
    )
