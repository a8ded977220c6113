"""Tokens as vectors, and where they stand (sections 3.4 and 3.5)."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import ops

from tfmodel.net.dropout import HashDropout
from tfmodel.net.taps import tap
from tfmodel.net.tensor import Tensor


class TokenEmbedding(keras.layers.Layer):
    """A table of V vectors; read by token and scaled by the root of D, or used as an output projection.

    First weights are N(0, 1/D), so that scaled embeddings have variance 1 and logits begin near variance 1.

    Args:
        vocabulary: V, the number of tokens.
        d_model: D, the width.
        seed: Of the first weights.
    """

    def __init__(self, vocabulary: int, d_model: int, *, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.vocabulary = vocabulary
        self.d_model = d_model
        self.seed = seed

    def build(self, input_shape: Any = None) -> None:
        """Make the table (V, D)."""
        if not self.built:
            self.embeddings = self.add_weight(
                name="embeddings",
                shape=(self.vocabulary, self.d_model),
                initializer=keras.initializers.RandomNormal(0.0, self.d_model**-0.5, seed=self.seed),
            )

    def call(self, ids: Tensor) -> Tensor:
        """Token ids (...) to vectors (..., D)."""
        rows = ops.take(ops.convert_to_tensor(self.embeddings), ids, axis=0)
        vectors = ops.cast(rows, self.compute_dtype) * self.d_model**0.5
        tap("embedding", vectors)
        return vectors

    def table(self) -> Tensor:
        """The table (V, D) in the numbers that products are computed in."""
        return ops.cast(ops.convert_to_tensor(self.embeddings), self.compute_dtype)


def sinusoidal_positions(length: int, d_model: int) -> np.ndarray:
    """The table of section 3.5: sin at even and cos at odd places of wavelengths from 2 pi to 10000 * 2 pi.

    Returns:
        (length, d_model) float32.
    """
    rates = 10000.0 ** (-np.arange(0, d_model, 2) / d_model)
    angles = np.arange(length)[:, None] * rates[None, :]
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, d_model).astype("float32")


class PositionalEncoding(keras.layers.Layer):
    """Adds sinusoids to embeddings, then drops out (section 5.4).

    Args:
        max_length: Longest sequence, in tokens.
        d_model: D, the width.
        dropout: Rate on the sum.
        seed: Of the dropout masks.
    """

    def __init__(self, max_length: int, d_model: int, *, dropout: float, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = max_length
        self._table = sinusoidal_positions(max_length, d_model)
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
        positions = ops.cast(ops.convert_to_tensor(self._table)[: ops.shape(x)[1]], x.dtype)
        tap("positions", positions)
        return self.dropout(x + positions, training=training)

    def step(self, x: Tensor, position: Tensor) -> Tensor:
        """(B, K, D) vectors that all stand at `position` (a scalar)."""
        return x + ops.cast(ops.take(ops.convert_to_tensor(self._table), position, axis=0), x.dtype)
