"""The type of a tensor of whichever backend Keras runs on."""

from __future__ import annotations

from typing import Any, TypeAlias

Tensor: TypeAlias = Any  # tf.Tensor, jax.Array or torch.Tensor: `net` never asks which
