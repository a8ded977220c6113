"""The time that a training has taken."""

import ctypes
import sys
from types import SimpleNamespace

import pytest

from tfmodel.jobs.stopwatch import Stopwatch


class Kernel:
    """Windows, as far as its clock goes that stands while the machine sleeps: in units of 100 nanoseconds."""

    seconds = 5.0

    def QueryUnbiasedInterruptTime(self, ticks):
        ticks._obj.value = int(10_000_000 * self.seconds)
        return 1


def test_the_sleep_of_a_machine_with_windows_is_no_training(monkeypatch):
    kernel = Kernel()
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    clock = Stopwatch(before=60.0)
    kernel.seconds += 30.0  # whatever other clocks say
    assert clock.seconds() == pytest.approx(90.0)
    clock.leave_out(10.0)
    assert clock.seconds() == pytest.approx(80.0)
