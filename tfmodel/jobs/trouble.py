"""What can go wrong with a training that it can recover from by itself."""

from __future__ import annotations

import math

MARGIN = 1.0  # nats per token: no epoch of a healthy training is so much worse than another


class OutOfMemoryError(Exception):
    """A step did not fit into the memory; what was finished before it is saved where that was possible."""


class DivergedError(Exception):
    """The loss or the weights are no numbers any more, or the loss is far above its best and stays there.

    Args:
        cause: One sentence.
        fine_until: The last step of which nothing bad is known.
    """

    def __init__(self, cause: str, fine_until: int) -> None:
        super().__init__(cause)
        self.cause = cause
        self.fine_until = fine_until


class Watch:
    """Looks at the reported losses for signs of divergence: costs the device nothing.

    Args:
        validate_every: Steps between two checkpoints. Divergence is seen within as many, unless they are very few.
    """

    def __init__(self, validate_every: int) -> None:
        self._patience = min(500, max(30, validate_every // 2))
        self._window = min(50, max(10, validate_every // 4))  # steps: one batch of long sentences means nothing
        self._smoothed = math.nan
        self._best = math.inf
        self._step = 0
        self._near_best = 0
        self._began = 0
        self.cause = ""

    @property
    def reach(self) -> int:
        """Steps after which divergence is seen, at most, from the last fine one; a report's come on top."""
        return self._patience + self._window

    @property
    def fine_until(self) -> int:
        """The last step of which nothing bad is known: the smoothed loss is late."""
        return max(self._began, self._near_best - self._window)

    def begin(self, step: int, loss: float = math.nan) -> None:
        """Training goes on after `step` finished steps, which were found to be fine.

        Args:
            step: So many are done.
            loss: Mean of the last of them; nan: unknown. The first one that is seen may be of a few easy sentences.
        """
        self._step = self._near_best = self._began = step
        self._smoothed = loss

    def sees(self, step: int, loss: float) -> bool:
        """Whether the mean loss per token up to a step, since the report before, tells of divergence."""
        if not math.isfinite(loss):
            self.cause = f"The loss is no number any more at step {step:,}."
            return True
        fading = math.exp((self._step - step) / self._window)
        self._smoothed = loss if math.isnan(self._smoothed) else fading * self._smoothed + (1.0 - fading) * loss
        self._step, self._best = step, min(self._best, self._smoothed)
        if self._smoothed <= self._best + MARGIN:
            self._near_best = step
        self.cause = f"The loss is {self._smoothed:.2f} at step {step:,}, after {self._best:.2f} at its best."
        return step - self._near_best >= self._patience
