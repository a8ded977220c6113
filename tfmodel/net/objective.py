"""What training minimises: label-smoothed cross entropy over real tokens (section 5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from tfmodel.contract.symbols import PAD
from tfmodel.net.normaliser import weighted_normaliser
from tfmodel.net.tensor import Tensor, widened
from tfmodel.net.transformer import Transformer


def smoothed_losses(hidden: Tensor, table: Tensor, labels: Tensor, smoothing: float) -> Tensor:
    """Label-smoothed cross entropy of each position.

    With logits z = hidden @ table.T and the target (1 - e) * one_hot(y) + e / V, the cross entropy is
    logsumexp(z) - hidden . ((1 - e) * table[y] + e * mean(table)): no one-hot, no second pass over the vocabulary.

    Args:
        hidden: (N, D).
        table: (V, D), the output projection.
        labels: (N,) ids.
        smoothing: e, the share of probability that all tokens divide.

    Returns:
        (N,) float32, or float64 where the model is.
    """
    logits = widened(ops.matmul(hidden, ops.transpose(table)))
    return ops.logsumexp(logits, axis=-1) - target_logits(hidden, table, labels, smoothing)


def chunked_loss(
    hidden: Tensor, table: Tensor, labels: Tensor, weights: Tensor, smoothing: float, at_once: int | None
) -> Tensor:
    """Sum of weights (N,) * `smoothed_losses`, without the memory for (N, V) logits; see `weighted_normaliser`."""
    targets = target_logits(hidden, table, labels, smoothing)
    return weighted_normaliser(hidden, table, weights, at_once) - ops.sum(weights * targets)


def target_logits(hidden: Tensor, table: Tensor, labels: Tensor, smoothing: float) -> Tensor:
    """Mean logit under the smoothed target: (N,)."""
    target = widened(ops.take(table, labels, axis=0))
    if smoothing:
        target = (1.0 - smoothing) * target + smoothing * ops.mean(widened(table), axis=0)
    return ops.sum(widened(hidden) * target, axis=-1)


@dataclass(frozen=True)
class TokenStatistics:
    """Sums over the real tokens of a batch, from which means over any number of batches are made.

    Attributes:
        loss_sum: Label-smoothed cross entropy, in nats.
        nll_sum: Negative log-likelihood (no smoothing), in nats; perplexity is exp(nll_sum / tokens).
        tokens: Number of real tokens.
        correct: Number of tokens that were the likeliest one.
    """

    loss_sum: Tensor
    nll_sum: Tensor
    tokens: Tensor
    correct: Tensor

    def tensors(self) -> dict[str, Tensor]:
        """The sums by name, as a compiled function returns them."""
        return dict(vars(self))


def token_statistics(
    transformer: Transformer, source: Tensor, target: Tensor, labels: Tensor, label_smoothing: float = 0.1
) -> TokenStatistics:
    """How well each next token is predicted, without dropout.

    Args:
        transformer: The model.
        source: (B, S) ids.
        target: (B, T) ids, beginning with BOS.
        labels: (B, T) ids, `target` one token on, ending with EOS.
        label_smoothing: Of `loss_sum`.
    """
    hidden = transformer.decode(target, transformer.encode(source))
    hidden = ops.reshape(hidden, (-1, transformer.architecture.d_model))
    labels = ops.reshape(labels, (-1,))
    table = transformer.output_embedding.table()
    logits = widened(ops.matmul(hidden, ops.transpose(table)))
    normaliser = ops.logsumexp(logits, axis=-1)
    real = ops.cast(ops.not_equal(labels, PAD), normaliser.dtype)
    # The label is the likeliest token when no logit is above its own: ten times faster than argmax on a CPU.
    own = ops.take_along_axis(logits, labels[:, None], axis=-1)[:, 0]
    hit = ops.cast(own >= ops.max(logits, axis=-1), real.dtype)
    return TokenStatistics(
        loss_sum=ops.sum(real * (normaliser - target_logits(hidden, table, labels, label_smoothing))),
        nll_sum=ops.sum(real * (normaliser - target_logits(hidden, table, labels, 0.0))),
        tokens=ops.sum(real),
        correct=ops.sum(real * hit),
    )


@keras.saving.register_keras_serializable(package="transformer_desk")
class TrainingModel(keras.Model):
    """A Transformer as `fit` sees it: x is {"source", "target"}, y the labels; the loss is computed here.

    Build the optimizer before `fit`: variables that are made inside the first step cost a second trace. With TensorFlow
    on a CPU compile with `jit_compile=False`: XLA takes 10 s a shape and gains nothing over bfloat16 without it. Give
    `fit` endless data and `steps_per_epoch`: a step that finds no data has already counted itself in TensorFlow, in the
    optimizer and in the dropout counters.

    Args:
        transformer: What is trained.
        label_smoothing: Share of the probability that the target spreads over all tokens.

    Attributes:
        logits_at_once: How many logits the loss makes at a time; None: all of a batch. A processor is quicker with as
            many as its cache holds (`chunks.CACHED`), and needs less memory.
    """

    logits_at_once: int | None = None

    def __init__(self, transformer: Transformer, label_smoothing: float = 0.1, **kwargs: Any) -> None:
        super().__init__(**{"dtype": transformer.dtype_policy, **kwargs})
        self.transformer = transformer
        self.label_smoothing = label_smoothing
        # Sums since the metrics were reset: a mean per token over any stretch of steps can be made from two readings.
        self.loss_sum = keras.metrics.Sum(name="loss_sum")
        self.token_count = keras.metrics.Sum(name="tokens")
        self.built = True

    def call(self, inputs: dict[str, Tensor], training: bool = False) -> Tensor:
        """Hidden vectors (B, T, D): logits (B, T, V) are made only inside the loss."""
        encoded = self.transformer.encode(inputs["source"], training=training)
        return self.transformer.decode(inputs["target"], encoded, training=training)

    def compute_loss(
        self,
        x: Any = None,
        y: Tensor = None,
        y_pred: Tensor = None,
        sample_weight: Tensor = None,
        training: bool = True,
    ) -> Tensor:
        """Mean loss of the real tokens of the batch, in nats: padding adds nothing and is not counted.

        Args:
            x: Not used.
            y: Labels (B, T).
            y_pred: Hidden vectors (B, T, D).
            sample_weight: Weights of tokens or of sentences, broadcastable to (B, T); none: all equal.
            training: Not used.
        """
        labels = ops.reshape(y, (-1,))
        hidden = ops.reshape(y_pred, (-1, self.transformer.architecture.d_model))
        weights = widened(ops.cast(ops.not_equal(labels, PAD), hidden.dtype))
        if sample_weight is not None:
            spread = ops.broadcast_to(_as_columns(sample_weight), ops.shape(y))
            weights = weights * ops.cast(ops.reshape(spread, (-1,)), weights.dtype)
        total, count = self._sum_of_losses(hidden, labels, weights), ops.sum(weights)
        self.loss_sum.update_state(total)
        self.token_count.update_state(count)
        return total / ops.maximum(count, 1.0)

    def _sum_of_losses(self, hidden: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
        table, smoothing = self.transformer.output_embedding.table(), self.label_smoothing
        if self.logits_at_once is not None:
            return chunked_loss(hidden, table, labels, weights, smoothing, self.logits_at_once)
        return ops.sum(weights * smoothed_losses(hidden, table, labels, smoothing))

    def get_config(self) -> dict[str, Any]:
        """All that `__init__` takes."""
        return {
            **super().get_config(),
            "transformer": keras.saving.serialize_keras_object(self.transformer),
            "label_smoothing": self.label_smoothing,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> TrainingModel:
        """The inverse of `get_config`."""
        transformer = keras.saving.deserialize_keras_object(config["transformer"], custom_objects=custom_objects)
        return cls(**{**config, "transformer": transformer})


def _as_columns(weights: Tensor) -> Tensor:
    return weights[:, None] if len(weights.shape) == 1 else weights
