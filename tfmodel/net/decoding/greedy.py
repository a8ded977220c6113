"""Greedy search: the likeliest token, each time."""

from __future__ import annotations

from dataclasses import dataclass

from keras import ops

from tfmodel.net.decoding.extending import Extending
from tfmodel.net.decoding.search import Given
from tfmodel.net.tensor import Tensor


@dataclass(frozen=True, kw_only=True)
class Greedy(Extending):
    """One translation of each sentence."""

    @property
    def hypotheses(self) -> int:
        """One."""
        return 1

    def pick(self, logits: Tensor, position: Tensor, given: Given) -> Tensor:
        """The likeliest."""
        return ops.cast(ops.argmax(logits, axis=-1), "int32")
