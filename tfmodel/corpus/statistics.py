"""A few figures of a dataset, from which a configuration is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from tfmodel.corpus.store import PairStore

_SAMPLE = 50_000  # pairs that are looked at


@dataclass(frozen=True)
class CorpusStatistics:
    """Figures of the training part.

    Attributes:
        pairs: Number of pairs.
        mean_source_words: Mean number of words of a source.
        mean_target_words: Mean number of words of a target.
        distinct_words: Distinct words of both sides together.
    """

    pairs: int
    mean_source_words: float
    mean_target_words: float
    distinct_words: int


def corpus_statistics(store: PairStore) -> CorpusStatistics:
    """Figures of the training part, from its first 50,000 pairs."""
    words: set[str] = set()
    sources = targets = seen = 0
    for row in islice(store.stream("train"), _SAMPLE):
        source, target = row.source.split(), row.target.split()
        sources, targets, seen = sources + len(source), targets + len(target), seen + 1
        words.update(source)
        words.update(target)
    mean = max(1, seen)
    return CorpusStatistics(store.counts().train, sources / mean, targets / mean, len(words))
