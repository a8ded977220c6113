"""A dataset: pairs in one SQLite file, paged, searched and streamed from there, never all in memory."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from tfmodel.corpus.filters import ALL, Filters, pairs_between, selection
from tfmodel.corpus.pair import Rejected
from tfmodel.corpus.rows import Row, rows_of
from tfmodel.corpus.schema import connect_for_reading, file_at
from tfmodel.corpus.search import rarest, similarity
from tfmodel.corpus.tables import PAIRS_OF_STEP, SIDES, SPLITS

if TYPE_CHECKING:
    from tfmodel.corpus.rules import Chain

__all__ = ["Bin", "Counts", "History", "Origin", "PairStore", "Row", "RuleState"]


@dataclass(frozen=True)
class Counts:
    """How many pairs there are.

    Attributes:
        total: All pairs.
        train: Those that are trained on.
        validation: Those that are validated with.
        test: Those that are tested with.
        unused: Those of any part that rules or a person have set aside.
    """

    total: int
    train: int
    validation: int
    test: int
    unused: int = 0


@dataclass(frozen=True)
class Origin:
    """A file that pairs came from, and how many are there."""

    name: str
    pairs: int


@dataclass(frozen=True)
class RuleState:
    """A rule of the dataset: whether it sets pairs aside now, and how many it flags either way."""

    name: str
    active: bool
    pairs: int


@dataclass(frozen=True)
class History:
    """What undo would take back and redo do again ("edit", "exclude", "restore"; empty: nothing), and for how many."""

    undo: str
    undo_pairs: int
    redo: str
    redo_pairs: int


@dataclass(frozen=True)
class Bin:
    """How many sentences have at least `start` and fewer than `end` words."""

    start: int
    end: int
    count: int


_STREAMED = 5_000  # rows fetched at a time by a stream
_CANDIDATES = 10  # pairs looked at for each near one


class PairStore:
    """Reads a dataset; use `open`, and close it or use it in a `with`.

    The window and a job may have it open at the same time, also while an import adds pairs.
    """

    def __init__(self, path: Path, file: tuple[int, int] | None, connection: sqlite3.Connection) -> None:
        self.path = path
        self._file = file  # see `file_at`
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> PairStore:
        """Opens a dataset for reading.

        Raises:
            FailureError: The file is missing, closed to this person, no dataset, damaged, or of a newer format.
        """
        return cls(path, file_at(path), connect_for_reading(path))

    def is_replaced(self) -> bool:
        """Whether another file is at the path by now: POSIX systems let one that is open go away."""
        return file_at(self.path) not in (None, self._file)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def __enter__(self) -> PairStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read while the block runs is of one moment, whatever others write meanwhile."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

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
        parts = {split: counts for split, *counts in self._connection.execute("SELECT split, pairs, unused FROM part")}
        found = [parts.get(split, [0, 0]) for split in range(len(SPLITS))]
        train, validation, test = (pairs - unused for pairs, unused in found)
        total = sum(pairs for pairs, _ in found)
        return Counts(total, train, validation, test, total - train - validation - test)

    def origins(self) -> list[Origin]:
        """The files that pairs came from."""
        query = "SELECT name, (SELECT count(*) FROM pair WHERE pair.origin = origin.id) FROM origin ORDER BY id"
        return [Origin(*found) for found in self._connection.execute(query)]

    def origin_names(self) -> list[str]:
        """The names alone: instant, however many pairs there are."""
        return [name for (name,) in self._connection.execute("SELECT name FROM origin ORDER BY id")]

    def origins_within(self, split: str) -> list[str]:
        """The files all of whose pairs are in a part: as quick, for one pair elsewhere tells of the others."""
        query = (
            "SELECT name FROM origin WHERE EXISTS (SELECT 1 FROM pair WHERE pair.origin = origin.id) AND NOT EXISTS"
            " (SELECT 1 FROM pair WHERE pair.origin = origin.id AND +split <> ?) ORDER BY id"
        )
        return [name for (name,) in self._connection.execute(query, (SPLITS.index(split),))]

    def rule_names(self) -> list[str]:
        """The rules that were applied: instant."""
        return [name for (name,) in self._connection.execute("SELECT name FROM rule ORDER BY id")]

    def rules(self) -> list[RuleState]:
        """The rules that were applied, in the order in which they came in."""
        query = "SELECT name, active, (SELECT count(*) FROM flag WHERE rule = rule.id) FROM rule ORDER BY id"
        return [RuleState(name, bool(active), pairs) for name, active, pairs in self._connection.execute(query)]

    def chain(self) -> Chain | None:
        """The rules, with their settings, that pairs of the dataset are cleaned with, if any."""
        from tfmodel.corpus.cleaning_pass import chain_of

        return chain_of(self._connection)

    def history(self) -> History:
        """What can be undone and done again."""
        return History(*self._step("NOT undone", "DESC"), *self._step("undone", "ASC"))

    def _step(self, condition: str, direction: str) -> tuple[str, int]:
        # What an older version wrote is counted.
        query = (
            "SELECT action, CAST(coalesce("
            f"(SELECT value FROM meta WHERE key = {PAIRS_OF_STEP}),"
            " (SELECT count(*) FROM change WHERE change.step = step.id)) AS INTEGER) "
            f"FROM step WHERE {condition} ORDER BY id {direction} LIMIT 1"
        )
        return self._connection.execute(query).fetchone() or ("", 0)

    def version(self) -> int:
        """A number that is another one after each change that anybody made to the dataset."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

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

    def count(
        self, search: str = "", split: str | None = None, filters: Filters = ALL, at_most: int | None = None
    ) -> int:
        """How many pairs have all words of a search, in one part or in all.

        Args:
            search: As for `page`.
            split: Only pairs of this part, whether they are used or not.
            filters: What else is asked of them.
            at_most: Stops counting there: a frequent word in millions of pairs takes a second to count.
        """
        known = None if search.strip() else self._known_count(split, filters)
        if known is not None:
            return known if at_most is None else min(known, at_most)
        found = selection(self._connection, search, split, filters)
        limited = f"SELECT count(*) FROM ({found.select('1')} LIMIT ?)"
        return int(self._connection.execute(limited, (*found.values, -1 if at_most is None else at_most)).fetchone()[0])

    def _known_count(self, split: str | None, filters: Filters) -> int | None:
        """The count where it stands written, so that nothing is counted."""
        if filters == ALL:
            query = "SELECT coalesce(sum(pairs), 0) FROM part"
            if split is None:
                return int(self._connection.execute(query).fetchone()[0])
            values = (SPLITS.index(split),)
            return int(self._connection.execute(f"{query} WHERE split = ?", values).fetchone()[0])
        if split is None and filters == Filters(state="used"):
            counts = self.counts()
            return counts.total - counts.unused
        source, target = filters.source_words, filters.target_words
        if split is None and filters == Filters(source_words=source, target_words=target) and None in (source, target):
            side, words = ("target", target) if source is None else ("source", source)
            return None if words is None else pairs_between(self._connection, side, words)[1]
        return None

    def page(
        self, *, offset: int, limit: int, search: str = "", split: str | None = None, filters: Filters = ALL
    ) -> list[Row]:
        """Some pairs in the order of the dataset, or in that of the filters.

        Args:
            offset: How many to pass over.
            limit: How many at most.
            search: Words that the source or the target must have; the last one may be a beginning. Any text is safe.
            split: Only pairs of this part.
            filters: What else is asked of them.
        """
        if not search.strip() and split is None and filters == ALL and self.is_dense:
            return self.rows(range(offset + 1, min(offset + limit, self._last()) + 1))
        found = selection(self._connection, search, split, filters)
        query = f"{found.select('pair.id')} ORDER BY {found.order} LIMIT ? OFFSET ?"
        return self.rows([number for (number,) in self._connection.execute(query, (*found.values, limit, offset))])

    def ids(self, search: str = "", split: str | None = None, filters: Filters = ALL) -> array[int]:
        """The numbers of all pairs that are asked for, in order; for a thread beside the window, with its own store."""
        found = selection(self._connection, search, split, filters)
        query = f"{found.select('pair.id')} ORDER BY {found.order}"
        return array("q", (number for (number,) in self._connection.execute(query, found.values)))

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The pairs of these numbers, in that order; those that are not there are left out."""
        return rows_of(self._connection, ids)

    def nearest(self, text: str, limit: int = 5) -> list[Row]:
        """The training pairs whose source has most in common with a text, the nearest first, as a CAT tool shows them.

        Those that share its rarest words are found by BM25, or taken in their order where even the rarest is in very
        many, and put in order by the share of words in common. Pairs held out of the training are no help to a
        translator: the model never saw them.
        """
        looked_for = rarest(self._connection, text)
        if not looked_for.words:
            return []
        # CROSS JOIN: without an order SQLite would walk through the part and ask the index about each of its pairs.
        found = (
            "SELECT near.id FROM pair_text CROSS JOIN pair AS near ON near.id = pair_text.rowid "
            "WHERE pair_text MATCH ? AND near.split = ? AND near.id NOT IN (SELECT pair FROM unused)"
        )
        query = f"{found} {'ORDER BY rank' if looked_for.few else ''} LIMIT ?"
        values = (f"source : ({' OR '.join(looked_for.words)})", SPLITS.index("train"), _CANDIDATES * limit)
        rows = self.rows([number for (number,) in self._connection.execute(query, values)])
        return sorted(rows, key=lambda row: (-similarity(row.source, text), row.id))[:limit]

    def stream(self, split: str) -> Iterator[Row]:
        """All pairs of a part that are used, in the order of the dataset, a few thousand in memory at a time."""
        for found in self._used(split, "id"):
            yield from self.rows([number for (number,) in found])

    def sources(self, split: str) -> Iterator[str]:
        """The sources of the pairs that `stream` gives, without looking up all that is known of these."""
        for found in self._used(split, "id, source"):
            yield from (source for _, source in found)

    def _used(self, split: str, columns: str) -> Iterator[list[tuple[Any, ...]]]:
        query = (
            f"SELECT {columns} FROM pair WHERE split = ? AND id > ? AND id NOT IN (SELECT pair FROM unused) "
            "ORDER BY id LIMIT ?"
        )
        last = 0
        while found := self._connection.execute(query, (SPLITS.index(split), last, _STREAMED)).fetchall():
            yield found
            last = found[-1][0]

    def same_sources(self, split: str) -> list[tuple[int, int, str]]:
        """The used pairs of a part, each with every pair, itself too, whose source is the same but for case and spaces.

        Two numbers, and the text of the second pair's source.
        """
        query = (
            "SELECT one.id, other.id, other.source FROM pair AS one "
            "CROSS JOIN pair AS other ON other.source_key = one.source_key "
            "WHERE one.split = ? AND one.id NOT IN (SELECT pair FROM unused)"
        )
        return self._connection.execute(query, (SPLITS.index(split),)).fetchall()

    @property
    def is_dense(self) -> bool:
        """Whether the pairs are numbered from 1 without a gap: then any page of them is found at once."""
        return self._last() == self.counts().total

    def _last(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(id), 0) FROM pair").fetchone()[0])

    # Lines left out

    def rejected_counts(self) -> dict[str, int]:
        """How many lines were left out for each reason, the commonest first."""
        return dict(self._connection.execute("SELECT reason, lines FROM rejected_count ORDER BY lines DESC, reason"))

    def rejected_stored(self) -> int:
        """How many of these lines are kept to look at."""
        return int(self._connection.execute("SELECT count(*) FROM rejected").fetchone()[0])

    def rejected(self, offset: int, limit: int) -> list[Rejected]:
        """Some of the lines that are kept."""
        query = (
            "SELECT line, reason, text, coalesce(name, '') FROM rejected "
            "LEFT JOIN origin ON origin.id = rejected.origin ORDER BY rejected.id LIMIT ? OFFSET ?"
        )
        return [Rejected(*found) for found in self._connection.execute(query, (limit, offset))]
