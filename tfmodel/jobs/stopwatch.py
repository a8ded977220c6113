"""How long a run has been trained, over all its sessions."""

from __future__ import annotations

import time


class Stopwatch:
    """Seconds of training, those of earlier sessions included, pauses not."""

    def __init__(self, before: float) -> None:
        self._before = before
        self._began = time.monotonic()

    def leave_out(self, seconds: float) -> None:
        """They were no training."""
        self._began += seconds

    def seconds(self) -> float:
        """Until now."""
        return self._before + time.monotonic() - self._began
