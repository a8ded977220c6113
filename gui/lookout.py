"""The process that looks into files for the window."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path
from threading import Lock

from tfmodel.contract.failure import FailureError, fail
from tfmodel.corpus.looking import ANSWERS, QUESTIONS, Answer, Question

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-m", "tfmodel.corpus.looking")


class Lookout:
    """Started with the first question; its stdin ends with the window, and it with that."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = Lock()  # questions come from several threads

    def ask(self, question: Question) -> Answer:
        """Waits for the answer.

        Raises:
            FailureError: There is none: the files cannot be read like this, or the process ended.
        """
        with self._lock:
            found = self._exchange(QUESTIONS.dump_json(question) + b"\n")
        if found.failure is not None:
            raise FailureError(found.failure)
        return found

    def _exchange(self, line: bytes) -> Answer:
        child = self._running()
        assert child.stdin is not None and child.stdout is not None
        try:
            child.stdin.write(line)
            child.stdin.flush()
            told = child.stdout.readline()
        except (OSError, ValueError):  # it ended, or was ended
            told = b""
        if not told:
            raise fail(
                "Cannot look into the files", "The process that looks into them has ended.", "Open them once more."
            )
        return ANSWERS.validate_json(told)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._release()
            self._child = subprocess.Popen(
                COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._child

    def _release(self) -> None:
        child, self._child = self._child, None
        for pipe in (child.stdin, child.stdout) if child is not None else ():
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not written to a process that has ended
                    pipe.close()

    def end(self) -> None:
        """Ends the process, whatever it is doing; it only reads."""
        child = self._child
        if child is not None:
            child.kill()
            child.wait()

    def close(self) -> None:
        """Ends the process for good, once no question is under way."""
        self.end()
        with self._lock:
            self._release()
