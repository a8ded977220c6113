"""Reads and judges large files in a process of its own, while the one that imports writes what came before.

    python -m tfmodel.corpus.ahead

One `Task` as JSON on stdin; on stdout frames of a length and as many bytes. Nobody but these two processes, which are
of one program, ever sees a frame, so they are in the quickest form that Python has. It ends when nobody listens.
"""

from __future__ import annotations

import csv
import marshal
import os
import queue
import signal
import struct
import subprocess
import sys
import threading
from array import array
from collections.abc import Generator
from dataclasses import astuple, replace
from pathlib import Path
from typing import IO, Any

from pydantic import TypeAdapter

from tfmodel.contract.failure import Failure, FailureError, fail, failure_from
from tfmodel.corpus.columns import Columns
from tfmodel.corpus.detected import readable
from tfmodel.corpus.pair import Rejected
from tfmodel.corpus.portions import Portion, Task, portions
from tfmodel.corpus.rules import Profile

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "tfmodel.corpus.ahead")
LARGE = 4 << 20  # bytes; of smaller files the time that it saves goes into starting it
_WAITING = 4  # portions that it is ahead
_LENGTH = struct.Struct("<q")
_TASKS = TypeAdapter(Task)
_END, _FAILURE, _PORTION = range(3)
_ERRORS = (FailureError, OSError, ValueError, LookupError, csv.Error, MemoryError)


def portions_ahead(task: Task) -> Generator[Portion, None, None]:
    """What `portions` gives; of large files from a process beside this one, where there is a second core.

    Raises:
        FailureError: A file cannot be read to its end.
    """
    size = sum(path.stat().st_size for file in task.files for path in file.paths)
    if size <= LARGE or (os.cpu_count() or 1) == 1:
        return portions(task)
    task = _absolute(task)
    return _from_child(task) if _can_be_told(task) else portions(task)


def _can_be_told(task: Task) -> bool:
    """Whether JSON can name the files: not those whose names hold bytes that are no UTF-8."""
    names = (name for file in task.files for name in (*map(str, file.paths), *file.members))
    return all(readable(name) == name for name in names)


def _absolute(task: Task) -> Task:
    """The same for a process that works in another folder."""
    files = (replace(file, paths=tuple(path.absolute() for path in file.paths)) for file in task.files)
    return replace(task, files=tuple(files))


def _from_child(task: Task) -> Generator[Portion, None, None]:
    group = 0 if os.name == "posix" else None  # of its own: what a terminal says to all is for the import to hear
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(COMMAND, cwd=ROOT, process_group=group, **pipes) as child:
        assert child.stdin is not None and child.stdout is not None
        try:
            child.stdin.write(_TASKS.dump_json(task))
            child.stdin.close()
            while (frame := _frame(child.stdout)) is not None:
                yield _portion(frame)
        finally:
            child.kill()  # it has nothing more to say, or nobody wants to hear it


def _frame(stream: IO[bytes]) -> Any:
    """The content of the next portion, None at the end."""
    head = stream.read(_LENGTH.size)
    size = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 1
    body = stream.read(size)
    if len(body) < size:
        raise fail(
            "Reading ended", "The process that reads the files has ended before their end.", "Import them once more."
        )
    kind, content = marshal.loads(body)
    if kind == _FAILURE:
        raise FailureError(Failure.model_validate_json(content))
    return content if kind == _PORTION else None


# A portion as a frame


def _content(portion: Portion) -> tuple[Any, ...]:
    columns = [getattr(portion.pairs, name) for name in Columns.__dataclass_fields__]
    learned = None if portion.profile is None else astuple(portion.profile)
    return portion.file, portion.share, columns, [astuple(line) for line in portion.rejected], learned


def _portion(content: tuple[Any, ...]) -> Portion:
    file, share, columns, lines, learned = content
    known: list[Any] = [array("q", column) if isinstance(column, bytes) else column for column in columns]
    pairs = Columns(*known)
    profile = None if learned is None else Profile(*learned)
    return Portion(file, share, pairs, [Rejected(*line) for line in lines], profile)


# In the other process


class _Writer:
    """Writes frames in a thread, so that further portions are read while the pipe is full."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._frames: queue.Queue[bytes] = queue.Queue(_WAITING)
        self._thread = threading.Thread(target=self._work, name="frames", daemon=True)
        self._thread.start()

    def put(self, kind: int, content: Any = None) -> None:
        body = marshal.dumps((kind, content), 2)  # that form writes no references, which cost time to find
        self._frames.put(_LENGTH.pack(len(body)) + body)

    def finish(self) -> None:
        self._frames.put(b"")
        self._thread.join()

    def _work(self) -> None:
        try:
            while frame := self._frames.get():
                self._stream.write(frame)
                self._stream.flush()
        except OSError:
            os._exit(1)  # nobody listens any more


def _leave_signals_to_the_import() -> None:
    """A terminal, or who ends a group of processes, tells both: the one that imports ends this one when it ends."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # Windows has not all of them
            signal.signal(getattr(signal, name), signal.SIG_IGN)


def main() -> None:
    """Does the task that stands on stdin."""
    _leave_signals_to_the_import()
    writer = _Writer(sys.stdout.buffer)
    sys.stdout = sys.stderr  # nothing that a library prints may come between
    try:
        for portion in portions(_TASKS.validate_json(sys.stdin.buffer.read())):
            writer.put(_PORTION, _content(portion))
        writer.put(_END)
    except _ERRORS as error:
        writer.put(_FAILURE, failure_from(error).model_dump_json())
    writer.finish()


if __name__ == "__main__":
    main()
