"""Reads the attention of a validation, an .npz file, with the standard library alone.

Loading numpy for it would keep the window from answering for 150 ms under a training.
"""

from __future__ import annotations

import ast
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import IO

MAGIC = b"\x93NUMPY"
LENGTHS = {1: "<H", 2: "<I", 3: "<I"}  # of the header, by version of the format
CODES = {"<f2": "e", "<f4": "f", "<f8": "d"}

Matrix = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Heads:
    """The weights of all heads of one attention.

    Attributes:
        shape: Heads, rows (queries), columns (keys).
        code: Of `struct`, for one weight.
        data: The weights, little-endian, the last axis fastest.
    """

    shape: tuple[int, int, int]
    code: str
    data: bytes

    def __len__(self) -> int:
        return self.shape[0]

    def head(self, number: int) -> Matrix:
        """The weights of one head, (rows, columns)."""
        _, rows, columns = self.shape
        size = rows * columns * struct.calcsize(self.code)
        values = struct.unpack_from(f"<{rows * columns}{self.code}", self.data, number * size)
        return [values[row * columns : (row + 1) * columns] for row in range(rows)]

    def mean(self) -> Matrix:
        """The mean over the heads, (rows, columns)."""
        heads = [self.head(number) for number in range(len(self))]
        return [[sum(weights) / len(heads) for weights in zip(*rows, strict=True)] for rows in zip(*heads, strict=True)]


def read_heads(path: Path) -> dict[str, Heads]:
    """The attentions in a file by name; empty when it is gone, damaged or holds something else."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {name.removesuffix(".npy"): _read(archive.open(name)) for name in archive.namelist()}
    except (OSError, ValueError, KeyError, SyntaxError, struct.error, zipfile.BadZipFile):
        return {}


def _read(file: IO[bytes]) -> Heads:
    """One array, as numpy's format description has it: magic, version, length, a dictionary's text, the data."""
    magic, version = file.read(6), file.read(2)
    if magic != MAGIC:
        raise ValueError("no array")
    form = LENGTHS[version[0]]
    (length,) = struct.unpack(form, file.read(struct.calcsize(form)))
    header = ast.literal_eval(file.read(length).decode("latin-1"))
    code, shape, data = CODES[header["descr"]], header["shape"], file.read()
    if header["fortran_order"] or len(shape) != 3 or len(data) != prod(shape) * struct.calcsize(code):
        raise ValueError("no attention of several heads")
    return Heads(shape, code, data)
