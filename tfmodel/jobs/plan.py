"""How long a training lasts and how often it is looked at."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.rate import shorter_warm_up
from tfmodel.contract.training_config import TrainingConfig

USUAL_CALL = 8  # steps, where nobody has said or measured how many
_EXCESS = 1.1  # times the steps that are asked for


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


def plan(training: TrainingConfig, steps_per_epoch: int, parts: int = 1, per_call: int = USUAL_CALL) -> Plan:
    """The plan that a configuration and the size of an epoch give, with calls as long as this device wants them.

    Without a word from the user, a validation comes once an epoch, but after no fewer than 150 and no more than 1,000
    steps: short epochs are not worth a validation each, long ones would leave the person in the dark.
    """
    total = training.total_steps(steps_per_epoch)
    calls = _per_call(training, total, per_call)
    every = training.validate_every or _even(total, min(1000, max(150, steps_per_epoch)), calls)
    whole = math.gcd(every, training.max_steps or 0)  # the steps at which a call has to end
    per_call = max(steps for steps in range(1, calls + 1) if whole % steps == 0)
    return Plan(steps_per_epoch, every, math.ceil(total / per_call) * per_call, per_call, parts)


def warm_up_warning(config: Config, total: int) -> events.Log | None:
    """What is said of a training of so many steps whose learning rate rises for too many of them; None otherwise."""
    warmup, shorter = config.training.warmup_steps, shorter_warm_up(config, total)
    if not shorter:
        return None
    suits = shorter["training.warmup_steps"]
    return events.Log(
        level="warning",
        message=f"The learning rate rises for {warmup:,} steps, and the training has {total:,}: "
        f"a warm-up of {suits:,} steps would suit it (training.warmup_steps)",
    )


def clock_warning(config: Config, total: int, reach: int) -> events.Log | None:
    """The same of a training that its clock will end after about `reach` steps, where the plan alone is no reason."""
    warmup, shorter = config.training.warmup_steps, shorter_warm_up(config, reach)
    if not shorter or shorter_warm_up(config, total):
        return None
    suits, minutes = shorter["training.warmup_steps"], config.training.max_minutes
    return events.Log(
        level="warning",
        message=f"The learning rate rises for {warmup:,} steps, and at this speed {minutes:g} minutes have about "
        f"{reach:,}: a warm-up of {suits:,} steps would suit them (training.warmup_steps)",
    )


def _per_call(training: TrainingConfig, total: int, usual: int) -> int:
    """Steps of a call: as many batches as asked, and so few that whole calls hardly exceed what is asked in all."""
    steps = max(1, (training.steps_per_execution or usual) // training.accumulate_steps)
    while math.ceil(total / steps) * steps > _EXCESS * total:
        steps //= 2
    return steps


def _even(total: int, wanted: int, multiple: int) -> int:
    """About `wanted` steps, so that the last validation comes at the end and not shortly before it too."""
    stretches = max(1, round(total / wanted))
    return math.ceil(total / stretches / multiple) * multiple
