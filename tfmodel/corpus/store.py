"""A dataset: pairs in one SQLite file, paged, searched and streamed, never a list of all of them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from tfmodel.contract.failure import fail
from tfmodel.corpus.pair import Rejected
from tfmodel.corpus.schema import FORMAT

SPLITS = ("train", "validation", "test")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Row:
    """A pair in the dataset: its id, its part, and the file and line that it came from."""

    id: int
    source: str
    target: str
    split: str
    origin: str
    line: int


@dataclass(frozen=True)
class Counts:
    """Pairs by part."""

    total: int
    train: int
    validation: int
    test: int


@dataclass(frozen=True)
class Bin:
    """Sentences of at least `start` and fewer than `end` words."""

    start: int
    end: int
    count: int


class PairStore:
    """An open dataset; use it in a `with` block, or close it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> PairStore:
        """A dataset to read.

        Raises:
            FailureError: When the file is missing, is no dataset, or is of a newer format.
        """
        if not path.is_file():
            raise fail("File not found", f"There is no dataset {path}.", "Check the name and the folder.")
        return cls(connect(path, writable=False), path)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def __enter__(self) -> PairStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What it holds

    @property
    def languages(self) -> tuple[str, str]:
        """Codes of source and target language, empty where unknown."""
        return self._meta("source_language"), self._meta("target_language")

    def fingerprint(self) -> str:
        """Equal for datasets with the same pairs in the same parts, in whatever order they came."""
        return self._meta("fingerprint")

    def counts(self) -> Counts:
        """Pairs by part."""
        by_split = dict(self._connection.execute("SELECT split, count(*) FROM pairs GROUP BY split"))
        return Counts(sum(by_split.values()), *(by_split.get(split, 0) for split in SPLITS))

    def stream(self, split: str) -> Iterator[Row]:
        """All pairs of a part, in the order of their ids."""
        query = f"SELECT {_COLUMNS} FROM pairs WHERE split = ? ORDER BY id"
        return (Row(*values) for values in self._connection.execute(query, (split,)))

    # What a table shows

    def page(self, *, offset: int, limit: int, search: str = "", split: str | None = None) -> list[Row]:
        """Some rows of the pairs that match, in the order of their ids."""
        where, values = _condition(search, split)
        query = f"SELECT {_COLUMNS} FROM pairs {where} ORDER BY id LIMIT ? OFFSET ?"
        if not where:  # ids have no holes, so the place of a row need not be counted out
            query, values = f"SELECT {_COLUMNS} FROM pairs WHERE id > ? ORDER BY id LIMIT ?", []
            return [Row(*found) for found in self._connection.execute(query, (offset, limit))]
        return [Row(*found) for found in self._connection.execute(query, (*values, limit, offset))]

    def count(self, search: str = "", split: str | None = None) -> int:
        """How many pairs match."""
        where, values = _condition(search, split)
        return int(self._connection.execute(f"SELECT count(*) FROM pairs {where}", values).fetchone()[0])

    def nearest(self, text: str, limit: int = 5) -> list[Row]:
        """Pairs whose source shares the rarest words with a text (BM25), as a CAT tool's fuzzy matches."""
        words = _WORD.findall(text)[:50]
        if not words:
            return []
        expression = "source : (" + " OR ".join(f'"{word}"' for word in words) + ")"
        query = (
            f"SELECT {_COLUMNS} FROM pairs JOIN "
            "(SELECT rowid, rank FROM pairs_text WHERE pairs_text MATCH ? ORDER BY rank LIMIT ?) AS found "
            "ON pairs.id = found.rowid ORDER BY found.rank"
        )
        return [Row(*values) for values in self._connection.execute(query, (expression, limit))]

    def length_histogram(self, side: str, bins: int = 30) -> list[Bin]:
        """Number of sentences by words; the last bin ends at the longest sentence.

        Args:
            side: "source" or "target".
            bins: Most bins; fewer when there are fewer lengths.
        """
        column = {"source": "source_words", "target": "target_words"}[side]
        counted = dict(self._connection.execute(f"SELECT {column}, count(*) FROM pairs GROUP BY {column}"))
        width = max(1, -(-(max(counted, default=0) + 1) // bins))
        totals: dict[int, int] = {}
        for length, count in counted.items():
            totals[length // width] = totals.get(length // width, 0) + count
        last = max(totals, default=-1)
        return [Bin(number * width, (number + 1) * width, totals.get(number, 0)) for number in range(last + 1)]

    def rejected_counts(self) -> dict[str, int]:
        """Lines that were left out, by reason (see `pair.REASONS`), most frequent first."""
        query = "SELECT reason, count FROM rejected_counts ORDER BY count DESC, reason"
        return dict(self._connection.execute(query).fetchall())

    def rejected_stored(self) -> int:
        """How many of them are kept to be shown."""
        return int(self._connection.execute("SELECT count(*) FROM rejected").fetchone()[0])

    def rejected(self, offset: int, limit: int) -> list[Rejected]:
        """Some of the kept ones, in the order of the file."""
        query = "SELECT line, reason, text FROM rejected ORDER BY id LIMIT ? OFFSET ?"
        return [Rejected(*values) for values in self._connection.execute(query, (limit, offset))]

    def _meta(self, name: str) -> str:
        found = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""


_COLUMNS = "pairs.id, pairs.source, pairs.target, pairs.split, pairs.origin, pairs.line"


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection to an existing dataset whose format this version knows.

    Raises:
        FailureError: When the file is no dataset, is damaged, or is of a newer format.
    """
    mode = "rw" if writable else "ro"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        found = connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
    except sqlite3.DatabaseError as error:
        if connection is not None:
            connection.close()
        raise fail("Not a dataset", f"{path} is no dataset of this program: {error}.", "Import it instead.") from error
    number = int(found[0]) if found else 0
    if number > FORMAT:
        connection.close()
        raise fail(
            "Newer dataset",
            f"{path} was made by a newer version of this program (dataset format {number}; this reads {FORMAT}).",
            "Update the program to open it.",
        )
    return connection


def _condition(search: str, split: str | None) -> tuple[str, list[str]]:
    """A WHERE clause; a person's text becomes quoted words, the last one the beginning of a word."""
    clauses, values = [], []
    words = _WORD.findall(search)
    if search.strip():
        expression = " ".join(f'"{word}"' for word in words) + "*" if words else '""'
        clauses.append("id IN (SELECT rowid FROM pairs_text WHERE pairs_text MATCH ?)")
        values.append(expression)
    if split:
        clauses.append("split = ?")
        values.append(split)
    return (f"WHERE {' AND '.join(clauses)}" if clauses else ""), values
