"""The characters of many sentences at once, as arrays: what most sentences lack is seen without a look at each."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

# Kinds of characters, a bit each. HIDDEN shows nothing or is another space than " "; MARK is ASCII without its letters.
SPACE, HIDDEN, DIGIT, MARK, BEGINNING, CONTINUATION, BEYOND_LATIN, ASTRAL = (1 << bit for bit in range(8))
_BASIC = 0x10000  # characters of the basic plane


def _signs(*ranges: tuple[int, int]) -> str:
    """The characters of ranges, first and last included."""
    return "".join(chr(number) for first, last in ranges for number in range(first, last + 1))


# The digits of the scripts that are written with their own.
DIGITS = _signs((0x30, 0x39), (0x660, 0x669), (0x6F0, 0x6F9), (0x966, 0x96F), (0x9E6, 0x9EF), (0xFF10, 0xFF19))
# What the bytes of UTF-8 become in the 8-bit encodings of Windows: a sign that begins, then one that goes on.
_BEGINNINGS = _signs((0xC2, 0xF4), (0x402, 0x45F))
_CONTINUATIONS = (
    _signs((0x80, 0xBF), (0x2018, 0x201E), (0x2020, 0x2022))
    + "\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2026\u2030\u2039\u203a\u20ac\u2122"
)
_LATIN = _signs((0x00, 0x24F), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2000, 0x2BFF))


class Characters:
    """The kinds of all characters of B sentences.

    Args:
        texts: The sentences.

    Attributes:
        lengths: (B,) how many characters each has.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        self.lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self._behind = np.cumsum(self.lengths + 1)  # each sentence and its line end
        encoding = f"utf-32-{'le' if sys.byteorder == 'little' else 'be'}"
        codes = np.frombuffer("\n".join([*texts, ""]).encode(encoding, "surrogatepass"), np.uint32)
        self._kinds = _kinds()[np.minimum(codes, _BASIC)]
        self._kinds[self._behind - 1] = SPACE | MARK

    def sentences(self, kind: int) -> list[int]:
        """Those that have a character of this kind: HIDDEN, DIGIT, BEYOND_LATIN or ASTRAL."""
        return self._around((self._kinds & kind) != 0)

    def sentences_with_pairs(self, kind: int, following: int) -> list[int]:
        """Those that have a character of one kind right before one of another kind."""
        return self._around(((self._kinds[:-1] & kind) != 0) & ((self._kinds[1:] & following) != 0))

    def letters(self) -> Numbers:
        """(B,) how many characters of each are no MARK: its letters, and all that is not ASCII."""
        return self._counted((self._kinds & MARK) == 0)

    def words(self) -> Numbers:
        """(B,) how many words stand between the spaces of each."""
        is_word = (self._kinds & SPACE) == 0
        begins = is_word.copy()
        begins[1:] &= ~is_word[:-1]
        return self._counted(begins)

    def _around(self, found: NDArray[np.bool_]) -> list[int]:
        import numpy as np

        numbers: list[int] = np.unique(np.searchsorted(self._behind, np.flatnonzero(found), "right")).tolist()
        return numbers

    def _counted(self, found: NDArray[np.bool_]) -> Numbers:
        import numpy as np

        if not len(self.lengths):  # reduceat wants one at least
            return self.lengths
        counts: Numbers = np.add.reduceat(found, self._behind - self.lengths - 1, dtype=np.int64)
        return counts


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.uint8]:
    """The kinds of each character of the basic plane; the entry after the last one is for all beyond it."""
    import numpy as np

    def places(characters: str) -> NDArray[np.intp]:
        return np.fromiter(map(ord, characters), np.intp, len(characters))

    everything = "".join(map(chr, range(_BASIC)))
    kinds = np.zeros(_BASIC + 1, np.uint8)
    kinds[places("".join(filter(str.isspace, everything)))] |= SPACE
    kinds[places("".join(sign for sign in everything if not sign.isprintable()))] |= HIDDEN
    kinds[places("".join(sign for sign in everything[:0x80] if not sign.isalpha()))] |= MARK
    for kind, found in ((DIGIT, DIGITS), (BEGINNING, _BEGINNINGS), (CONTINUATION, _CONTINUATIONS)):
        kinds[places(found)] |= kind
    kinds |= BEYOND_LATIN
    kinds[places(_LATIN)] &= 0xFF ^ BEYOND_LATIN
    kinds[_BASIC] = BEYOND_LATIN | ASTRAL
    return kinds
