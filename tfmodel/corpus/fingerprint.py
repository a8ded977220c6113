"""A hash of the pairs that a training sees, which follows each decision without reading all pairs again.

Each pair is hashed to 128 bits; the fingerprint is the sum of these, so that a pair is added or taken away by itself.
It tells changed data from unchanged; it is no guard against somebody who wants two datasets to look alike.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MASK = 2**64 - 1
_BATCH = 20_000
# Odd constants: those of splitmix64 (Steele, Lea & Flood 2014), and of the fractional part of pi.
_GAMMA, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_SEEDS = (0x243F6A8885A308D3, 0x13198A2E03707345)

Key = tuple[int, int, int, int]  # id, source_key, pair_key, split

ALL_KEYS = "SELECT id, source_key, pair_key, split FROM pair"
UNUSED_KEYS = "SELECT id, source_key, pair_key, split FROM unused CROSS JOIN pair ON pair.id = unused.pair"


def sum_of(keys: Iterable[Key]) -> int:
    """The sum over a few pairs."""
    total = [0, 0]
    for key in keys:
        for lane, seed in enumerate(_SEEDS):
            value = seed
            for part in key:
                value = _mixed(value + part)
            total[lane] = (total[lane] + value) & _MASK
    return total[0] << 64 | total[1]


def _mixed(value: int) -> int:
    value = (value + _GAMMA) & _MASK
    value = (value ^ value >> 30) * _FIRST & _MASK
    value = (value ^ value >> 27) * _SECOND & _MASK
    return value ^ value >> 31


def sum_of_columns(*columns: Sequence[int]) -> int:
    """The same sum over many pairs: their ids, source keys, pair keys and parts."""
    import numpy as np

    return _sum_of_arrays([np.array(column, np.int64).astype(np.uint64) for column in columns])


def sum_of_query(connection: sqlite3.Connection, query: str, values: Sequence[int] = ()) -> int:
    """The same sum over the rows of a query that gives what `ALL_KEYS` or `UNUSED_KEYS` give."""
    import numpy as np

    found, whole = connection.execute(query, values), 0
    while rows := found.fetchmany(_BATCH):
        keys = np.frombuffer(array("q", chain.from_iterable(rows)), np.int64).reshape(-1, 4).astype(np.uint64)
        whole = total(whole, _sum_of_arrays(keys.T))
    return whole


def _sum_of_arrays(columns: Iterable[NDArray[np.uint64]]) -> int:
    import numpy as np

    def mixed(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
        value = np.add(value, np.uint64(_GAMMA))
        value = np.multiply(value ^ value >> np.uint64(30), np.uint64(_FIRST))
        value = np.multiply(value ^ value >> np.uint64(27), np.uint64(_SECOND))
        result: NDArray[np.uint64] = value ^ value >> np.uint64(31)
        return result

    columns = list(columns)
    lanes = []
    for seed in _SEEDS:
        value = np.full(len(columns[0]), seed, np.uint64)
        for column in columns:
            value = mixed(value + column)
        lanes.append(int(value.sum()))
    return lanes[0] << 64 | lanes[1]


def difference(one: int, other: int) -> int:
    """`one` without `other`, lane by lane."""
    high = (one >> 64) - (other >> 64) & _MASK
    return high << 64 | (one - other) & _MASK


def total(one: int, other: int) -> int:
    """Both together, lane by lane."""
    high = (one >> 64) + (other >> 64) & _MASK
    return high << 64 | (one + other) & _MASK
