"""How a sample corpus becomes a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent


def as_tsv(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Two tab-separated columns, UTF-8, one pair a line, with the same line end on every system."""
    return "".join(f"{source}\t{target}\n" for source, target in pairs).encode()


def write_sample(name: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Puts the corpus beside this file, complete or not at all."""
    handle, temporary = tempfile.mkstemp(dir=FOLDER, prefix=name)
    with os.fdopen(handle, "wb") as file:
        file.write(as_tsv(pairs))
        file.flush()
        os.fsync(file.fileno())
    os.chmod(temporary, 0o644)  # mkstemp makes files for their owner alone
    os.replace(temporary, FOLDER / name)
