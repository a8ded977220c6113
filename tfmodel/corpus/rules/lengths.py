"""Rules about lengths."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from tfmodel.contract.settings import Section, setting
from tfmodel.corpus.rules.batch import Batch


class Length(Section):
    """Sides that are too short or too long."""

    enabled: bool = setting(True, "Length", "A side is much shorter or longer than sentences are.")
    fewest_words: int = setting(1, "Fewest words", "A side with fewer words is taken.", unit="words", ge=1, le=50)
    most_words: int = setting(150, "Most words", "A side with more words is taken.", unit="words", ge=2, le=2000)
    most_characters: int = setting(
        1200, "Most characters", "The same, for scripts without spaces.", unit="characters", ge=10, le=20_000
    )
    longest_word: int = setting(
        60,
        "Longest word",
        "A side with a longer word is taken, if its script has spaces: data that is no text.",
        unit="characters",
        ge=10,
        le=2000,
    )

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with a side outside the limits."""
        fewest, most, characters = self.fewest_words, self.most_words, self.most_characters
        # The look behind starts at the beginnings of words only, so no word is walked through twice.
        runs = re.compile(rf"(?<!\S)[\x21-\x7e]{{{self.longest_word + 1},}}")
        for side, (texts, words) in enumerate(zip(batch.sides, batch.words, strict=True)):
            lengths = list(map(len, texts))
            yield from [n for n, count in enumerate(words) if not fewest <= count <= most]
            yield from [n for n, length in enumerate(lengths) if length > characters]
            # With so long a word each of the others still needs a character and a space.
            least = self.longest_word - 1
            long = [
                n for n, (length, count) in enumerate(zip(lengths, words, strict=True)) if length > least + 2 * count
            ]
            yield from batch.matches(side, runs, long)


class LengthRatio(Section):
    """Sides of very different lengths."""

    enabled: bool = setting(
        True, "Length ratio", "One side is much longer than the other, compared with what is usual in the dataset."
    )
    maximum: float = setting(
        3.0,
        "Greatest ratio",
        "How many times longer than usual a side may be against the other; less takes more pairs.",
        ge=1.2,
        le=20.0,
    )

    _ALLOWANCE: ClassVar[int] = 12  # characters: short sentences differ more without being wrong

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with an unusual ratio of lengths in characters."""
        usual, most, more = batch.profile.ratio, self.maximum, self._ALLOWANCE
        for n, (source, target) in enumerate(zip(map(len, batch.sides[0]), map(len, batch.sides[1]), strict=True)):
            ratio = (target + more) / (source * usual + more)
            if ratio > most or ratio * most < 1:
                yield n
