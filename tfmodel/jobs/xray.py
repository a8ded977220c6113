"""The job `xray`: the loss of every training pair under the model of a run, kept beside the pair."""

from __future__ import annotations

import argparse
import time
from array import array
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import commands, events
from tfmodel.contract.run_folder import RunFolder

_BATCH_TOKENS = 4000
_TELL_EVERY = 0.1  # seconds


def declare(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the job to its parser."""
    parser.add_argument("run", type=Path, help="the folder of the run")


def run(options: argparse.Namespace, channel: Channel) -> bool:
    """Measures; returns whether it was stopped, which leaves the dataset as it was."""
    folder = RunFolder.open(options.run)
    from tfmodel.jobs.environment import prepare_process

    prepare_process(former=folder.info().backend)
    channel.emit(events.State(state="preparing", text="Loading the model"))
    measured = _measured(folder, channel)
    if measured is None:
        return True
    from tfmodel.corpus.losses import write_losses
    from tfmodel.jobs.preparing import dataset_of

    ids, losses = measured
    write_losses(dataset_of(folder), folder.path.name, zip(ids, losses, strict=True))
    mean = sum(losses) / max(1, len(losses))
    channel.emit(events.Log(message=f"The loss of {len(ids):,} pairs is kept; its mean is {mean:.3f} a token."))
    return False


def _measured(folder: RunFolder, channel: Channel) -> tuple[array[int], array[float]] | None:
    """Number and loss of each training pair that is no longer than the limits; None when it was stopped."""
    from tfmodel.corpus.batches import BatchSource
    from tfmodel.corpus.shapes import Shapes
    from tfmodel.corpus.store import PairStore
    from tfmodel.corpus.token_cache import build_token_cache
    from tfmodel.jobs import building, compiling
    from tfmodel.jobs.preparing import dataset_of
    from tfmodel.net.pair_losses import pair_losses

    trained = building.load(folder)
    limits = trained.config.data
    with PairStore.open(dataset_of(folder)) as store:
        longest = limits.max_source_tokens, limits.max_target_tokens
        cache = build_token_cache(store, "train", trained.tokenizers, folder.path / "tokens", *longest)
    compute = compiling.for_any_shape(
        lambda *ids: {"losses": pair_losses(trained.transformer, *ids)}, trained.transformer, inputs=3
    )
    shapes = Shapes(_BATCH_TOKENS, few=compiling.compiles_each_shape())
    ids, losses = array("q"), array("d")
    began = told = time.monotonic()
    for places, batch in BatchSource(cache, batch_tokens=_BATCH_TOKENS, seed=0, shuffle=False).with_places():
        padded = shapes.padded(batch)
        found = compute(padded.source, padded.target, padded.labels)["losses"]
        ids.extend(cache.rows[places].tolist())
        losses.extend(found[: len(places)].tolist())
        if time.monotonic() - told > _TELL_EVERY:
            told = time.monotonic()
            if isinstance(channel.command(), commands.Stop):
                return None
            rate = len(ids) / (told - began)
            left = (len(cache) - len(ids)) / rate
            channel.emit(
                events.Progress(
                    text="Measuring", done=len(ids), total=len(cache), unit="pairs", rate=rate, seconds_left=left
                )
            )
    return ids, losses
