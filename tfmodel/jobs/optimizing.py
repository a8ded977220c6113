"""From the settings of a training to the optimizer that does it."""

from __future__ import annotations

import keras

from tfmodel.contract.config import TrainingConfig
from tfmodel.net.schedule import InverseSquareRoot


def make_schedule(training: TrainingConfig) -> InverseSquareRoot:
    """The learning rate of each step (section 5.3)."""
    return InverseSquareRoot(training.peak_learning_rate, training.warmup_steps)


def make_optimizer(training: TrainingConfig, schedule: InverseSquareRoot) -> keras.optimizers.Optimizer:
    """Adam as the paper has it, with the gradient clipped."""
    return keras.optimizers.Adam(
        schedule,
        beta_1=training.adam_beta_1,
        beta_2=training.adam_beta_2,
        epsilon=training.adam_epsilon,
        global_clipnorm=training.clip_norm,
    )
