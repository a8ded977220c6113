"""Sentences that wait for a batch: they stand at the same position of their searches."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from keras import ops

from tfmodel.jobs.stages import Tensors
from tfmodel.net.tensor import Tensor


@dataclass
class Waiting:
    """Sentences that stand at the same position: their rows in the list, and all that is known of them."""

    rows: list[int] = field(default_factory=list)
    tensors: Tensors = ()

    def join(self, rows: list[int], tensors: Tensors) -> None:
        """More of them come."""
        if self.rows:
            pairs = zip(self.tensors, tensors, strict=True)
            tensors = tuple(_joined(pair) if len(pair[0].shape) else pair[0] for pair in pairs)
        self.rows, self.tensors = self.rows + rows, tensors

    def leave(self, count: int, size: int) -> tuple[list[int], Tensors]:
        """The first `count` go, filled up to `size` with copies of the first of them."""
        before = len(self.rows)
        rows, self.rows = self.rows[:count], self.rows[count:]
        leaving = rows_of(self.tensors, [*range(count), *[0] * (size - count)], before)
        self.tensors = rows_of(self.tensors, list(range(count, before)), before) if self.rows else ()
        return rows, leaving


def rows_of(tensors: Tensors, sentences: list[int], count: int) -> Tensors:
    """The rows of some of `count` sentences in tensors that have one or several rows of each; scalars stay."""
    if sentences == list(range(count)):
        return tensors
    return tuple(_gathered(tensor, sentences, count) if len(tensor.shape) else tensor for tensor in tensors)


def _joined(parts: tuple[Tensor, ...]) -> Tensor:
    return np.concatenate(parts) if isinstance(parts[0], np.ndarray) else ops.concatenate(parts, axis=0)


def _gathered(tensor: Tensor, sentences: list[int], count: int) -> Tensor:
    rows = tensor.shape[0] // count
    places = [sentence * rows + row for sentence in sentences for row in range(rows)]
    return tensor[places] if isinstance(tensor, np.ndarray) else ops.take(tensor, places, axis=0)
