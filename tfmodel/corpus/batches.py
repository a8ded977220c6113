"""Batches of similar length, cut from a token cache within a budget of tokens; the same for the same seed.

The order of the lengths decides where an epoch is cut, and it is the same in each epoch; which of the pairs of one
length share a batch, and in which order the batches come, is drawn anew. So every epoch has as many batches, and the
batch of any step is found without cutting those before it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tfmodel.contract.symbols import BOS, EOS, PAD
from tfmodel.corpus.sizes import rows_down
from tfmodel.corpus.token_cache import TokenCache

Ids = NDArray[np.int32]

_NOISE = 1.5  # tokens: more mixes the batches better and pads them more


@dataclass(frozen=True)
class Batch:
    """B pairs.

    Attributes:
        source: (B, S) ids, EOS last, then PAD.
        target: (B, T) ids, BOS first: what the decoder sees.
        labels: (B, T) ids, EOS last: what it should say next.
    """

    source: Ids
    target: Ids
    labels: Ids

    @property
    def tokens(self) -> int:
        """Real labels, EOS included."""
        return int(np.count_nonzero(self.labels != PAD))

    def parts(self, count: int) -> list[Batch]:
        """The batch in parts of about as many rows; one row of padding alone where there are too few rows."""
        cuts = [np.array_split(rows, count) for rows in (self.source, self.target, self.labels)]
        return [Batch(*(_at_least_a_row(rows) for rows in part)) for part in zip(*cuts, strict=True)]


def _at_least_a_row(rows: Ids) -> Ids:
    return rows if len(rows) else np.full((1, rows.shape[1]), PAD, rows.dtype)


class Batches(Protocol):
    """Batches of one training step after the other, the same for the same seed."""

    @property
    def longest(self) -> int:
        """Tokens of the longest side of a pair, EOS included."""

    def batches_per_epoch(self) -> int:
        """How many batches an epoch has: all have as many."""

    def from_step(self, step: int) -> Iterator[Batch]:
        """Batches without end, beginning with the one that training step `step` (from 0) uses."""


@dataclass(frozen=True)
class _Order:
    """In which order an epoch takes its pairs and its batches.

    Attributes:
        number: Of the epoch.
        rows: All rows, as they are cut into batches.
        batches: The batches of these cuts, as they come.
    """

    number: int
    rows: NDArray[np.intp]
    batches: NDArray[np.intp]


class BatchSource:
    """Cuts epochs of batches.

    Args:
        cache: Tokenised pairs.
        batch_tokens: Budget: rows times the longest side of the batch, EOS included. A pair that is longer is a batch
            of its own.
        seed: Decides everything that is random.
        shuffle: False: from short to long, every epoch the same.
        count: Batches of an epoch; None: as many as the budget makes. A given number comes before the budget.
        whole: Whether what the budget cuts has a number of rows that need no padding with empty ones (see `sizes`);
            otherwise as many as fit. An epoch that fits is one batch, whatever its rows.
        rows: Places in the cache of the pairs of an epoch, some perhaps several times; None: each once.
    """

    def __init__(
        self,
        cache: TokenCache,
        *,
        batch_tokens: int,
        seed: int,
        shuffle: bool = True,
        count: int | None = None,
        whole: bool = False,
        rows: NDArray[np.intp] | None = None,
    ) -> None:
        self._cache = cache
        self._places = rows
        self._seed = seed
        self._shuffle = shuffle
        source, target = np.diff(cache.source_offsets), np.diff(cache.target_offsets)
        if rows is not None:
            source, target = source[rows], target[rows]
        self._longer = np.maximum(source, target) + 1
        self._difference = target - source
        lengths = np.sort(self._longer)
        self._cuts = _cuts(lengths, batch_tokens, whole=whole) if count is None else _even_cuts(lengths, count)
        self._order: _Order | None = None
        self._turn = threading.Lock()  # a stretch that has ended may still be asking while the next one begins

    def epoch(self, number: int) -> Iterator[Batch]:
        """The batches of an epoch (from 0), the same each time they are asked for."""
        return self._from(number, 0)

    def with_places(self) -> Iterator[tuple[NDArray[np.intp], Batch]]:
        """The batches of the first epoch, each with the places of its B pairs in the cache."""
        rows = self._order_of(0).rows
        for start, end in pairwise(self._cuts):
            yield np.sort(self._in_cache(rows[start:end])), self._batch(rows[start:end])

    def batches_per_epoch(self) -> int:
        """How many batches an epoch has: all have as many."""
        return len(self._cuts) - 1

    @property
    def longest(self) -> int:
        """Tokens of the longest side of a pair, EOS included."""
        return int(self._longer.max(initial=0))

    def from_step(self, step: int) -> Iterator[Batch]:
        """Batches without end, beginning with the one that training step `step` (from 0) uses."""
        if len(self._cuts) < 2:
            return
        number, first = divmod(step, self.batches_per_epoch())
        while True:
            yield from self._from(number, first)
            number, first = number + 1, 0

    def _from(self, number: int, first: int) -> Iterator[Batch]:
        order = self._order_of(number)
        for batch in order.batches[first:]:
            yield self._batch(order.rows[self._cuts[batch] : self._cuts[batch + 1]])

    def _order_of(self, number: int) -> _Order:
        """The order of an epoch; the last one is kept, since every stretch of a training begins amid an epoch.

        It takes seconds to sort millions of pairs.
        """
        with self._turn:
            if self._order is None or self._order.number != number:
                self._order = None  # its memory goes before that of the next one is needed
                self._order = self._drawn(number)
            return self._order

    def _drawn(self, number: int) -> _Order:
        draw = np.random.default_rng([self._seed, number])
        rows = self._sorted(draw)
        batches = np.arange(len(self._cuts) - 1, dtype=np.intp)
        if self._shuffle:
            draw.shuffle(batches)
        return _Order(number, rows, batches)

    def _sorted(self, draw: np.random.Generator) -> NDArray[np.intp]:
        """All rows by their longer side; within one length by the difference of the sides, with noise.

        Where a batch spans two lengths the differences go on from where they were, as every second length has them the
        other way round.
        """
        noise = draw.uniform(-_NOISE, _NOISE, len(self._longer)) if self._shuffle else 0.0
        direction = np.where(self._longer % 2, 1.0, -1.0)
        return np.lexsort(((self._difference + noise) * direction, self._longer))

    def _in_cache(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        return rows if self._places is None else self._places[rows]

    def _batch(self, rows: NDArray[np.intp]) -> Batch:
        rows = np.sort(self._in_cache(rows))  # in the order of the file: fewer pages are read
        source = _padded(self._cache.source_tokens, self._cache.source_offsets, rows)
        labels = _padded(self._cache.target_tokens, self._cache.target_offsets, rows)
        target = np.roll(labels, 1, axis=1)
        target[target == EOS] = PAD  # nothing follows the end
        target[:, 0] = BOS
        return Batch(source, target, labels)


def _cuts(lengths: NDArray[np.int64], budget: int, *, whole: bool) -> NDArray[np.intp]:
    """Where to cut rows of growing length so that rows times the longest stays within the budget, with both ends."""
    cuts = [0]
    while (start := cuts[-1]) < len(lengths):
        window = lengths[start : start + max(1, budget // int(lengths[start]))]
        fitting = np.searchsorted(window * np.arange(1, len(window) + 1), budget, side="right")
        rows = max(1, int(fitting))
        fits = not start and rows == len(lengths)  # the few pairs that rounding leaves would be half of the steps
        cuts.append(start + (rows_down(rows) if whole and not fits else rows))
    return np.array(cuts, np.intp)


def _even_cuts(lengths: NDArray[np.int64], count: int) -> NDArray[np.intp]:
    """Where to cut rows of growing length into `count` batches of about as many tokens, each of a row at least."""
    numbers = np.arange(count + 1)
    ends = np.cumsum(lengths)
    cuts = np.concatenate([[0], np.searchsorted(ends, numbers[1:-1] * (ends[-1] / count)), [len(lengths)]])
    at_least_a_row = np.maximum.accumulate(cuts - numbers) + numbers
    room_behind = len(lengths) - numbers[::-1]
    return np.minimum(at_least_a_row, room_behind).astype(np.intp, copy=False)


def _padded(tokens: NDArray[np.int32], offsets: NDArray[np.int64], rows: NDArray[np.intp]) -> Ids:
    """The sentences of some rows, EOS behind each, in an array (B, length of the longest)."""
    begins = np.asarray(offsets[rows])
    lengths = np.asarray(offsets[rows + 1]) - begins
    padded = np.full((len(rows), int(lengths.max()) + 1), PAD, np.int32)
    # Place of each token in the flat array: where its sentence begins there, plus its place in the sentence.
    shifts = np.repeat(begins - np.cumsum(lengths) + lengths, lengths)
    padded[np.arange(padded.shape[1]) < lengths[:, np.newaxis]] = tokens[shifts + np.arange(len(shifts))]
    padded[np.arange(len(rows)), lengths] = EOS
    return padded
