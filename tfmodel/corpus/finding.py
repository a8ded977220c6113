"""Which files, of several or of a folder or an archive, hold pairs, alone or two together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path, PurePath, PurePosixPath

from tfmodel.corpus.languages import language_code, words_of

MOST_FILES = 10_000
# Files that hold both sides, by the ends of their names, ".gz" and the like aside.
_TEXT_OF_BOTH = (".tmx", ".xlf", ".xliff", ".sdlxliff", ".mxliff", ".mqxliff", ".po", ".jsonl", ".ndjson")
_TABLES = (".tsv", ".csv", ".tab")
_BINARY_OF_BOTH = (".xlsx", ".xlsm", ".parquet", ".pairs", ".zip", ".tgz", ".tar")
_PLAIN = (".txt", "")
_PACKED = (".gz", ".bz2")

Group = tuple[Path, ...]


@dataclass(frozen=True)
class Found:
    """What could be imported.

    Attributes:
        groups: Files that hold both sides, and pairs of parallel files.
        complete: Whether all files were looked at: there were not more than `MOST_FILES`.
    """

    groups: tuple[Group, ...]
    complete: bool = True


def find_files(paths: Sequence[Path]) -> Found:
    """What can be imported of some files and folders: files that hold both sides, and pairs of parallel files.

    Args:
        paths: As they were dropped or named. One file is taken as it is, whatever its name; so are two, as parallel
            files, unless their names say that each holds both sides.
    """
    files = [Path(path) for path in paths]
    if len(files) <= 2 and not any(path.is_dir() or (len(files) == 2 and _holds_both(path)) for path in files):
        return Found((tuple(files),))
    found = list(islice(_inside(files), MOST_FILES + 1))
    groups = grouped(found[:MOST_FILES])
    return Found(tuple(tuple(map(Path, group)) for group in groups), len(found) <= MOST_FILES)


def may_be_table(path: Path, *, surely: bool = False) -> bool:
    """Whether a file could be a table of both sides, by its name; `surely` leaves out those that may be plain text."""
    return _suffix(path) in (_TABLES if surely else (*_TABLES, ".txt"))


def members_with_pairs(names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The same for the members of an archive, of which only text can be read."""
    paths = [PurePosixPath(name) for name in names]
    readable = [path for path in paths if _suffix(path) not in _BINARY_OF_BOTH and not _is_hidden(path)]
    by_path = {PurePosixPath(name): name for name in names}
    return tuple(tuple(by_path[PurePosixPath(member)] for member in group) for group in grouped(readable))


def _is_hidden(path: PurePath) -> bool:
    """Also what macOS adds to archives beside each file."""
    return any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in path.parts)


def grouped(files: Sequence[PurePath]) -> list[tuple[PurePath, ...]]:
    """Groups files by their names: those that hold both sides, parallel ones, and what else looks like a table."""
    both = [path for path in files if _holds_both(path)]
    rest = [path for path in files if not _holds_both(path)]
    parallel = _parallel(rest)
    used = {path for group in parallel for path in group}
    tables = [path for path in rest if path not in used and _suffix(path) in (*_TABLES, ".txt")]
    return [*((path,) for path in both), *parallel, *((path,) for path in tables)]


def _parallel(files: Sequence[PurePath]) -> list[tuple[PurePath, ...]]:
    """Files whose paths differ in a language alone; of three languages each two belong together."""
    alike: dict[tuple[str, ...], dict[str, PurePath]] = {}
    for path in files:
        words = [word for part in path.parts[-3:] for word in (*words_of(PurePath(part)), "/")]
        for place, word in enumerate(words):
            language = language_code(word) if _may_be_parallel(path) else ""
            if language:
                alike.setdefault((*words[:place], "*", *words[place + 1 :]), {}).setdefault(language, path)
    groups = [pair for versions in alike.values() for pair in combinations(sorted(versions.values()), 2)]
    return list(dict.fromkeys(groups))


def _may_be_parallel(path: PurePath) -> bool:
    suffix = _suffix(path)
    return suffix in _PLAIN or bool(language_code(suffix.removeprefix(".")))


def _holds_both(path: PurePath) -> bool:
    return _suffix(path) in (*_TEXT_OF_BOTH, *_BINARY_OF_BOTH)


def _suffix(path: PurePath) -> str:
    """The end of a name, that of packing aside unless it is an archive."""
    name = path.name.lower()
    for packed in _PACKED:
        name = name.removesuffix(packed)
    return PurePath(name).suffix


def _inside(paths: Sequence[Path]) -> Iterator[Path]:
    """All files, those in folders too, but hidden ones; in the order of their names."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))
