"""The position-wise feed-forward network (section 3.3, equation 2)."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from tfmodel.net.dropout import HashDropout
from tfmodel.net.projection import Projection, fused_glorot, project_to
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
        self.d_model = d_model
        self.width = width
        self.activation = keras.activations.get(activation)
        self.inner, self.outer = self.projections(seed)
        self.dropout = HashDropout(dropout, seed=derive(seed, "dropout"), name="dropout", dtype=self.dtype_policy)

    def projections(self, seed: int) -> tuple[Projection, Projection]:
        """Into the hidden layer and out of it."""
        inner = project_to(self.width, seed=derive(seed, "inner"), name="inner", dtype=self.dtype_policy)
        return inner, project_to(self.d_model, seed=derive(seed, "outer"), name="outer", dtype=self.dtype_policy)

    def build(self, input_shape: Any = None) -> None:
        """Make all weights."""
        self.inner.build((None, self.d_model))
        self.outer.build((None, self.width))
        self.dropout.build()

    def call(self, x: Tensor, training: bool = False) -> Tensor:
        """(..., D) to (..., D)."""
        hidden = self.hidden(x)
        tap("hidden", hidden)
        output = self.outer(self.dropout(hidden, training=training))
        tap("output", output)
        return output

    def hidden(self, x: Tensor) -> Tensor:
        """(..., D) to (..., width)."""
        return self.activation(self.inner(x))


class GatedFeedForward(FeedForward):
    """A gated linear unit: `(activation(x W) * x V) W2` (Shazeer 2020); with silu it is SwiGLU.

    Three matrices and, as there, no biases; W and V stand side by side in one product.
    """

    def projections(self, seed: int) -> tuple[Projection, Projection]:
        """W and V (D, 2 * width), and W2 (width, D)."""
        initializer = fused_glorot(self.d_model, self.width, derive(seed, "inner"))
        bare: dict[str, Any] = {"use_bias": False, "dtype": self.dtype_policy}
        inner = Projection(2 * self.width, kernel_initializer=initializer, name="inner", **bare)
        return inner, project_to(self.d_model, seed=derive(seed, "outer"), name="outer", **bare)

    def hidden(self, x: Tensor) -> Tensor:
        """(..., D) to (..., width)."""
        gate, value = ops.split(self.inner(x), 2, axis=-1)
        return self.activation(gate) * value
