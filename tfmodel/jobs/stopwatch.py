"""How long a run has been trained, over all its sessions."""

from __future__ import annotations

from tfmodel.contract.awake import awake_seconds


class Stopwatch:
    """Seconds of training, those of earlier sessions included, pauses and the sleep of the machine not."""

    def __init__(self, before: float) -> None:
        self._before = before
        self._began = awake_seconds()

    def leave_out(self, seconds: float) -> None:
        """They were no training."""
        self._began += seconds

    def seconds(self) -> float:
        """Until now."""
        return self._before + awake_seconds() - self._began
