"""The numbers of pairs that a command is given in a file: a person's in text, the window's as it has them."""

from __future__ import annotations

import re
import sys
from array import array
from pathlib import Path

from tfmodel.contract.failure import fail
from tfmodel.corpus.text_file import lines_in

_TEXT = re.compile(r"[\d\s]*", re.ASCII)
_TOO_MANY = 2**35  # pairs; 8 bytes of a text are never a number from 1 to here, whatever its encoding


def numbers_in(file: Path) -> array[int]:
    """Numbers with spaces or line ends between them, or 8 bytes each in the order of this machine.

    Raises:
        FailureError: It is neither.
    """
    content = file.read_bytes()
    numbers = _packed(content) or _typed(content)
    if numbers is None:
        raise fail(
            "No numbers of pairs",
            f"{file} does not hold numbers of pairs, one a line, nor {sys.byteorder}-endian ones of 8 bytes.",
            "Write the number of a pair in each line.",
        )
    return numbers


def _packed(content: bytes) -> array[int] | None:
    """Looked for first: a small number of 8 bytes may begin as a text does that has a byte order mark."""
    if not content or len(content) % 8:
        return None
    numbers = array("q", content)
    return numbers if min(numbers) > 0 and max(numbers) < _TOO_MANY else None


def _typed(content: bytes) -> array[int] | None:
    try:
        text = " ".join(lines_in(content))
        return array("q", map(int, text.split())) if _TEXT.fullmatch(text) else None
    except (ValueError, OverflowError):  # it is no text, or a number has too many digits
        return None
