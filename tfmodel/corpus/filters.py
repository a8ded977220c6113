"""Which pairs of a dataset are looked at, and how SQLite finds them quickly."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from tfmodel.corpus.search import parsed
from tfmodel.corpus.tables import SIDES, SPLITS

Words = tuple[int, int | None]


@dataclass(frozen=True)
class Filters:
    """Narrows the pairs that a table shows; what is None narrows nothing.

    Attributes:
        flag: Only pairs that this rule flags, also while it is switched off.
        state: "used" in training; "unused": set aside by a rule or by hand; "flagged" by an active rule; "excluded" by
            hand; "kept" by hand in spite of a flag; "edited".
        origin: Only pairs of this file.
        source_words: Fewest and most words of the source; no upper limit for None.
        target_words: The same for the target.
        order: "id": as they were imported; "loss": the worst first, and only pairs whose loss was measured.
    """

    flag: str | None = None
    state: Literal["used", "unused", "flagged", "excluded", "kept", "edited"] | None = None
    origin: str | None = None
    source_words: Words | None = None
    target_words: Words | None = None
    order: Literal["id", "loss"] = "id"


ALL = Filters()

FLAGGED = "EXISTS (SELECT 1 FROM rule CROSS JOIN flag ON flag.rule = rule.id AND flag.pair = pair.id WHERE rule.active)"
_EDITED = "(original.source <> pair.source OR original.target <> pair.target)"
_UNUSED = "EXISTS (SELECT 1 FROM unused WHERE unused.pair = pair.id)"
# State: the small table that has its pairs in order, and the condition that picks among them.
_STATES = {
    "unused": ("unused", "1"),
    "flagged": ("decided", FLAGGED),
    "excluded": ("by_hand", "by_hand.excluded"),
    "kept": ("by_hand", f"NOT by_hand.excluded AND NOT {_UNUSED} AND {FLAGGED}"),
    "edited": ("original", _EDITED),
    "used": (None, f"NOT {_UNUSED}"),
}
# Flagged pairs are unused, or a person decided about them: there is no table of just these.
_MADE = {"decided": "(SELECT pair FROM unused UNION SELECT pair FROM by_hand) AS decided"}
_RARE = 0.02  # share of pairs below which an index is quicker than walking through the pairs in their order


@dataclass(frozen=True)
class Selection:
    """The parts of a statement: SELECT … FROM `tables` WHERE `condition` ORDER BY `order`."""

    tables: str
    condition: str
    values: tuple[object, ...]
    order: str

    def select(self, columns: str) -> str:
        """The statement without its order."""
        return f"SELECT {columns} FROM {self.tables} WHERE {self.condition}"


class _Narrowing:
    """Collects tables and conditions; the first table walks through the pairs in their order."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.tables: list[tuple[str, str]] = []  # name, its column with the number of the pair
        self.conditions: list[str] = []
        self.values: list[object] = []

    def narrow(self, condition: str, *values: object) -> None:
        self.conditions.append(condition)
        self.values.extend(values)

    def walk(self, table: str, column: str) -> None:
        self.tables.append((table, column))

    def selection(self, order: str) -> Selection:
        # CROSS JOIN keeps SQLite from walking through another table first, which would have to be sorted.
        joined = [*self.tables, ("pair", "id")]
        first, column = joined[0]
        text = _MADE.get(first, first)
        for table, key in joined[1:]:
            text += f" CROSS JOIN {_MADE.get(table, table)} ON {table}.{key} = {first}.{column}"
        condition = " AND ".join(self.conditions) or "1"
        return Selection(text, condition, tuple(self.values), order or f"{first}.{column}")


def selection(connection: sqlite3.Connection, search: str, split: str | None, filters: Filters) -> Selection:
    """What finds the pairs that have all that is asked, in their order."""
    narrowing = _Narrowing(connection)
    if search.strip():
        _narrow_search(narrowing, search)
    if filters.order == "loss":
        narrowing.walk("loss", "pair")
    _narrow_state(narrowing, filters)
    if split is not None:
        narrowing.narrow("pair.split = ?", SPLITS.index(split))
    if filters.origin is not None:
        narrowing.narrow("pair.origin = (SELECT id FROM origin WHERE name = ?)", filters.origin)
    for side, words in zip(SIDES, (filters.source_words, filters.target_words), strict=True):
        if words is not None:
            _narrow_words(narrowing, side, words)
    return narrowing.selection("loss.loss DESC, loss.pair" if filters.order == "loss" else "")


def _narrow_state(narrowing: _Narrowing, filters: Filters) -> None:
    if filters.flag is not None:
        narrowing.walk("flag", "pair")
        narrowing.narrow("flag.rule = (SELECT id FROM rule WHERE name = ?)", filters.flag)
    if filters.state is not None:
        table, condition = _STATES[filters.state]
        if table is not None:
            narrowing.walk(table, "pair")
        narrowing.narrow(condition)


def _narrow_search(narrowing: _Narrowing, search: str) -> None:
    wanted = parsed(search)
    if wanted.indexed:
        narrowing.walk("pair_text", "rowid")
    narrowing.narrow(wanted.condition, *wanted.values)


def _narrow_words(narrowing: _Narrowing, side: str, words: Words) -> None:
    # A plus in front of a column keeps SQLite from its index, after which all pairs found would have to be sorted.
    is_rare = not narrowing.tables and pairs_between(narrowing.connection, side, words)[0]
    if is_rare and side == "target":  # the index begins with the lengths of sources: it is asked for each of them
        narrowing.narrow("pair.source_words IN (SELECT words FROM length WHERE side = 0)")
    sign = "" if is_rare else "+"
    narrowing.narrow(f"{sign}pair.{side}_words BETWEEN ? AND ?", words[0], _last(words))


def pairs_between(connection: sqlite3.Connection, side: str, words: Words) -> tuple[bool, int]:
    """Whether sentences of such lengths are few, and how many pairs have one on that side."""
    query = "SELECT coalesce(sum(pairs), 0) FROM length WHERE side = ?"
    number = SIDES.index(side)
    values = (number, words[0], _last(words))
    (pairs,) = connection.execute(f"{query} AND words BETWEEN ? AND ?", values).fetchone()
    (every,) = connection.execute(query, (number,)).fetchone()
    return pairs < _RARE * every, int(pairs)


def _last(words: Words) -> int:
    return 2**31 if words[1] is None else words[1]
