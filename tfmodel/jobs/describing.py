"""The job `describe`: the picture of a dataset, kept in it so that it is there at once the next time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.corpus.describing import describe, keep_picture, stored_picture
from tfmodel.corpus.store import PairStore


@dataclass(frozen=True)
class DescribeOptions:
    """The dataset, and whether it is looked at again although a picture of it is kept."""

    data: Path
    again: bool = False


def run(options: DescribeOptions, channel: Channel) -> bool:
    """Emits one `Described`; never stopped but by an interrupt, which leaves the dataset as it was."""
    began = time.monotonic()

    def told(done: int, total: int) -> None:
        rate = done / max(time.monotonic() - began, 1e-9)
        left = (total - done) / rate if rate else None
        channel.emit(
            events.Progress(
                text="Looking at the pairs", done=done, total=total, unit="pairs", rate=rate, seconds_left=left
            )
        )

    with PairStore.open(options.data) as store:
        picture = None if options.again else stored_picture(store)
        if picture is None:
            picture = describe(store, told)
            keep_picture(store, picture)
    channel.emit(events.Described(path=str(options.data), picture=picture))
    return False
