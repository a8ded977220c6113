"""Archives of text files: which members they have, and how one is opened without unpacking anything to the disk."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from tfmodel.contract.failure import FailureError, fail
from tfmodel.corpus.detected import Place

_MOST_MEMBERS = 10_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)  # others take any memory to unpack


def zip_members(raw: BinaryIO, path: Path) -> list[str]:
    """The names of the files of a zip archive."""
    with zipfile.ZipFile(raw) as archive:
        return _checked(path, (info.filename for info in archive.infolist() if not info.is_dir()))


def tar_members(unpacked: BinaryIO, path: Path) -> list[str]:
    """The names of the files of a tar archive."""
    with tarfile.open(fileobj=unpacked, mode="r|") as archive:
        return _checked(path, (entry.name for entry in archive if entry.isfile()))


def find_in_zip(raw: BinaryIO, place: Place) -> tuple[BinaryIO, int, int]:
    """A member, open, and its sizes: packed and unpacked."""
    archive = zipfile.ZipFile(raw)
    try:
        info = archive.getinfo(place.member)
    except KeyError as error:
        raise _no_member(place) from error
    if info.flag_bits & 1:
        raise fail(
            "Encrypted archive",
            f"{place.member} in {place.path} is protected by a password.",
            "Unpack it, and choose the files in it.",
        )
    if info.compress_type not in _METHODS:
        raise fail(
            "Unusual archive",
            f"{place.member} in {place.path} is packed by a method that this program does not read.",
            "Unpack it, and choose the files in it.",
        )
    return cast(BinaryIO, archive.open(info)), info.compress_size, info.file_size


def find_in_tar(unpacked: BinaryIO, place: Place) -> BinaryIO:
    """A member, open; what stands before it in the archive is passed over."""
    archive = tarfile.open(fileobj=unpacked, mode="r|")
    for entry in archive:
        if entry.name == place.member and entry.isfile():
            return cast(BinaryIO, archive.extractfile(entry))
    raise _no_member(place)


def _checked(path: Path, names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        parts = PurePosixPath(name.replace("\\", "/"))
        if ".." in parts.parts or parts.is_absolute():
            raise fail(
                "Suspicious archive",
                f"{path} holds {name!r}, a path that climbs out of the archive.",
                "Nothing was read from it. Ask whoever made it for another one.",
            )
        found.append(name)
        if len(found) > _MOST_MEMBERS:
            raise fail(
                "Too many files",
                f"{path} holds more than {_MOST_MEMBERS:,} files.",
                "Unpack it, and choose the files with the pairs.",
            )
    return found


def _no_member(place: Place) -> FailureError:
    return fail("Not in the archive", f"There is no {place.member} in {place.path}.", "Choose a file that is in it.")
