"""Reads the attention of a validation, an .npz file, with the standard library alone.

Loading numpy for it would keep the window from answering for 150 ms under a training.
"""

from __future__ import annotations

import ast
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import prod, sqrt
from pathlib import Path
from typing import Any

from tfmodel.contract.attention_files import array_name

MAGIC = b"\x93NUMPY"
LENGTHS = {1: "<H", 2: "<I", 3: "<I"}  # of the header, by version of the format
CODES = {"<f2": "e", "<f4": "f", "<f8": "d"}
CROSS, ENCODER, DECODER = "decoder/{}/cross_attention", "encoder/{}/self_attention", "decoder/{}/self_attention"
ONE = 0x3C  # the upper byte of a float16 of 1.0; those of smaller weights are smaller numbers
LONGEST_HEADER = 10_000  # bytes, as numpy has it
MOST_BYTES = 2**30  # of a sentence, unpacked: a file of a few megabytes may pretend to hold thousands of them

# What files that are damaged, or made to do harm, lead to in the libraries that read them.
_UNREADABLE = (
    *(OSError, EOFError, MemoryError, RuntimeError, LookupError, TypeError, ValueError, SyntaxError),
    *(struct.error, zlib.error, zipfile.BadZipFile),
)

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

    def flat(self, number: int) -> tuple[float, ...]:
        """The weights of one head row by row, (rows * columns)."""
        count = prod(self.shape[1:])
        size = count * struct.calcsize(self.code)
        return struct.unpack_from(f"<{count}{self.code}", self.data, number * size)

    def head(self, number: int) -> Matrix:
        """The weights of one head, (rows, columns)."""
        _, rows, columns = self.shape
        values = self.flat(number)
        return [values[row * columns : (row + 1) * columns] for row in range(rows)]

    def mean(self) -> Matrix:
        """The mean over the heads, (rows, columns)."""
        heads = [self.head(number) for number in range(len(self))]
        return [[sum(weights) / len(heads) for weights in zip(*rows, strict=True)] for rows in zip(*heads, strict=True)]

    def depths(self, number: int) -> bytes:
        """The square roots of one head's weights, 0 to 255, row by row: faint weights can be seen in small maps.

        Of a float16 its upper byte alone is looked at, which is a tenth too low or too high at most: all heads of a
        large model take a millisecond then, and not a hundred.
        """
        if self.code != "e":
            return bytes(round(255 * sqrt(min(1.0, max(0.0, weight)))) for weight in self.flat(number))
        size = 2 * prod(self.shape[1:])
        return self.data[number * size + 1 : (number + 1) * size : 2].translate(_depth_table())


@cache
def _depth_table() -> bytes:
    """The depth of each upper byte of a float16, in the middle of the weights that have it."""
    middles = struct.unpack(f"<{ONE}e", struct.pack(f"<{ONE}H", *(upper * 256 + 128 for upper in range(ONE))))
    depths = [0, *(round(255 * sqrt(weight)) for weight in middles[1:])]
    return bytes(depths + [255] * (256 - ONE))


def read_heads(path: Path, sentence: int = 0, kind: str = "") -> dict[str, Heads]:
    """The attentions of one pinned sentence by the name of their tap; empty when the file is gone or damaged.

    Args:
        path: The file of a validation.
        sentence: Its number among the pinned ones.
        kind: CROSS, ENCODER or DECODER: that kind alone.
    """
    before, _, after = kind.partition("{}")
    try:
        with zipfile.ZipFile(path) as archive:
            prefix = array_name(sentence, "")
            named = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
            taps = {name.removeprefix(prefix): info for name, info in named.items() if name.startswith(prefix)}
            wanted = {
                tap: info
                for tap, info in taps.items()
                if tap.startswith(before or ("encoder/", "decoder/")) and after in tap
            }
            if sum(info.file_size for info in wanted.values()) > MOST_BYTES:
                return {}
            return {tap: _read(archive, info) for tap, info in wanted.items()}
    except _UNREADABLE:
        return {}


def layers_of(heads: dict[str, Heads], kind: str) -> list[Heads]:
    """Those of a kind, from the first layer to the last."""
    found: list[Heads] = []
    while (name := kind.format(len(found)) + "/weights") in heads:
        found.append(heads[name])
    return found


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Heads:
    """One array, as numpy's format description has it: magic, version, length, a dictionary's text, the data."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("numpy packs no array so")
    with archive.open(info) as file:
        magic, version = file.read(6), file.read(2)
        if magic != MAGIC:
            raise ValueError("no array")
        form = LENGTHS[version[0]]
        (length,) = struct.unpack(form, file.read(struct.calcsize(form)))
        if length > LONGEST_HEADER:
            raise ValueError("no header of an array")
        header = ast.literal_eval(file.read(length).decode("latin-1"))
        code, shape = CODES[header["descr"]], header["shape"]
        if header["fortran_order"] or not _is_of_heads(shape):
            raise ValueError("no attention of several heads")
        size = prod(shape) * struct.calcsize(code)
        if size != info.file_size - len(magic) - len(version) - struct.calcsize(form) - length:
            raise ValueError("more or less than its shape says")
        data = file.read(size)  # never all that there is: the size that a member says may be a lie
    if len(data) != size:
        raise ValueError("less than its shape says")
    return Heads(shape, code, data)


def _is_of_heads(shape: Any) -> bool:
    return isinstance(shape, tuple) and len(shape) == 3 and all(type(axis) is int and axis > 0 for axis in shape)
