"""A linear map of the last axis."""

from __future__ import annotations

import math
from typing import Any

import keras
from keras import ops

from tfmodel.net.tensor import Tensor


class Projection(keras.layers.Dense):
    """`Dense`, with all leading axes flattened into one.

    Over three axes TensorFlow's gradient of a product makes one weight gradient a sentence and sums them; over two it
    is one product.
    """

    def call(self, inputs: Tensor, training: bool | None = None) -> Tensor:
        """(..., D) to (..., units)."""
        *leading, width = ops.shape(inputs)
        flat = super().call(ops.reshape(inputs, (-1, width)), training=training)
        return ops.reshape(flat, (*leading, self.units))


def fused_glorot(inputs: int, outputs: int, seed: int) -> keras.initializers.Initializer:
    """Glorot's uniform bounds of a matrix (inputs, outputs), for several such matrices side by side in one."""
    bound = math.sqrt(6.0 / (inputs + outputs))
    return keras.initializers.RandomUniform(-bound, bound, seed=seed)


def project_to(units: int, *, seed: int, **kwargs: Any) -> Projection:
    """A projection with Glorot's uniform first weights."""
    return Projection(units, kernel_initializer=keras.initializers.GlorotUniform(seed=seed), **kwargs)
