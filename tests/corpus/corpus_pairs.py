"""What the tests of the corpus share."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from pathlib import Path

MakeFile = Callable[..., Path]  # name, content, encoding
MakeDataset = Callable[..., Path]  # pairs, name, options of the import


def numbered_pairs(count: int) -> list[tuple[str, str]]:
    """Different pairs of different lengths."""
    words = "the red house stands on a small hill behind our old school".split()
    mots = "la maison rouge est sur une petite colline derrière notre vieille école".split()
    return [(f"{' '.join(words[: 2 + n % 9])} {n}", f"{' '.join(mots[: 2 + n * 7 % 10])} {n} !") for n in range(count)]


def as_tsv(pairs: Iterable[tuple[str, str]]) -> str:
    """As lines of a file, which holds them alone."""
    return "".join(f"{source}\t{target}\n" for source, target in pairs)


def damage(path: Path, text: str) -> Path:
    """Empties each page of a dataset that has this text: the file is still opened, and those pages cannot be read."""
    content = bytearray(path.read_bytes())
    (size,) = struct.unpack(">H", content[16:18])
    while (place := content.find(text.encode())) >= 0:
        start = place - place % size
        content[start : start + size] = bytes(size)
    path.write_bytes(content)
    return path
