"""How files of pairs are to be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Detected:
    """What was found out about one or two files; every field can be corrected with `dataclasses.replace`.

    Attributes:
        paths: One delimited file, or the source file and the target file of two parallel ones.
        encoding: Name of the codec.
        delimiter: What stands between two columns, None for parallel files.
        quoting: Whether a field may stand in quotation marks, with the delimiter or line ends inside.
        header: Whether the first record holds the names of the columns.
        source_column: Counted from 0.
        target_column: Counted from 0.
        columns: Columns of most records.
        source_language: Code ("en"), empty when nothing says it.
        target_language: Code ("fr"), empty when nothing says it.
        evidence: Sentences for a person: what was concluded, and from what.
        target_encoding: Codec of the second parallel file where it differs.
    """

    paths: tuple[Path, ...]
    format: Literal["delimited", "parallel"]
    encoding: str
    delimiter: str | None
    quoting: bool
    header: bool
    source_column: int
    target_column: int
    columns: int
    source_language: str
    target_language: str
    evidence: tuple[str, ...]
    target_encoding: str | None = None

    @property
    def encoding_of_targets(self) -> str:
        """Codec of the file that the targets stand in."""
        return self.encoding if self.target_encoding is None else self.target_encoding
