"""Seeds of parts from the seed of the whole."""

from __future__ import annotations

import zlib


def derive(seed: int, name: str) -> int:
    """The seed of the part called `name`: equal for equal arguments, in every process and on every machine."""
    return zlib.crc32(f"{seed}/{name}".encode()) & 0x7FFF_FFFF
