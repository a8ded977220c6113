"""How the learning rate rises and falls (section 5.3)."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from tfmodel.net.tensor import Tensor


@keras.saving.register_keras_serializable(package="transformer_desk")
class InverseSquareRoot(keras.optimizers.schedules.LearningRateSchedule):
    """Equation 3, given its highest value: linear up to `peak`, then down with the inverse square root of the step.

    Args:
        peak: The learning rate of step `warmup_steps`, the highest.
        warmup_steps: Steps of the rise, at least 1.
    """

    def __init__(self, peak: float, warmup_steps: int) -> None:
        if warmup_steps < 1:
            raise ValueError(f"The warm-up has at least 1 step. Received: {warmup_steps}")
        self.peak = peak
        self.warmup_steps = warmup_steps

    def __call__(self, step: Tensor) -> Tensor:
        """The learning rate of the step after `step` finished ones; the paper counts steps from 1."""
        number = ops.cast(step, "float32") + 1.0
        return self.peak * ops.minimum(number / self.warmup_steps, ops.sqrt(self.warmup_steps / number))

    def get_config(self) -> dict[str, Any]:
        """The arguments of `__init__`."""
        return {"peak": self.peak, "warmup_steps": self.warmup_steps}


def paper_peak(d_model: int, warmup_steps: int) -> float:
    """The peak that makes `InverseSquareRoot` equation 3 itself: (d_model * warmup_steps) ** -0.5."""
    return float((d_model * warmup_steps) ** -0.5)
