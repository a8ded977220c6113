"""Sentences that wait for a batch: they stand at the same position of their searches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from keras import ops

from tfmodel.jobs import compiling
from tfmodel.jobs.stages import Tensors
from tfmodel.net.tensor import Tensor


@dataclass(frozen=True)
class _Part:
    """Some sentences of tensors that hold `count`."""

    tensors: Tensors
    sentences: list[int]
    count: int

    def chosen(self) -> Tensors:
        """Their rows alone."""
        return rows_of(self.tensors, self.sentences, self.count)


@dataclass
class Waiting:
    """Sentences that stand at the same position: their rows in the list, and all that is known of them."""

    rows: list[int] = field(default_factory=list)
    _parts: list[_Part] = field(default_factory=list)

    def join(self, rows: list[int], tensors: Tensors) -> None:
        """More of them come."""
        self.rows = self.rows + rows
        self._parts.append(_Part(tensors, list(range(len(rows))), len(rows)))

    def leave(self, count: int, size: int) -> tuple[list[int], Callable[[], Tensors]]:
        """The first `count` go; their tensors, for which one may ask elsewhere, are filled up to `size` with copies."""
        rows, self.rows = self.rows[:count], self.rows[count:]
        leaving: list[_Part] = []
        while count:
            part = self._parts.pop(0)
            leaving.append(replace(part, sentences=part.sentences[:count]))
            if rest := part.sentences[count:]:
                self._parts.insert(0, replace(part, sentences=rest))
            count -= len(leaving[-1].sentences)
        copies = leaving[-1].sentences[:1] * (size - len(rows))
        leaving[-1] = replace(leaving[-1], sentences=leaving[-1].sentences + copies)
        return rows, partial(_together, leaving)


def _together(parts: list[_Part]) -> Tensors:
    if len(parts) == 1:
        return parts[0].chosen()
    same = zip(*(part.chosen() for part in parts), strict=True)
    return tuple(_concatenated(tensors) if len(tensors[0].shape) else tensors[0] for tensors in same)


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
