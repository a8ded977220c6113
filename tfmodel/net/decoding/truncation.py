"""Which tokens a sample may be drawn from: from logits (..., V) to logits in which the others are NEVER."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from keras import ops

from tfmodel.net.decoding.hypotheses import NEVER
from tfmodel.net.tensor import Tensor


class Truncation(Protocol):
    """Changes the distribution that is drawn from."""

    def __call__(self, logits: Tensor) -> Tensor:
        """Logits (..., V) to logits (..., V)."""


@dataclass(frozen=True)
class Temperature:
    """Divides the logits: below 1 the likely become likelier, towards 0 the search becomes greedy."""

    temperature: float

    def __call__(self, logits: Tensor) -> Tensor:
        """Scaled."""
        return logits / self.temperature


@dataclass(frozen=True)
class TopK:
    """The k likeliest tokens (Fan et al. 2018), and whatever is exactly as likely as the last of them."""

    k: int

    def __call__(self, logits: Tensor) -> Tensor:
        """The k largest."""
        best, _ = ops.top_k(logits, min(self.k, logits.shape[-1]))
        return ops.where(logits >= best[..., -1:], logits, NEVER)


@dataclass(frozen=True)
class TopP:
    """The nucleus (Holtzman et al. 2020): the fewest likeliest tokens that hold at least p of the probability."""

    p: float

    def __call__(self, logits: Tensor) -> Tensor:
        """The nucleus: a token belongs to it when those that are likelier do not yet hold p."""
        ordered = ops.flip(ops.sort(logits, axis=-1), axis=-1)
        probabilities = ops.softmax(ordered, axis=-1)
        likelier = ops.cumsum(probabilities, axis=-1) - probabilities
        smallest = ops.min(ops.where(likelier < self.p, ordered, ordered[..., :1]), axis=-1, keepdims=True)
        return ops.where(logits >= smallest, logits, NEVER)


@dataclass(frozen=True)
class MinP:
    """Tokens at least p times as probable as the likeliest (Nguyen et al. 2024)."""

    p: float

    def __call__(self, logits: Tensor) -> Tensor:
        """Those within -ln p of the largest logit."""
        return ops.where(logits >= ops.max(logits, axis=-1, keepdims=True) + math.log(self.p), logits, NEVER)


def truncations(*, temperature: float, top_k: int, top_p: float, min_p: float) -> tuple[Truncation, ...]:
    """Those that change something, in the order in which they are applied.

    Args:
        temperature: 1 changes nothing.
        top_k: 0 keeps all.
        top_p: 1 keeps all.
        min_p: 0 keeps all.
    """
    chosen: list[Truncation] = []
    if temperature != 1.0:
        chosen.append(Temperature(temperature))
    if top_k:
        chosen.append(TopK(top_k))
    if top_p < 1.0:
        chosen.append(TopP(top_p))
    if min_p:
        chosen.append(MinP(min_p))
    return tuple(chosen)
