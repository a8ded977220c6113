"""Readers: files of pairs as a stream of pairs and of lines that are none. One file a format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tfmodel.corpus.detected import Detected, Format
from tfmodel.corpus.pair import Pair, Rejected
from tfmodel.corpus.readers.dataset import read_dataset
from tfmodel.corpus.readers.delimited import read_delimited
from tfmodel.corpus.readers.json_lines import read_json_lines
from tfmodel.corpus.readers.parallel import read_parallel
from tfmodel.corpus.readers.parquet import read_parquet
from tfmodel.corpus.readers.po import read_po
from tfmodel.corpus.readers.position import Position
from tfmodel.corpus.readers.tmx import read_tmx
from tfmodel.corpus.readers.workbook import read_workbook
from tfmodel.corpus.readers.xliff import read_xliff

__all__ = ["Position", "read"]

_READERS: Mapping[Format, Callable[[Detected, Position], Iterator[Pair | Rejected]]] = {
    "delimited": read_delimited,
    "parallel": read_parallel,
    "tmx": read_tmx,
    "xliff": read_xliff,
    "po": read_po,
    "xlsx": read_workbook,
    "jsonl": read_json_lines,
    "parquet": read_parquet,
    "pairs": read_dataset,
}


def read(detected: Detected, position: Position | None = None) -> Iterator[Pair | Rejected]:
    """Every record of the files, in order, as a pair or as a rejected line.

    Args:
        detected: The files, and how they are read.
        position: Kept up to date with how far the reading is.

    Raises:
        FailureError: A file is damaged as a whole or not of its format, or parallel files have different numbers of
            lines.
    """
    return _READERS[detected.format](detected, position or Position())
