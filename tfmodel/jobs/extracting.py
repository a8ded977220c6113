"""The job `extract`: pairs of a dataset, or the lines that were left out, into a file for other programs."""

from __future__ import annotations

import time
from array import array
from dataclasses import dataclass
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.failure import fail
from tfmodel.corpus.extracting import extract, extract_rejected
from tfmodel.corpus.store import PairStore
from tfmodel.jobs.pair_numbers import numbers_in


@dataclass(frozen=True)
class ExtractOptions:
    """What is written where.

    Attributes:
        data: The dataset.
        into: The file.
        ids: A file of the numbers of the pairs, eight bytes each in this machine's order; None: all that are used.
        everything: Also the pairs that are set aside.
        rejected: The lines that were left out instead.
    """

    data: Path
    into: Path
    ids: Path | None = None
    everything: bool = False
    rejected: bool = False


def run(options: ExtractOptions, channel: Channel) -> bool:
    """Writes; an interrupt leaves no file, and one that was there as it was.

    Raises:
        FailureError: Two things are asked for of which only one can be written, or the file is refused.
    """
    _refuse_unread(options)
    began = time.monotonic()

    def told(done: int, total: int) -> None:
        rate = done / max(time.monotonic() - began, 1e-9)
        left = (total - done) / rate if rate else None
        channel.emit(
            events.Progress(text="Writing", done=done, total=total, unit="pairs", rate=rate, seconds_left=left)
        )

    with PairStore.open(options.data) as store:
        if options.rejected:
            count, what = extract_rejected(store, options.into), "lines that were left out"
        else:
            count, what = extract(store, options.into, _asked(options, store), told), "pairs"
    channel.emit(events.Extracted(path=str(options.into), count=count, what=what))
    return False


def _refuse_unread(options: ExtractOptions) -> None:
    asked = {"rejected": options.rejected, "all": options.everything, "ids": options.ids is not None}
    given = [word for word, is_given in asked.items() if is_given]
    if len(given) > 1:
        read, unread = given[:2]
        raise fail("No effect", f"--{unread} has no effect beside --{read}.", "Leave one of them out.")


def _asked(options: ExtractOptions, store: PairStore) -> array[int] | None:
    """The numbers of the pairs to write, or None for all that are used."""
    if options.ids is not None:
        return numbers_in(options.ids)
    return store.ids() if options.everything else None
