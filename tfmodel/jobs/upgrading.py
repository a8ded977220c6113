"""The job `upgrade`: brings a dataset of an older format up to the present one."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import events


def declare(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the job to its parser."""
    parser.add_argument("dataset", type=Path, metavar="NAME.pairs", help="the dataset; interrupted, it stays as it was")


def run(options: argparse.Namespace, channel: Channel) -> bool:
    """Brings it up; returns False: who interrupts it ends it."""
    from tfmodel.corpus.schema import bring_up

    began = time.monotonic()

    def tell(done: int, total: int) -> None:
        rate = done / max(time.monotonic() - began, 1e-9)
        channel.emit(
            events.Progress(
                text="Bringing the dataset up to date",
                done=done,
                total=total,
                unit="sentences",
                rate=rate,
                seconds_left=(total - done) / rate,
            )
        )

    bring_up(options.dataset, tell)
    channel.emit(events.Log(message=f"{options.dataset} has the present format."))
    return False
