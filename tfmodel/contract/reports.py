"""The lines of metrics.jsonl, of which a long run has a million: all that are rare, and every n-th of the others."""

from __future__ import annotations

import json
import os
import re
from collections import deque
from collections.abc import Iterator
from math import nan
from pathlib import Path
from typing import Any

METRICS, SAMPLES = "metrics.jsonl", "samples.jsonl"  # of a run folder
TRAINING = b'{"event":"training"'
LINE = 140  # bytes of a training report, about
BLOCK = 1 << 16  # bytes that are looked at together
OTHER = re.compile(rb'\n(?!\{"event":"training"|\Z)')  # what is before any other line
VALIDATION = b'{"event":"validation"'
TAILS = (2**12, 2**16, 2**20, 2**24, 2**27)  # bytes at the end of the file in which the last validation is looked for


def thinned_lines(path: Path, most: int) -> Iterator[bytes]:
    """The lines of a file in order: at most about `most` training reports, evenly, and all others.

    A report is the mean since the one before, so that each n-th still stands for its stretch. The first one, the last
    one, and the one before each other line are always there.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size < 2 * LINE * most:
            yield from file
            return
        thinning = _Thinning(size // most)
        while block := file.read(BLOCK):
            yield from thinning.lines(block + file.readline())
        yield from thinning.rest()


class _Thinning:
    """Passes over most training reports without looking at each.

    Args:
        stride: Bytes from one report that is given to the next.
    """

    def __init__(self, stride: int) -> None:
        self._stride, self._due = stride, 0
        self._last = b""

    def lines(self, block: bytes) -> Iterator[bytes]:
        """Those of some whole lines that are given."""
        done = 0
        for start in self._others(block):
            yield from self._reports(block[done:start])
            yield from self.rest()
            done = block.find(b"\n", start) + 1 or len(block)
            yield block[start:done]
        yield from self._reports(block[done:])

    def rest(self) -> Iterator[bytes]:
        """The report before another line, or before the end, unless it was given."""
        if self._last:
            yield self._last
        self._last, self._due = b"", self._stride

    @staticmethod
    def _others(block: bytes) -> Iterator[int]:
        """Where lines begin that are no training reports."""
        if not block.startswith(TRAINING):
            yield 0
        yield from (found.end() for found in OTHER.finditer(block))

    def _reports(self, lines: bytes) -> Iterator[bytes]:
        """Of training reports alone those that are given."""
        end = 0
        while self._due < len(lines):
            begin = lines.rfind(b"\n", 0, self._due) + 1
            end = lines.find(b"\n", begin) + 1 or len(lines)
            yield lines[begin:end]
            self._due = max(begin + self._stride, end)
        self._due -= len(lines)
        if lines:
            self._last = lines[lines.rfind(b"\n", 0, -1) + 1 :] if end < len(lines) else b""


def reports(path: Path, most: int) -> Iterator[dict[str, Any]]:
    """The same lines as dictionaries; a line that is none is skipped, a value that was no number is NaN."""
    for line in thinned_lines(path, most):
        report = _read(line)
        if report is not None:
            yield report


def latest_loss(path: Path, last: int = 10) -> float:
    """Mean training loss of the last reports in nats per token; nan where there is none."""
    told = reports(path, 400) if path.is_file() else ()
    losses = deque((report["loss"] for report in told if report.get("event") == "training"), last)
    return sum(losses) / len(losses) if losses else nan


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
    except (ValueError, RecursionError):
        return None  # cut short by a power failure, or nothing that this program wrote
    if not isinstance(report, dict):
        return None
    return {name: nan if value is None else value for name, value in report.items()}
