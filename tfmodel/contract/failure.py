"""One way to say that something went wrong: what, why, and what to do about it."""

from __future__ import annotations

import errno
import sqlite3
import sys
import traceback
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tfmodel.contract import windows_names


class Failure(BaseModel):
    """What a person is told when a job cannot go on.

    Attributes:
        title: A few words, without a full stop: "File not found".
        cause: One sentence: what is wrong and where (file, line, field).
        advice: One sentence: what to do.
        remedy: What a button can do about it; "halve-batch": resume with half of training.batch_tokens, and
            twice as many parts of a batch.
        is_of_disk: Whether the disk is full, or is not to be written: the next job would meet that as well.
        details: The technical account (traceback, end of stderr); shown on request only.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: str
    cause: str
    advice: str = ""
    remedy: Literal["", "halve-batch"] = ""
    is_of_disk: bool = False
    details: str = ""

    @property
    def sentence(self) -> str:
        """Cause and advice in one line, as the command line prints them."""
        return " ".join(part for part in (self.cause, self.advice) if part)


class FailureError(Exception):
    """Carries a `Failure` up to the place that reports it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.sentence)
        self.failure = failure


def fail(title: str, cause: str, advice: str = "", *, is_of_disk: bool = False) -> FailureError:
    """The exception to raise when a job cannot go on, made from what a `Failure` says."""
    return FailureError(Failure(title=title, cause=cause, advice=advice, is_of_disk=is_of_disk))


def failure_from(error: BaseException) -> Failure:
    """The one place where an exception becomes a report.

    Known kinds get a sentence of their own; any other keeps its message, with the traceback in `details`.
    """
    if isinstance(error, FailureError):
        return error.failure
    details = "".join(traceback.format_exception(error))
    known = _os_failure(error, details) if isinstance(error, OSError) else _memory_failure(error, details)
    known = known or _dataset_failure(error, details)
    if known is not None:
        return known
    return Failure(
        title="Unexpected error",
        cause=f"The program met an error that it does not know: {_first_line(error)}.",
        advice="Run the command again with --debug to see the details, and report them.",
        details=details,
    )


_SPACE = "Free some space and try again; a training that has begun can be resumed."
_ELSEWHERE = "Choose another place or change its rights."
_OS_SENTENCES: dict[int, tuple[str, str, str]] = {
    errno.ENOENT: ("File not found", "There is no file or folder {name}.", "Check the name and the folder."),
    errno.EACCES: ("No permission", "{name} may not be read or written by you.", _ELSEWHERE),
    errno.EPERM: ("No permission", "{name} may not be changed by you.", _ELSEWHERE),
    errno.EEXIST: ("Already there", "{name} exists already.", "Choose another name."),
    errno.ENOTDIR: ("Not a folder", "A part of {name} is not a folder.", "Check the path."),
    errno.EISDIR: ("A folder, not a file", "{name} is a folder.", "Name a file in it."),
    errno.EFBIG: ("File too large", "The system allows no file as large as {name} would be.", _SPACE),
    errno.ENOSPC: ("Disk full", "There is no space left on the disk for {name}.", _SPACE),
    errno.EDQUOT: ("Disk full", "Your share of the disk is used up: there is no space for {name}.", _SPACE),
    errno.EROFS: ("Read-only disk", "{name} is on a disk that cannot be written.", "Choose another place."),
    errno.EIO: ("Disk error", "The disk could not read or write {name}.", "Check the disk, or choose another place."),
    errno.ENAMETOOLONG: ("Name too long", "The name {name} is too long for this disk.", "Choose a shorter one."),
}
_OF_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


_HELD = (
    "No access",
    "{name} is open in another program, or may not be read or written by you.",
    "Close it there, or choose another place.",
)
_NO_NAME = ("Name not possible", "{name} is no name of a file on Windows.", 'Leave out < > : " | ? *.')


def _sentences_of(error: OSError) -> tuple[str, str, str] | None:
    """Title, cause and advice.

    What another program has open Windows refuses by the number of a missing permission, and a name that it does not
    have by those of a wrong argument and of what is no folder.
    """
    if sys.platform == "win32":
        if error.errno == errno.EACCES:
            return _HELD
        if error.errno in (errno.EINVAL, errno.ENOTDIR) and windows_names.has_refused(str(error.filename)):
            return _NO_NAME
    return _OS_SENTENCES.get(error.errno or 0)


def _os_failure(error: OSError, details: str) -> Failure | None:
    sentences = _sentences_of(error)
    if sentences is None:
        return None
    title, cause, advice = sentences
    named = f"{error.strerror}." if error.filename is None else cause.format(name=error.filename)
    is_of_disk = error.errno in _OF_DISK
    return Failure(title=title, cause=named, advice=advice, is_of_disk=is_of_disk, details=details)


SQLITE_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)  # the last: it lacks a table


def sqlite_code(error: sqlite3.Error) -> int:
    """The primary result code of an error of SQLite, that of damage for a text that is not UTF-8: it has none."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF


def _dataset_failure(error: BaseException, details: str) -> Failure | None:
    """What SQLite, with which this program keeps datasets alone, says of one that it cannot read."""
    is_of_program = isinstance(error, sqlite3.ProgrammingError)
    if not isinstance(error, sqlite3.DatabaseError) or is_of_program or sqlite_code(error) not in SQLITE_DAMAGE:
        return None
    return Failure(
        title="Damaged dataset",
        cause=f"The dataset is damaged: {_first_line(error)}.",
        advice="Import the pairs again, or restore the file from a copy.",
        details=details,
    )


_MEMORY_WORDS = (
    *("RESOURCE_EXHAUSTED", "std::bad_alloc", "out of memory", "ALLOC_FAILED", "Failed to allocate"),
    "MemoryError",
)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out: Python's, the machine's, or that of a GPU, as each backend says it."""
    if isinstance(error, MemoryError) or type(error).__name__ in ("ResourceExhaustedError", "OutOfMemoryError"):
        return True
    told_by_a_backend = isinstance(error, RuntimeError) or type(error).__module__.startswith("tensorflow")
    return told_by_a_backend and tells_of_memory(str(error))


def tells_of_memory(text: str) -> bool:
    """Whether a text, such as the last words of a process, says that memory ran out."""
    return any(words in text for words in _MEMORY_WORDS)


def _memory_failure(error: BaseException, details: str) -> Failure | None:
    if not is_out_of_memory(error):
        return None
    return Failure(
        title="Out of memory",
        cause="The device has no memory left for this model and batch.",
        advice="Halve training.batch_tokens, or choose a smaller preset.",
        remedy="halve-batch",
        details=details,
    )


def _first_line(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    return (text[0] if text else type(error).__name__).rstrip(".")
