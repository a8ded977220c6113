"""The clock of both processes: it stands while the machine sleeps."""

from __future__ import annotations

import ctypes
import sys
import time


def awake_seconds() -> float:
    """Seconds since some moment, without those asleep, as `time.monotonic` counts them everywhere but on Windows."""
    if sys.platform != "win32":
        return time.monotonic()
    ticks = ctypes.c_ulonglong()
    ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
    return ticks.value / 10_000_000
