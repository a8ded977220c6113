"""Tensors of whichever backend Keras runs on."""

from __future__ import annotations

from typing import Any, TypeAlias

from keras import backend, ops

Tensor: TypeAlias = Any  # tf.Tensor, jax.Array or torch.Tensor: `net` never asks which


def widened(x: Tensor) -> Tensor:
    """The same numbers in float32 at least: where the short mantissa of bfloat16 would spoil a sum."""
    return ops.cast(x, backend.result_type(x.dtype, "float32"))
