"""What a sentence must be, and what is done to it before it is kept: as little as possible."""

from __future__ import annotations

import re
import unicodedata

from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.text_file import UNREADABLE

# A sentence is one line: tabs, line ends and other controls inside it become one space. Other spaces, such as the
# narrow no-break space before French punctuation, are part of the spelling and stay.
_CONTROLS = re.compile("[ ]*[\x01-\x1f\x7f\x85\u2028\u2029]+[ ]*")


def one_line(text: str) -> str:
    """A text as training has it: controls are one space."""
    return _CONTROLS.sub(" ", text)


def clean(source: str, target: str, line: int) -> Pair | Rejected:
    """The pair of two fields, or why it is none."""
    # Most sentences have nothing that cannot be printed, and a look at that is far quicker than any search.
    if not (source.isprintable() and target.isprintable()):
        if "\0" in source or "\0" in target:
            return rejected(line, "unreadable", source, target)
        source, target = _CONTROLS.sub(" ", source), _CONTROLS.sub(" ", target)
    if UNREADABLE in source or UNREADABLE in target:
        return rejected(line, "unreadable", source, target)
    source, target = source.strip(), target.strip()
    if source and target:
        return Pair(source, target, line)
    if source or target:
        return rejected(line, "empty-target" if source else "empty-source", source or target)
    return rejected(line, "empty-line", "")


def normalised(sentence: str) -> str:
    """The sentence without what does not tell sentences apart: case, compatibility forms, kinds and runs of spaces."""
    if sentence.isascii() and sentence.isprintable() and "  " not in sentence:
        return sentence.lower().strip()  # the same, several times as quick
    return " ".join(unicodedata.normalize("NFKC", sentence).casefold().split())


def word_count(sentence: str) -> int:
    """How many words stand between the spaces of a sentence."""
    if sentence.isascii() and sentence.isprintable() and "  " not in sentence:
        return sentence.strip().count(" ") + 1 if sentence.strip() else 0
    return len(sentence.split())
