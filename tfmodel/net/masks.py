"""Which query may attend to which key. Masks are boolean; True means "may attend"."""

from __future__ import annotations

from keras import backend, ops

from tfmodel.contract.symbols import PAD
from tfmodel.net.tensor import Tensor


def padding_mask(ids: Tensor) -> Tensor:
    """Real tokens, for every query: (B, S) token ids to (B, 1, 1, S)."""
    return ops.not_equal(ids, PAD)[:, None, None, :]


def causal_mask(length: Tensor | int) -> Tensor:
    """Position t sees positions up to t: (1, 1, T, T). "Masking" in figure 2 of the paper.

    Padding needs no mask of its own in the decoder: it stands at the end, where no real token looks.
    """
    positions = ops.arange(length)
    return (positions[None, :] <= positions[:, None])[None, None]


def every_key(length: Tensor | int) -> Tensor:
    """All positions, for every query: (1, 1, 1, T)."""
    return ops.ones((1, 1, 1, length), dtype="bool")


def band_mask(queries: Tensor, keys: Tensor, back: int, ahead: int) -> Tensor:
    """Keys at most `back` positions before a query and at most `ahead` behind it.

    Args:
        queries: (T,) positions.
        keys: (S,) positions.
        back: Distance, the own position not counted.
        ahead: Likewise.

    Returns:
        (1, 1, T, S).
    """
    distance = keys[None, :] - queries[:, None]
    return ops.logical_and(distance >= -back, distance <= ahead)[None, None]


def past_mask(position: Tensor, length: Tensor | int) -> Tensor:
    """The places of a cache that are written at a position: (1, 1, 1, T)."""
    return (ops.arange(length) <= position)[None, None, None, :]


def attention_bias(mask: Tensor, dtype: str) -> Tensor:
    """What to add to scores so that the softmax of a forbidden key is exactly 0.

    Finite, so that a query with no key at all gives no NaN; made from the small mask before it is spread over heads
    and queries, which is cheaper than selecting among all scores.
    """
    forbidden = -3e4 if backend.standardize_dtype(dtype) == "float16" else -1e9
    return ops.cast(ops.logical_not(mask), dtype) * forbidden
