"""How memory is kept: what a training step gives back, the next one takes again, and nobody looks for more in vain."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Parameters of mallopt in <malloc.h>, and what they are set to.
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_MAX, _ARENA_MAX = -1, -2, -4, -8
_SETTINGS = {
    _MMAP_MAX: 0,  # no block is a mapping of its own, which the system would clear anew for each step
    _TRIM_THRESHOLD: 2**31 - 1,  # bytes that are free before some go back to the system
    _TOP_PAD: 16 * 2**20,  # bytes taken from the system at a time
    _ARENA_MAX: 2,  # heaps: what one thread has freed another one can take; 8 a core kept 100 MB more, no faster
}

_ALLOCATIONS = 100_000  # Python objects between two collections of cycles, instead of 700


def keep_freed_memory() -> None:
    """Lets glibc keep the memory that a step frees, instead of handing it back and having it cleared again.

    A step frees and takes hundreds of megabytes. Measured on two cores of a virtual AMD EPYC (Zen 3), `tiny`: 7,900
    tokens/s before, 15,500 to 17,700 afterwards, and 42 % of the processor's time before was the system's. A person's
    own MALLOC_… variables win. Other C libraries have no such settings, and nothing happens.
    """
    if not sys.platform.startswith("linux") or any(name.startswith("MALLOC_") for name in os.environ):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for parameter, value in _SETTINGS.items():
            mallopt(parameter, value)


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Around loading a framework: its objects stay, and Python's collector of cycles never visits them again.

    TensorFlow has a million of them, and tracing a step makes as many more; looking through them took a sixth of the
    processor's time from the start of a training to its first step.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(_ALLOCATIONS, 50, 50)
        gc.enable()
