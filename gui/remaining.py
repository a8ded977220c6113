"""How much of a training is left, from its configuration and its newest report."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tfmodel.contract.events import TrainingReport
from tfmodel.contract.training_config import TrainingConfig


@dataclass(frozen=True)
class Remaining:
    """What is still to do at most; early stopping may end a training before.

    Attributes:
        total_steps: Steps of the whole training.
        share: What is done, between 0 and 1, by steps or by time, whichever is further.
        seconds: Time left.
    """

    total_steps: int
    share: float
    seconds: float


def remaining(training: TrainingConfig, report: TrainingReport, steps_per_second: float) -> Remaining:
    """Looks at the limits of epochs, steps and minutes; the nearest one counts.

    Args:
        training: The limits.
        report: The newest report.
        steps_per_second: The present speed.
    """
    steps_per_epoch = report.step / report.epoch if report.epoch > 0 else math.inf
    total = report.last_step or min(training.max_epochs * steps_per_epoch, training.max_steps or math.inf)
    share = report.step / total
    seconds = max(0.0, total - report.step) / steps_per_second if steps_per_second > 0 else math.inf
    if training.max_minutes is not None:
        limit = 60.0 * training.max_minutes
        share = max(share, report.seconds / limit)
        seconds = min(seconds, max(0.0, limit - report.seconds))
    return Remaining(0 if math.isinf(total) else round(total), min(1.0, share), seconds)


def clock(seconds: float) -> str:
    """Seconds as 1:02:03 or 2:03; a dash when nobody knows."""
    if not math.isfinite(seconds):
        return "–"
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
