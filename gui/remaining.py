"""How much of a training is left, from its configuration and its newest report."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from tfmodel.contract.events import TrainingReport
from tfmodel.contract.training_config import TrainingConfig

STRETCH = 600.0  # seconds of training over which its pace is measured: several validations, or a part of one


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
        steps_per_second: Validations included; see `Pace`.
    """
    steps_per_epoch = report.step / report.epoch if report.epoch > 0 else math.inf
    total = report.last_step or min(training.max_epochs * steps_per_epoch, training.max_steps or math.inf)
    share = report.step / total
    seconds = max(0.0, total - report.step) / steps_per_second if steps_per_second > 0 else math.inf
    if (limit := _last_second(training, report)) is not None:
        share = max(share, report.seconds / limit)
        seconds = min(seconds, max(0.0, limit - report.seconds))
    return Remaining(0 if math.isinf(total) else round(total), min(1.0, share), seconds)


def _last_second(training: TrainingConfig, report: TrainingReport) -> float | None:
    """At which the clock ends the training; its preparation and its end are in the minutes too."""
    if "last_second" in report.model_fields_set:  # runs of before do not tell it
        return report.last_second
    return None if training.max_minutes is None else 60.0 * training.max_minutes


class Pace:
    """Steps a second over the last minutes, in which a training also stands still for its validations."""

    def __init__(self) -> None:
        self._parts: deque[tuple[int, float]] = deque()
        self._steps, self._seconds = 0, 0.0

    @property
    def steps_per_second(self) -> float:
        """0 before anything moved."""
        return self._steps / self._seconds if self._parts else 0.0

    def add(self, steps: int, seconds: float) -> None:
        """Takes what was done from one report to the next, in more than 0 seconds."""
        self._parts.append((steps, seconds))
        self._steps, self._seconds = self._steps + steps, self._seconds + seconds
        while self._seconds - self._parts[0][1] >= STRETCH:
            steps, seconds = self._parts.popleft()
            self._steps, self._seconds = self._steps - steps, self._seconds - seconds
