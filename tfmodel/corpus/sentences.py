"""Where sentences end, in any script: rules SB6 to SB11 of Unicode's standard annex 29, as one pattern."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def _end() -> Any:
    """What stands between two sentences: the end mark of the first, what closes it, and the spaces behind it.

    The names are those of the annex: ST and AT end a sentence (AT is the full stop, which has other uses, too), CL
    closes quotes and brackets, SP is space, NU a digit, UP, LO and LE are letters, SC goes on with the sentence.
    """
    import regex

    return regex.compile(
        r"""
        (?: \p{SB=ST} | (?<! [\p{SB=UP}\p{SB=LO}]) \p{SB=AT} (?! \p{SB=NU}) | \p{SB=AT} (?! [\p{SB=NU}\p{SB=UP}]) )
        \p{SB=CL}*+ \p{SB=SP}*+
        (?! [\p{SB=SC}\p{SB=ST}\p{SB=AT}])
        (?:
            (?<= \p{SB=ST} \p{SB=CL}* \p{SB=SP}*)
            | (?! [^\p{SB=LE}\p{SB=UP}\p{SB=LO}\p{SB=SE}\p{SB=ST}\p{SB=AT}]* \p{SB=LO})
        )
        """,
        regex.VERBOSE,
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with the spaces behind it: joined, they are the text."""
    ends = [match.end() for match in _end().finditer(text)]
    starts = [0, *ends]
    return [text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True) if start < end]
