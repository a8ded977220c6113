"""Computes the picture of a dataset from pairs spread evenly over it, in memory that does not grow with it."""

from __future__ import annotations

import math
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import accumulate, islice
from typing import TypeVar

from pydantic import ValidationError

from tfmodel.contract.failure import FailureError
from tfmodel.contract.picture import (
    FORMAT,
    PICTURE,
    Coverage,
    Density,
    Growth,
    Picture,
    Share,
    SidePicture,
)
from tfmodel.corpus.identification import identify
from tfmodel.corpus.schema import connect
from tfmodel.corpus.store import PairStore, Row
from tfmodel.corpus.words import COMMON, script_of, words_of

SAMPLE = 300_000  # training pairs looked at, at most; the counts of words take memory
SIZES = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)  # of the vocabularies whose coverage is told
_VALIDATION = 20_000  # pairs
_IDENTIFIED = 2_000  # sentences of a side: identifying takes a hundred times as long as counting
_LISTED = 20  # words, scripts, languages
_CELLS = 40  # of the density on either side, at most
_WITHIN = 0.99  # share of the pairs that the density shows
_TOLD_EVERY = 10_000  # pairs

Told = Callable[[int, int], None]
Number = TypeVar("Number", int, float)


def describe(store: PairStore, told: Told = lambda done, total: None) -> Picture:
    """Looks at the training part, and at the validation part for the coverage.

    Args:
        store: The dataset.
        told: Called now and then with the pairs done and all to do; what it raises ends the work.
    """
    counts = store.counts()
    step = max(1, -(-counts.train // SAMPLE))
    total = counts.train // step + min(counts.validation, _VALIDATION)
    expected = counts.train // step
    sides, pairs = (_Side(expected), _Side(expected)), _Lengths()
    sampled = 0
    for row in islice(store.stream("train"), 0, None, step):
        lengths = [side.add(text) for side, text in zip(sides, (row.source, row.target), strict=True)]
        pairs.add(*lengths)
        sampled += 1
        if sampled % _TOLD_EVERY == 0:
            told(sampled, total)
    held_out = _held_out(store, lambda done: told(sampled + done, total))
    return Picture(
        fingerprint=store.fingerprint(),
        pairs=counts.train,
        sampled=sampled,
        density=pairs.density(),
        source=sides[0].picture(held_out[0]),
        target=sides[1].picture(held_out[1]),
    )


def stored_picture(store: PairStore) -> Picture | None:
    """The picture that an earlier run left in the dataset, or None when there is none or the pairs have changed."""
    text = store.meta(PICTURE)
    try:
        found = Picture.model_validate_json(text) if text else None
    except ValidationError:
        return None
    return found if found and (found.format, found.fingerprint) == (FORMAT, store.fingerprint()) else None


def keep_picture(store: PairStore, picture: Picture) -> bool:
    """Leaves the picture in the dataset; returns False where that cannot be written, which only costs time later."""
    try:
        with closing(connect(store.path)) as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (PICTURE, picture.model_dump_json()))
    except (sqlite3.Error, FailureError):
        return False
    return True


def _held_out(store: PairStore, told: Callable[[int], None]) -> tuple[Counter[str], Counter[str]]:
    words: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for number, row in enumerate(_spread(store, "validation", _VALIDATION), start=1):
        words[0].update(words_of(row.source))
        words[1].update(words_of(row.target))
        if number % _TOLD_EVERY == 0:
            told(number)
    return words


def _spread(store: PairStore, split: str, most: int) -> Iterator[Row]:
    step = max(1, -(-getattr(store.counts(), split) // most))
    return islice(store.stream(split), 0, None, step)


class _Side:
    """Counts of one side.

    Args:
        sentences: How many will come, about: languages are identified of some of them.
    """

    def __init__(self, sentences: int) -> None:
        self._language_step = max(1, -(-sentences // _IDENTIFIED))
        self._sentences = 0
        self._languages: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.letters: Counter[str] = Counter()
        self.running = 0
        self.points: list[tuple[int, int]] = [(0, 0)]
        self._next = 100

    def add(self, text: str) -> int:
        """Counts a sentence; returns its number of words."""
        found = words_of(text)
        self.words.update(found)
        self.letters.update(text)
        self.running += len(found)
        if self._sentences % self._language_step == 0:
            self._languages[identify(text).language] += 1
        self._sentences += 1
        if self.running >= self._next:
            self.points.append((self.running, len(self.words)))
            self._next = math.ceil(self.running * 1.15)
        return len(found)

    def picture(self, held_out: Counter[str]) -> SidePicture:
        """The figures of what was counted."""
        ranked = self.words.most_common()
        return SidePicture(
            running_words=self.running,
            distinct_words=len(ranked),
            seen_once=sum(1 for _, count in ranked if count == 1),
            frequent=_shares(ranked[:_LISTED]),
            rare=_shares(_rarest(ranked)),
            scripts=_scripts(self.letters),
            languages=_shares(self._languages.most_common(_LISTED)),
            growth=self._growth(),
            coverage=_coverage(ranked, self.running, held_out),
        )

    def _growth(self) -> Growth:
        points = [*self.points, (self.running, len(self.words))]
        factor, exponent = _fitted_law([point for point in points if point[0] and point[1]])
        words, distinct = zip(*points, strict=True)
        return Growth(words=words, distinct=distinct, exponent=exponent, factor=factor)


def _rarest(ranked: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Some of the words counted least often, spread over the alphabet: the first of them are all digits."""
    fewest = ranked[-1][1] if ranked else 0
    first = bisect_left(ranked, -fewest, key=lambda entry: -entry[1])
    words = sorted(ranked[first:])
    step = max(1, len(words) // _LISTED)
    return words[step // 2 :: step][:_LISTED]


def _fitted_law(points: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Factor and exponent of Heaps' law by least squares of the logarithms."""
    x, y = ([math.log(point[side]) for point in points] for side in (0, 1))
    if len(x) < 2 or x[0] == x[-1]:
        return (float(points[-1][1]) if points else 0.0), 0.0
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    spread = sum((value - mean_x) ** 2 for value in x)
    exponent = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / spread
    return math.exp(mean_y - exponent * mean_x), exponent


def _scripts(letters: Counter[str]) -> tuple[Share, ...]:
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[script_of(letter)] += count
    del scripts[COMMON]
    return _shares(scripts.most_common(_LISTED))


def _coverage(ranked: Sequence[tuple[str, int]], running: int, held_out: Counter[str]) -> Coverage:
    sizes = [size for size in SIZES if size < len(ranked)] + [len(ranked)]
    train = list(accumulate((count for _, count in ranked), initial=0))
    validation = list(accumulate((held_out[word] for word, _ in ranked), initial=0))
    return Coverage(
        sizes=tuple(sizes),
        train=tuple(train[size] / max(1, running) for size in sizes),
        validation=tuple(validation[size] / max(1, held_out.total()) for size in sizes),
    )


def _shares(counted: Sequence[tuple[str, int]]) -> tuple[Share, ...]:
    return tuple(Share(name=name, count=count) for name, count in counted)


class _Lengths:
    """Pairs by the lengths of both sides."""

    def __init__(self) -> None:
        self._pairs: Counter[tuple[int, int]] = Counter()

    def add(self, source: int, target: int) -> None:
        """Counts a pair by the words of its sides."""
        self._pairs[source, target] += 1

    def density(self) -> Density:
        """Cells of one width, as many as show nearly all of the pairs."""
        total = self._pairs.total()
        longest: Counter[int] = Counter()
        for (source, target), count in self._pairs.items():
            longest[max(source, target)] += count
        end = _quantile(longest, _WITHIN) + 1
        step = max(1, -(-end // _CELLS))
        cells = -(-end // step)
        grid = [[0] * cells for _ in range(cells)]
        for (source, target), count in self._pairs.items():
            if max(source, target) < cells * step:
                grid[target // step][source // step] += count
        ratios: Counter[float] = Counter()
        for (source, target), count in self._pairs.items():
            ratios[target / max(1, source)] += count
        low, median, high = (_quantile(ratios, share) for share in (0.05, 0.5, 0.95))
        return Density(
            step=step,
            counts=tuple(map(tuple, grid)),
            beyond=total - sum(map(sum, grid)),
            median_ratio=median,
            low_ratio=low,
            high_ratio=high,
        )


def _quantile(counts: Counter[Number], share: float) -> Number:
    """The least value that so large a share does not exceed."""
    seen, wanted = 0, share * counts.total()
    for value in sorted(counts):
        seen += counts[value]
        if seen >= wanted:
            return value
    return 0
