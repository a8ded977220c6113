"""The job `split`: gives the pairs of a dataset other parts."""

from __future__ import annotations

import argparse
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.corpus.tables import HELD_OUT_SHARE


def declare(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the job to its parser."""
    parser.add_argument("dataset", type=Path, metavar="NAME.pairs", help="the dataset")
    parser.add_argument("--draw", type=int, default=0, metavar="N", help="another number draws other pairs")
    for split in ("validation", "test"):
        parser.add_argument(
            f"--{split}-share",
            type=_share,
            default=HELD_OUT_SHARE,
            metavar="X",
            help=f"of the pairs, for the {split} part; {HELD_OUT_SHARE}",
        )
        parser.add_argument(
            f"--{split}-origin",
            nargs="+",
            default=[],
            metavar="NAME",
            help=f"imported files whose pairs are the {split} part",
        )


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 0.5:
        raise argparse.ArgumentTypeError(f"must be between 0 and 0.5, but is {text}")
    return value


def run(options: argparse.Namespace, channel: Channel) -> bool:
    """Splits in one transaction; an interrupt leaves the dataset as it was."""
    from tfmodel.corpus.resplitting import SplitPlan, resplit

    plan = SplitPlan(
        options.draw,
        options.validation_share,
        options.test_share,
        tuple(options.validation_origin),
        tuple(options.test_origin),
    )
    parts = resplit(
        options.dataset,
        plan,
        lambda share: channel.emit(events.Progress(text="Dividing the pairs", done=100 * share, total=100, unit="%")),
    )
    channel.emit(events.Log(message=", ".join(f"{name} {pairs:,}" for name, pairs in parts.items())))
    return False
