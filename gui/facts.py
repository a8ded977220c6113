"""What a proposal needs to know of a dataset."""

from __future__ import annotations

from pathlib import Path

from tfmodel.contract.proposal import Facts
from tfmodel.corpus.schema import DAMAGED, ODD, not_a_dataset
from tfmodel.corpus.statistics import facts_for_a_proposal
from tfmodel.corpus.store import PairStore


def facts_of(dataset: Path, *, gpu: bool) -> Facts:
    """Counts and lengths of the training part.

    Raises:
        FailureError: When the file is no dataset that this version reads, or a damaged one.
    """
    with PairStore.open(dataset) as store:
        try:
            return facts_for_a_proposal(store, gpu=gpu)
        except (*DAMAGED, *ODD) as error:
            raise not_a_dataset(dataset) from error
