"""Sentences that wait for a batch: they stand at the same position of their searches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from keras import ops

from tfmodel.jobs import compiling
from tfmodel.jobs.stages import Tensors
from tfmodel.net.tensor import Tensor


@dataclass
class Waiting:
    """Sentences that stand at the same position: their rows in the list, and all that is known of them."""

    rows: list[int] = field(default_factory=list)
    parts: list[tuple[int, int, Tensors]] = field(default_factory=list)  # so many rows, but for the first so many

    def join(self, rows: list[int], tensors: Tensors) -> None:
        """More of them come."""
        self.rows = self.rows + rows
        self.parts.append((len(rows), 0, tensors))

    def leave(self, count: int, size: int) -> tuple[list[int], Callable[[], Tensors]]:
        """The first `count` go; their tensors, for which one may ask elsewhere, are filled up to `size` with copies."""
        rows, self.rows = self.rows[:count], self.rows[count:]
        leaving: list[tuple[list[int], Tensors, int]] = []
        while count:
            number, first, tensors = self.parts.pop(0)
            taken = min(count, number - first)
            leaving.append((list(range(first, first + taken)), tensors, number))
            if first + taken < number:
                self.parts.insert(0, (number, first + taken, tensors))
            count -= taken
        return rows, partial(_together, leaving, size)


def _together(parts: list[tuple[list[int], Tensors, int]], size: int) -> Tensors:
    """Some sentences of each part, so many in all."""
    filled = size - sum(len(sentences) for sentences, _, _ in parts)
    last, *others = parts[-1]
    parts = [*parts[:-1], ([*last, *last[:1] * filled], *others)]
    chosen = [rows_of(tensors, sentences, number) for sentences, tensors, number in parts]
    if len(chosen) == 1:
        return chosen[0]
    return tuple(_concatenated(same) if len(same[0].shape) else same[0] for same in zip(*chosen, strict=True))


def rows_of(tensors: Tensors, sentences: list[int], count: int) -> Tensors:
    """The rows of some of `count` sentences in tensors that have one or several rows of each; scalars stay."""
    if sentences == list(range(count)):
        return tensors
    chosen = np.array(sentences, "int32")[:, None]
    several = {tensor.shape[0] // count for tensor in tensors if len(tensor.shape)}
    places = {rows: (chosen * rows + np.arange(rows, dtype="int32")).ravel() for rows in several}
    return tuple(
        compiling.rows_at(tensor, places[tensor.shape[0] // count]) if len(tensor.shape) else tensor
        for tensor in tensors
    )


def _concatenated(parts: tuple[Tensor, ...]) -> Tensor:
    return np.concatenate(parts) if isinstance(parts[0], np.ndarray) else ops.concatenate(parts, axis=0)
