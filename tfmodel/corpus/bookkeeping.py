"""What a dataset knows of itself: which pairs are used, how many, and their fingerprint; kept right at each change."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence

from tfmodel.corpus import fingerprint

HELD_OUT = "held_out"  # the rule that nobody can overrule: the source is used in another part
NEAR_HELD_OUT = "near_held_out"  # the rule that compares the parts
_FINGERPRINT, _ALL, _UNUSED = "fingerprint", "sum_all", "sum_unused"
# Of a dataset that was brought up from an older format: the fingerprint that runs know it by, and for which content.
_FORMER, _FORMER_SUM = "former_fingerprint", "former_sum"

_SET_ASIDE = """
INSERT OR IGNORE INTO unused
SELECT flag.pair FROM flag JOIN rule ON rule.id = flag.rule
LEFT JOIN by_hand ON by_hand.pair = flag.pair
WHERE rule.active AND (by_hand.excluded IS NULL OR by_hand.excluded OR rule.name = :held_out)
UNION SELECT pair FROM by_hand WHERE excluded
"""
_COUNT_UNUSED = """
UPDATE part SET unused = (
    SELECT count(*) FROM unused CROSS JOIN pair ON pair.id = unused.pair WHERE pair.split = part.split
)
"""


def meta(connection: sqlite3.Connection, key: str) -> str:
    """A remark of the dataset, or ""."""
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(found[0]) if found else ""


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Writes a remark, in place of an older one."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def rule_number(connection: sqlite3.Connection, name: str) -> int:
    """The number of a rule in this dataset; a new rule gets one and is on."""
    connection.execute("INSERT OR IGNORE INTO rule (name) VALUES (?)", (name,))
    return int(connection.execute("SELECT id FROM rule WHERE name = ?", (name,)).fetchone()[0])


def settle(connection: sqlite3.Connection, *, content_changed: bool, added: int | None = None) -> None:
    """Works out anew which pairs are used, how many in each part, and the fingerprint.

    Args:
        connection: In a transaction.
        content_changed: Whether pairs were added or moved, so that all are counted; else only flags have changed.
        added: The sum (`fingerprint`) of the pairs that were added, where no others have moved: those need not be read.
    """
    connection.execute("DELETE FROM unused")
    connection.execute(_SET_ASIDE, {"held_out": HELD_OUT})
    if content_changed:
        connection.execute("DELETE FROM part")
        connection.execute("INSERT INTO part (split, pairs) SELECT split, count(*) FROM pair GROUP BY split")
        if added is None:
            _write_sum(connection, _ALL, fingerprint.sum_of_query(connection, fingerprint.ALL_KEYS))
        else:
            _write_sum(connection, _ALL, fingerprint.total(_sum(connection, _ALL), added))
    connection.execute(_COUNT_UNUSED)
    _write_sum(connection, _UNUSED, fingerprint.sum_of_query(connection, fingerprint.UNUSED_KEYS))
    write_fingerprint(connection)


def write_fingerprint(connection: sqlite3.Connection) -> None:
    """Writes the fingerprint that follows from the sums."""
    used = fingerprint.difference(_sum(connection, _ALL), _sum(connection, _UNUSED))
    former = meta(connection, _FORMER)
    known = former if former and used == _sum(connection, _FORMER_SUM) else f"{used:032x}"
    set_meta(connection, _FINGERPRINT, known)


def remember_former(connection: sqlite3.Connection) -> None:
    """Keeps the fingerprint of an older format for as long as the content is the same."""
    set_meta(connection, _FORMER, meta(connection, _FINGERPRINT))
    set_meta(connection, _FORMER_SUM, f"{fingerprint.sum_of_query(connection, fingerprint.ALL_KEYS):x}")


class Recounted:
    """Keeps sums and counts right over a change of a few pairs: `with Recounted(connection, ids): change them`.

    Within the block the pairs may change text, flags and choices by hand, and not their part.

    Args:
        connection: In a transaction.
        ids: Numbers of all pairs that change.
        texts: Whether texts change, or only what is decided about the pairs.
    """

    def __init__(self, connection: sqlite3.Connection, ids: Sequence[int], *, texts: bool = True) -> None:
        self._connection, self._ids, self._texts = connection, ids, texts

    def __enter__(self) -> None:
        self._count(-1)

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self._set_aside()
            self._count(1)
            write_fingerprint(self._connection)

    def _set_aside(self) -> None:
        connection = self._connection
        for ids in _chunks(self._ids):
            connection.execute(f"DELETE FROM unused WHERE pair IN ({ids})")
            connection.execute(
                "INSERT OR IGNORE INTO unused SELECT pair.id FROM pair LEFT JOIN by_hand ON by_hand.pair = pair.id "
                f"WHERE pair.id IN ({ids}) AND (by_hand.excluded IS 1 OR EXISTS ("
                "SELECT 1 FROM rule CROSS JOIN flag ON flag.rule = rule.id AND flag.pair = pair.id "
                "WHERE rule.active AND (by_hand.excluded IS NULL OR rule.name = ?)))",
                (HELD_OUT,),
            )

    def _count(self, sign: int) -> None:
        for ids in _chunks(self._ids):
            unused = self._add(_UNUSED, f"{fingerprint.UNUSED_KEYS} WHERE unused.pair IN ({ids})", sign)
            for split, pairs in Counter(key[3] for key in unused).items():
                values = (sign * pairs, split)
                self._connection.execute("UPDATE part SET unused = unused + ? WHERE split = ?", values)
            if self._texts:
                self._add(_ALL, f"{fingerprint.ALL_KEYS} WHERE id IN ({ids})", sign)
                self._count_words(ids, 0, sign)
                self._count_words(ids, 1, sign)

    def _add(self, name: str, query: str, sign: int) -> list[fingerprint.Key]:
        """Adds the pairs of a query to a sum, or takes them away."""
        keys: list[fingerprint.Key] = self._connection.execute(query).fetchall()
        change = fingerprint.total if sign > 0 else fingerprint.difference
        _write_sum(self._connection, name, change(_sum(self._connection, name), fingerprint.sum_of(keys)))
        return keys

    def _count_words(self, ids: str, side: int, sign: int) -> None:
        column = ("source_words", "target_words")[side]
        self._connection.execute(
            f"INSERT INTO length SELECT ?, {column}, ? * count(*) FROM pair WHERE id IN ({ids}) GROUP BY {column} "
            "ON CONFLICT (side, words) DO UPDATE SET pairs = pairs + excluded.pairs",
            (side, sign),
        )
        self._connection.execute("DELETE FROM length WHERE pairs = 0")


def _chunks(ids: Sequence[int], size: int = 5_000) -> Iterator[str]:
    """Ids as the text of SQL lists; they are numbers, so nothing needs quoting."""
    for start in range(0, len(ids), size):
        yield ",".join(str(int(number)) for number in ids[start : start + size])


def _sum(connection: sqlite3.Connection, name: str) -> int:
    return int(meta(connection, name) or "0", 16)


def _write_sum(connection: sqlite3.Connection, name: str, value: int) -> None:
    set_meta(connection, name, f"{value:x}")
