"""Paired bootstrap resampling (Koehn 2004) with the draws and the numbers of sacreBLEU's `PairedTest`.

That one holds the counts of all resamples in one array: for the chrF of 200,000 sentences 14 GB. Here one resample is
in memory after the other, as how often each sentence is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tfmodel.contract import events
from tfmodel.jobs.scoring import counts_of

RESAMPLES = 1000  # as many as sacreBLEU draws
SEED = 12345  # with which it draws them
Counts = NDArray[np.float64]  # (N, K): the K counts of a metric in each of N sentences


def counted(metric: Any, hypotheses: Sequence[str], references: Sequence[str]) -> Counts:
    """What sacreBLEU's metric counts in the translations of a system."""
    return np.concatenate([np.array(counts, "float64") for counts in counts_of(metric, hypotheses, references)])


def intervals(metric: Any, systems: Sequence[Counts]) -> tuple[events.Interval, ...]:
    """The score of each system with its 95 % interval, and the p of its difference from the first one.

    Args:
        metric: The one of sacreBLEU's that has counted.
        systems: Its counts in the translations of each system, of the same sentences.
    """
    scores = [float(metric._compute_score_from_stats(counts.sum(0).tolist()).score) for counts in systems]
    resamples = _resamples(metric, systems)
    p_values = [_p_value(score - scores[0], own - resamples[0]) for score, own in zip(scores, resamples, strict=True)]
    rows = zip(scores, resamples, (None, *p_values[1:]), strict=True)
    return tuple(_interval(score, own, p_value) for score, own, p_value in rows)


def signature(metric: Any) -> str:
    """How the intervals of a metric that has counted were made, in sacreBLEU's words."""
    found = metric.get_signature()
    found.update("seed", str(SEED))
    found.update("bs", RESAMPLES)
    return str(found)


def _resamples(metric: Any, systems: Sequence[Counts]) -> NDArray[Any]:
    """The scores of each system in each resample, (systems, RESAMPLES); of sums in float32, as sacreBLEU has them."""
    found = [
        [metric._compute_score_from_stats((times @ counts).astype("float32")).score for counts in systems]
        for times in _draws(len(systems[0]))
    ]
    return np.array(found).T


def _draws(sentences: int) -> Iterator[NDArray[np.float64]]:
    """How often each sentence is in each resample: the same ones as where all numbers are drawn at once."""
    random = np.random.default_rng(SEED)
    for _ in range(RESAMPLES):
        yield np.bincount(random.choice(sentences, sentences), minlength=sentences).astype("float64")


def _p_value(difference: float, of_resamples: NDArray[Any]) -> float:
    """How often resamples differ, from their mean, by more than the scores do.

    Of the very translations of the baseline, and of short ones whose BLEU is always 0, sacreBLEU says p = 0.001: no
    resample differs by more than 0. Scores that do not differ have a p of 1.
    """
    if difference == 0.0:
        return 1.0
    sizes = np.abs(of_resamples)
    return float((np.sum(sizes - sizes.mean() > abs(difference)) + 1) / (len(sizes) + 1))


def _interval(score: float, of_resamples: NDArray[Any], p_value: float | None) -> events.Interval:
    """The mean of the resamples and the half width of their interval, as sacreBLEU has them."""
    from sacrebleu.significance import estimate_ci

    mean, half = map(float, estimate_ci(of_resamples))
    return events.Interval(score=score, low=mean - half, high=mean + half, p_value=p_value)
