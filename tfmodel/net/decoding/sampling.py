"""Sampling: tokens drawn at random, as probable as the model says; the same ones for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from keras import ops

from tfmodel.contract.failure import fail
from tfmodel.net.decoding.extending import Extending
from tfmodel.net.decoding.search import Given
from tfmodel.net.decoding.truncation import Truncation
from tfmodel.net.tensor import Tensor


@dataclass(frozen=True, kw_only=True)
class Sampling(Extending):
    """K independent samples of each sentence, drawn with the noise that is given.

    Attributes:
        samples: K.
        truncations: What narrows the model's distribution, in this order.

    Raises:
        FailureError: `samples` is below 1.
    """

    samples: int = 1
    truncations: Sequence[Truncation] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.samples < 1:
            raise fail("Impossible number of samples", f"{self.samples} samples are asked for.", "Choose 1 or more.")

    @property
    def hypotheses(self) -> int:
        """K."""
        return self.samples

    def pick(self, logits: Tensor, position: Tensor, given: Given) -> Tensor:
        """Drawn with the number of this position."""
        for truncation in self.truncations:
            logits = truncation(logits)
        return drawn(logits, ops.take(given.noise, position, axis=2))


def drawn(logits: Tensor, uniform: Tensor) -> Tensor:
    """A token from each distribution: where its cumulated probability, in the order of ids, passes a number.

    Rounding may leave the last sum a hair below the number; the likeliest token is taken then, never one that is
    NEVER.

    Args:
        logits: (..., V).
        uniform: (...) of [0, 1).

    Returns:
        (...) int32.
    """
    weights = ops.exp(logits - ops.max(logits, axis=-1, keepdims=True))
    cumulated = ops.cumsum(weights, axis=-1)
    passed = ops.logical_and(cumulated > uniform[..., None] * cumulated[..., -1:], weights > 0.0)
    first = ops.argmax(ops.cast(passed, "int32"), axis=-1)
    return ops.cast(ops.where(ops.any(passed, axis=-1), first, ops.argmax(logits, axis=-1)), "int32")


def noise(seed: int, sentences: Sequence[tuple[int, int]], samples: int, length: int) -> np.ndarray:
    """The numbers that samples are drawn with: they depend on the seed and on what is sampled alone.

    A counter-based generator (Philox, Salmon et al. 2011) is set to the sentence and the sample, so that a sentence is
    translated alike in every batch and however many samples are drawn beside it.

    Args:
        seed: Any.
        sentences: Number of the line and of the piece of the line, for each of the B sentences.
        samples: K.
        length: L.

    Returns:
        (B, K, L) float32 of [0, 1).
    """
    numbers = np.empty((len(sentences), samples, length), "float32")
    for row, (line, piece) in enumerate(sentences):
        for sample in range(samples):
            generator = np.random.Generator(np.random.Philox(key=seed, counter=[0, sample, piece, line]))
            numbers[row, sample] = generator.random(length, dtype="float32")
    return numbers
