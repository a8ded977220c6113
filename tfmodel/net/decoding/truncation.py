"""Which tokens a sample may be drawn from: from logits (..., V) to logits in which the others are NEVER."""

from __future__ import annotations

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

    temperature: float | Tensor

    def __call__(self, logits: Tensor) -> Tensor:
        """Scaled."""
        return logits / self.temperature


@dataclass(frozen=True)
class TopK:
    """The k likeliest tokens (Fan et al. 2018), and whatever is exactly as likely as the last of them; 0 keeps all."""

    k: float | Tensor

    def __call__(self, logits: Tensor) -> Tensor:
        """The k largest: sorted, so that k may be a tensor."""
        vocabulary = logits.shape[-1]
        k = ops.cast(self.k, "int32")
        place = ops.where(k > 0, ops.minimum(k, vocabulary), vocabulary) - 1
        smallest = ops.take(ops.flip(ops.sort(logits, axis=-1), axis=-1), place, axis=-1)
        return ops.where(logits >= smallest[..., None], logits, NEVER)


@dataclass(frozen=True)
class TopP:
    """The nucleus (Holtzman et al. 2020): the fewest likeliest tokens that hold at least p of the probability."""

    p: float | Tensor

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

    p: float | Tensor

    def __call__(self, logits: Tensor) -> Tensor:
        """Those within -ln p of the largest logit."""
        return ops.where(logits >= ops.max(logits, axis=-1, keepdims=True) + ops.log(self.p), logits, NEVER)
