"""How long the end of a training takes: the choice of the finished model, and its writing."""

from __future__ import annotations

import math
from collections import deque

from tfmodel.contract.training_config import TrainingConfig
from tfmodel.jobs.validation import Validator

SHORT = 10.0  # seconds of a validation; where they take longer, nobody who stops a training waits for so many more
SHARE = 0.05  # of the time of a training that the choice may take
_WRITING = 3.0  # seconds


class Closing:
    """Says whether there is time to choose on sentences of their own, from how long validations took.

    Args:
        scored: How many validations that choice takes as long as; 0: there is none.
        limit: Seconds that it may take.
    """

    def __init__(self, scored: int, limit: float) -> None:
        self._scored, self._limit = scored, limit
        self._validations: deque[float] = deque(maxlen=2)
        self._decided: bool | None = None

    def validated(self, seconds: float) -> None:
        """A validation took so long."""
        self._validations.append(seconds)

    @property
    def validation_seconds(self) -> float:
        """Of one more. The first one takes longer: graphs are made for it, or programs."""
        return 1.2 * min(self._validations, default=2.0)

    @property
    def is_thorough(self) -> bool:
        """Whether the finished model is chosen on fresh sentences; before a validation nobody knows what that takes."""
        if self._decided is not None:
            return self._decided
        is_known = bool(self._scored and self._validations)
        return is_known and min(self._validations) <= SHORT and self._scored * self.validation_seconds <= self._limit

    def decide(self) -> None:
        """Keeps to what was said: the rest of the time is divided."""
        self._decided = self.is_thorough

    @property
    def seconds(self) -> float:
        """From the last step, validated or not, to the end of the job."""
        return _WRITING + (self._scored if self.is_thorough else 1) * self.validation_seconds


def closing_of(training: TrainingConfig, validator: Validator) -> Closing:
    """That of a training: the best checkpoint, a mean and a moving average are to be measured."""
    candidates = 1 + (training.average_checkpoints > 1) + (training.ema_decay is not None)
    scored = candidates * math.ceil(len(validator.fresh) / len(validator.sentences)) if candidates > 1 else 0
    return Closing(scored, SHARE * 60.0 * training.max_minutes if training.max_minutes is not None else math.inf)
