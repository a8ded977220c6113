"""The normaliser of the output distribution over many positions."""

from __future__ import annotations

from keras import ops

from tfmodel.net.chunks import Chunk, weighted_sums
from tfmodel.net.tensor import Tensor, widened


def weighted_normaliser(hidden: Tensor, table: Tensor, weights: Tensor, at_once: int | None) -> Tensor:
    """Sum of weights * logsumexp(hidden @ table.T).

    Args:
        hidden: (N, D).
        table: (V, D), the output projection.
        weights: (N,).
        at_once: See `weighted_sums`.
    """
    return weighted_sums(_Normalisers(), hidden, table, weights, at_once)[0]


class _Normalisers:
    values = passes = 1

    def __call__(self, hidden: Tensor, table: Tensor, weights: Tensor) -> Chunk:
        """Probabilities are exponentials over their sum: what divides (and weighs) is put on the D side, not V's."""
        logits = widened(ops.matmul(hidden, ops.transpose(table)))
        top = ops.max(logits, axis=-1, keepdims=True)
        exponentials = ops.exp(logits - top)
        total = ops.sum(exponentials, axis=-1, keepdims=True)
        factors = weights[:, None] / total
        exponentials = ops.cast(exponentials, hidden.dtype)
        by_hidden = widened(ops.matmul(exponentials, table)) * factors
        weighted = ops.cast(widened(hidden) * factors, hidden.dtype)
        by_table = widened(ops.matmul(ops.transpose(exponentials), weighted))
        return Chunk(top + ops.log(total), by_hidden, by_table)
