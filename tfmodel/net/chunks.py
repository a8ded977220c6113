"""Sums over positions that are made of logits, in chunks, so that the logits are never whole.

The idea is that of the fused linear cross entropy of Liger Kernel (Hsu et al. 2024): as a sum is one number, its
gradients are known, but for a factor, as soon as the logits are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from keras import ops

from tfmodel.net.tensor import Tensor, widened

# How many logits at once: 16 MB of float32 are still in a processor's cache when the other two products read them.
CACHED = 2**22


@dataclass(frozen=True)
class Chunk:
    """What R positions give.

    Attributes:
        values: (R, K): what is summed, and after it what is only told beside it.
        by_hidden: (R, ..., D) and
        by_table: (V, D), gradients of the weighted sum of the first values.
    """

    values: Tensor
    by_hidden: Tensor
    by_table: Tensor


class Summand(Protocol):
    """From positions to their values and gradients.

    Attributes:
        values: K, how many each position has.
        passes: How many rows of logits each position needs.
    """

    values: int
    passes: int

    def __call__(self, hidden: Tensor, table: Tensor, weights: Tensor) -> Chunk:
        """Of hidden vectors (R, ..., D), the output projection (V, D) and weights (R,)."""


def weighted_sums(summand: Summand, hidden: Tensor, table: Tensor, weights: Tensor, at_once: int | None) -> Tensor:
    """Sums of weights * values: (K,). The first has gradients, made together with it; there are no second ones.

    Args:
        summand: What is summed.
        hidden: (N, ..., D).
        table: (V, D), the output projection.
        weights: (N,) float32, or float64 where the model is.
        at_once: Logits that there are at any time; None: all.
    """

    @ops.custom_gradient
    def summed(hidden: Tensor, table: Tensor, weights: Tensor) -> tuple[Tensor, Any]:
        if at_once is None:
            whole = summand(hidden, table, weights)
        else:
            most = at_once // (table.shape[0] * summand.passes)
            whole = _in_chunks(summand, hidden, table, weights, max(1, most))

        def gradients(*arguments: Tensor, upstream: Tensor = None) -> tuple[Tensor, Tensor, Tensor]:
            factor = (arguments[0] if upstream is None else upstream)[0]
            return (
                ops.cast(factor * whole.by_hidden, hidden.dtype),
                ops.cast(factor * whole.by_table, table.dtype),
                factor * whole.values[:, 0],
            )

        return ops.sum(weights[:, None] * whole.values, axis=0), gradients

    return summed(hidden, table, weights)


def _in_chunks(summand: Summand, hidden: Tensor, table: Tensor, weights: Tensor, most: int) -> Chunk:
    """The same for any number of positions, in chunks of one size, which is at most `most`."""
    positions, inner = ops.shape(hidden)[0], tuple(hidden.shape[1:])
    chunks = positions // most + 1
    rows = (positions + chunks - 1) // chunks
    missing = chunks * rows - positions
    weights = ops.reshape(ops.pad(weights, [(0, missing)]), (chunks, rows))
    hidden = ops.reshape(ops.pad(hidden, [(0, missing), *((0, 0) for _ in inner)]), (chunks, rows, *inner))

    def step(index: Tensor, values: Tensor, by_hidden: Tensor, by_table: Tensor) -> tuple[Tensor, ...]:
        own = summand(hidden[index], table, weights[index])
        values = ops.slice_update(values, (index, 0, 0), own.values[None])
        by_hidden = ops.slice_update(by_hidden, (index, 0, *(0 for _ in inner)), own.by_hidden[None])
        return index + 1, values, by_hidden, by_table + own.by_table

    values = ops.zeros((chunks, rows, summand.values), dtype=weights.dtype)
    start = (0, values, ops.zeros_like(widened(hidden)), ops.zeros_like(widened(table)))
    _, values, by_hidden, by_table = ops.while_loop(lambda index, *_: index < chunks, step, start)
    return Chunk(
        ops.reshape(values, (chunks * rows, summand.values))[:positions],
        ops.reshape(by_hidden, (chunks * rows, *inner))[:positions],
        by_table,
    )
