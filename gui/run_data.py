"""The data that a run was trained on, as far as it is still there to train another one on."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gui.later import later
from tfmodel.contract.run_folder import RunFolder

if TYPE_CHECKING:
    from tfmodel.corpus import schema, store
else:
    schema = later("tfmodel.corpus.schema")
    store = later("tfmodel.corpus.store")


@dataclass(frozen=True)
class Part:
    """A dataset of a run.

    Attributes:
        path: Where it was, or the first of the files that it was read from.
        pairs: Its training pairs, or None when it cannot be opened any more, or not yet.
        is_former: Whether it has to be brought up from an older format first.
    """

    path: Path
    pairs: int | None
    is_former: bool = False


def data_of(run: RunFolder) -> list[Part]:
    """The datasets that a run was trained on, in the order of the weights of its mix.

    Of a mix these are the datasets themselves, not the pairs that the run keeps: those are mixed already.
    """
    info = run.info()
    paths = [Path(part.path) for part in info.mixed]
    if not paths and (dataset := run.dataset(info)) is not None:
        paths = [dataset]
    return [_part(path) for path in paths]


def _part(path: Path) -> Part:
    """Opening one of an older format would write it anew, for which a window has no time."""
    if schema.is_former(path) and os.access(path, os.W_OK):
        return Part(path, None, is_former=True)
    return Part(path, _pairs(path))


def _pairs(path: Path) -> int | None:
    try:
        with store.PairStore.open(path) as dataset:
            return dataset.counts().train
    except (*schema.NOT_READABLE, *schema.ODD):
        return None
