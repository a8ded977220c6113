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
        import numpy as np

        # The look behind starts at the beginnings of words only, so no word is walked through twice.
        runs = re.compile(rf"(?<!\S)[\x21-\x7e]{{{self.longest_word + 1},}}")
        for side, counts in enumerate(batch.words):
            lengths = batch.characters[side].lengths
            outside = (counts < self.fewest_words) | (counts > self.most_words) | (lengths > self.most_characters)
            yield from np.flatnonzero(outside).tolist()
            # With so long a word each of the others still needs a character and a space.
            long = np.flatnonzero(lengths > self.longest_word - 1 + 2 * counts).tolist()
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
        source, target = (characters.lengths + self._ALLOWANCE for characters in batch.characters)
        usual = (source - self._ALLOWANCE) * batch.profile.ratio + self._ALLOWANCE
        ratio = target / usual
        yield from ((ratio > self.maximum) | (ratio * self.maximum < 1)).nonzero()[0].tolist()
