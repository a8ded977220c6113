"""Which part of a dataset a pair belongs to.

A part is drawn by a hash of the seed and the normalised source: all pairs of one source share a part, whatever order
they come in, and pairs that are added later do not move those that are there. A test part, once there, gets no pairs
by a later draw either: scores of before and after can be compared.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from tfmodel.corpus.bookkeeping import HELD_OUT, rule_number
from tfmodel.corpus.cleaning import normalised
from tfmodel.corpus.tables import HELD_OUT_SHARE, SPLITS

TRAIN, VALIDATION, TEST = range(len(SPLITS))
_NOTHING = -(2**63)  # smaller than any hash but one
_HELD_OUT_PAIRS = 1000  # of a large dataset, in each held-out part: enough to compare models
_FEW_PAIRS = 3  # of a tiny dataset


def source_key(seed: int, source: str) -> int:
    """Hash by which the part of a source is drawn, a signed 64-bit number."""
    digest = _keyed(seed).copy()
    digest.update(normalised(source).encode())
    return int.from_bytes(digest.digest(), "little", signed=True)


@lru_cache(maxsize=8)
def _keyed(seed: int) -> blake2b:
    return blake2b(digest_size=8, key=seed.to_bytes(8, "little", signed=True))


def pair_key(source: str, target: str) -> int:
    """Hash by which exact duplicates are found, a signed 64-bit number."""
    return int.from_bytes(blake2b(f"{source}\0{target}".encode(), digest_size=8).digest(), "little", signed=True)


def source_keys(seed: int, sources: Sequence[str]) -> array[int]:
    """The hashes of many sources."""
    digests = []
    keyed = _keyed(seed).copy
    for source in sources:
        digest = keyed()
        digest.update(normalised(source).encode())
        digests.append(digest.digest())
    return _numbers(digests)


def pair_keys(sources: Sequence[str], targets: Sequence[str]) -> array[int]:
    """The hashes of many pairs."""
    pairs = zip(sources, targets, strict=True)
    return _numbers([blake2b(f"{source}\0{target}".encode(), digest_size=8).digest() for source, target in pairs])


def _numbers(digests: Sequence[bytes]) -> array[int]:
    numbers = array("q", b"".join(digests))
    if sys.byteorder != "little":
        numbers.byteswap()
    return numbers


def drawn(key: int, draw: int) -> int:
    """The hash of a source as a later draw has it: all others for another draw, the same for the first, which is 0."""
    if not draw:
        return key
    return int.from_bytes(
        blake2b(
            key.to_bytes(8, "little", signed=True), digest_size=8, salt=draw.to_bytes(8, "little", signed=True)
        ).digest(),
        "little",
        signed=True,
    )


@dataclass(frozen=True)
class Bounds:
    """Where the parts begin and end among the hashes: validation below one bound, then test below the other."""

    validation: int = _NOTHING
    test: int = _NOTHING
    draw: int = 0  # of a later draw, which puts the hashes into another order

    def split(self, key: int) -> int:
        """The part of a source with this hash."""
        key = drawn(key, self.draw)
        if key >= self.test:
            return TRAIN
        return VALIDATION if key < self.validation else TEST

    def held_out(self) -> tuple[tuple[int, int, int], ...]:
        """Each held-out part, its smallest hash, and the first one behind it."""
        return (VALIDATION, _NOTHING, self.validation), (TEST, self.validation, self.test)


def draw_bounds(
    connection: sqlite3.Connection,
    first_id: int,
    validation_share: float | None,
    test_share: float | None,
    known: Bounds | None = None,
) -> Bounds:
    """Bounds that give each held-out part its share of the pairs after `first_id`.

    Whole sources are drawn, so a part can have a few pairs more. Where one source has so many pairs that less than half
    of the dataset were left for training, nothing more is held out.

    Args:
        connection: The dataset.
        first_id: Only pairs with larger ids are looked at.
        validation_share: Between 0 and 1, or None: 5 %, and 1,000 pairs at most.
        test_share: The same.
        known: Of an earlier draw; what is drawn now lies behind its validation part.
    """
    known = known or Bounds()
    (pairs,) = connection.execute("SELECT count(*) FROM pair WHERE id > ?", (first_id,)).fetchone()
    hashed = hash_in(connection, known.draw)
    validation = _key_at(connection, hashed, first_id, _wanted(pairs, validation_share), known.validation)
    test = _key_at(connection, hashed, first_id, _wanted(pairs, test_share), validation)
    (held_out,) = connection.execute(
        f"SELECT count(*) FROM pair WHERE id > ? AND {hashed} < ?", (first_id, test)
    ).fetchone()
    most = most_held_out((validation_share or 0.0, test_share or 0.0))
    return Bounds(validation, test, known.draw) if held_out <= most * pairs else known


def most_held_out(shares: Iterable[float]) -> float:
    """The share of the pairs that may be held out where these are asked for: a source is as a whole, however large."""
    return max(0.5, sum(shares) + 0.1)


def hash_in(connection: sqlite3.Connection, draw: int) -> str:
    """The SQL expression of the hash of a pair's source in a draw; that of the first draw is in the index."""
    if not draw:
        return "source_key"
    connection.create_function("drawn", 1, lambda key: drawn(key, draw), deterministic=True)
    return "drawn(source_key)"


def _wanted(pairs: int, share: float | None) -> int:
    if share is not None:
        return round(pairs * share)
    return min(_HELD_OUT_PAIRS, max(round(pairs * HELD_OUT_SHARE), min(_FEW_PAIRS, pairs // 4)))


def _key_at(connection: sqlite3.Connection, hashed: str, first_id: int, wanted: int, after: int) -> int:
    """The bound below which `wanted` pairs lie that are not below `after`."""
    if wanted <= 0:
        return after
    query = f"SELECT {hashed} AS key FROM pair WHERE id > ? AND key >= ? ORDER BY key LIMIT 1 OFFSET ?"
    found = connection.execute(query, (first_id, after, wanted - 1)).fetchone()
    return int(found[0]) + 1 if found else after


# Where the files of two parts have one pair, a later division may give both to one part, which has room for one of
# them. The other, spare one stays in the test part with this flag, which nothing else gives a pair there, and holds
# nothing out. Where a third file had the pair as well, one of the validation part is spare too.
_FORGET_LEAKS = """
DELETE FROM flag WHERE rule = :rule AND pair NOT IN (
    SELECT spare.id FROM flag CROSS JOIN pair AS spare ON spare.id = flag.pair
    WHERE flag.rule = :rule AND spare.split > 0 AND EXISTS (
        SELECT 1 FROM pair AS top CROSS JOIN flag AS other ON other.rule = :rule AND other.pair = top.id
        WHERE top.source_key = spare.source_key AND top.pair_key = spare.pair_key AND top.split = :test
    )
)
"""
_FLAG_LEAKS = """
INSERT OR IGNORE INTO flag SELECT :rule, id FROM pair
JOIN (
    SELECT source_key AS key, max(split) AS best FROM pair
    WHERE id NOT IN (SELECT pair FROM flag WHERE rule = :rule)
    GROUP BY source_key HAVING min(split) < max(split)
) ON source_key = key
WHERE split < best ORDER BY id
"""


def flag_leaks(connection: sqlite3.Connection) -> int:
    """Flags the pairs whose source is also in a higher part, and no others: one source is used in one part only.

    Test outranks validation, and validation outranks training; spare pairs of a division keep their flag, and outrank
    nothing. Nothing is deleted; the caller settles the flags.

    Returns:
        How many pairs have this flag now.
    """
    rule = rule_number(connection, HELD_OUT)
    connection.execute(_FORGET_LEAKS, {"rule": rule, "test": TEST})
    connection.execute(_FLAG_LEAKS, {"rule": rule})
    return int(connection.execute("SELECT count(*) FROM flag WHERE rule = ?", (rule,)).fetchone()[0])


def leaks_of(connection: sqlite3.Connection, key: int) -> dict[int, bool]:
    """The numbers of the pairs with a source, each with whether `flag_leaks` would flag it."""
    query = (
        "SELECT id, split, pair_key, EXISTS (SELECT 1 FROM flag WHERE rule = ? AND pair = id) FROM pair "
        "WHERE source_key = ?"
    )
    found = connection.execute(query, (rule_number(connection, HELD_OUT), key)).fetchall()
    without_room = {content for _, split, content, flagged in found if flagged and split == TEST}
    spare = {number for number, split, content, flagged in found if flagged and split and content in without_room}
    best = max((split for number, split, *_ in found if number not in spare), default=TRAIN)
    return {number: number in spare or split < best for number, split, *_ in found}


def flag_leaks_among(connection: sqlite3.Connection, leaks: Mapping[int, bool]) -> None:
    """Of some pairs, as `leaks_of` gives them, flags those that leak, and no others."""
    rule = rule_number(connection, HELD_OUT)
    connection.executemany("DELETE FROM flag WHERE rule = ? AND pair = ?", ((rule, number) for number in leaks))
    flagged = ((rule, number) for number, is_leak in leaks.items() if is_leak)
    connection.executemany("INSERT INTO flag VALUES (?, ?)", flagged)
