"""The normaliser of the output distribution over many positions, in chunks, so that the logits are never whole.

The idea is that of the fused linear cross entropy of Liger Kernel (Hsu et al. 2024): as the result is one number, its
gradients are known, but for a factor, as soon as the logits are.
"""

from __future__ import annotations

from typing import Any

from keras import ops

from tfmodel.net.tensor import Tensor, widened

# How many logits at once: 16 MB of float32 are still in a processor's cache when the other two products read them.
CACHED = 2**22


def weighted_normaliser(hidden: Tensor, table: Tensor, weights: Tensor, at_once: int = CACHED) -> Tensor:
    """Sum of weights * logsumexp(hidden @ table.T), made together with its gradients: there are no second ones.

    Args:
        hidden: (N, D).
        table: (V, D), the output projection.
        weights: (N,) float32, or float64 where the model is.
        at_once: Logits that there are at any time.
    """

    @ops.custom_gradient
    def summed(hidden: Tensor, table: Tensor, weights: Tensor) -> tuple[Tensor, Any]:
        normalisers, by_hidden, by_table = _in_chunks(hidden, table, weights, max(1, at_once // table.shape[0]))

        def gradients(*arguments: Tensor, upstream: Tensor = None) -> tuple[Tensor, Tensor, Tensor]:
            factor = arguments[0] if upstream is None else upstream
            return (
                ops.cast(factor * by_hidden, hidden.dtype),
                ops.cast(factor * by_table, table.dtype),
                factor * normalisers,
            )

        return ops.sum(weights * normalisers), gradients

    return summed(hidden, table, weights)


def _in_chunks(hidden: Tensor, table: Tensor, weights: Tensor, rows: int) -> tuple[Tensor, Tensor, Tensor]:
    """`_chunk` for any number of positions: results (N,), (N, D), (V, D)."""
    positions = ops.shape(hidden)[0]
    chunks = (positions + rows - 1) // rows
    missing = chunks * rows - positions
    weights = ops.reshape(ops.pad(weights, [(0, missing)]), (-1, rows))
    hidden = ops.reshape(ops.pad(hidden, [(0, missing), (0, 0)]), (-1, rows, hidden.shape[-1]))

    def step(index: Tensor, normalisers: Tensor, by_hidden: Tensor, by_table: Tensor) -> tuple[Tensor, ...]:
        own, own_by_hidden, own_by_table = _chunk(hidden[index], table, weights[index])
        normalisers = ops.slice_update(normalisers, (index, 0), own[None])
        by_hidden = ops.slice_update(by_hidden, (index, 0, 0), own_by_hidden[None])
        return index + 1, normalisers, by_hidden, by_table + own_by_table

    start = (0, ops.zeros_like(weights), ops.zeros_like(widened(hidden)), ops.zeros_like(widened(table)))
    _, normalisers, by_hidden, by_table = ops.while_loop(lambda index, *_: index < chunks, step, start)
    return (
        ops.reshape(normalisers, (-1,))[:positions],
        ops.reshape(by_hidden, (-1, table.shape[1]))[:positions],
        by_table,
    )


def _chunk(hidden: Tensor, table: Tensor, weights: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Normalisers (R,) of R positions, and the gradients of their weighted sum by `hidden` and by `table`.

    Probabilities are exponentials over their sum: what divides (and weighs) is put on the side of D, not of V.
    """
    logits = widened(ops.matmul(hidden, ops.transpose(table)))
    top = ops.max(logits, axis=-1, keepdims=True)
    exponentials = ops.exp(logits - top)
    total = ops.sum(exponentials, axis=-1, keepdims=True)
    factors = weights[:, None] / total
    exponentials = ops.cast(exponentials, hidden.dtype)
    by_hidden = widened(ops.matmul(exponentials, table)) * factors
    weighted = ops.cast(widened(hidden) * factors, hidden.dtype)
    by_table = widened(ops.matmul(ops.transpose(exponentials), weighted))
    return (top + ops.log(total))[:, 0], by_hidden, by_table
