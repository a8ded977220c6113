"""Which part a pair goes to: decided by its source sentence and a seed, so that no source stands in two parts."""

from __future__ import annotations

import hashlib
import sqlite3

from tfmodel.corpus.cleaning import normalised

_MASK = 2**63 - 1  # SQLite's integers are signed


def source_key(source: str) -> int:
    """63 bits of the source as a person reads it: case, width and spaces do not make another sentence."""
    return _number(normalised(source))


def pair_key(source: str, target: str) -> int:
    """63 bits of the exact pair."""
    return _number(f"{source}\0{target}")


def draw(key: int, seed: int) -> int:
    """31 bits that look random, the same for one source and seed."""
    mixed = (key ^ (seed * 0x9E3779B97F4A7C15)) & 0xFFFF_FFFF_FFFF_FFFF
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFF_FFFF_FFFF_FFFF
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & 0xFFFF_FFFF_FFFF_FFFF
    return (mixed ^ (mixed >> 31)) >> 33


def automatic_share(sentences: int) -> float:
    """One in twenty, but no more than a thousand sentences."""
    return min(0.05, 1000 / max(1, sentences))


def thresholds(
    connection: sqlite3.Connection, validation_share: float | None, test_share: float | None
) -> tuple[int, int]:
    """Draws below the first go to validation, below the second to test; what an earlier import settled stays.

    Args:
        connection: Holds the new pairs, of split "auto".
        validation_share: Share of the source sentences, or None for the automatic one.
        test_share: The same for the test part.
    """
    settled = dict(connection.execute("SELECT name, value FROM meta WHERE name IN ('validation_draw', 'test_draw')"))
    if len(settled) == 2:
        return int(settled["validation_draw"]), int(settled["test_draw"])
    query = "SELECT DISTINCT draw FROM pairs WHERE split = 'auto' ORDER BY draw"
    draws = [int(value) for (value,) in connection.execute(query)]
    validation = _size(len(draws), validation_share)
    test = _size(len(draws), test_share)
    return _at(draws, validation), _at(draws, validation + test)


def assign(connection: sqlite3.Connection, validation_draw: int, test_draw: int) -> None:
    """Gives each pair of split "auto" its part; a source that stands in a part already stays with it."""
    connection.execute(
        "UPDATE pairs SET split = coalesce("
        "  (SELECT other.split FROM pairs AS other WHERE other.source_key = pairs.source_key"
        "   AND other.split IN ('train', 'validation', 'test') LIMIT 1),"
        "  CASE WHEN draw < ? THEN 'validation' WHEN draw < ? THEN 'test' ELSE 'train' END) "
        "WHERE split = 'auto'",
        (validation_draw, test_draw),
    )


def remove_held_out(connection: sqlite3.Connection) -> int:
    """Takes training pairs away whose source is also in the validation or test part; returns how many."""
    query = (
        "DELETE FROM pairs WHERE split = 'train' AND EXISTS (SELECT 1 FROM pairs AS other "
        "WHERE other.source_key = pairs.source_key AND other.split IN ('validation', 'test'))"
    )
    return connection.execute(query).rowcount


def renumber(connection: sqlite3.Connection) -> None:
    """Closes the holes in the ids, keeping their order."""
    rows = connection.execute("SELECT id FROM pairs ORDER BY id").fetchall()
    moved = [(new, old) for new, (old,) in enumerate(rows, start=1) if new != old]
    connection.executemany("UPDATE pairs SET id = ? WHERE id = ?", moved)


def _size(sentences: int, share: float | None) -> int:
    if share is not None and share == 0:
        return 0
    wanted = round((automatic_share(sentences) if share is None else share) * sentences)
    return min(max(1, wanted), sentences // 3)  # some to learn from, even of very few


def _at(draws: list[int], place: int) -> int:
    return draws[place] if place < len(draws) else 2**31


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) & _MASK
