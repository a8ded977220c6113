"""A glance at the data of a run, for what can do without where they cannot be read."""

from __future__ import annotations

from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.schema import NOT_READABLE
from tfmodel.corpus.store import PairStore


def some_sources(folder: RunFolder, limit: int) -> list[str]:
    """The first sources of a run's dataset; none where it is gone, closed to this person, damaged or empty."""
    try:
        with PairStore.open(folder.path / folder.info().dataset) as store:
            return [row.source for row in store.page(offset=0, limit=limit)]
    except NOT_READABLE:
        return []
