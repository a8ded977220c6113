"""Rules about the text of one side: is there any, is it readable, is it language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from tfmodel.contract.settings import Section, setting
from tfmodel.corpus.rules.batch import Batch
from tfmodel.corpus.rules.characters import BEGINNING, CONTINUATION

_INVISIBLE = re.compile(r"[\u00ad\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3164\ufeff\ufff9-\uffff]")


class Empty(Section):
    """Nothing that can be seen."""

    enabled: bool = setting(True, "Empty", "A side has no visible character, such as only zero-width spaces.")

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with a side that shows nothing."""
        for texts, unprintable, characters in zip(batch.sides, batch.unprintable, batch.characters, strict=True):
            # The fillers of Korean pass for letters, but nobody writes many of them.
            short = (characters.lengths < 9).nonzero()[0].tolist()
            yield from (n for n in (*short, *unprintable) if not _INVISIBLE.sub("", texts[n]).strip())


class Controls(Section):
    """Characters that steer a terminal or the direction of writing."""

    enabled: bool = setting(
        True, "Control characters", "A side has control characters, private ones or such as swap the writing direction."
    )

    # The joiners U+200C and U+200D and the marks U+200E and U+200F belong to the spelling of several languages.
    _PATTERN: ClassVar[re.Pattern[str]] = re.compile(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ue000-\uf8ff\ufff9-\ufffb\ufffe\uffff]"
    )

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with a control character."""
        for side in (0, 1):
            yield from batch.matches(side, self._PATTERN, batch.unprintable[side])


class Punctuation(Section):
    """Hardly any letters."""

    enabled: bool = setting(True, "Mostly punctuation", "A side is mostly marks and digits, such as a line of a table.")
    letters: float = setting(
        0.3, "Fewest letters", "Share of letters among all characters but spaces; less is taken.", ge=0.0, le=1.0
    )

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with a side of few letters."""
        for texts, characters in zip(batch.sides, batch.characters, strict=True):
            # All that is not ASCII counts as letters at first, as it mostly is; who is near the limit is counted.
            few = (characters.letters() <= 0.7 * characters.lengths).nonzero()[0].tolist()
            yield from (n for n in few if self._has_few(texts[n]))

    def _has_few(self, text: str) -> bool:
        signs = [sign for sign in text if not sign.isspace()]
        # Marks that combine, such as the vowels of Hindi, are part of letters.
        letters = sum(sign.isalpha() or (not sign.isascii() and not sign.isprintable()) for sign in signs)
        marks = sum(
            "\u0300" <= sign <= "\u036f" or "\u0900" <= sign <= "\u0fff" for sign in signs if not sign.isalpha()
        )
        return letters + marks < self.letters * len(signs)


class Markup(Section):
    """Tags and entities."""

    enabled: bool = setting(True, "Markup left in", "A side has tags such as <b> or entities such as &nbsp;.")

    _PATTERN: ClassVar[re.Pattern[str]] = re.compile(
        r"</?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]*)?/?>|<!--|<!\[CDATA\[|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]{2,8});"
    )

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with a tag or an entity."""
        for n in batch.with_any("<", "&"):
            if self._PATTERN.search(batch.sides[0][n]) or self._PATTERN.search(batch.sides[1][n]):
                yield n


class Encoding(Section):
    """Text that was decoded with the wrong table."""

    enabled: bool = setting(
        True, "Broken encoding", "A side was once read in the wrong encoding (Ã© for é); the repair is shown."
    )

    _CONTROLS: ClassVar[re.Pattern[str]] = re.compile("[\u0080-\u009f]")

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with a side that another decoding would mend, or with signs that stand for unreadable bytes."""
        yield from batch.with_any("\ufffd")
        for side, texts in enumerate(batch.sides):
            suspicious = (
                *batch.characters[side].sentences_with_pairs(BEGINNING, CONTINUATION),
                *batch.matches(side, self._CONTROLS, batch.unprintable[side]),
            )
            yield from (n for n in suspicious if repaired(texts[n]) != texts[n])


def repaired(text: str) -> str:
    """The text as it was before it was decoded wrongly, as ftfy sees it; the same where nothing is broken."""
    import ftfy

    return ftfy.fix_encoding(text)
