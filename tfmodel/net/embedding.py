"""Tokens as vectors (section 3.4)."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

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
        # The gradient of a reshape is dense. Of the sparse one that TensorFlow has for `take`, Keras' optimizers and
        # its clipping would square the parts of a token that comes more than once before they add them up.
        table = ops.reshape(self.embeddings, (self.vocabulary, self.d_model))
        rows = ops.take(table, ids, axis=0)
        vectors = ops.cast(rows, self.compute_dtype) * self.d_model**0.5
        tap("embedding", vectors)
        return vectors

    def table(self) -> Tensor:
        """The table (V, D) in the numbers that products are computed in."""
        return ops.cast(ops.convert_to_tensor(self.embeddings), self.compute_dtype)
