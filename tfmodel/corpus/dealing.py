"""Epochs of a mix: which pairs of each dataset an epoch holds, and the batches that are cut from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from tfmodel.contract.mixing import MixedDataset, pairs_of_an_epoch, shares
from tfmodel.corpus.batches import Batch, BatchSource
from tfmodel.corpus.token_cache import TokenCache

Places = NDArray[np.intp]


class Deal:
    """Deals each dataset like a pack of cards: shuffled, gone through, and shuffled anew when it is through.

    Args:
        packs: Places in the cache of the pairs of each dataset.
        counts: How many pairs of each an epoch holds.
        seed: Decides how they are shuffled.
    """

    def __init__(self, packs: Sequence[Places], counts: Sequence[int], seed: int) -> None:
        self.packs, self.counts, self._seed = tuple(packs), tuple(counts), seed

    def rows(self, epoch: int) -> Places:
        """Places in the cache of the pairs of an epoch (from 0), the same each time they are asked for."""
        dealt = [self._dealt(number, epoch) for number, count in enumerate(self.counts) if count]
        return np.sort(np.concatenate(dealt))

    def _dealt(self, number: int, epoch: int) -> Places:
        pack, count = self.packs[number], self.counts[number]
        begun, first = divmod(epoch * count, len(pack))
        rounds = -(-(first + count) // len(pack))
        shuffled = [
            np.random.default_rng([self._seed, number, begun + turn]).permutation(pack) for turn in range(rounds)
        ]
        return np.concatenate(shuffled)[first : first + count]


def deal_of(
    mixed: Sequence[MixedDataset], cache: TokenCache, *, weights: Sequence[float], temperature: float, seed: int
) -> Deal:
    """The deal of a run's training part; see `contract.mixing`."""
    ids = np.asarray(cache.rows)
    packs = [np.flatnonzero((ids >= part.first) & (ids <= part.last)) for part in mixed]
    sizes = [len(pack) for pack in packs]
    return Deal(packs, pairs_of_an_epoch(sizes, shares(sizes, weights, temperature)), seed)


class MixedBatches:
    """What `BatchSource` does, of the pairs that are dealt for each epoch.

    Every epoch has as many batches, so the place of any step is known without dealing the epochs before it.

    Args:
        cache: Tokenised pairs.
        deal: Which of them an epoch holds.
        batch_tokens: Tokens of a batch, see `BatchSource`; from the second epoch on about as many.
        seed: Decides everything that is random.
    """

    def __init__(self, cache: TokenCache, deal: Deal, *, batch_tokens: int, seed: int) -> None:
        first = BatchSource(cache, batch_tokens=batch_tokens, seed=seed, rows=deal.rows(0))
        self._count = first.batches_per_epoch()
        self.longest = int(max(np.diff(cache.source_offsets).max(), np.diff(cache.target_offsets).max())) + 1

        def cut(number: int) -> BatchSource:
            return BatchSource(cache, batch_tokens=batch_tokens, seed=seed, count=self._count, rows=deal.rows(number))

        self._epoch = lru_cache(maxsize=2)(cut)  # batches are made ahead of their step: two epochs may be in use

    def batches_per_epoch(self) -> int:
        """How many batches an epoch has: all have as many."""
        return self._count

    def from_step(self, step: int) -> Iterator[Batch]:
        """Batches without end, beginning with the one that training step `step` (from 0) uses."""
        while True:
            number, first = divmod(step, self._count)
            yield from islice(self._epoch(number).from_step(step), self._count - first)
            step += self._count - first
