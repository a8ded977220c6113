"""Restricted self-attention (section 4 of the paper): a neighbourhood is seen, and the cost grows with T, not T²."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from keras import ops

from tfmodel.net.attention import SelfAttention
from tfmodel.net.masks import band_mask
from tfmodel.net.taps import tracing
from tfmodel.net.tensor import Tensor

SMALLEST_CHUNK = 32  # many products of fewer rows cost more than they save
Projections = tuple[Tensor, Tensor, Tensor]


class WindowedSelfAttention(SelfAttention):
    """Position t sees t - window to t + window or, in the causal form, t - window to t.

    A long sequence is cut into chunks of C >= window positions. The queries of a chunk find all their keys in it and
    in the ends of the chunks beside it, so the chunks are attended to like sentences: T / C of them, with C queries
    and C + 2 * window keys, instead of one with T queries and T keys.

    Args:
        d_model: D, the width.
        num_heads: H.
        window: Positions seen on a side, the own one not counted.
        causal: Whether no position sees a later one.
        **kwargs: As of `SelfAttention`.
    """

    def __init__(self, d_model: int, num_heads: int, *, window: int, causal: bool, **kwargs: Any) -> None:
        super().__init__(d_model, num_heads, **kwargs)
        self.window = window
        self.ahead = 0 if causal else window
        self.chunk = max(window, SMALLEST_CHUNK)
        # Cutting has its price: on a CPU, chunks were cheaper from two to four times the length that one sees.
        self.longest_whole = 3 * (self.window + self.chunk + self.ahead)

    def call(self, x: Tensor, mask: Tensor, training: bool = False) -> Tensor:
        """(B, T, D) to (B, T, D); the mask (B, 1, 1, T) or (1, 1, 1, T) says which keys there are."""
        parts, length = self.projected(x), ops.shape(x)[1]
        whole = partial(self._attend_at_once, parts, mask, training)
        if tracing():  # all weights in one map (B, H, T, T)
            return whole()
        return _either(length <= self.longest_whole, whole, partial(self._attend_in_chunks, parts, mask, training))

    def _attend_at_once(self, parts: Projections, mask: Tensor, training: bool) -> Tensor:
        queries, keys, values = parts
        positions = ops.arange(ops.shape(queries)[1])
        mask = ops.logical_and(mask, band_mask(positions, positions, self.window, self.ahead))
        return self.attend(queries, self.remembered(keys, values), mask, training)

    def _attend_in_chunks(self, parts: Projections, mask: Tensor, training: bool) -> Tensor:
        queries, keys, values = parts
        batch, length, width = ops.shape(queries)
        rows = ops.reshape(self._chunks(queries), (-1, self.chunk, width))
        present = ops.broadcast_to(mask[:, 0, 0, :, None], (batch, length, 1))
        keys, values, present = (
            surroundings(self._chunks(part), self.window, self.ahead) for part in (keys, values, present)
        )
        mask = ops.logical_and(present[:, None, None, :, 0], self._near())
        output = self.attend(rows, self.remembered(keys, values), mask, training)
        return ops.reshape(output, (batch, -1, width))[:, :length]

    def _chunks(self, x: Tensor) -> Tensor:
        """(B, T, X) to (B, n, C, X), the end so far from the beginning that neither can see the other."""
        return in_chunks(x, self.chunk, self.window)

    def _near(self) -> Tensor:
        """Which of the keys around it each query of a chunk may see: (1, 1, C, window + C + ahead)."""
        queries, keys = ops.arange(self.chunk), ops.arange(-self.window, self.chunk + self.ahead)
        return band_mask(queries, keys, self.window, self.ahead)

    def places(self, length: Tensor | int) -> Tensor | int:
        """No more than can be seen: `step` writes in rotation."""
        seen = self.window + 1
        return min(length, seen) if isinstance(length, int) else ops.minimum(length, seen)


def in_chunks(x: Tensor, size: int, gap: int) -> Tensor:
    """(B, T, X) to (B, n, size, X), filled up with at least `gap` positions of zeros."""
    batch, length, width = ops.shape(x)
    count = (length + gap + size - 1) // size
    rest = ops.zeros((batch, count * size - length, width), dtype=x.dtype)
    return ops.reshape(ops.concatenate([x, rest], axis=1), (batch, count, size, width))


def surroundings(chunks: Tensor, before: int, behind: int) -> Tensor:
    """Each chunk with the end of the one before it and the beginning of the one behind it.

    The first and the last chunk are neighbours: a gap at the end must keep them apart. (Rolling and splitting copy
    blocks; slices would take three times as long and more in the gradient.)

    Args:
        chunks: (B, n, C, X).
        before: Positions of the chunk before, from 1 to C.
        behind: Positions of the chunk behind, from 0 to C.

    Returns:
        (B * n, before + C + behind, X).
    """
    size, width = chunks.shape[2:]
    earlier = ops.roll(ops.split(chunks, [size - before], axis=2)[1], 1, axis=1)
    later = ops.roll(ops.split(chunks, [behind], axis=2)[0], -1, axis=1)
    return ops.reshape(ops.concatenate([earlier, chunks, later], axis=2), (-1, before + size + behind, width))


def _either(condition: Tensor | bool, yes: Callable[[], Tensor], no: Callable[[], Tensor]) -> Tensor:
    """One of two ways: at once where the length is known, while running in a graph of any length."""
    if isinstance(condition, bool):
        return yes() if condition else no()
    return ops.cond(condition, yes, no)
