"""The numbers of pairs that a command is given in a file: a person's in text, the window's as it has them."""

from __future__ import annotations

import sys
from array import array
from pathlib import Path

from tfmodel.contract.failure import fail

_TEXT = b"0123456789 \t\r\n"
_LARGEST = 2**63 - 1


def numbers_in(file: Path) -> array[int]:
    """Numbers with spaces or line ends between them, or 8 bytes each in the order of this machine.

    Raises:
        FailureError: It is neither.
    """
    content = file.read_bytes()
    if not content.translate(None, _TEXT):
        numbers = [int(word) for word in content.split()]
        if max(numbers, default=0) <= _LARGEST:
            return array("q", numbers)
    elif len(content) % 8 == 0:
        return array("q", content)
    raise fail(
        "No numbers of pairs",
        f"{file} does not hold numbers of pairs, one a line, nor {sys.byteorder}-endian ones of 8 bytes.",
        "Write the number of a pair in each line.",
    )
