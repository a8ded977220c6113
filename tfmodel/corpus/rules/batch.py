"""Some pairs as the rules look at them: what several rules need is worked out once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from tfmodel.corpus.rules.characters import ASTRAL, HIDDEN, Characters

if TYPE_CHECKING:
    from tfmodel.corpus.rules.characters import Numbers


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
    """

    def __init__(self, sides: Sides, profile: Profile) -> None:
        self.sides, self.profile = sides, profile

    @cached_property
    def characters(self) -> tuple[Characters, Characters]:
        """The characters of each side."""
        return Characters(self.sides[0]), Characters(self.sides[1])

    @cached_property
    def words(self) -> tuple[Numbers, Numbers]:
        """(B,) how many words the sentences of each side have."""
        return self.characters[0].words(), self.characters[1].words()

    @cached_property
    def unprintable(self) -> tuple[list[int], list[int]]:
        """The sentences that have a character which shows nothing, or a space of another kind."""
        return self._unprintable(0), self._unprintable(1)

    def _unprintable(self, side: int) -> list[int]:
        characters, texts = self.characters[side], self.sides[side]
        hidden = set(characters.sentences(HIDDEN))
        hidden.update(n for n in characters.sentences(ASTRAL) if not texts[n].isprintable())
        return sorted(hidden)

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

    def matches(self, side: int, pattern: re.Pattern[str], among: Sequence[int]) -> dict[int, list[str]]:
        """What a pattern finds, by pair; those without a match are left out.

        Args:
            side: 0 or 1.
            pattern: Must not match a line end.
            among: Only these pairs.
        """
        found: dict[int, list[str]] = defaultdict(list)
        chosen = [self.sides[side][n] for n in among]
        ends: list[int] = []
        for match in pattern.finditer("\n".join(chosen)):
            ends = ends or _line_ends(chosen)
            found[among[bisect_right(ends, match.start())]].append(match.group())
        return found


def _line_ends(texts: Iterable[str]) -> list[int]:
    return list(accumulate(len(text) + 1 for text in texts))
