"""R-drop (Wu et al. 2021): two dropout passes over a batch that are to agree with each other."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from tfmodel.contract.symbols import PAD
from tfmodel.net.chunks import Chunk, weighted_sums
from tfmodel.net.objective import TrainingModel, target_logits
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
        hidden = ops.reshape(y_pred, (2, -1, self.transformer.architecture.d_model))
        hidden = ops.transpose(hidden, (1, 0, 2))
        table = self.transformer.output_embedding.table()
        real = widened(ops.cast(ops.not_equal(labels, PAD), hidden.dtype))
        sums = weighted_sums(_TwoPasses(self.alpha), hidden, table, real, self.logits_at_once)
        target = ops.sum(real * target_logits(ops.mean(widened(hidden), axis=1), table, labels, self.label_smoothing))
        count = ops.sum(real)
        self.loss_sum.update_state(sums[1] - target)
        self.token_count.update_state(count)
        return (sums[0] - target) / ops.maximum(count, 1.0)

    def get_config(self) -> dict[str, Any]:
        """All that `__init__` takes."""
        return {**super().get_config(), "alpha": self.alpha}


class _TwoPasses:
    """The mean normaliser of two passes plus alpha / 2 times their divergence; and the mean normaliser alone.

    The divergence of distributions p and q, which logits y and z give, is (KL(p, q) + KL(q, p)) / 2. That is half the
    sum of (p - q) * (y - z), in which the normalisers cancel out. With d = y - z its gradient by y is half of
    p - q + p * (d - p . d), and by z the same with everything exchanged.
    """

    values = passes = 2

    def __init__(self, alpha: float) -> None:
        self.weight = 0.5 * alpha

    def __call__(self, hidden: Tensor, table: Tensor, weights: Tensor) -> Chunk:
        """`hidden` is (R, 2, D)."""
        passes = hidden[:, 0], hidden[:, 1]
        logits = [widened(ops.matmul(each, ops.transpose(table))) for each in passes]
        (p, p_normaliser), (q, q_normaliser) = map(_distribution, logits)
        apart = self.weight * (logits[0] - logits[1])
        p_mean, q_mean = (ops.sum(each * apart, axis=-1, keepdims=True) for each in (p, q))
        by_logits = (
            p * (apart + (1.0 + self.weight - p_mean)) - self.weight * q,
            q * ((1.0 + self.weight + q_mean) - apart) - self.weight * p,
        )
        half = 0.5 * weights[:, None]
        by_logits = [ops.cast(each, hidden.dtype) for each in by_logits]
        by_hidden = [widened(ops.matmul(each, table)) * half for each in by_logits]
        weighted = [ops.cast(widened(each) * half, hidden.dtype) for each in passes]
        by_table = [ops.matmul(ops.transpose(each), own) for each, own in zip(by_logits, weighted, strict=True)]
        mean = 0.5 * (p_normaliser + q_normaliser)
        values = ops.concatenate([mean + 0.5 * (p_mean - q_mean), mean], axis=-1)
        return Chunk(values, ops.stack(by_hidden, axis=1), widened(by_table[0]) + widened(by_table[1]))


def _distribution(logits: Tensor) -> tuple[Tensor, Tensor]:
    """Probabilities (R, V) of logits, and the logarithm of what the exponentials are divided by (R, 1)."""
    top = ops.max(logits, axis=-1, keepdims=True)
    exponentials = ops.exp(logits - top)
    total = ops.sum(exponentials, axis=-1, keepdims=True)
    return exponentials / total, top + ops.log(total)
