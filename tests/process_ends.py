"""The end of a process that is no child of this one: of it the system tells nobody but its parent."""

import time

from tfmodel.contract.processes import process_start


def has_ended(pid: int, within: float = 30.0) -> bool:
    """Whether a process ends within so many seconds; one that nobody has reaped has ended, too."""
    deadline = time.monotonic() + within
    while process_start(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
