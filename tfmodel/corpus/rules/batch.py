"""Some pairs as the rules look at them: what several rules need is worked out once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from tfmodel.corpus.cleaning import word_count


@dataclass(frozen=True)
class Profile:
    """What is usual in a dataset; learned once, so that pairs that come later are judged alike.

    Attributes:
        languages: Codes of source and target, empty where nobody said.
        ratio: Median of the lengths of targets over those of their sources, in characters.
        words: Frequent words of each language, which tell it without a language identifier.
    """

    languages: tuple[str, str] = ("", "")
    ratio: float = 1.0
    words: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


Sides = tuple[Sequence[str], Sequence[str]]


class Batch:
    """B pairs: sentences without line ends, by side (0 source, 1 target).

    Args:
        sides: Sources and targets.
        profile: What is usual in the dataset.
        words: How many words each sentence has, where it is known.
    """

    def __init__(
        self, sides: Sides, profile: Profile, words: tuple[Sequence[int], Sequence[int]] | None = None
    ) -> None:
        self.sides, self.profile = sides, profile
        self.words = words or (list(map(word_count, sides[0])), list(map(word_count, sides[1])))

    @cached_property
    def wide(self) -> tuple[list[int], list[int]]:
        """The sentences that have a character beyond ASCII."""
        source, target = self.sides
        return (
            [n for n, text in enumerate(source) if not text.isascii()],
            [n for n, text in enumerate(target) if not text.isascii()],
        )

    @cached_property
    def unprintable(self) -> tuple[list[int], list[int]]:
        """The sentences that have a character which shows nothing, or a space of another kind."""
        source, target = self.sides
        return (
            [n for n, text in enumerate(source) if not text.isprintable()],
            [n for n, text in enumerate(target) if not text.isprintable()],
        )

    @cached_property
    def joined(self) -> tuple[str, str]:
        """All sentences of a side, a line each: one search in them is much quicker than one in each."""
        return "\n".join(self.sides[0]), "\n".join(self.sides[1])

    @cached_property
    def _ends(self) -> tuple[list[int], list[int]]:
        return _line_ends(self.sides[0]), _line_ends(self.sides[1])

    def with_any(self, *signs: str) -> list[int]:
        """The pairs that have one of these characters or strings on either side."""
        found: set[int] = set()
        for side, text in enumerate(self.joined):
            for sign in signs:
                place = text.find(sign)
                while place >= 0:
                    line = bisect_right(self._ends[side], place)
                    found.add(line)
                    place = text.find(sign, self._ends[side][line])
        return sorted(found)

    def matches(self, side: int, pattern: re.Pattern[str], among: Iterable[int] | None = None) -> dict[int, list[str]]:
        """What a pattern finds, by pair; those without a match are left out.

        Args:
            side: 0 or 1.
            pattern: Must not match a line end.
            among: Only these pairs, or all.
        """
        found: dict[int, list[str]] = defaultdict(list)
        if among is None:
            for match in pattern.finditer(self.joined[side]):
                found[bisect_right(self._ends[side], match.start())].append(match.group())
            return found
        numbers = list(among)
        chosen = [self.sides[side][n] for n in numbers]
        ends: list[int] = []
        for match in pattern.finditer("\n".join(chosen)):
            ends = ends or _line_ends(chosen)
            found[numbers[bisect_right(ends, match.start())]].append(match.group())
        return found


def _line_ends(texts: Iterable[str]) -> list[int]:
    return list(accumulate(len(text) + 1 for text in texts))
