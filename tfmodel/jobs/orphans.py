"""No job outlives the window that started it, not even while it can hear nothing."""

from __future__ import annotations

import ctypes
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
# Waits until nobody can write to its stdin, which is the job's, or until the job's end of a pipe is closed. Who stops
# a job closes its stdin too, but lives on: only a job that was given to another parent has lost its own.
_GUARD = """
import os, select, signal, sys
job, parent, pipe, patience = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
poll = select.poll()
poll.register(0, 0)
poll.register(pipe, 0)
if pipe not in dict(poll.poll()):
    poll.unregister(0)
    while not poll.poll(1000 * patience):
        with open(f"/proc/{job}/stat") as stat:
            if stat.read().rpartition(")")[2].split()[1] != parent:
                os.kill(job, signal.SIGKILL)
"""

_heeds_its_starter = threading.Event()


@contextmanager
def guarded(patience: float) -> Iterator[Callable[[], None]]:
    """A small process kills this one when its stdin and its parent end inside the block and `patience` seconds passed.

    Only a process of its own is certain to run then: a compilation or a swapped-out machine can keep every thread
    of this one from its interpreter for longer than that. Without a pipe at stdin nothing is started, nor elsewhere
    than on Linux: Windows cannot wait for the end of a pipe, and macOS does not report one to who asks for nothing
    else. There a job ends by itself, as soon as one of its threads runs.

    Yields:
        Sends that process away before the end of the block.
    """
    _heeds_its_starter.set()
    if sys.platform != "linux" or not _has_pipe():
        yield lambda: None
        return
    theirs, ours = os.pipe()
    command = [sys.executable, "-I", "-S", "-c", _GUARD, *map(str, (os.getpid(), os.getppid(), theirs, patience))]
    null = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=0, stdout=null, stderr=null, pass_fds=[theirs]) as process:
        os.close(theirs)
        with os.fdopen(ours, "wb") as pipe:  # its end, also by the end of this process, sends it away

            def dismiss() -> None:
                _heeds_its_starter.clear()
                pipe.close()
                process.kill()
                process.wait()

            try:
                yield dismiss
            finally:
                dismiss()


@contextmanager
def killed_with_parent() -> Iterator[None]:
    """Linux kills this process when its parent dies inside the block; other systems do nothing here.

    For work that holds the interpreter for seconds and has nothing to save, such as loading TensorFlow: the thread
    that waits for the end of stdin cannot run meanwhile. Without a pipe at stdin nobody's end is waited for, nor by a
    job that is not `guarded`: what a pipe gives it is its work, not a leash.
    """
    if sys.platform != "linux" or not _heeds_its_starter.is_set() or not _has_pipe():
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
