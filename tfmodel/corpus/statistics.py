"""A few figures of a dataset, from which a configuration is proposed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from tfmodel.contract.calibration import SizeClass
from tfmodel.contract.proposal import Facts
from tfmodel.corpus.splitting import TRAIN
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.words import tokens_between_spaces

STATISTICS = "statistics"  # the remark in the dataset that holds them, so that the window need not count
_SAMPLE = 50_000  # pairs that are looked at, about


@dataclass(frozen=True)
class CorpusStatistics:
    """Figures of the training part.

    Attributes:
        pairs: Number of pairs.
        mean_source_words: Mean number of words of a source.
        mean_target_words: Mean number of words of a target.
        long_source_words: Words that 95 % of the sources do not exceed.
        long_target_words: The same for the targets.
        distinct_words: Distinct words of both sides together.
        letters: Distinct characters of both sides together; 0: measured by an earlier version.
    """

    pairs: int
    mean_source_words: float
    mean_target_words: float
    long_source_words: int
    long_target_words: int
    distinct_words: int
    letters: int = 0


def corpus_statistics(store: PairStore) -> CorpusStatistics:
    """Figures of the training part, as its last import measured them; instant."""
    return CorpusStatistics(**json.loads(store.meta(STATISTICS)))


def facts_for_a_proposal(store: PairStore, *, gpu: bool, batch_tokens: Mapping[SizeClass, int]) -> Facts:
    """These figures, with as many pairs as are used now: rules and edits may have taken some since.

    Args:
        store: The dataset.
        gpu: Whether the training will run on a GPU.
        batch_tokens: What was measured of the device (see `Facts`).
    """
    found = corpus_statistics(store)
    return Facts(
        pairs=store.counts().train,
        mean_words=found.mean_target_words,
        distinct_words=found.distinct_words,
        gpu=gpu,
        letters=found.letters,
        mean_source_words=found.mean_source_words,
        long_source_words=found.long_source_words,
        long_target_words=found.long_target_words,
        batch_tokens=batch_tokens,
    )


def measure(connection: sqlite3.Connection) -> CorpusStatistics:
    """Figures of the training part, words and lengths from every n-th pair where there are many."""
    words, letters = set[str](), set[str]()
    lengths: tuple[list[int], list[int]] = ([], [])
    counted = connection.execute("SELECT pairs - unused FROM part WHERE split = ?", (TRAIN,)).fetchone()
    pairs = counted[0] if counted else 0
    query = (
        "SELECT source, target FROM pair WHERE split = ? AND id % ? = 0 AND id NOT IN (SELECT pair FROM unused) "
        "ORDER BY id LIMIT ?"
    )
    for pair in connection.execute(query, (TRAIN, max(1, pairs // _SAMPLE), 2 * _SAMPLE)):
        for side, sentence in enumerate(pair):
            lengths[side].append(len(tokens_between_spaces(sentence)))
            words.update(sentence.split())
            letters.update(sentence)
    source, target = lengths
    return CorpusStatistics(pairs, _mean(source), _mean(target), _long(source), _long(target), len(words), len(letters))


def _mean(lengths: list[int]) -> float:
    return sum(lengths) / max(1, len(lengths))


def _long(lengths: list[int]) -> int:
    return sorted(lengths)[int(0.95 * (len(lengths) - 1))] if lengths else 0
