"""What a proposal needs to know of the datasets of a training."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from tfmodel.contract import events
from tfmodel.contract.proposal import Facts
from tfmodel.corpus.schema import DAMAGED, ODD, not_a_dataset
from tfmodel.corpus.statistics import facts_for_a_proposal
from tfmodel.corpus.store import PairStore


def facts_of(datasets: Sequence[Path], hardware: events.Hardware | None) -> Facts:
    """Counts and lengths of the training parts together, and what is known of the devices.

    Raises:
        FailureError: When a file is no dataset that this version reads, or a damaged one.
    """
    return _together([_facts_of(dataset, hardware) for dataset in datasets])


def _facts_of(dataset: Path, hardware: events.Hardware | None) -> Facts:
    with PairStore.open(dataset) as store:
        try:
            gpu = hardware is not None and hardware.trains_on_gpu
            measured = hardware.batch_tokens if hardware is not None else {}
            return facts_for_a_proposal(store, gpu=gpu, batch_tokens=measured)
        except (*DAMAGED, *ODD) as error:
            raise not_a_dataset(dataset) from error


def _together(found: Sequence[Facts]) -> Facts:
    """Those of a dataset that holds all pairs, without counting anew.

    Words are taken for different ones in each dataset: room in a vocabulary does no harm. Letters of the same two
    languages are mostly the same.
    """
    weights = [max(1, facts.pairs) for facts in found]
    return replace(
        found[0],
        pairs=sum(facts.pairs for facts in found),
        mean_words=_mean((facts.mean_words for facts in found), weights),
        mean_source_words=_mean((facts.mean_source_words for facts in found), weights),
        distinct_words=sum(facts.distinct_words for facts in found),
        letters=max(facts.letters for facts in found),
        long_source_words=max(facts.long_source_words for facts in found),
        long_target_words=max(facts.long_target_words for facts in found),
    )


def _mean(values: Iterable[float], weights: Sequence[int]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
