"""How long a training lasts and how often it is looked at."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tfmodel.contract.training_config import TrainingConfig


@dataclass(frozen=True)
class Plan:
    """How long a training lasts and how often it is looked at.

    Attributes:
        steps_per_epoch: Batches that hold every pair once.
        validate_every: Steps from one validation to the next.
        total: The last step.
        per_call: Steps that run without a return to Python.
        parts: In how many parts, one after the other, the batch of a step comes.
    """

    steps_per_epoch: int
    validate_every: int
    total: int
    per_call: int
    parts: int = 1


def plan(training: TrainingConfig, steps_per_epoch: int, parts: int = 1) -> Plan:
    """The plan that a configuration and the size of an epoch give.

    Without a word from the user, a validation comes once an epoch, but after no fewer than 150 and no more than 1,000
    steps: short epochs are not worth a validation each, long ones would leave the person in the dark.
    """
    total = min(training.max_epochs * steps_per_epoch, training.max_steps or math.inf)
    every = training.validate_every or _even(
        int(total), min(1000, max(150, steps_per_epoch)), training.steps_per_execution
    )
    per_call = math.gcd(training.steps_per_execution, every)
    per_call = math.gcd(per_call, training.max_steps) if training.max_steps else per_call
    return Plan(steps_per_epoch, every, math.ceil(int(total) / per_call) * per_call, per_call, parts)


def _even(total: int, wanted: int, multiple: int) -> int:
    """About `wanted` steps, so that the last validation comes at the end and not shortly before it too."""
    stretches = max(1, round(total / wanted))
    return math.ceil(total / stretches / multiple) * multiple
