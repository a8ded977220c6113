"""R-drop (Wu et al. 2021): two dropout passes over a batch that are to agree with each other."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from tfmodel.contract.symbols import PAD
from tfmodel.net.objective import TrainingModel
from tfmodel.net.tensor import Tensor, widened
from tfmodel.net.transformer import Transformer


@keras.saving.register_keras_serializable(package="transformer_desk")
class RDropModel(TrainingModel):
    """Minimises the mean loss of two passes plus alpha / 2 times the divergence between them.

    That is half of the paper's L1 + L2 + alpha * (KL(1, 2) + KL(2, 1)) / 2, so that losses compare with those of one
    pass. What is reported is the loss without the divergence.

    Args:
        transformer: What is trained.
        label_smoothing: See `TrainingModel`.
        alpha: Weight of the divergence.
    """

    def __init__(
        self, transformer: Transformer, label_smoothing: float = 0.1, alpha: float = 1.0, **kwargs: Any
    ) -> None:
        super().__init__(transformer, label_smoothing, **kwargs)
        self.alpha = alpha

    def call(self, inputs: dict[str, Tensor], training: bool = False) -> Tensor:
        """Hidden vectors (2B, T, D) in training, the second pass after the first; else (B, T, D)."""
        if not training:
            return super().call(inputs)
        twice = {name: ops.concatenate([ids, ids]) for name, ids in inputs.items()}
        return super().call(twice, training=True)

    def compute_loss(
        self,
        x: Any = None,
        y: Tensor = None,
        y_pred: Tensor = None,
        sample_weight: Tensor = None,
        training: bool = True,
    ) -> Tensor:
        """Mean over the real tokens of the batch, in nats.

        Args:
            x: Not used.
            y: Labels (B, T).
            y_pred: Hidden vectors (2B, T, D) of both passes.
            sample_weight: Not used.
            training: Not used.
        """
        labels = ops.reshape(y, (-1,))
        hidden = ops.reshape(y_pred, (-1, self.transformer.architecture.d_model))
        logits = widened(ops.matmul(hidden, ops.transpose(self.transformer.output_embedding.table())))
        first, second = ops.split(logits, 2)
        losses = 0.5 * (self._cross_entropies(first, labels) + self._cross_entropies(second, labels))
        real = ops.cast(ops.not_equal(labels, PAD), losses.dtype)
        total, count = ops.sum(real * losses), ops.sum(real)
        self.loss_sum.update_state(total)
        self.token_count.update_state(count)
        apart = ops.sum(real * symmetric_divergence(first, second))
        return (total + 0.5 * self.alpha * apart) / ops.maximum(count, 1.0)

    def _cross_entropies(self, logits: Tensor, labels: Tensor) -> Tensor:
        """Label-smoothed cross entropy of each position: (N,)."""
        own = ops.take_along_axis(logits, labels[:, None], axis=-1)[:, 0]
        spread = ops.mean(logits, axis=-1)
        smoothing = self.label_smoothing
        return ops.logsumexp(logits, axis=-1) - (1.0 - smoothing) * own - smoothing * spread

    def get_config(self) -> dict[str, Any]:
        """All that `__init__` takes."""
        return {**super().get_config(), "alpha": self.alpha}


def symmetric_divergence(first: Tensor, second: Tensor) -> Tensor:
    """(KL(p, q) + KL(q, p)) / 2 of two distributions given by logits (N, V), in nats: (N,).

    The sum is that of (p - q) * (log p - log q), in which the normalisers of the logits cancel out.
    """
    return 0.5 * ops.sum((ops.softmax(first) - ops.softmax(second)) * (first - second), axis=-1)
