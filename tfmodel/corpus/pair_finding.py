"""Finds the numbers of the pairs that a query asks for, in steps, as they come."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from tfmodel.contract.query import PairQuery
from tfmodel.corpus.filters import Filters, selection
from tfmodel.corpus.schema import connect_for_reading

_FIRST, _THEN = 200, 20_000  # pairs of a step: a screen at once, then many
_CHECKED_EVERY = 50_000  # instructions of SQLite's machine, a few milliseconds


class PairFinder:
    """Looks through a dataset; use `open`, and close it or use it in a `with`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> PairFinder:
        """Opens a dataset for reading.

        Raises:
            FailureError: The file is missing, no dataset, damaged, or of a newer format.
        """
        return cls(connect_for_reading(path))

    def __enter__(self) -> PairFinder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def find(self, query: PairQuery, interrupted: Callable[[], bool] = lambda: False) -> Iterator[array[int]]:
        """The numbers in order, some at a time; ends early when `interrupted` says so.

        Args:
            query: What is asked.
            interrupted: Called every few milliseconds.
        """
        filters = Filters(**query.model_dump(exclude={"search", "split"}))
        found = selection(self._connection, query.search, query.split, filters)
        self._connection.set_progress_handler(lambda: int(interrupted()), _CHECKED_EVERY)
        try:
            cursor = self._connection.execute(f"{found.select('pair.id')} ORDER BY {found.order}", found.values)
            size = _FIRST
            while (rows := cursor.fetchmany(size)) and not interrupted():
                yield array("q", (number for (number,) in rows))
                size = _THEN
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
        finally:
            self._connection.set_progress_handler(None, 0)
