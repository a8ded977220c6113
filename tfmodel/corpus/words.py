"""Running words of a text in any script, and the script that a letter belongs to."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Scripts without spaces between words, as ranges of letters: each of these is counted as a word.
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RANGES = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1980-\u19df\u1a20-\u1aaf\u3040-\u30ff\ua980-\ua9ff\uaa60-\uaa7f"
    f"\uff66-\uff9d{HAN}"
)
# An apostrophe or a hyphen inside a word is part of it: "aujourd'hui", "peut-être"; signs on letters are too.
SIGNS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0980-\u0dff"
_WORD = re.compile(rf"[{_RANGES}]|(?:(?![{_RANGES}])[\w{SIGNS}])+(?:['’\-](?:(?![{_RANGES}])[\w{SIGNS}])+)*")
UNSPACED = re.compile(f"[{_RANGES}]")  # a letter of such a script
_NAMES = {"CJK": "Han", "LATIN": "Latin"}
COMMON = "Digits and marks"


def words_of(text: str) -> list[str]:
    """The words of a text as they are written; of Chinese, Japanese, Thai and the like, each letter."""
    return _WORD.findall(text)


def tokens_between_spaces(text: str) -> list[str]:
    """What stands between spaces, marks included; in a script without spaces each letter."""
    return words_of(text) if UNSPACED.search(text) else text.split()


@cache
def script_of(letter: str) -> str:
    """The script of a letter by its Unicode name: "Latin", "Cyrillic", "Han"; digits and marks are `COMMON`.

    The names of all letters begin with their script ("CYRILLIC SMALL LETTER A", "CJK UNIFIED IDEOGRAPH-4E00").
    """
    if not letter.isalpha():
        return COMMON
    name = unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
    if name in ("FULLWIDTH", "HALFWIDTH"):
        return script_of(unicodedata.normalize("NFKC", letter)[0])
    if name in ("MODIFIER", "FEMININE", "MASCULINE", "MATHEMATICAL", "MICRO", ""):
        return COMMON
    return _NAMES.get(name, name.capitalize())
