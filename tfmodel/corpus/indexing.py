"""Makes the pairs of a new dataset searchable on another core, while the first one reads and judges further pairs."""

from __future__ import annotations

import json
import queue
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

from tfmodel.corpus.rules.batch import Sides
from tfmodel.corpus.schema import uri

_WAITING = 4  # batches that wait for the index
_BEFORE_WRITING = 64 * 2**20  # bytes of words that the index holds before it writes them sorted
# The index proper of an FTS5 table lies in these tables; they are the same whether the texts lie beside it or not.
_PARTS = ("data", "idx", "docsize")
_INSERT = """
INSERT INTO pair_text (rowid, source, target)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?)
"""


class SideIndex:
    """An index of the search in a file of its own, which a thread fills and which is then moved into the dataset.

    SQLite works without Python's lock, batch by batch: JSON carries a whole batch in one statement.

    Args:
        path: A new file, attached to the connection that is going to merge it as "side".
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._batches: queue.Queue[str | None] = queue.Queue(_WAITING)
        self._error: BaseException | None = None
        self._complete = False
        self._thread = threading.Thread(target=self._work, name="search index", daemon=True)
        self._thread.start()

    def add(self, ids: Sequence[int], sides: Sides) -> None:
        """Hands pairs over; waits where the index is far behind."""
        self._batches.put(json.dumps(list(zip(ids, *sides, strict=True)), ensure_ascii=False))

    def merge(self, connection: sqlite3.Connection) -> None:
        """Waits for the index to be complete, and moves it into the dataset, whose own is empty.

        Raises:
            sqlite3.DatabaseError: The index could not be written.
        """
        self.close()
        if self._error is not None:
            raise self._error
        for part in _PARTS:
            connection.execute(f"DELETE FROM main.pair_text_{part}")
            connection.execute(f"INSERT INTO main.pair_text_{part} SELECT * FROM side.pair_text_{part}")

    def close(self) -> None:
        """Ends the thread."""
        if self._thread.is_alive():
            self._batches.put(None)
        self._thread.join()

    def _work(self) -> None:
        try:
            self._fill()
        except (sqlite3.Error, MemoryError) as error:
            self._error = error
            while not self._complete:  # whoever adds must not wait for ever
                self._next()

    def _next(self) -> str | None:
        batch = self._batches.get()
        self._complete = batch is None
        return batch

    def _fill(self) -> None:
        connection = sqlite3.connect(uri(self._path, "rw"), uri=True, isolation_level=None)
        try:
            for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -20000"):
                connection.execute(f"PRAGMA {setting}")
            connection.execute("BEGIN")
            connection.execute(
                "CREATE VIRTUAL TABLE pair_text USING fts5 "
                "(source, target, content = '', tokenize = 'unicode61 remove_diacritics 2')"
            )
            connection.execute("INSERT INTO pair_text (pair_text, rank) VALUES ('hashsize', ?)", (_BEFORE_WRITING,))
            while (batch := self._next()) is not None:
                connection.execute(_INSERT, (batch,))
            connection.execute("COMMIT")
        finally:
            connection.close()
