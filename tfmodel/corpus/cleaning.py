"""What a sentence must be, and what is done to it before it is kept: as little as possible."""

from __future__ import annotations

import re
import unicodedata

from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.text_file import UNREADABLE

# A sentence is one line: tabs, line ends and other controls inside it become one space. Other spaces, such as the
# narrow no-break space before French punctuation, are part of the spelling and stay.
_CONTROLS = re.compile("[ ]*[\x01-\x1f\x7f\x85\u2028\u2029]+[ ]*")


def clean(source: str, target: str, line: int) -> Pair | Rejected:
    """The pair of two fields, or why it is none."""
    if UNREADABLE in source or UNREADABLE in target or "\0" in source or "\0" in target:
        return rejected(line, "unreadable", source, target)
    source, target = _sentence(source), _sentence(target)
    if source and target:
        return Pair(source, target, line)
    if source or target:
        return rejected(line, "empty-target" if source else "empty-source", source or target)
    return rejected(line, "empty-line", "")


def _sentence(text: str) -> str:
    # Most sentences have no controls, and isprintable is far quicker than the search.
    return text.strip() if text.isprintable() else _CONTROLS.sub(" ", text).strip()


def normalised(sentence: str) -> str:
    """The sentence without what does not tell sentences apart: case, compatibility forms, kinds and runs of spaces."""
    return " ".join(unicodedata.normalize("NFKC", sentence).casefold().split())
