"""Text files read by the line, plain or packed, in bounded memory."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from itertools import chain
from types import TracebackType
from typing import BinaryIO, cast

from tfmodel.contract.failure import fail
from tfmodel.corpus.detected import Place
from tfmodel.corpus.encoding import marked_encoding
from tfmodel.corpus.stream import Stream

LINE_LIMIT = 100_000  # characters; a longer line is cut here and its rest skipped
UNREADABLE = "\ufffd"  # what stands for bytes that the encoding does not know
PIECE = 1 << 16  # bytes that are read at a time where lines come from a stream
LONGEST_MARK = 4  # bytes of a byte order mark


class TextFile:
    r"""The lines of a file, without their ends.

    Only \n and \r\n end a line, or \r alone in a file that begins without a \n: parallel files would lose step if
    U+2028, U+0085 or a stray \r did. Bytes that the encoding does not know become U+FFFD, so that they spoil one line
    and not the reading.
    """

    def __init__(self, place: Place, encoding: str) -> None:
        self.place = place
        _check(encoding)  # before the file is open
        self._stream = Stream(place)
        self.size = self._stream.size
        begin = cast(io.BufferedReader, self._stream.bytes).peek(1)
        newline = "\n" if b"\n" in begin else None
        self._text = io.TextIOWrapper(self._stream.bytes, encoding=encoding, errors="replace", newline=newline)

    @property
    def position(self) -> int:
        """How much of `size` was read, compressed bytes where the file is compressed."""
        return self._stream.position

    def __iter__(self) -> Iterator[str]:
        """The lines; one of `LINE_LIMIT` characters is the beginning of a longer one."""
        read = self._text.readline
        while line := read(LINE_LIMIT):
            if line[-1] == "\n":
                yield line[:-1].removesuffix("\r")
            else:
                self._skip_rest(line)
                yield line

    def _skip_rest(self, line: str) -> None:
        while line and line[-1] != "\n":
            line = self._text.readline(LINE_LIMIT)

    def __enter__(self) -> TextFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._text.close()
        self._stream.close()


def lines_in(content: bytes, errors: str = "strict") -> list[str]:
    r"""The lines of a text, without their ends, \n or \r\n, and without the mark that files may begin with.

    It is UTF-8 unless that mark is one of UTF-16 or UTF-32, as editors and the shell of Windows write them.

    Args:
        content: The whole text.
        errors: What becomes of bytes that the encoding does not know, as `bytes.decode` has it.

    Raises:
        UnicodeDecodeError: There are such bytes, and `errors` is "strict".
    """
    marked = marked_encoding(content)
    text = content.decode(marked.name if marked else "utf-8", errors)
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []


def lines_from(stream: BinaryIO, errors: str = "strict") -> Iterator[str]:
    """The lines of a stream as `lines_in` has them, without holding more than one piece of it and the line in hand.

    Args:
        stream: What is read from here to its end.
        errors: As of `lines_in`.

    Raises:
        UnicodeDecodeError: As `lines_in`, once it comes to such bytes.
    """
    pieces, rest = _pieces(stream), ""
    begin = next(pieces)
    marked = marked_encoding(begin)
    decoder = codecs.getincrementaldecoder(marked.name if marked else "utf-8")(errors)
    for piece in chain([begin], pieces):
        *lines, rest = (rest + decoder.decode(piece)).split("\n")
        yield from (line.removesuffix("\r") for line in lines)
    if rest := rest + decoder.decode(b"", final=True):
        yield rest.removesuffix("\r")


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """All of a stream, its mark first. A short piece is the last: a terminal would be asked for its end once more."""
    asked = LONGEST_MARK
    while True:
        piece = stream.read(asked)
        yield piece
        if len(piece) < asked:
            return
        asked = PIECE


def sample_bytes(place: Place, size: int) -> bytes:
    """The first bytes of a file, decompressed; for a plain file also some from its middle and its end.

    A Latin-1 letter may first appear far into a file, so the head alone would not show it.
    """
    with Stream(place) as stream:
        head = stream.bytes.read(size)
        if not stream.is_plain or stream.size <= 2 * size:
            return head + stream.bytes.read(size)
        pieces = (_lines_at(stream.bytes, n * stream.size // 8, size // 4) for n in range(2, 8))
        return b"".join([head[: head.rfind(b"\n") + 1] or head, *pieces])


def _lines_at(raw: BinaryIO, position: int, size: int) -> bytes:
    raw.seek(position)
    piece = raw.read(size)
    return piece[piece.find(b"\n") + 1 : piece.rfind(b"\n") + 1]


def _check(encoding: str) -> None:
    try:
        "".encode(encoding)
    except LookupError as error:
        raise fail("Unknown encoding", f"There is no encoding {encoding!r}.", "Try utf-8 or windows-1252.") from error
