"""Text files read by the line, plain or gzipped, in bounded memory."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from tfmodel.contract.failure import FailureError, fail

LINE_LIMIT = 100_000  # characters; a longer line is cut here and its rest skipped
UNREADABLE = "\ufffd"  # what stands for bytes that the encoding does not know
_GZIP = b"\x1f\x8b"


class TextFile:
    r"""The lines of a file, without their ends.

    Only \n, \r\n and \r end a line: parallel files would lose step if U+2028 or U+0085 did. Bytes that the encoding
    does not know become U+FFFD, so that they spoil one line and not the reading.
    """

    def __init__(self, path: Path, encoding: str) -> None:
        self.path = path
        self.size = path.stat().st_size
        _check(encoding)  # before the file is open
        self._raw = path.open("rb")
        self._text = io.TextIOWrapper(_decompressed(self._raw), encoding=encoding, errors="replace", newline=None)

    @property
    def position(self) -> int:
        """Bytes of the file that were read, compressed ones where it is compressed."""
        return self.size if self._raw.closed else self._raw.tell()

    def __iter__(self) -> Iterator[str]:
        """The lines; one of `LINE_LIMIT` characters is the beginning of a longer one."""
        read = self._text.readline
        try:
            while line := read(LINE_LIMIT):
                if line[-1] == "\n":
                    yield line[:-1]
                else:
                    self._skip_rest(line)
                    yield line
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise damaged(self.path) from error

    def _skip_rest(self, line: str) -> None:
        while line and line[-1] != "\n":
            line = self._text.readline(LINE_LIMIT)

    def __enter__(self) -> TextFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._text.close()
        self._raw.close()


def sample_bytes(path: Path, size: int) -> bytes:
    """The first bytes of a file, decompressed; for a plain file also some from its middle and its end.

    A Latin-1 letter may first appear far into a file, so the head alone would not show it.
    """
    try:
        with path.open("rb") as raw:
            file = _decompressed(raw)
            head = file.read(size)
            length = path.stat().st_size
            if file is not raw or length <= 2 * size:
                return head + file.read(size)
            return b"".join(
                [
                    head[: head.rfind(b"\n") + 1] or head,
                    *(_lines_at(raw, n * length // 8, size // 4) for n in range(2, 8)),
                ]
            )
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged(path) from error


def _lines_at(raw: BinaryIO, position: int, size: int) -> bytes:
    raw.seek(position)
    piece = raw.read(size)
    return piece[piece.find(b"\n") + 1 : piece.rfind(b"\n") + 1]


def _check(encoding: str) -> None:
    try:
        "".encode(encoding)
    except LookupError as error:
        raise fail("Unknown encoding", f"There is no encoding {encoding!r}.", "Try utf-8 or windows-1252.") from error


def _decompressed(raw: BinaryIO) -> BinaryIO:
    # By its first bytes and not by its name: browsers decompress without renaming.
    compressed = raw.read(2) == _GZIP
    raw.seek(0)
    return cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if compressed else raw


def damaged(path: Path) -> FailureError:
    """The failure for a compressed file that cannot be decompressed to its end."""
    return fail("Damaged file", f"The compressed file {path} is damaged or incomplete.", "Fetch or make it again.")
