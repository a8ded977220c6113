"""Which format a file is in: by its content, and by its name where the content says nothing."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from tfmodel.contract.failure import fail
from tfmodel.corpus.archives import tar_members, zip_members
from tfmodel.corpus.detected import Format, Place
from tfmodel.corpus.stream import Stream, damage_of, is_zip, unpacked
from tfmodel.corpus.tables import APPLICATION_ID

_HEAD = 1 << 14
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(tmx|xliff)[\s>]")
_MESSAGE = re.compile(rb'(?:[ \t]*+(?:#[^\n\r]*+)?+[\r\n]++)*+[ \t]*+msg(?:id|ctxt)[ \t]+"')
_SUFFIXES: dict[str, Format] = {
    ".tmx": "tmx",
    **dict.fromkeys((".xlf", ".xliff", ".sdlxliff", ".mxliff", ".mqxliff"), "xliff"),
    ".po": "po",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


def sniff(place: Place) -> Format | Literal["archive"]:
    """The format of one file with both sides; "delimited" when it is none of the others.

    Raises:
        FailureError: It is packed and damaged, or a database of something else.
    """
    if not place.member:
        with place.path.open("rb") as raw:
            begin = raw.read(100)
            if is_zip(raw):
                return "xlsx" if _is_workbook(place) else "archive"
        if begin.startswith(b"PAR1"):
            return "parquet"
        if begin.startswith(b"SQLite format 3"):
            return _dataset(place, begin)
    with Stream(place) as stream:
        head = stream.bytes.read(_HEAD)
    if not place.member and (head[257:262] == b"ustar" or ".tar" in place.path.suffixes):
        return "archive"
    return _of_text(head, place.name)


def archive_members(place: Place) -> list[str]:
    """The names of the files in an archive.

    Raises:
        FailureError: It is damaged, or has a path that climbs out of it.
    """
    with place.path.open("rb") as raw, damage_of(place.path):
        return zip_members(raw, place.path) if is_zip(raw) else tar_members(unpacked(raw, place.path), place.path)


def _dataset(place: Place, begin: bytes) -> Format:
    if begin[68:72] == APPLICATION_ID.to_bytes(4, "big"):
        return "pairs"
    raise fail(
        "Not a text file", f"{place} is a database and not a text file.", "Open a dataset instead of importing it."
    )


def _is_workbook(place: Place) -> bool:
    with damage_of(place.path), zipfile.ZipFile(place.path) as archive:
        return "xl/workbook.xml" in archive.namelist()


def _of_text(head: bytes, name: str) -> Format:
    # UTF-16 without its zeros is near enough to ASCII to see the format.
    plain = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    if plain.lstrip().startswith(b"<") and (root := _ROOT.search(plain)):
        return "tmx" if root[1] == b"tmx" else "xliff"
    if _MESSAGE.match(plain):
        return "po"
    if plain.lstrip().startswith(b"{") and _is_json(plain):
        return "jsonl"
    return _SUFFIXES.get(_suffix(name), "delimited")


def _suffix(name: str) -> str:
    return PurePath(name.lower().removesuffix(".gz").removesuffix(".bz2")).suffix


def _is_json(head: bytes) -> bool:
    try:
        return isinstance(json.loads(head.lstrip().splitlines()[0]), dict)
    except (ValueError, RecursionError):
        return False
