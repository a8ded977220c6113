"""How files of pairs are to be read."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from tfmodel.corpus.languages import language_rank

Format = Literal["delimited", "parallel", "tmx", "xliff", "po", "xlsx", "jsonl", "parquet", "pairs"]
Inline = Literal["strip", "keep", "skip"]
States = Literal["any", "translated", "approved"]

FORMATS: tuple[Format, ...] = get_args(Format)
INLINE: tuple[Inline, ...] = get_args(Inline)
STATES: tuple[States, ...] = get_args(States)
_UNREADABLE = re.compile(r"[\ud800-\udfff]")  # what Python makes of the bytes of a name that are no UTF-8


@dataclass(frozen=True)
class Detected:
    """What was found out about one or two files; every field can be corrected with `dataclasses.replace`.

    Attributes:
        paths: One file, or the source file and the target file of two parallel ones.
        encoding: Name of the codec; empty where the format has its own.
        delimiter: What stands between two columns, None for all but delimited files.
        quoting: Whether a field may stand in quotation marks, with the delimiter or line ends inside.
        header: Whether the first record holds the names of the columns.
        source_column: Counted from 0.
        target_column: Counted from 0.
        columns: Columns of most records.
        source_language: Code ("en"), empty when nothing says it. Where `languages` has some, those are what is read.
        target_language: Code ("fr"), empty when nothing says it.
        evidence: Sentences for a person: what was concluded, and from what.
        target_encoding: Codec of the second parallel file where it differs.
        languages: What the file offers: codes to choose the two languages from.
        inline: What becomes of inline codes: stripped, kept as placeholders such as {1}, or the pair is left out.
        states: Which units of an XLIFF file are read.
        fuzzy: Whether messages of a PO file are read that are marked as fuzzy.
        sheet: Of a workbook.
        sheets: All of its sheets.
        source_key: Of each JSON object or Parquet row, with dots: "translation.en".
        target_key: The same for the other side.
        keys: All keys with text.
        members: Which files of an archive are read: one, or two parallel ones.
        member_choices: All that could be.
        backwards: Whether a PO file or a dataset is read from its translations to its sources.
        cleared: Of `source_language` and `target_language` those that a person has taken away.
    """

    paths: tuple[Path, ...]
    format: Format
    encoding: str = ""
    delimiter: str | None = None
    quoting: bool = False
    header: bool = False
    source_column: int = 0
    target_column: int = 1
    columns: int = 2
    source_language: str = ""
    target_language: str = ""
    evidence: tuple[str, ...] = ()
    target_encoding: str | None = None
    languages: tuple[str, ...] = ()
    inline: Inline = "strip"
    states: States = "translated"
    fuzzy: bool = False
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    source_key: str = ""
    target_key: str = ""
    keys: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    member_choices: tuple[tuple[str, ...], ...] = ()
    backwards: bool = False
    cleared: tuple[str, ...] = ()

    @property
    def has_one_direction(self) -> bool:
        """Whether nothing but the order of its sides says which language of the file is which."""
        return self.format in ("parallel", "po", "pairs")

    @property
    def encoding_of_targets(self) -> str:
        """Codec of the file that the targets stand in."""
        return self.encoding if self.target_encoding is None else self.target_encoding

    @property
    def origin(self) -> str:
        """What the pairs come from, in short; of several files, `origins_of` tells those of one name apart."""
        return readable(" + ".join(path.name for path in self.paths)) + self._inside

    @property
    def _inside(self) -> str:
        return readable(f": {' + '.join(self.members)}") if self.members else ""

    @property
    def is_one_sided(self) -> bool:
        """Whether both sides are the same column, key or language of the file: each text its own translation."""
        if self.format in ("delimited", "xlsx"):
            return self.source_column == self.target_column
        if self.format in ("jsonl", "parquet"):
            return self.source_key == self.target_key
        return self.format == "tmx" and self._offered(self.source_language) == self._offered(self.target_language)

    def _offered(self, language: str) -> str:
        """The language of the file that is read when this one is wanted."""
        best = max(self.languages, key=lambda offered: language_rank(language, offered), default="")
        return best if language_rank(language, best) else language

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the text is: one place, or that of the sources and that of the targets."""
        if self.members:
            return tuple(Place(self.paths[0], member) for member in self.members)
        return tuple(Place(path) for path in self.paths)


@dataclass(frozen=True)
class Place:
    """A file, or a member of an archive."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The name that says what is in it, without folders."""
        return Path(self.member).name if self.member else self.path.name

    def __str__(self) -> str:
        return f"{self.member} in {self.path}" if self.member else str(self.path)


def readable(name: str) -> str:
    """A name as SQLite and JSON take it: with the sign � for each byte of it that is no UTF-8."""
    return _UNREADABLE.sub("\ufffd", name)


def origins_of(files: Sequence[Detected]) -> list[str]:
    """What the pairs of each come from, with the folders where names alone would not tell them apart."""
    names = names_of([file.paths for file in files])
    return [f"{name}{file._inside}" for name, file in zip(names, files, strict=True)]


def names_of(groups: Sequence[tuple[Path, ...]]) -> list[str]:
    """Names for files, or two parallel ones: without folders, or from the common folder on where some are alike.

    Files on several drives have no common folder: those have their full names.
    """
    short = [readable(" + ".join(path.name for path in group)) for group in groups]
    alike = any(len({path.name for path in group}) < len(group) for group in groups)
    if len(set(short)) == len(short) and not alike:
        return short
    folder = _common_folder([path.absolute() for group in groups for path in group])
    return [readable(" + ".join(_name_below(folder, path.absolute()) for path in group)) for group in groups]


def _common_folder(paths: Sequence[Path]) -> Path | None:
    try:
        return Path(os.path.commonpath([path.parent for path in paths]))
    except ValueError:  # they are on several drives
        return None


def _name_below(folder: Path | None, path: Path) -> str:
    return (path if folder is None else path.relative_to(folder)).as_posix()
