"""How long a run has been trained, over all its sessions."""

from __future__ import annotations

import ctypes
import sys
import time


def awake_seconds() -> float:
    """A clock that stands while the machine sleeps, as `time.monotonic` does everywhere but on Windows."""
    if sys.platform != "win32":
        return time.monotonic()
    ticks = ctypes.c_ulonglong()
    ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
    return ticks.value / 10_000_000


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
