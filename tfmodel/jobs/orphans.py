"""No job outlives the window that started it, not even while it can hear nothing."""

from __future__ import annotations

import ctypes
import os
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>


@contextmanager
def killed_with_parent() -> Iterator[None]:
    """Linux kills this process when its parent dies inside the block; other systems do nothing here.

    For work that holds the interpreter for seconds and has nothing to save, such as loading TensorFlow: the thread
    that waits for the end of stdin cannot run meanwhile. Without a pipe at stdin nobody's end is waited for.
    """
    if sys.platform != "linux" or not _has_pipe():
        yield
        return
    _on_death_of_parent(signal.SIGKILL)
    try:
        yield
    finally:
        _on_death_of_parent(0)


def _has_pipe() -> bool:
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _on_death_of_parent(number: int) -> None:
    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, number, 0, 0, 0)
