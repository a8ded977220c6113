"""Readers: files of pairs as a stream of pairs and of lines that are none."""

from __future__ import annotations

from collections.abc import Iterator

from tfmodel.corpus.detected import Detected
from tfmodel.corpus.pair import Pair, Rejected
from tfmodel.corpus.readers.delimited import read_delimited
from tfmodel.corpus.readers.parallel import read_parallel
from tfmodel.corpus.readers.position import Position

__all__ = ["Position", "read"]


def read(detected: Detected, position: Position | None = None) -> Iterator[Pair | Rejected]:
    """Every record of the files, in order, as a pair or as a rejected line.

    Args:
        detected: The files, and how they are read.
        position: Kept up to date with how far the reading is.

    Raises:
        FailureError: A compressed file is damaged, or parallel files have different numbers of lines.
    """
    reader = read_delimited if detected.format == "delimited" else read_parallel
    return reader(detected, position or Position())
