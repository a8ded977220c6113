"""How badly a model predicts each pair by itself."""

from __future__ import annotations

from keras import ops

from tfmodel.contract.symbols import PAD
from tfmodel.net.objective import smoothed_losses
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer


def pair_losses(transformer: Transformer, source: Tensor, target: Tensor, labels: Tensor) -> Tensor:
    """Mean negative log-likelihood of the real tokens of each pair, in nats, without dropout or smoothing.

    Args:
        transformer: The model.
        source: (B, S) ids.
        target: (B, T) ids, beginning with BOS.
        labels: (B, T) ids, `target` one token on, ending with EOS.

    Returns:
        (B,) float.
    """
    hidden = transformer.decode(target, transformer.encode(source))
    hidden = ops.reshape(hidden, (-1, transformer.architecture.d_model))
    table = transformer.output_embedding.table()
    losses = ops.reshape(smoothed_losses(hidden, table, ops.reshape(labels, (-1,)), 0.0), ops.shape(labels))
    real = ops.cast(ops.not_equal(labels, PAD), losses.dtype)
    return ops.sum(losses * real, axis=-1) / ops.maximum(ops.sum(real, axis=-1), 1.0)
