"""Dropout whose mask is a function of (element, layer, step), not of a generator's state.

Keras' generator (Philox) took 11 to 33 % of a training step on a CPU; an integer hash needs a few passes over the
tensor. The only state is a step counter, an ordinary weight: a run resumed from a checkpoint draws the very masks that
the uninterrupted run would have drawn.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import ops

from tfmodel.net.tensor import Tensor


class HashDropout(keras.layers.Layer):
    """Sets a share `rate` of the values to 0 in training and scales the rest by 1 / (1 - rate) (section 5.4).

    Args:
        rate: Share of values to drop, 0 <= rate < 1. With 0 nothing is computed or counted.
        seed: Masks of layers with different seeds are independent.
    """

    def __init__(self, rate: float, *, seed: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not 0.0 <= rate < 1.0:
            raise ValueError(f"A dropout rate is at least 0 and below 1. Received: {rate}")
        self.rate = rate
        self.seed = seed

    def build(self, input_shape: Any = None) -> None:
        """Make the counter of training calls."""
        if not self.built:
            self.step = self.add_weight(
                name="step",
                shape=(),
                initializer="zeros",
                dtype="int32",
                trainable=False,
                aggregation="only_first_replica",
            )

    def call(self, x: Tensor, training: bool = False) -> Tensor:
        """`x` of any shape, or `x` with holes in training."""
        if not training or self.rate == 0.0:
            return x
        step = ops.convert_to_tensor(self.step)
        keep = ops.reshape(_hash(ops.size(x), _key(self.seed, step)) >= self._threshold, ops.shape(x))
        self.step.assign(step + 1)
        return x * (ops.cast(keep, x.dtype) * (1.0 / (1.0 - self.rate)))

    @property
    def _threshold(self) -> np.uint32:
        return np.uint32(self.rate * 2**32)

    def get_config(self) -> dict[str, Any]:
        """The arguments of `__init__`."""
        return {**super().get_config(), "rate": self.rate, "seed": self.seed}


def _key(seed: int, step: Tensor) -> Tensor:
    """One well-mixed 32-bit number for a layer and a step."""
    return _mix(_mix(ops.cast(step, "uint32") + np.uint32(seed & 0xFFFF_FFFF)) + np.uint32(0x9E37_79B9))


def _hash(count: Tensor | int, key: Tensor) -> Tensor:
    """`count` numbers of 32 bits, of which the upper ones are good."""
    index = ops.cast(ops.arange(count, dtype="int32"), "uint32")
    return _mix(index * np.uint32(0xCC9E_2D51) + key)


def _mix(x: Tensor) -> Tensor:
    """The finalizer of MurmurHash3 without its last step, which only improves the lower bits."""
    x = ops.bitwise_xor(x, ops.right_shift(x, np.uint32(15))) * np.uint32(0x85EB_CA6B)
    return ops.bitwise_xor(x, ops.right_shift(x, np.uint32(13))) * np.uint32(0xC2B2_AE35)
