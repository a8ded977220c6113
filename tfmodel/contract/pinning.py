"""Which sentences a training follows: the window that asks for them and the training reckon alike."""

from __future__ import annotations

from collections.abc import Sequence

from tfmodel.contract.events import PinnedSentence

MOST = 10  # sentences


def distinct(sentences: Sequence[PinnedSentence]) -> tuple[PinnedSentence, ...]:
    """Each sentence once, the empty ones left out; the first ten of them."""
    kept = {sentence.source.strip(): sentence for sentence in sentences if sentence.source.strip()}
    return tuple(kept.values())[:MOST]


def with_first(text: str, sentences: Sequence[PinnedSentence]) -> tuple[PinnedSentence, ...]:
    """One more sentence, before the others; one that is among them already keeps its reference."""
    known = (sentence for sentence in sentences if sentence.source.strip() == text.strip())
    return distinct((next(known, PinnedSentence(source=text)), *sentences))
