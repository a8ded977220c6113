"""Adds pairs to a dataset within one transaction; the caller commits."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from itertools import islice, repeat

from tfmodel.corpus import bookkeeping, fingerprint
from tfmodel.corpus.cleaner import Cleaner
from tfmodel.corpus.columns import Columns
from tfmodel.corpus.pair import Rejected, rejected
from tfmodel.corpus.splitting import TEST, TRAIN, VALIDATION, Bounds, draw_bounds, flag_leaks, hash_in
from tfmodel.corpus.statistics import STATISTICS, measure
from tfmodel.corpus.tables import INDEXES, SIDES, SPLITS

REJECTED_KEPT = 10_000  # lines that are kept to look at; all are counted
_INDEXED = 20_000  # pairs that are made searchable at a time
# Bytes of words that the index of the search holds before it writes them sorted: while pairs are added, and by itself.
_BEFORE_WRITING, _USUALLY = 48 << 20, 1 << 20
_ORDERED, _COMPARED, _SETTLED = 0.3, 0.8, 0.95  # shares of the finishing that are done then

_INSERT = """
INSERT OR IGNORE INTO pair (
    source, target, origin, line, split, source_key, pair_key, unit, note, source_words, target_words
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# Among parts that are drawn a pair that is there, in whatever part, is there already.
_INSERT_NEW = """
INSERT OR IGNORE INTO pair (
    source, target, origin, line, split, source_key, pair_key, unit, note, source_words, target_words
) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
WHERE NOT EXISTS (SELECT 1 FROM pair WHERE source_key = ?6 AND pair_key = ?7)
"""
# A source that was there before stays in its part.
_DRAWN = """
id > ?1 AND {hashed} >= ?2 AND {hashed} < ?3
AND NOT EXISTS (SELECT 1 FROM pair AS old WHERE old.source_key = pair.source_key AND old.id <= ?1)
"""
# What a file gives for a part is in it, also where a division had set its equal there aside.
_TAKE_BACK = """
DELETE FROM flag WHERE rule = (SELECT id FROM rule WHERE name = ?1)
AND pair = (SELECT id FROM pair WHERE source_key = ?2 AND pair_key = ?3 AND split = ?4) AND ?4 > 0
AND EXISTS (
    SELECT 1 FROM pair AS top JOIN flag AS other ON other.pair = top.id AND other.rule = flag.rule
    WHERE top.source_key = ?2 AND top.pair_key = ?3 AND top.split = ?5
)
"""
_MAKE_SEARCHABLE = """
INSERT INTO pair_text (rowid, source, target) SELECT id, source, target FROM pair WHERE id > ? AND id <= ?
"""
_ADD_TEXT = "INSERT INTO pair_text (rowid, source, target) VALUES (?, ?, ?)"
_WORDS_KEPT = "INSERT INTO pair_text (pair_text, rank) VALUES ('hashsize', ?)"
_COUNT_REJECTED = """
INSERT INTO rejected_count VALUES (?, ?) ON CONFLICT (reason) DO UPDATE SET lines = lines + excluded.lines
"""
_COUNT_LENGTH = """
INSERT INTO length VALUES (?, ?, ?) ON CONFLICT (side, words) DO UPDATE SET pairs = pairs + excluded.pairs
"""


class PairWriter:
    """Adds the pairs of one file.

    Args:
        connection: The dataset, in a transaction.
        origin: Name of the file.
        seed: Of the draw of parts; a dataset keeps its first one.
        given: The part that all pairs belong to, or None to draw it.
        cleaner: Looks at what is added, if the dataset has rules.
        searchable: Whether pairs are searchable as soon as they are added; else `index` does that at the end.

    Attributes:
        rejected: How many lines were left out for each reason.
        held_out: Pairs, added now or before, that are set aside from now on because their source is in a higher part.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        origin: str,
        *,
        seed: int,
        given: int | None,
        cleaner: Cleaner | None = None,
        searchable: bool = True,
    ) -> None:
        self._connection = connection
        self._cleaner, self._searchable = cleaner, searchable
        self.seed = int(self._remember("seed", str(seed)))
        bounds = bookkeeping.meta(connection, "bounds")
        self._bounds = Bounds(**json.loads(bounds)) if bounds else None
        self.first_id = self._last_id()
        self.held_out = 0
        self._sum = 0  # of what was added, see `fingerprint`
        self.turn_to(origin, given)
        if searchable:
            connection.execute(_WORDS_KEPT, (_BEFORE_WRITING,))
        (self._kept_lines,) = connection.execute("SELECT count(*) FROM rejected").fetchone()
        self._lengths: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
        self.rejected: Counter[str] = Counter()

    def turn_to(self, origin: str, given: int | None) -> None:
        """What is added from now on comes from this file, and belongs to this part."""
        self._given = given
        self._connection.execute("INSERT OR IGNORE INTO origin (name) VALUES (?)", (origin,))
        (self._origin,) = self._connection.execute("SELECT id FROM origin WHERE name = ?", (origin,)).fetchone()

    def add(self, pairs: Columns) -> None:
        """Adds pairs; those that are there already are counted as duplicates."""
        connection, last = self._connection, self._last_id()
        before = connection.total_changes
        is_drawn_anew = self._given is None and self.first_id
        connection.executemany(_INSERT_NEW if is_drawn_anew else _INSERT, self._rows(pairs))
        if connection.total_changes - before < len(pairs):
            pairs = pairs.only(self._new_ones(pairs, last))
        self._lengths[0].update(pairs.source_words)
        self._lengths[1].update(pairs.target_words)
        ids = range(last + 1, last + 1 + len(pairs))
        splits = list(islice(self._splits(pairs.source_keys), len(pairs)))
        columns = ids, pairs.source_keys, pairs.pair_keys, splits
        self._sum = fingerprint.total(self._sum, fingerprint.sum_of_columns(*columns))
        if self._searchable:
            connection.executemany(_ADD_TEXT, zip(ids, pairs.sources, pairs.targets, strict=True))
        if self._cleaner is not None:
            self._cleaner.note(ids, pairs.found)

    def _new_ones(self, pairs: Columns, last: int) -> list[int]:
        """The places of those that were added after the pair `last`; the others are counted."""
        keys = {key for (key,) in self._connection.execute("SELECT pair_key FROM pair WHERE id > ?", (last,))}
        new = []
        for place, key in enumerate(pairs.pair_keys):
            if key in keys:
                keys.remove(key)
                new.append(place)
            else:
                if self._given is not None:
                    content = pairs.source_keys[place], pairs.pair_keys[place], self._given
                    self._connection.execute(_TAKE_BACK, (bookkeeping.HELD_OUT, *content, TEST))
                texts = pairs.sources[place], pairs.targets[place]
                self.reject(rejected(pairs.lines[place], "duplicate", *texts))
        return new

    def reject(self, line: Rejected) -> None:
        """Counts a line that was left out, and keeps it while there are not too many."""
        self._reject(self._origin, line)

    def draw(self, validation_share: float | None, test_share: float | None) -> None:
        """Draws those held-out parts that the dataset lacks, from what was added without a given part.

        A test part that is there stays as it is. Of a source in two parts the pairs of the lower one are set aside.
        """
        if self._given is not None:
            self._remember("given", "1")
            self._remember(f"given_{SPLITS[self._given]}", "1")
        else:
            self._draw(self._share(VALIDATION, validation_share), self._share(TEST, test_share))
        if self.first_id or bookkeeping.meta(self._connection, "given"):
            before = self._count_held_out()
            self.held_out = flag_leaks(self._connection) - before

    def _draw(self, validation_share: float | None, test_share: float | None) -> None:
        if self._bounds is not None and validation_share == test_share == 0.0:
            return
        bounds = draw_bounds(self._connection, self.first_id, validation_share, test_share, self._bounds)
        bookkeeping.set_meta(self._connection, "bounds", json.dumps(asdict(bounds)))
        drawn = _DRAWN.format(hashed=hash_in(self._connection, bounds.draw))
        for split, low, high in bounds.held_out():
            self._move(split, drawn, (self.first_id, low, high))

    def _move(self, split: int, condition: str, values: tuple[int, ...]) -> None:
        """Puts added pairs into a part."""
        keys = f"{fingerprint.ALL_KEYS} WHERE {condition}"
        before = fingerprint.sum_of_query(self._connection, keys, values)
        self._connection.execute(f"UPDATE pair SET split = {split} WHERE {condition}", values)
        after = fingerprint.sum_of_query(self._connection, keys, values)
        self._sum = fingerprint.total(fingerprint.difference(self._sum, before), after)

    def _share(self, split: int, asked: float | None) -> float | None:
        """The share of a held-out part that is to be drawn now.

        A drawn part that is there gets none, nor does any test part, nor by itself one that was given pair by pair or
        that a person did not want.
        """
        name = SPLITS[split]
        if asked is not None:
            bookkeeping.set_meta(self._connection, f"without_{name}", "" if asked else "1")
        if self._has(split) and (split == TEST or self._bounds is not None):
            return 0.0
        unasked = any(bookkeeping.meta(self._connection, f"{mark}_{name}") for mark in ("given", "without"))
        return 0.0 if asked is None and unasked else asked

    def _has(self, split: int) -> bool:
        """Whether a part had pairs that are used before the import."""
        query = "SELECT 1 FROM pair WHERE split = ? AND id <= ? AND id NOT IN (SELECT pair FROM unused) LIMIT 1"
        return self._connection.execute(query, (split, self.first_id)).fetchone() is not None

    def _count_held_out(self) -> int:
        query = "SELECT count(*) FROM flag JOIN rule ON rule.id = flag.rule WHERE rule.name = ?"
        return int(self._connection.execute(query, (bookkeeping.HELD_OUT,)).fetchone()[0])

    def index(self, each: Callable[[float], None]) -> None:
        """Makes what was added searchable, where it is not yet.

        Args:
            each: Called now and then with the share that is done.
        """
        if self._searchable:
            return
        last = self._last_id()
        for start in range(self.first_id, last, _INDEXED):
            self._connection.execute(_MAKE_SEARCHABLE, (start, start + _INDEXED))
            each(min(1.0, (start + _INDEXED - self.first_id) / (last - self.first_id)))

    def finish(self, languages: tuple[str, str], each: Callable[[float], None]) -> None:
        """Writes what is known of the whole: flags, counts, lengths, languages, figures, fingerprint.

        Args:
            languages: Codes of source and target.
            each: Called now and then with the share that is done.
        """
        connection = self._connection
        statements = INDEXES.split(";")
        for done, statement in enumerate(statements, start=1):
            connection.execute(statement)
            each(_ORDERED * done / len(statements))
        connection.executemany(_COUNT_REJECTED, self.rejected.items())
        connection.executemany(_COUNT_LENGTH, self._length_rows())
        connection.execute("DELETE FROM length WHERE pairs = 0")
        for side, language in zip(SIDES, languages, strict=True):
            if language:
                self._remember(f"{side}_language", language)
        if self._searchable:
            connection.execute(_WORDS_KEPT, (_USUALLY,))
        if self._cleaner is not None:
            self._cleaner.finish(self.first_id, lambda share: each(_ORDERED + (_COMPARED - _ORDERED) * share))
        each(_COMPARED)
        bookkeeping.settle(connection, content_changed=True, added=self._sum)
        each(_SETTLED)
        bookkeeping.set_meta(connection, STATISTICS, json.dumps(asdict(measure(connection))))

    def added(self) -> dict[str, int]:
        """How many of the added pairs are in each part."""
        query = "SELECT split, count(*) FROM pair WHERE id > ? GROUP BY split"
        found = dict(self._connection.execute(query, (self.first_id,)))
        return {name: found.get(split, 0) for split, name in zip((TRAIN, VALIDATION, TEST), SPLITS, strict=True)}

    def _rows(self, pairs: Columns) -> Iterable[tuple[object, ...]]:
        return zip(
            pairs.sources,
            pairs.targets,
            repeat(self._origin),
            pairs.lines,
            self._splits(pairs.source_keys),
            pairs.source_keys,
            pairs.pair_keys,
            pairs.units,
            pairs.notes,
            pairs.source_words,
            pairs.target_words,
        )

    def _splits(self, keys: Sequence[int]) -> Iterable[int]:
        if self._given is not None or self._bounds is None:
            return repeat(TRAIN if self._given is None else self._given)
        # The validation part grows with what is added, the test part does not.
        return map(replace(self._bounds, test=self._bounds.validation).split, keys)

    def _length_rows(self) -> list[tuple[int, int, int]]:
        return [(side, words, n) for side, lengths in enumerate(self._lengths) for words, n in lengths.items() if n]

    def _reject(self, origin: int, line: Rejected) -> None:
        self.rejected[line.reason] += 1
        if self._kept_lines < REJECTED_KEPT:
            self._kept_lines += 1
            self._connection.execute(
                "INSERT INTO rejected (origin, line, reason, text) VALUES (?, ?, ?, ?)",
                (origin, line.line, line.reason, line.text),
            )

    def _last_id(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(id), 0) FROM pair").fetchone()[0])

    def _remember(self, key: str, value: str) -> str:
        """Notes a value unless there is one; returns the one that holds."""
        self._connection.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (key, value))
        return bookkeeping.meta(self._connection, key)
