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

    def with_any(self, *signs: str) -> list[int]:
        """The pairs that have one of these characters or strings on either side."""
        source, target = self.sides
        found: set[int] = set()
        for sign in signs:
            found.update([n for n, text in enumerate(source) if sign in text])
            found.update([n for n, text in enumerate(target) if sign in text])
        return sorted(found)

    def matches(self, side: int, pattern: re.Pattern[str], among: Iterable[int] | None = None) -> dict[int, list[str]]:
        """What a pattern finds, by pair; those without a match are left out.

        All sentences are searched as one text, which is much quicker than one by one.

        Args:
            side: 0 or 1.
            pattern: Must not match a line end.
            among: Only these pairs, or all.
        """
        texts = self.sides[side]
        numbers = range(len(texts)) if among is None else list(among)
        chosen = [texts[n] for n in numbers]
        found: dict[int, list[str]] = defaultdict(list)
        ends: list[int] = []
        for match in pattern.finditer("\n".join(chosen)):
            if not ends:
                ends = list(accumulate(len(text) + 1 for text in chosen))
            found[numbers[bisect_right(ends, match.start())]].append(match.group())
        return found
