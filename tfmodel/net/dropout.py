"""Dropout whose mask is a function of (element, layer, step), not of a generator's state.

Keras' generator (Philox) took 11 to 33 % of a training step on a CPU; an integer hash needs a few passes over the
tensor. The only state is a step counter, an ordinary weight: a run resumed from a checkpoint draws the very masks that
the uninterrupted run would have drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
from keras import ops

from tfmodel.net.tensor import Tensor

RowsBefore = Callable[[Tensor], Tensor]


class _Place:
    """Where the rows of a tensor stand in the batch: behind those that other devices have."""

    rows_before: RowsBefore | None = None  # shared by all threads: TensorFlow traces each replica in one of its own


@contextmanager
def counting_rows_from(rows_before: RowsBefore) -> Iterator[None]:
    """While the block runs masks are those of rows of a larger batch.

    Args:
        rows_before: From the rows of a tensor to how many rows of the batch stand before them.
    """
    _Place.rows_before = staticmethod(rows_before)
    try:
        yield
    finally:
        _Place.rows_before = None


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
                aggregation="none",  # replicas count alike, and must not wait for each other in a condition's branch
            )

    def call(self, x: Tensor, training: bool = False) -> Tensor:
        """`x` of any shape, or `x` with holes in training."""
        if not training or self.rate == 0.0:
            return x
        step = ops.convert_to_tensor(self.step)
        keep = _bits(ops.shape(x), _key(self.seed, step)) >= self._threshold
        self.step.assign(step + 1)
        return x * (ops.cast(keep, x.dtype) * (1.0 / (1.0 - self.rate)))

    @property
    def _threshold(self) -> np.int32:
        return np.int32(self.rate * 2**32 - 2**31)

    def get_config(self) -> dict[str, Any]:
        """The arguments of `__init__`."""
        return {**super().get_config(), "rate": self.rate, "seed": self.seed}


def _key(seed: int, step: Tensor) -> Tensor:
    """One well-mixed number for a layer and a step."""
    return _mix(_mix(step + _wrapped(seed)) + _wrapped(0x9E37_79B9))


def _bits(shape: Sequence[Tensor | int], key: Tensor) -> Tensor:
    """A number for each element of a tensor, of which the upper bits are good.

    Axis by axis, the key of a part is mixed from the key of the whole and the part's place in it. So what an element
    gets depends on its own place alone: neither padding nor the size of the batch changes the masks of real tokens.
    """
    for axis, size in enumerate(shape):
        places = ops.arange(size, dtype="int32")
        if axis == 0 and _Place.rows_before is not None:
            places = places + _Place.rows_before(size)
        key = _mix(ops.bitwise_xor(key[..., None], places * _wrapped(0xCC9E_2D51)))
    return key


def _mix(x: Tensor) -> Tensor:
    """The finalizer of MurmurHash3 without its last step, which only improves the lower bits.

    In int32, whose products wrap around in every backend (PyTorch has no shift of unsigned numbers). The sign that
    their shift draws in costs one bit of 32: x and its complement give the same.
    """
    x = ops.bitwise_xor(x, ops.right_shift(x, 15)) * _wrapped(0x85EB_CA6B)
    return ops.bitwise_xor(x, ops.right_shift(x, 13)) * _wrapped(0xC2B2_AE35)


def _wrapped(number: int) -> np.int32:
    """The lower 32 bits of a number, as a signed one."""
    return np.uint32(number & 0xFFFF_FFFF).astype(np.int32)
