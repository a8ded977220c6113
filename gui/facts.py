"""What a proposal needs to know of a dataset."""

from __future__ import annotations

from pathlib import Path

from tfmodel.contract.proposal import Facts
from tfmodel.corpus.statistics import facts_for_a_proposal
from tfmodel.corpus.store import PairStore


def facts_of(dataset: Path, *, gpu: bool) -> Facts:
    """Counts and lengths of the training part.

    Raises:
        FailureError: When the file is no dataset that this version reads.
    """
    with PairStore.open(dataset) as store:
        return facts_for_a_proposal(store, gpu=gpu)
