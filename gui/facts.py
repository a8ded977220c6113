"""What a proposal needs to know of a dataset."""

from __future__ import annotations

from pathlib import Path

from tfmodel.contract import events
from tfmodel.contract.proposal import Facts
from tfmodel.corpus.schema import DAMAGED, ODD, not_a_dataset
from tfmodel.corpus.statistics import facts_for_a_proposal
from tfmodel.corpus.store import PairStore


def facts_of(dataset: Path, hardware: events.Hardware | None) -> Facts:
    """Counts and lengths of the training part, and what is known of the devices.

    Raises:
        FailureError: When the file is no dataset that this version reads, or a damaged one.
    """
    with PairStore.open(dataset) as store:
        try:
            gpu = hardware is not None and hardware.trains_on_gpu
            measured = hardware.batch_tokens if hardware is not None else {}
            return facts_for_a_proposal(store, gpu=gpu, batch_tokens=measured)
        except (*DAMAGED, *ODD) as error:
            raise not_a_dataset(dataset) from error
