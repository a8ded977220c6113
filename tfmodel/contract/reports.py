"""The lines of metrics.jsonl, of which a long run has a million: all that are rare, and every n-th of the others."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from math import nan
from pathlib import Path
from typing import Any

TRAINING = b'{"event":"training"'
LINE = 140  # bytes of a training report, about
VALIDATION = b'{"event":"validation"'
TAILS = (2**12, 2**16, 2**20)  # bytes at the end of the file in which the last validation is looked for


def thinned_lines(path: Path, most: int) -> Iterator[bytes]:
    """The lines of a file in order: at most about `most` training reports, evenly, and all others.

    A report is the mean since the one before, so that each n-th still stands for its stretch. The first one, the last
    one, and the one before each other line are always there.
    """
    with path.open("rb") as file:
        every = max(1, os.fstat(file.fileno()).st_size // LINE // most)
        skipped, last = every - 1, b""
        for line in file:
            if every > 1 and line.startswith(TRAINING):
                skipped += 1
                last = line
                if skipped < every:
                    continue
            elif last:
                yield last
            skipped, last = 0, b""
            yield line
        if last:
            yield last


def reports(path: Path, most: int) -> Iterator[dict[str, Any]]:
    """The same lines as dictionaries; a line that is none is skipped, a value that was no number is NaN."""
    for line in thinned_lines(path, most):
        report = _read(line)
        if report is not None:
            yield report


def newest(path: Path | str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The last training report and the last validation, each {} when there is none near the end of the file."""
    tail = b""
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))  # half of the time of a file object
    except OSError:
        return {}, {}
    try:
        size = os.lseek(file, 0, os.SEEK_END)
        for length in TAILS:
            os.lseek(file, max(0, size - length), os.SEEK_SET)
            tail = os.read(file, length)
            if VALIDATION in tail or len(tail) == size:
                break
    finally:
        os.close(file)
    return _last(tail, TRAINING), _last(tail, VALIDATION)


def _last(tail: bytes, beginning: bytes) -> dict[str, Any]:
    place = tail.rfind(beginning)
    return (_read(tail[place:].partition(b"\n")[0]) or {}) if place >= 0 else {}


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        report = json.loads(line)
    except ValueError:
        return None  # cut short by a power failure
    if not isinstance(report, dict):
        return None
    return {name: nan if value is None else value for name, value in report.items()}
