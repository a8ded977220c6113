"""Batches in parts, so that a step needs the memory of one part only."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from tfmodel.net.objective import TrainingModel
from tfmodel.net.r_drop import RDropModel
from tfmodel.net.tensor import Tensor


class InParts(TrainingModel):
    """Weighs each part of a batch by its real tokens: Keras takes the plain mean over the parts' gradients.

    The sample weights of a part, all alike, are its tokens over the mean of the parts' tokens. So the mean over the
    parts is the mean over all tokens of the batch, and the gradient is that of the whole batch in one piece.
    """

    def compute_loss(
        self,
        x: Any = None,
        y: Tensor = None,
        y_pred: Tensor = None,
        sample_weight: Tensor = None,
        training: bool = True,
    ) -> Tensor:
        """The part's mean loss times its weight; `sample_weight` is (B,)."""
        mean = super().compute_loss(x=x, y=y, y_pred=y_pred, training=training)
        return mean * ops.cast(ops.mean(sample_weight), mean.dtype)


@keras.saving.register_keras_serializable(package="transformer_desk")
class TrainingModelInParts(InParts):
    """`TrainingModel` for batches in parts."""


@keras.saving.register_keras_serializable(package="transformer_desk")
class RDropModelInParts(InParts, RDropModel):
    """`RDropModel` for batches in parts."""
