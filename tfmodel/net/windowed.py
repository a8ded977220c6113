"""Restricted self-attention (section 4 of the paper): a neighbourhood is seen, and the cost grows with T, not T²."""

from __future__ import annotations

from typing import Any

from keras import ops

from tfmodel.net.attention import KeyValue, SelfAttention
from tfmodel.net.masks import band_mask
from tfmodel.net.taps import tracing
from tfmodel.net.tensor import Tensor

SMALLEST_CHUNK = 16  # many products of fewer rows cost more than they save


class WindowedSelfAttention(SelfAttention):
    """Position t sees t - window to t + window or, in the causal form, t - window to t.

    A long sequence is cut into chunks of C >= window positions. The queries of a chunk find all their keys in it and
    in the chunks beside it, so the chunks are attended to like sentences: T / C of them, with C queries and 2 C or 3 C
    keys, instead of one with T queries and T keys.

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
        self.beside = (-1, 0) if causal else (-1, 0, 1)  # the chunks that a chunk sees, itself among them

    def call(self, x: Tensor, mask: Tensor, training: bool = False) -> Tensor:
        """(B, T, D) to (B, T, D); the mask (B, 1, 1, T) or (1, 1, 1, T) says which keys there are."""
        queries, keys, values = self.projected(x)
        short = x.shape[1] is not None and x.shape[1] <= len(self.beside) * self.chunk
        if short or tracing():  # a trace wants all weights in one (B, H, T, T)
            mask = ops.logical_and(mask, self._near(ops.arange(ops.shape(x)[1])))
            return self.attend(queries, self.remembered(keys, values), mask, training)
        mask = ops.broadcast_to(mask[:, 0, 0, :, None], (*ops.shape(x)[:2], 1))
        return self._attend_in_chunks(queries, keys, values, mask, training)

    def _attend_in_chunks(self, queries: Tensor, keys: Tensor, values: Tensor, mask: Tensor, training: bool) -> Tensor:
        """The output (B, T, D) from projections (B, T, ...) and the mask (B, T, 1) of keys."""
        batch, length, width = ops.shape(queries)
        rows = ops.reshape(in_chunks(queries, self.chunk), (-1, self.chunk, width))
        keys, values, mask = (surroundings(in_chunks(part, self.chunk), self.beside) for part in (keys, values, mask))
        mask = ops.logical_and(mask[:, None, None, :, 0], self._near_chunk())
        output = self.attend(rows, self.remembered(keys, values), mask, training)
        return ops.reshape(output, (batch, -1, width))[:, :length]

    def _near(self, positions: Tensor) -> Tensor:
        return band_mask(positions, positions, self.window, self.ahead)

    def _near_chunk(self) -> Tensor:
        """Which of the keys of the chunks beside it each query of a chunk may see: (1, 1, C, 2 C or 3 C)."""
        keys = ops.arange(len(self.beside) * self.chunk)
        return band_mask(keys[self.chunk : 2 * self.chunk], keys, self.window, self.ahead)

    def empty_cache(self, rows: Tensor | int, length: Tensor | int) -> KeyValue:
        """Room for no more than can be seen: `step` writes in rotation."""
        seen = self.window + 1
        return super().empty_cache(rows, min(length, seen) if isinstance(length, int) else ops.minimum(length, seen))


def in_chunks(x: Tensor, size: int) -> Tensor:
    """(B, T, D) to (B, n, size, D), the last chunk filled up with zeros."""
    batch, length, width = ops.shape(x)
    count = (length + size - 1) // size
    padded = ops.concatenate([x, ops.zeros((batch, size, width), dtype=x.dtype)], axis=1)
    return ops.reshape(padded[:, : count * size], (batch, count, size, width))


def surroundings(chunks: Tensor, beside: tuple[int, ...]) -> Tensor:
    """Each chunk with those beside it: (B, n, C, D) to (B * n, len(beside) * C, D), zeros beyond the ends.

    Args:
        chunks: Of a sequence.
        beside: Places relative to a chunk: -1, 0 and 1 for the one before, itself and the one behind.
    """
    _, count, size, width = ops.shape(chunks)
    nothing = ops.zeros_like(chunks[:, :1])
    padded = ops.concatenate([nothing, chunks, nothing], axis=1)
    parts = [padded[:, 1 + place : 1 + place + count] for place in beside]
    return ops.reshape(ops.concatenate(parts, axis=2), (-1, len(beside) * size, width))
