"""Processes of this system, told from later ones of the same number."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import psutil

_APART = 0.05 if sys.platform == "linux" else 2.0  # seconds: on macOS it moves by what the clock is set by, at first


def process_start(pid: int) -> float:
    """When a process began, or 0 when there is none of that number.

    In seconds since 1970; on Linux since the machine was started: there the former changes whenever the clock is set.
    """
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return 0.0
        return _since_boot(pid) if sys.platform == "linux" else float(process.create_time())
    except (psutil.Error, OSError):
        return 0.0


def is_process(pid: int, started: float) -> bool:
    """Whether the process lives that began when `process_start` said `started`, and not a later one of its number."""
    return bool(pid and started) and abs(process_start(pid) - started) < _APART


def _since_boot(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return int(fields[19]) / os.sysconf("SC_CLK_TCK")  # the 22nd of proc(5)


def own_process() -> dict[str, Any]:
    """The fields of `RunInfo` that say which process trains."""
    return {"pid": os.getpid(), "process_started": process_start(os.getpid())}
