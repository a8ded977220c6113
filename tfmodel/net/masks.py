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


def past_mask(position: Tensor, length: int) -> Tensor:
    """The row of the causal mask for one position: (1, 1, 1, T)."""
    return (ops.arange(length) <= position)[None, None, None, :]


def attention_bias(mask: Tensor, dtype: str) -> Tensor:
    """What to add to scores so that the softmax of a forbidden key is exactly 0.

    Finite, so that a query with no key at all gives no NaN; made from the small mask before it is spread over heads
    and queries, which is cheaper than selecting among all scores.
    """
    forbidden = -3e4 if backend.standardize_dtype(dtype) == "float16" else -1e9
    return ops.cast(ops.logical_not(mask), dtype) * forbidden
