"""One training a run: a lock in its folder, which is seen from other containers too, unlike the process that trains."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = ".lock"
PATIENCE = 1.0  # seconds; who only asks for it has it for a moment
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def held(run: Path) -> Iterator[bool]:
    """Holds the lock of a run while the block runs; then its file goes away.

    Yields:
        Whether no other process has it; where there are no locks, as on some network disks, that is always so.
    """
    path = run / NAME
    file = _opened(path, "ab")
    if file is None:
        yield True
        return
    with file:
        alone = _has_come_free(file, path)
        try:
            yield alone
        finally:
            if alone:
                if sys.platform == "win32":
                    file.close()  # one that is open cannot be removed there
                with suppress(OSError):
                    path.unlink()


def is_held(run: Path) -> bool:
    """Whether a process has the lock of a run."""
    file = _opened(run / NAME, "rb+")
    if file is None:
        return False
    with file:
        return not _lock(file)


def _opened(path: Path, mode: str) -> IO[bytes] | None:
    try:
        return path.open(mode)
    except OSError:  # there is none, or none can be made
        return None


def _has_come_free(file: IO[bytes], path: Path) -> bool:
    """Takes the lock soon, unless its former holder has removed the file meanwhile: then it locks nothing."""
    deadline = time.monotonic() + PATIENCE
    while not (free := _lock(file)) and time.monotonic() < deadline:
        time.sleep(0.05)
    if sys.platform == "win32":  # where nobody can have removed it
        return free
    try:
        return free and os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _lock(file: IO[bytes]) -> bool:
    """Takes the lock, until the file is closed; returns whether no other process has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True
