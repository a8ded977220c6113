"""A dataset: pairs in one SQLite file, paged, searched and streamed from there, never all in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from tfmodel.corpus.pair import Rejected
from tfmodel.corpus.schema import SIDES, SPLITS, connect_for_reading
from tfmodel.corpus.search import parsed, rarest, similarity


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of a dataset.

    Attributes:
        id: Its number in the dataset.
        split: "train", "validation" or "test".
        origin: Name of the file it came from.
        line: Line of that file.
    """

    id: int
    source: str
    target: str
    split: str
    origin: str
    line: int


@dataclass(frozen=True)
class Counts:
    """How many pairs there are, in all and a part."""

    total: int
    train: int
    validation: int
    test: int


@dataclass(frozen=True)
class Bin:
    """How many sentences have at least `start` and fewer than `end` words."""

    start: int
    end: int
    count: int


_ROW = "SELECT pair.id, source, target, split, origin.name, line FROM pair JOIN origin ON origin.id = pair.origin"
_STREAMED = 5_000  # rows fetched at a time by a stream
_CANDIDATES = 10  # pairs looked at for each near one


class PairStore:
    """Reads a dataset; use `open`, and close it or use it in a `with`.

    The window and a job may have it open at the same time, also while an import adds pairs.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> PairStore:
        """Opens a dataset for reading.

        Raises:
            FailureError: The file is missing, no dataset, damaged, or of a newer format.
        """
        return cls(path, connect_for_reading(path))

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def __enter__(self) -> PairStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What is known of the whole

    @property
    def languages(self) -> tuple[str, str]:
        """Codes of source and target language; empty where nobody said."""
        return self.meta("source_language"), self.meta("target_language")

    def meta(self, key: str) -> str:
        """A remark that an import left, or ""."""
        found = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return found[0] if found else ""

    def fingerprint(self) -> str:
        """Hash of all pairs, their numbers and parts: equal when a training would see the same."""
        return self.meta("fingerprint")

    def counts(self) -> Counts:
        """How many pairs there are."""
        parts = dict(self._connection.execute("SELECT split, pairs FROM part"))
        train, validation, test = (parts.get(split, 0) for split in range(len(SPLITS)))
        return Counts(train + validation + test, train, validation, test)

    def length_histogram(self, side: str, bins: int = 20) -> list[Bin]:
        """How long the sentences of a side are, in words, in at most so many bins of equal width.

        Args:
            side: "source" or "target".
            bins: At most so many; fewer for short sentences.
        """
        query = "SELECT words, pairs FROM length WHERE side = ? ORDER BY words"
        lengths = self._connection.execute(query, (SIDES.index(side),)).fetchall()
        if not lengths:
            return []
        width = -(-(lengths[-1][0] + 1) // bins)
        counts = [0] * (lengths[-1][0] // width + 1)
        for words, pairs in lengths:
            counts[words // width] += pairs
        return [Bin(n * width, (n + 1) * width, count) for n, count in enumerate(counts)]

    # Pairs

    def count(self, search: str = "", split: str | None = None) -> int:
        """How many pairs have all words of a search, in one part or in all."""
        if not search.strip():
            counts = self.counts()
            return counts.total if split is None else int(getattr(counts, split))
        where, values = self._condition(search, split)
        return int(self._connection.execute(f"SELECT count(*) FROM pair WHERE {where}", values).fetchone()[0])

    def page(self, *, offset: int, limit: int, search: str = "", split: str | None = None) -> list[Row]:
        """Some pairs in the order of the dataset.

        Args:
            offset: How many to pass over.
            limit: How many at most.
            search: Words that the source or the target must have; the last one may be a beginning. Any text is safe.
            split: Only pairs of this part.
        """
        if not search.strip() and split is None and self._is_dense():
            return self._rows("pair.id > ? ORDER BY pair.id LIMIT ?", (offset, limit))
        where, values = self._condition(search, split)
        ids = f"SELECT id FROM pair WHERE {where} ORDER BY id LIMIT ? OFFSET ?"
        return self._rows(f"pair.id IN ({ids}) ORDER BY pair.id", (*values, limit, offset))

    def nearest(self, text: str, limit: int = 5) -> list[Row]:
        """The training pairs whose source has most in common with a text, the nearest first, as a CAT tool shows them.

        Those that share its rarest words are found by BM25 and put in order by the share of words in common. Pairs
        held out of the training are no help to a translator: the model never saw them.
        """
        words = rarest(self._connection, text)
        if not words:
            return []
        best = (
            "SELECT near.id FROM pair_text JOIN pair AS near ON near.id = pair_text.rowid "
            "WHERE pair_text MATCH ? AND near.split = ? ORDER BY rank LIMIT ?"
        )
        found = (f"source : ({' OR '.join(words)})", SPLITS.index("train"), _CANDIDATES * limit)
        rows = self._rows(f"pair.id IN ({best})", found)
        return sorted(rows, key=lambda row: (-similarity(row.source, text), row.id))[:limit]

    def between(self, split: str, first: int, last: int) -> list[Row]:
        """The pairs of a part from one id to another, both included."""
        return self._rows(
            "pair.split = ? AND pair.id BETWEEN ? AND ? ORDER BY pair.id", (SPLITS.index(split), first, last)
        )

    def stream(self, split: str) -> Iterator[Row]:
        """All pairs of a part, in the order of the dataset, a few thousand in memory at a time."""
        last = 0
        while rows := self._rows(
            "pair.split = ? AND pair.id > ? ORDER BY pair.id LIMIT ?", (SPLITS.index(split), last, _STREAMED)
        ):
            yield from rows
            last = rows[-1].id

    def _rows(self, condition: str, values: tuple[object, ...]) -> list[Row]:
        found = self._connection.execute(f"{_ROW} WHERE {condition}", values)
        return [
            Row(number, source, target, SPLITS[split], name, line)
            for number, source, target, split, name, line in found
        ]

    def _condition(self, search: str, split: str | None) -> tuple[str, tuple[object, ...]]:
        conditions: list[str] = []
        values: list[object] = []
        if search.strip():
            wanted = parsed(search)
            conditions.append(wanted.condition)
            values.extend(wanted.values)
        if split is not None:
            conditions.append("split = ?")
            values.append(SPLITS.index(split))
        return " AND ".join(conditions) or "1", tuple(values)

    def _is_dense(self) -> bool:
        """Whether ids count the pairs without a gap, so that a page is found without counting."""
        (last,) = self._connection.execute("SELECT max(id) FROM pair").fetchone()
        return (last or 0) == self.counts().total

    # Lines left out

    def rejected_counts(self) -> dict[str, int]:
        """How many lines were left out for each reason, the commonest first."""
        return dict(self._connection.execute("SELECT reason, lines FROM rejected_count ORDER BY lines DESC, reason"))

    def rejected_stored(self) -> int:
        """How many of these lines are kept to look at."""
        return int(self._connection.execute("SELECT count(*) FROM rejected").fetchone()[0])

    def rejected(self, offset: int, limit: int) -> list[Rejected]:
        """Some of the lines that are kept."""
        query = "SELECT line, reason, text FROM rejected ORDER BY id LIMIT ? OFFSET ?"
        return [Rejected(*found) for found in self._connection.execute(query, (limit, offset))]
