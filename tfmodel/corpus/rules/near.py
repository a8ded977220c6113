"""Rules that find pairs which are nearly the same.

Two pairs are near when the sets of their words have most in common (Jaccard). Candidates are found by MinHash in bands
(Broder 1997; Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, chapter 3) and then compared exactly, so that
what is found is near for certain. A pair with the share s of its words in common with another one is compared with it
with the probability 1 - (1 - s**4)**8: 95 % of 0.75, 98.5 % of 0.8, 99.98 % of 0.9. Arrays of all pairs lie in files.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
import zlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfmodel.contract.settings import Section, setting
from tfmodel.corpus.rules.repeated import Found, Tell
from tfmodel.corpus.splitting import TRAIN
from tfmodel.corpus.tables import SPLITS
from tfmodel.corpus.words import UNSPACED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

_READ = 10_000  # pairs at a time
_BANDS, _HASHES = 8, 4  # below `LEAST_IN_COMMON` they would miss too many: 33 % of 0.6
LEAST_IN_COMMON = 0.75
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_CACHED = 300_000  # words whose hash is remembered
_COMPARED = 5  # sources of higher parts that a source is compared with, among those of one hash


class NearDuplicates(Section):
    """Pairs that say nearly the same."""

    enabled: bool = setting(
        False, "Near duplicates", "Nearly the same pair is there before: most words of both sides are the same."
    )
    similarity: float = setting(
        0.8,
        "Similarity",
        "Share of words in common from which on a pair is taken; less takes more.",
        ge=LEAST_IN_COMMON,
        le=1.0,
    )
    numbers_matter: bool = setting(
        False, "Numbers matter", "Whether pairs that differ in nothing but numbers are different."
    )

    def find_all(self, connection: sqlite3.Connection, tell: Tell) -> Iterator[Found]:
        """The pairs of the training part that are near to an earlier one, each with that one."""
        query = (
            "SELECT id, source || char(10) || target FROM pair "
            "WHERE id > ? AND split = ? AND id NOT IN (SELECT pair FROM temp.taken) ORDER BY id LIMIT ?"
        )
        with _folder() as folder:
            words = _Words(Path(folder), self.numbers_matter)
            words.read(connection, query, (TRAIN,), tell)
            yield from words.near(self.similarity, None, tell)


class NearHeldOut(Section):
    """Pairs whose source is nearly one of a higher part: training near validation or test, validation near test."""

    enabled: bool = setting(
        False,
        "Near the held-out parts",
        "The source is nearly the same as one that is validated or tested with, which would flatter the scores; "
        "validation pairs are compared with the test part.",
    )
    similarity: float = setting(
        0.9,
        "Similarity",
        "Share of words in common from which on a pair is taken; less takes more.",
        ge=LEAST_IN_COMMON,
        le=1.0,
    )

    def find_all(self, connection: sqlite3.Connection, tell: Tell) -> Iterator[Found]:
        """The pairs with such a source, each with the pair of the higher part."""
        query = (
            "SELECT id, source FROM pair WHERE id > ? AND id NOT IN (SELECT pair FROM temp.taken) ORDER BY id LIMIT ?"
        )
        parts = dict(connection.execute("SELECT id, split FROM pair WHERE split <> ?", (TRAIN,)))
        if not parts:
            return
        with _folder() as folder:
            words = _Words(Path(folder), numbers_matter=True)
            words.read(connection, query, (), tell)
            yield from words.near(self.similarity, parts, tell)


def _folder() -> tempfile.TemporaryDirectory[str]:
    """Windows removes no file that is mapped: what is still read goes later."""
    return tempfile.TemporaryDirectory(prefix="transformer-desk-", ignore_cleanup_errors=True)


class _Words:
    """The sets of words of many texts as numbers, and their hashes by band, in files."""

    def __init__(self, folder: Path, numbers_matter: bool) -> None:
        self._folder = folder
        self._numbers_matter = numbers_matter
        self._cache = _Hashes()
        self._ids, self._ends = array("q"), array("q", [0])
        self._tokens: Any = None

    def __len__(self) -> int:
        return len(self._ids)

    def read(self, connection: sqlite3.Connection, query: str, values: tuple[int, ...], tell: Tell) -> None:
        """Reads numbers and texts; `tell` gets the share of the dataset that is read, up to 0.6."""
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM pair").fetchone()
        begin = 0
        with (self._folder / "words").open("wb") as words, (self._folder / "bands").open("wb") as bands:
            while rows := connection.execute(query, (begin, *values, _READ)).fetchall():
                begin = rows[-1][0]
                self._ids.extend([number for number, _ in rows])
                sets = [self._set(text) for _, text in rows]
                flat = array("I", chain.from_iterable(sets))
                lengths = list(map(len, sets))
                words.write(flat.tobytes())
                bands.write(_bands(flat, lengths).tobytes())
                end = self._ends[-1]
                for length in lengths:
                    end += length
                    self._ends.append(end)
                tell(0.6 * begin / max(1, last))

    def _set(self, text: str) -> set[int]:
        text = text.lower()
        if not self._numbers_matter:
            text = _DIGIT.sub("0", text)
        words = _WORD.findall(text)
        if UNSPACED.search(text):
            words = [piece for word in words for piece in _pieces(word)]
        found = set(map(self._cache.__getitem__, words))
        if len(self._cache) > _CACHED:
            self._cache.clear()
        return found or {zlib.crc32(text.encode("utf-8", "replace"))}

    def near(self, similarity: float, parts: dict[int, int] | None, tell: Tell) -> Iterator[Found]:
        """Number of each text that is near another one, and the number of that one.

        Args:
            similarity: At least so much in common.
            parts: From number to part of those that are held out; only texts near to one of a higher part are found
                then. None: those near to any earlier one.
            tell: Gets the share that is done, from 0.6 on.
        """
        import numpy as np

        if not self._ids:
            return
        bands = np.memmap(self._folder / "bands", np.uint64, "r").reshape(-1, _BANDS)
        self._tokens = np.memmap(self._folder / "words", np.uint32, "r")
        ranks = None if parts is None else np.array([parts.get(number, TRAIN) for number in self._ids], np.int8)
        found: dict[int, int] = {}
        for band in range(_BANDS):
            for one, other in _candidates(np.array(bands[:, band]), ranks):
                if one not in found and self._in_common(one, other) >= similarity:
                    found[one] = other
            tell(0.6 + 0.4 * (band + 1) / _BANDS)
        self._tokens = None  # Windows removes no file that is mapped
        del bands
        for one, other in sorted(found.items()):
            yield self._ids[one], self._ids[other]

    def _in_common(self, one: int, other: int) -> float:
        # The smaller set cannot have more in common than its size.
        first, second = (set(self._tokens[self._ends[n] : self._ends[n + 1]].tolist()) for n in (one, other))
        common = len(first & second)
        return common / (len(first) + len(second) - common)


class _Hashes(dict[str, int]):
    """The hash of each word: the same in every process, unlike Python's own."""

    def __missing__(self, word: str) -> int:
        self[word] = found = zlib.crc32(word.encode("utf-8", "replace"))
        return found


def _pieces(word: str) -> Sequence[str]:
    """Two characters at a time, of a script without spaces."""
    if not UNSPACED.search(word):
        return (word,)
    return [word[n : n + 2] for n in range(max(1, len(word) - 1))]


def _bands(flat: array[int], lengths: list[int]) -> NDArray[np.uint64]:
    """(texts, bands): a hash of the smallest hashes of each set, for each band."""
    import numpy as np

    tokens = np.frombuffer(flat, np.uint32).astype(np.uint64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.intp)
    draw = np.random.default_rng(20)
    factors = draw.integers(1, 2**63, (_BANDS, _HASHES), np.uint64) * np.uint64(2) + np.uint64(1)
    bands = np.zeros((len(lengths), _BANDS), np.uint64)
    for band in range(_BANDS):
        for factor in factors[band]:
            mixed = tokens * factor
            smallest = np.minimum.reduceat(mixed ^ mixed >> np.uint64(29), starts)
            bands[:, band] = (bands[:, band] ^ smallest) * np.uint64(0x9E3779B97F4A7C15)
    return bands


def _candidates(keys: NDArray[np.uint64], ranks: NDArray[np.int8] | None) -> Iterator[tuple[int, int]]:
    """Places of texts of one key: each with the first and the previous one, or with some of higher rank."""
    import numpy as np

    if ranks is not None:
        numbers = np.flatnonzero(np.isin(keys, keys[ranks > TRAIN]))
        order = numbers[np.lexsort((-ranks[numbers], keys[numbers]))]
    else:
        order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    begins = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sizes = np.diff(np.append(begins, len(order)))
    for begin, size in zip(begins[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        group = order[begin : begin + size].tolist()
        if ranks is None:
            yield from ((group[n], group[0]) for n in range(1, size))
            yield from ((group[n], group[n - 1]) for n in range(2, size))
        else:
            of_group = ranks[group]
            higher = [int(np.count_nonzero(of_group > rank)) for rank in range(len(SPLITS))]
            for one, rank in zip(group, of_group.tolist(), strict=True):
                yield from ((one, other) for other in group[: min(higher[rank], _COMPARED)])
