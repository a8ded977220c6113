"""Batches of similar length, cut from a token cache within a budget of tokens; the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tfmodel.contract.symbols import BOS, EOS, PAD
from tfmodel.corpus.token_cache import TokenCache

Ids = NDArray[np.int32]


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


class BatchSource:
    """Cuts epochs of batches.

    Pairs are sorted by length with a little noise, so that an epoch's batches differ from the last one's, then cut so
    that rows times the longest row stays within the budget on both sides, then shuffled as batches.

    Args:
        cache: Tokenised pairs.
        batch_tokens: Budget: rows times longest side.
        seed: Decides everything that is random.
        shuffle: False: from short to long, without noise, every epoch the same.
    """

    def __init__(self, cache: TokenCache, *, batch_tokens: int, seed: int, shuffle: bool = True) -> None:
        self._cache = cache
        self._budget = batch_tokens
        self._seed = seed
        self._shuffle = shuffle
        self._source_lengths = np.diff(cache.source_offsets) + 1
        self._target_lengths = np.diff(cache.target_offsets) + 1
        self._lengths = np.maximum(self._source_lengths, self._target_lengths)
        self._counts: dict[int, int] = {}

    def epoch(self, number: int) -> Iterator[Batch]:
        """The batches of an epoch, the same each time they are asked for."""
        for rows in self._plan(number):
            yield self._cut(rows)

    def batches_per_epoch(self, number: int) -> int:
        """How many batches an epoch has."""
        if number not in self._counts:
            self._counts[number] = len(self._plan(number))
        return self._counts[number]

    def from_step(self, step: int) -> Iterator[Batch]:
        """Batches without end, beginning with the one that training step `step` (from 0) uses."""
        epoch = 0
        while step >= (count := self.batches_per_epoch(epoch)):
            step -= count
            epoch += 1
        while True:
            for rows in self._plan(epoch)[step:]:
                yield self._cut(rows)
            step, epoch = 0, epoch + 1

    def _plan(self, number: int) -> list[NDArray[np.intp]]:
        """Rows of each batch of an epoch."""
        draw = np.random.default_rng([self._seed, number])
        noise = draw.uniform(0.0, _NOISE, len(self._lengths)) if self._shuffle else np.zeros(len(self._lengths))
        order = np.lexsort((self._source_lengths, self._target_lengths + noise))
        batches = np.split(order, self._cuts(order))
        return [batches[index] for index in draw.permutation(len(batches))] if self._shuffle else batches

    def _cuts(self, order: NDArray[np.intp]) -> list[int]:
        """Where to cut a sorted order so that each batch keeps to the budget; a longer pair is a batch of its own."""
        cuts, start, longest = [], 0, 0
        for position, length in enumerate(self._lengths[order].tolist()):
            longest = max(longest, length)
            if position > start and (position + 1 - start) * longest > self._budget:
                cuts.append(position)
                start, longest = position, length
        return cuts

    def _cut(self, rows: NDArray[np.intp]) -> Batch:
        source = np.full((len(rows), int(self._source_lengths[rows].max())), PAD, np.int32)
        labels = np.full((len(rows), int(self._target_lengths[rows].max())), PAD, np.int32)
        for place, row in enumerate(rows):
            for array, tokens in ((source, self._cache.source(row)), (labels, self._cache.target(row))):
                array[place, : len(tokens)] = tokens
                array[place, len(tokens)] = EOS
        target = np.roll(labels, 1, axis=1)
        target[:, 0] = BOS
        target[target == EOS] = PAD  # nothing follows the end
        return Batch(source, target, labels)


_NOISE = 2.0  # tokens: neighbours in length change places from epoch to epoch
