"""Finds the numbers of the pairs that a query asks for, in steps, as they come."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from tfmodel.contract.query import PairQuery
from tfmodel.corpus.filters import ALL, Filters, Selection, selection
from tfmodel.corpus.schema import connect_for_reading
from tfmodel.corpus.search import Condition, parsed
from tfmodel.corpus.tables import TOKENS

_FIRST, _THEN = 200, 20_000  # pairs of a step: a screen at once, then many
_TOLD_EVERY = 0.05  # seconds
_HEAD = 5_000  # pairs that have an index of their own, which takes 50 ms to make
_FEW = 1_000  # pairs, anywhere in the dataset, whose texts are read and searched in the same time
_CHECKED_EVERY = 50_000  # instructions of SQLite's machine, a few milliseconds


class PairFinder:
    """Looks through a dataset; use `open`, and close it or use it in a `with`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._head = Head(connection)

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
        self._head.close()
        self._connection.close()

    def warm_up(self) -> None:
        """Makes ready what the first question would wait for."""
        self._head.follow()

    def find(self, query: PairQuery, interrupted: Callable[[], bool] = lambda: False) -> Iterator[array[int]]:
        """The numbers in order, some at a time; ends early when `interrupted` says so.

        Args:
            query: What is asked.
            interrupted: Called every few milliseconds.
        """
        filters = Filters(**query.model_dump(exclude={"search", "split"}))
        self._connection.set_progress_handler(lambda: int(interrupted()), _CHECKED_EVERY)
        try:
            last = 0
            if query.search.strip() and filters.order == "id":
                first, last = self._among_the_first(query, filters)
                if first:
                    yield first
            few = self._among_few(query, filters, last)
            if few is not None:
                yield from (few,) if few else ()
                return
            yield from self._rest(selection(self._connection, query.search, query.split, filters), last, interrupted)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
        finally:
            self._connection.set_progress_handler(None, 0)

    def _among_the_first(self, query: PairQuery, filters: Filters) -> tuple[array[int], int]:
        """Those among the first pairs of the dataset, and the number up to which all are known."""
        numbers, last = self._head.find(query.search)
        narrowed = selection(self._connection, "", query.split, filters)
        condition = f"{narrowed.order} IN ({','.join(map(str, numbers))})"
        statement = f"{narrowed.select('pair.id')} AND {condition} ORDER BY {narrowed.order}"
        return array("q", [number for (number,) in self._connection.execute(statement, narrowed.values)]), last

    def _among_few(self, query: PairQuery, filters: Filters, last: int) -> array[int] | None:
        """All behind the number `last`, where the filters leave few pairs; None where there is more to look through.

        An index of those few is made sooner than what millions of pairs have is found in the index of all.
        """
        wanted = parsed(query.search)
        if not query.search.strip() or not wanted.indexed or (filters == ALL and query.split is None):
            return None
        found = selection(self._connection, "", query.split, filters)
        after = f" AND {found.order} > {last}" if last else ""
        statement = f"{found.select('pair.id')}{after} ORDER BY {found.order} LIMIT ?"
        numbers = [number for (number,) in self._connection.execute(statement, (*found.values, _FEW + 1))]
        if len(numbers) > _FEW:
            return None
        texts = f"SELECT id, source, target FROM pair WHERE id IN ({','.join(map(str, numbers))})"
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as index:
            _fill(index, self._connection.execute(texts).fetchall())
            has_words = set(_matching(index, wanted))
        return array("q", [number for number in numbers if number in has_words])

    def _rest(self, found: Selection, last: int, interrupted: Callable[[], bool]) -> Iterator[array[int]]:
        after = f" AND {found.order} > {last}" if last else ""
        cursor = self._connection.execute(f"{found.select('pair.id')}{after} ORDER BY {found.order}", found.values)
        numbers, size, told = array("q"), _FIRST, time.monotonic()
        for (number,) in cursor:
            numbers.append(number)
            # What is rare comes slowly: who waits sees what there is.
            if len(numbers) >= size or time.monotonic() - told > _TOLD_EVERY:
                if interrupted():
                    return
                yield numbers
                numbers, size, told = array("q"), _THEN, time.monotonic()
        if numbers and not interrupted():
            yield numbers


class Head:
    """The first pairs of a dataset in an index of their own.

    A beginning of words that millions of pairs have takes a second to look up in the index of all: what stands at the
    top of the table is there before.
    """

    def __init__(self, dataset: sqlite3.Connection) -> None:
        self._dataset = dataset
        self._version = -1  # of the dataset whose first pairs are in the index
        self._last = 0
        self._index = sqlite3.connect(":memory:", isolation_level=None)

    def close(self) -> None:
        """Forgets the index."""
        self._index.close()

    def find(self, search: str) -> tuple[list[int], int]:
        """The first pairs with all words of a search, and the number of the last pair that was looked at.

        A text that the index of all pairs does not serve, such as one of marks alone, is looked for in none.
        """
        wanted = parsed(search)
        if not wanted.indexed:
            return [], 0
        self.follow()
        return _matching(self._index, wanted), self._last

    def follow(self) -> None:
        """Indexes the first pairs, anew when the dataset has changed."""
        (version,) = self._dataset.execute("PRAGMA data_version").fetchone()
        if version == self._version:
            return
        rows = self._dataset.execute("SELECT id, source, target FROM pair ORDER BY id LIMIT ?", (_HEAD,)).fetchall()
        self._index.execute("DROP TABLE IF EXISTS pair_text")
        _fill(self._index, rows)
        self._last = rows[-1][0] if rows else 0
        self._version = version


def _fill(index: sqlite3.Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    index.execute(f"CREATE VIRTUAL TABLE pair_text USING fts5 (source, target, content = '', {TOKENS})")
    index.executemany("INSERT INTO pair_text (rowid, source, target) VALUES (?, ?, ?)", rows)


def _matching(index: sqlite3.Connection, wanted: Condition) -> list[int]:
    query = f"SELECT rowid FROM pair_text WHERE {wanted.condition} ORDER BY rowid"
    return [number for (number,) in index.execute(query, wanted.values)]
