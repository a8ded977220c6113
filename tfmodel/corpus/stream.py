"""The bytes of a file or of a member of an archive: decompressed, in bounded memory, bombs refused."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from tfmodel.contract.failure import FailureError, fail
from tfmodel.corpus.archives import find_in_tar, find_in_zip
from tfmodel.corpus.detected import Place

_BOMB_RATIO = 200  # text is packed by 3 to 30 times, markup by 50
_HARMLESS = 64 << 20  # bytes that any file may unpack to
_PIECE = 1 << 16
_DAMAGE = (
    *(EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, struct.error, ValueError, OverflowError),
    *(NotImplementedError, OSError, LookupError),  # a newer kind of zip archive; no bzip2; no names
)


class Stream:
    """An open file; `bytes` is what it holds.

    Attributes:
        bytes: Decompressed.
        size: Of the file, or of the member.
    """

    def __init__(self, place: Place) -> None:
        self.size = place.path.stat().st_size
        self._raw = place.path.open("rb")
        try:
            with damage_of(place.path):
                self.bytes, self._position = self._opened(place)
        except BaseException:
            self._raw.close()
            raise

    @property
    def is_plain(self) -> bool:
        """Whether the bytes stand in the file as they are."""
        return self.bytes is self._raw

    @property
    def position(self) -> int:
        """How much of `size` was read."""
        return self.size if self._raw.closed else min(self.size, self._position())

    def _opened(self, place: Place) -> tuple[BinaryIO, Callable[[], int]]:
        if not place.member:
            return _decompressed(self._raw, place.path, self._raw.tell), self._raw.tell
        if is_zip(self._raw):
            member, packed, self.size = find_in_zip(self._raw, place)
            guarded = _guarded(member, place.path, lambda: packed)
            return _decompressed(guarded, place.path, lambda: packed), member.tell
        tell = self._raw.tell
        member = find_in_tar(_decompressed(self._raw, place.path, tell), place)
        return _decompressed(_guarded(member, place.path, tell), place.path, tell), tell

    def __enter__(self) -> Stream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self.bytes.close()
        self._raw.close()


class _Guard(io.RawIOBase):
    """Passes unpacked bytes on until they are out of all proportion to the packed ones."""

    def __init__(self, inner: BinaryIO, path: Path, packed: Callable[[], int]) -> None:
        self._inner, self._path, self._packed = inner, path, packed
        self._unpacked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with damage_of(self._path):
            piece = self._inner.read(len(buffer))
        self._unpacked += len(piece)
        if self._unpacked > _HARMLESS and self._unpacked > _BOMB_RATIO * max(1, self._packed()):
            raise _bomb(self._path)
        buffer[: len(piece)] = piece
        return len(piece)


def _decompressed(raw: BinaryIO, path: Path, packed: Callable[[], int]) -> BinaryIO:
    # By its first bytes and not by its name: browsers decompress without renaming.
    begin = raw.peek(3)[:3] if isinstance(raw, io.BufferedReader) else b""
    if begin.startswith(b"\x1f\x8b"):
        inner = cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    elif begin.startswith(b"BZh"):
        inner = cast(BinaryIO, bz2.BZ2File(raw))
    else:
        return raw
    return _guarded(inner, path, packed)


def _guarded(inner: BinaryIO, path: Path, packed: Callable[[], int]) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Guard(inner, path, packed), _PIECE))


def unpacked(raw: BinaryIO, path: Path) -> BinaryIO:
    """What an open file holds when it is decompressed, should it be compressed."""
    return _decompressed(raw, path, raw.tell)


def is_zip(raw: BinaryIO) -> bool:
    """Whether an open file begins like a zip archive."""
    raw.seek(0)
    begin = raw.read(4)
    raw.seek(0)
    return begin in (b"PK\x03\x04", b"PK\x05\x06")


@contextlib.contextmanager
def damage_of(path: Path) -> Iterator[None]:
    """Says in a sentence that a packed file is damaged."""
    try:
        yield
    except _DAMAGE as error:
        raise damaged(path) from error


def damaged(path: Path) -> FailureError:
    """The failure for a compressed file that cannot be decompressed to its end."""
    return fail("Damaged file", f"The compressed file {path} is damaged or incomplete.", "Fetch or make it again.")


def _bomb(path: Path) -> FailureError:
    return fail(
        "Suspicious archive",
        f"{path} unpacks to more than {_BOMB_RATIO} times its size, as no text does, but a zip bomb.",
        "Unpack it by hand if you trust it, and choose the files in it.",
    )
