"""Long statements of SQL can be given up: one that makes an index of millions of pairs takes many seconds."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator

_STEPS = 100_000  # of SQLite's machine, between two questions: milliseconds


@contextlib.contextmanager
def interruptible(connection: sqlite3.Connection, ask: Callable[[], None]) -> Iterator[None]:
    """While the block runs, somebody is asked now and then, also within a statement, whether to go on.

    Args:
        connection: Runs the statements. Where one is given up, SQLite may have rolled its transaction back already.
        ask: Does not use the connection; what it raises ends the statement, and is raised by the block.
    """
    raised: list[BaseException] = []

    def is_given_up() -> bool:
        if not raised:
            try:
                ask()
            except BaseException as error:  # noqa: BLE001  SQLite would lose it; it is raised below
                raised.append(error)
        return bool(raised)

    connection.set_progress_handler(is_given_up, _STEPS)
    try:
        yield
    except sqlite3.Error as error:
        if raised:
            raise raised[0] from None
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:  # Ctrl+C, before `ask` was called
            raise KeyboardInterrupt from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
    if raised:
        raise raised[0]
