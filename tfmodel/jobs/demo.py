"""The job `demo`: the whole story without a screen: trains on the bundled sample, then translates what it never saw."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import commands, events
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.store import PairStore
from tfmodel.jobs import evaluate, train
from tfmodel.jobs.preparing import TrainOptions, dataset_of

SHOWN = 10


@dataclass(frozen=True)
class DemoOptions:
    """The folder of the run; None: a temporary one."""

    run: Path | None = None


def run(options: DemoOptions, channel: Channel) -> bool:
    """Trains, scores and shows; returns whether the training was stopped early."""
    from resources.samples import SAMPLES

    sample = SAMPLES[0]
    channel.emit(events.Log(message=f"Training on the sample “{sample.title}”: {sample.path}"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = options.run or Path(temporary) / "demonstration"
        if train.run(TrainOptions(run=folder, data=(sample.path,)), channel):
            return True
        _show(RunFolder.open(folder), channel)
        if isinstance(channel.command(), commands.Stop):
            return True
        evaluate.run(evaluate.EvaluateOptions(run=folder), channel)
    return False


def _show(folder: RunFolder, channel: Channel) -> None:
    """Translations of sentences of the test part, none of which was trained on."""
    from tfmodel.jobs.translator import Translator

    with PairStore.open(dataset_of(folder)) as store:
        rows = [row for row, _ in zip(store.stream("test"), range(SHOWN), strict=False)]
    channel.emit(events.Log(message="Sentences that were not in the training part:"))
    for row, translation in zip(rows, Translator(folder).translate([row.source for row in rows]), strict=True):
        verdict = "✓" if translation.texts[0] == row.target else f"✗ expected: {row.target}"
        channel.emit(events.Log(message=f"  {row.source}\n    → {translation.texts[0]}  {verdict}"))
