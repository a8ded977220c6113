"""How a dataset file is opened."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from tfmodel.contract.failure import SQLITE_DAMAGE, FailureError, fail, failure_from, sqlite_code
from tfmodel.corpus.migration import Progress, migrated
from tfmodel.corpus.tables import APPLICATION_ID, FORMAT

# SQLite's message may quote the damaged bytes, which then are no text.
DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)
# What a look into a dataset may meet that is gone, closed to this person, damaged, or of a newer format.
NOT_READABLE = (FailureError, OSError, *DAMAGED)
# What those who look into one meet that holds anything, such as text for a number: SQLite keeps it all.
ODD = (LookupError, TypeError, ValueError)

# What runs whenever a table is read or written: no dataset has any. A file from elsewhere may call it something else.
_STATEMENTS = """
SELECT count(*) FROM sqlite_master
WHERE type NOT IN ('table', 'index') OR sql LIKE '%trigger%' OR sql LIKE '%view%'
"""


def is_former(path: Path) -> bool:
    """Whether opening the file brings it up from an older format first, which takes a while when it is large.

    SQLite is asked: who opens and closes the file by himself lets the locks of this process's connections to it go.
    """
    try:
        _refuse_absent(path)
        with contextlib.closing(_open(path)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except (FailureError, *DAMAGED):
        return False  # opening it says why
    return bool(application == APPLICATION_ID and version < FORMAT)


def file_at(path: Path) -> tuple[int, int] | None:
    """What tells the file from another one that has its name later: its disk and its number there; None without one."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def bring_up(path: Path, progress: Progress) -> None:
    """Brings a dataset up to the present format, which opening it would do without a word.

    Args:
        path: The dataset.
        progress: See `migrated`.

    Raises:
        FailureError: As `connect`.
    """
    connect(path, progress).close()


def connect(path: Path, progress: Progress | None = None) -> sqlite3.Connection:
    """An open dataset, of which only this process decides what it changes.

    Args:
        path: The file.
        progress: Told how far it is when it has to be brought up from an older format.

    Raises:
        FailureError: The file is missing, closed to this person, no dataset, damaged, or of a newer format.
    """
    _refuse_absent(path)
    try:
        connection = _open(path)
    except DAMAGED as error:
        raise not_a_dataset(path) from error
    try:
        version = _check_format(connection, path)
        return connection if version == FORMAT else _brought_up(connection, path, progress)
    except FailureError:
        connection.close()
        raise


def _refuse_absent(path: Path) -> None:
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as error:  # as in a folder that this person may not enter
        raise FailureError(failure_from(error)) from error
    if is_folder:
        raise fail("Not a dataset", f"{path} is a folder.", "Name a .pairs file in it.")
    if not is_file:
        raise fail("Dataset not found", f"There is no dataset {path}.", "Check the name, or import the pairs again.")


def _brought_up(connection: sqlite3.Connection, path: Path, progress: Progress | None) -> sqlite3.Connection:
    with sentences(path):
        try:
            return migrated(connection, progress)
        except sqlite3.IntegrityError as error:  # it lacks a text
            raise not_a_dataset(path) from error


def connect_for_reading(path: Path) -> sqlite3.Connection:
    """An open dataset that this connection cannot change; another process may.

    The table `temp.word` says in how many pairs each word of the search is.
    """
    connection = connect(path)
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, pair_text, row)")
        connection.execute("PRAGMA query_only = 1")
    except DAMAGED as error:
        connection.close()
        raise (_no_search() if _lacks_module(error) else not_a_dataset(path)) from error
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
        connection.execute("PRAGMA trusted_schema = 0")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DAMAGED:
        connection.close()
        raise
    return connection


def uri(path: Path, mode: str) -> str:
    """The address of a file for SQLite, whatever characters its path has."""
    # Without an authority, which SQLite refuses: the server of a network share begins the path.
    posix = path.absolute().as_posix()
    return f"file://{'' if posix.startswith('/') else '/'}{quote(os.fsencode(posix), safe='/:')}?mode={mode}"


def _check_format(connection: sqlite3.Connection, path: Path) -> int:
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
    (statements,) = connection.execute(_STATEMENTS).fetchone()
    if statements:
        raise not_a_dataset(path)
    return int(version)


def not_a_dataset(path: Path) -> FailureError:
    """The failure for a file that is something else, or damaged."""
    return fail(
        "Not a dataset",
        f"{path} is not a dataset of text pairs, or it is damaged.",
        "Choose another file, or import the pairs again.",
    )


@contextlib.contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Says in a sentence what SQLite's errors mean while a dataset is written."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a mistake of this program
    except sqlite3.DatabaseError as error:
        # Ours fail of no data, but of Ctrl+C, which SQLite swallows; it may come before their first line is run.
        if "user-defined function" in str(error):
            raise KeyboardInterrupt from None
        code = sqlite_code(error)
        if code == sqlite3.SQLITE_FULL:
            raise fail(
                "Disk full",
                f"There is no space left on the disk for {path}.",
                "Free some space, then try again.",
                is_of_disk=True,
            ) from error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise fail(
                "Dataset in use",
                f"Another import or cleaning is writing to {path}.",
                "Wait for it to end, then try again.",
            ) from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            raise fail(
                "No permission", f"{path} may not be written by you.", "Choose another place or change its rights."
            ) from error
        if _lacks_module(error):
            raise _no_search() from error
        if code in SQLITE_DAMAGE:
            raise not_a_dataset(path) from error
        raise fail(
            "Cannot write", f"{path} cannot be written: {error}.", "Check the disk, or choose another place."
        ) from error


def _lacks_module(error: Exception) -> bool:
    return str(error).startswith("no such module")


def _no_search() -> FailureError:
    return fail(
        "No full-text search",
        "The SQLite of this Python has no full-text search (fts5).",
        "Use another Python, such as that of python.org.",
    )
