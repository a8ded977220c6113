"""How the learning rate rises and falls (section 5.3)."""

from __future__ import annotations

import math
from abc import abstractmethod
from typing import Any

import keras
from keras import ops

from tfmodel.net.tensor import Tensor


class WarmUp(keras.optimizers.schedules.LearningRateSchedule):
    """Linear up to `peak` in the first steps, then whatever share of it a subclass says.

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
        rising = number < self.warmup_steps
        return self.peak * ops.where(rising, number / self.warmup_steps, self.share(number))

    @abstractmethod
    def share(self, number: Tensor) -> Tensor:
        """Share of the peak at a step (counted from 1) after the warm-up."""

    def get_config(self) -> dict[str, Any]:
        """The arguments of `__init__`."""
        return {"peak": self.peak, "warmup_steps": self.warmup_steps}


@keras.saving.register_keras_serializable(package="transformer_desk")
class InverseSquareRoot(WarmUp):
    """Equation 3, whose highest value is (d_model * warmup_steps) ** -0.5: down with the inverse root of the step."""

    def share(self, number: Tensor) -> Tensor:
        """The root of warm-up / step."""
        return ops.sqrt(self.warmup_steps / number)


@keras.saving.register_keras_serializable(package="transformer_desk")
class Constant(WarmUp):
    """Stays at the peak."""

    def share(self, number: Tensor) -> Tensor:
        """1."""
        return ops.ones_like(number)


class Decay(WarmUp):
    """Reaches 0 at the last step.

    Args:
        peak: See `WarmUp`.
        warmup_steps: See `WarmUp`.
        total_steps: The last step.
    """

    def __init__(self, peak: float, warmup_steps: int, total_steps: int) -> None:
        super().__init__(peak, warmup_steps)
        self.total_steps = total_steps

    def way(self, number: Tensor) -> Tensor:
        """How much of the way from the end of the warm-up to the last step is gone: 0 to 1."""
        return ops.clip((number - self.warmup_steps) / max(1, self.total_steps - self.warmup_steps), 0.0, 1.0)

    def get_config(self) -> dict[str, Any]:
        """The arguments of `__init__`."""
        return {**super().get_config(), "total_steps": self.total_steps}


@keras.saving.register_keras_serializable(package="transformer_desk")
class Linear(Decay):
    """Down in a straight line."""

    def share(self, number: Tensor) -> Tensor:
        """What is left of the way."""
        return 1.0 - self.way(number)


@keras.saving.register_keras_serializable(package="transformer_desk")
class Cosine(Decay):
    """Down along half a cosine (Loshchilov and Hutter 2017): slowly, fast, slowly."""

    def share(self, number: Tensor) -> Tensor:
        """(1 + cos(pi * way)) / 2."""
        return 0.5 * (1.0 + ops.cos(math.pi * self.way(number)))


# Names of variables
FACTOR = "learning_rate_factor"
COOLDOWN_BEGINS = "cooldown_begins"
COOLDOWN_ENDS = "cooldown_ends"

_NEVER = 2.0**30


class Steered(keras.optimizers.schedules.LearningRateSchedule):
    """Another schedule, times a factor that a person may change while the training goes on, with a fall at the end.

    The fall, 1 - sqrt(way), is that of Hägele et al. 2024 ("Scaling Laws and Compute-Optimal Training Beyond Fixed
    Training Durations"): as good as a decay planned from the beginning, and it may be decided upon at any step.

    Args:
        schedule: From steps to learning rates.
        parts: Batches that the optimizer adds up for a step. Keras asks for the learning rate of a batch.
    """

    def __init__(self, schedule: keras.optimizers.schedules.LearningRateSchedule, parts: int = 1) -> None:
        self.schedule = schedule
        self.parts = parts
        self.factor: Tensor = 1.0
        self.begins: Tensor = _NEVER
        self.ends: Tensor = 2.0 * _NEVER

    def __call__(self, batch: Tensor) -> Tensor:
        """The learning rate of the step that the next batch is part of."""
        step = ops.floor_divide(batch, self.parts)
        way = (ops.cast(step, "float32") - self.begins) / ops.maximum(1.0, self.ends - self.begins)
        return self.schedule(step) * self.factor * (1.0 - ops.sqrt(ops.clip(way, 0.0, 1.0)))

    def steer_by(self, optimizer: keras.optimizers.Optimizer) -> None:
        """Makes what may change variables of the optimizer: nothing else can once a JAX step is compiled."""

        def variable(name: str, value: float) -> keras.Variable:
            return optimizer.add_variable(
                (),
                initializer=keras.initializers.Constant(value),
                dtype="float32",
                aggregation="only_first_replica",
                name=name,
            )

        self.factor = variable(FACTOR, self.factor)
        self.begins = variable(COOLDOWN_BEGINS, self.begins)
        self.ends = variable(COOLDOWN_ENDS, self.ends)
