"""What enters the first block: embeddings, with or without where they stand (sections 3.5 and 5.4)."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import ops

from tfmodel.net.dropout import HashDropout
from tfmodel.net.taps import tap
from tfmodel.net.tensor import Tensor


class NoPositions(keras.layers.Layer):
    """Embeddings as they are, after dropout: for attention that knows positions by itself.

    Args:
        max_length: Longest sequence, in tokens.
        d_model: D, the width.
        dropout: Rate on what enters the first block.
        seed: Of first weights and dropout masks.
    """

    def __init__(self, max_length: int, d_model: int, *, dropout: float, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = max_length
        self.d_model = d_model
        self.seed = seed
        self.dropout = HashDropout(dropout, seed=seed, dtype=self.dtype_policy, name="dropout")

    def build(self, input_shape: Any = None) -> None:
        """Make the dropout's counter."""
        self.dropout.build()

    def call(self, x: Tensor, training: bool = False) -> Tensor:
        """(B, T, D) to (B, T, D).

        Raises:
            ValueError: T is known beforehand and above `max_length`.
        """
        if x.shape[1] is not None and x.shape[1] > self.max_length:
            raise ValueError(f"A sequence of {x.shape[1]} tokens is longer than the model's {self.max_length}")
        return self.dropout(self.placed(x), training=training)

    def placed(self, x: Tensor) -> Tensor:
        """Embeddings (B, T, D) that know their positions 0 to T - 1."""
        return x

    def step(self, x: Tensor, position: Tensor) -> Tensor:
        """(B, K, D) vectors that all stand at `position` (a scalar)."""
        return x


class AddedPositions(NoPositions):
    """Adds one vector a position; the kinds differ in their table (max_length, D)."""

    def table(self) -> Tensor:
        """(max_length, D)."""
        raise NotImplementedError

    def placed(self, x: Tensor) -> Tensor:
        """Embeddings plus the first T rows of the table."""
        positions = ops.cast(self.table()[: ops.shape(x)[1]], x.dtype)
        tap("positions", positions)
        return x + positions

    def step(self, x: Tensor, position: Tensor) -> Tensor:
        """(B, K, D) vectors plus one row of the table."""
        return x + ops.cast(ops.take(self.table(), position, axis=0), x.dtype)


def sinusoids(length: int, d_model: int) -> np.ndarray:
    """The table of section 3.5: sin at even and cos at odd places of wavelengths from 2 pi to 10000 * 2 pi.

    Returns:
        (length, d_model) float32.
    """
    rates = 10000.0 ** (-np.arange(0, d_model, 2) / d_model)
    angles = np.arange(length)[:, None] * rates[None, :]
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, d_model).astype("float32")


class SinusoidalPositions(AddedPositions):
    """The paper's positions; nothing is learned."""

    def __init__(self, max_length: int, d_model: int, **kwargs: Any) -> None:
        super().__init__(max_length, d_model, **kwargs)
        self._table = sinusoids(max_length, d_model)

    def table(self) -> Tensor:
        """The sinusoids."""
        return ops.convert_to_tensor(self._table)


class LearnedPositions(AddedPositions):
    """One learned vector a position (Gehring et al. 2017; table 3, row E of the paper).

    First weights are N(0, 1/D): small beside scaled embeddings, whose variance is 1.
    """

    def build(self, input_shape: Any = None) -> None:
        """Make the table and the dropout's counter."""
        self.embeddings = self.add_weight(
            name="embeddings",
            shape=(self.max_length, self.d_model),
            initializer=keras.initializers.RandomNormal(0.0, self.d_model**-0.5, seed=self.seed),
        )
        super().build()

    def table(self) -> Tensor:
        """The learned vectors."""
        return ops.convert_to_tensor(self.embeddings)
