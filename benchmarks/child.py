"""A process whose lines are read with the time of their arrival, and what it cost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tfmodel.contract.failure import FailureError

ROOT = Path(__file__).resolve().parents[1]
MAIN = ROOT / "main.py"
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
_TAIL = 12  # lines of a log that explain a failure


class ChildError(Exception):
    """A measured process did not do what it was started for."""


@contextmanager
def told() -> Iterator[None]:
    """Ends a benchmark whose process failed, or that was given what is not there, with a sentence."""
    try:
        yield
    except (ChildError, FailureError) as error:
        raise SystemExit(str(error)) from None


def as_anywhere() -> dict[str, str]:
    """The environment of this process, but modules are compiled once and kept, as they are on anybody's machine."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Line:
    """A line and the seconds from the start of the process to its arrival."""

    seconds: float
    text: str


class Child:
    """A running process.

    Args:
        command: What to run, in the project's folder.
        log: Where its stderr goes.
        stderr_too: Read stderr's lines as well, for programs that report there.
        cores: Numbers of those that it may use, where the system can tell it so; none: all.
    """

    def __init__(
        self, command: Sequence[str], log: Path, *, stderr_too: bool = False, cores: Sequence[int] = ()
    ) -> None:
        self._log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as errors:
            self.began = time.monotonic()
            self._process = subprocess.Popen(
                list(command),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT if stderr_too else errors,
                env={**as_anywhere(), "PYTHONUNBUFFERED": "1"},
            )
        if cores:  # before it has loaded anything that counts them
            psutil.Process(self._process.pid).cpu_affinity(list(cores))

    def lines(self) -> Iterator[Line]:
        """Its lines as they come."""
        for line in self._process.stdout or ():
            yield Line(time.monotonic() - self.began, line.decode("utf-8", "replace").rstrip("\n"))

    def say(self, line: str) -> None:
        """A line to its stdin."""
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def processor_seconds(self) -> float:
        """Processor time of all its threads so far."""
        used = psutil.Process(self._process.pid).cpu_times()
        return float(used.user + used.system)

    def failure(self) -> ChildError:
        """Why it ended before it should have."""
        self.end()
        tail = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-_TAIL:]
        words = " ".join(str(word) for word in self._process.args[:8])
        return ChildError("\n".join([f"{words} … ended with status {self._process.returncode}.", *tail]))

    def end(self) -> int:
        """Ends it; returns the peak of its resident memory, in bytes."""
        if self._process.returncode is not None:
            return 0
        os.kill(self._process.pid, signal.SIGKILL)  # Popen.kill would reap one that has ended, and its memory with it
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return int(usage.ru_maxrss) * _RSS_UNIT
