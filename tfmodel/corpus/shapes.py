"""Batches of few shapes.

A backend that compiles makes a program for each shape. Without, the kernels of a processor (oneDNN) are made for each
shape, and kept: on Multi30k that took 500 MB, and as much time as it takes to compute what padding adds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tfmodel.contract.symbols import PAD
from tfmodel.corpus.batches import Batch, Ids
from tfmodel.corpus.sizes import BETWEEN, round_up, rounded, rows_down, rows_up, shortest_of

_MANY = 8  # numbers of rows up to twice the usual one


@dataclass(frozen=True)
class Shapes:
    """Pads batches; which pairs share a batch does not change, nor does anything that is computed from real tokens.

    Attributes:
        batch_tokens: The budget that the batches were cut by.
        longest: Tokens of a sentence, with BOS or EOS, that the model has positions for: none is padded beyond.
        devices: Rows are padded to a multiple of it.
        few: Whether there should be very few: one for each of few lengths, with source and target as long. That
            computes up to a quarter more. Otherwise each size is rounded up by itself.
        whole: Whether batches are cut into numbers of rows that need no padding (see `BatchSource`).
        fewest: Whether those lengths are the powers of two alone, where programs cost more than what they compute.
    """

    batch_tokens: int
    longest: int
    devices: int = 1
    few: bool = False
    whole: bool = False
    fewest: bool = False

    def padded(self, batch: Batch) -> Batch:
        """The batch with PAD behind its sentences and rows of PAD below them."""
        rows, source, target = len(batch.source), batch.source.shape[1], batch.target.shape[1]
        if self.few or self.fewest:
            between = 1 if self.fewest else BETWEEN
            target = round_up(max(source, target), between)
            usual = max(1, self.batch_tokens // shortest_of(target, between))
            rows = _at_least(rows_down(usual) if self.whole else usual, rows)
            source = target = min(target, self.longest)
        else:
            source, target = (min(round_up(size), self.longest) for size in (source, target))
            rows = rows_up(rows)
        rows = rounded(rows, self.devices)
        return Batch(
            padded(batch.source, (rows, source)),
            padded(batch.target, (rows, target)),
            padded(batch.labels, (rows, target)),
        )


def padded(ids: Ids, shape: tuple[int, int]) -> Ids:
    """Ids (B, T) in an array of a shape that is at least as large, PAD elsewhere; itself if it has the shape."""
    if ids.shape == shape:
        return ids
    larger = np.full(shape, PAD, np.int32)
    larger[: ids.shape[0], : ids.shape[1]] = ids
    return larger


def _at_least(usual: int, rows: int) -> int:
    """As many rows as usual; where there are more, as batches that no budget cut can have, one of few other numbers."""
    return usual if rows <= usual else rounded(rows, max(1, usual // _MANY))
