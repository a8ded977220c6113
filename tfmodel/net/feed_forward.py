"""The position-wise feed-forward network (section 3.3, equation 2)."""

from __future__ import annotations

from typing import Any

import keras

from tfmodel.net.dropout import HashDropout
from tfmodel.net.projection import project_to
from tfmodel.net.seeds import derive
from tfmodel.net.taps import tap
from tfmodel.net.tensor import Tensor


class FeedForward(keras.layers.Layer):
    """Two projections with a non-linearity between them, applied to each position alone.

    Args:
        d_model: D, the width of input and output.
        width: Of the hidden layer.
        activation: Name of the non-linearity.
        dropout: Rate on hidden values.
        seed: Of first weights and dropout masks.
    """

    def __init__(self, d_model: int, width: int, *, activation: str, dropout: float, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy = self.dtype_policy
        self.d_model = d_model
        self.width = width
        self.activation = keras.activations.get(activation)
        self.inner = project_to(width, seed=derive(seed, "inner"), name="inner", dtype=policy)
        self.outer = project_to(d_model, seed=derive(seed, "outer"), name="outer", dtype=policy)
        self.dropout = HashDropout(dropout, seed=derive(seed, "dropout"), name="dropout", dtype=policy)

    def build(self, input_shape: Any = None) -> None:
        """Make all weights."""
        self.inner.build((None, self.d_model))
        self.outer.build((None, self.width))
        self.dropout.build()

    def call(self, x: Tensor, training: bool = False) -> Tensor:
        """(..., D) to (..., D)."""
        hidden = self.activation(self.inner(x))
        tap("hidden", hidden)
        output = self.outer(self.dropout(hidden, training=training))
        tap("output", output)
        return output
