"""Rotary positions (Su et al. 2021): queries and keys are turned by angles that grow with where they stand.

The product of a query at t with a key at s then depends on t - s alone, and nothing is added to the embeddings.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from keras import ops

from tfmodel.net.tensor import Tensor


class Rotation(Protocol):
    """What self-attention does to queries and keys before their product."""

    def sequence(self, x: Tensor) -> Tensor:
        """Heads side by side (B, T, n * D/H), at positions 0 to T - 1; the same shape comes back."""

    def position(self, x: Tensor, position: Tensor) -> Tensor:
        """Heads side by side (R, Q, n * D/H), all at one position, a scalar; the same shape comes back."""


class Unrotated:
    """No rotation: the embeddings say where they stand."""

    def sequence(self, x: Tensor) -> Tensor:
        """`x` itself."""
        return x

    def position(self, x: Tensor, position: Tensor) -> Tensor:
        """`x` itself."""
        return x


class Rotary:
    """Turns number i of a head's first half with number i of its second by position * 10000^(-2i / width).

    The halves are the paper's neighbours (2i, 2i + 1) in another order: weights are learned for either.

    Args:
        width: Of a head, D/H; even.
        max_length: Longest sequence, in tokens.
    """

    def __init__(self, width: int, max_length: int) -> None:
        self.width = width
        angles = np.arange(max_length)[:, None] * 10000.0 ** (-np.arange(0, width, 2) / width)
        self._cos, self._sin = np.cos(angles).astype("float32"), np.sin(angles).astype("float32")

    def sequence(self, x: Tensor) -> Tensor:
        """All positions of a sequence (B, T, n * width)."""
        length = ops.shape(x)[1]
        return self._turned(x, *(ops.convert_to_tensor(table)[:length, None] for table in (self._cos, self._sin)))

    def position(self, x: Tensor, position: Tensor) -> Tensor:
        """One position of Q sequences each (R, Q, n * width)."""
        tables = (ops.convert_to_tensor(table) for table in (self._cos, self._sin))
        return self._turned(x, *(ops.take(table, position, axis=0) for table in tables))

    def _turned(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        """The tables are broadcastable to (B, T, n, width / 2)."""
        batch, length, _ = ops.shape(x)
        cos, sin = ops.cast(cos, x.dtype), ops.cast(sin, x.dtype)
        first, second = ops.split(ops.reshape(x, (batch, length, -1, self.width)), 2, axis=-1)
        turned = ops.concatenate([first * cos - second * sin, second * cos + first * sin], axis=-1)
        return ops.reshape(turned, ops.shape(x))
