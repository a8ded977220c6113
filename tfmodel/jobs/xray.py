"""The job `xray`: the loss of every training pair under the model of a run, kept beside the pair.

With `--attention` it keeps instead who looks at whom in some pairs of the dataset, for the Inspect page.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tfmodel.arguments import add_run, at_least
from tfmodel.channel import Channel
from tfmodel.contract import atomic, commands, events
from tfmodel.contract.attention_files import MOST_PAIRS, PAIRS, PAIRS_RECORD
from tfmodel.contract.failure import fail
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.seldom import Seldom
from tfmodel.contract.symbols import EOS
from tfmodel.jobs.controls import StoppedError

if TYPE_CHECKING:
    from tfmodel.corpus.token_cache import TokenCache
    from tfmodel.jobs.building import Trained

_BATCH_TOKENS = 4000


def declare(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the job to its parser."""
    add_run(parser)
    parser.add_argument(
        "--attention",
        nargs="+",
        type=at_least(1),
        metavar="NUMBER",
        help=f"only keep the attention of the model in these pairs, {MOST_PAIRS} at most, for the Inspect page",
    )


def run(options: argparse.Namespace, channel: Channel) -> bool:
    """Measures; returns whether it was stopped, which leaves the dataset as it was."""
    folder = RunFolder.open(options.run)
    from tfmodel.jobs.environment import prepare_process

    prepare_process(former=folder.info().backend)
    channel.emit(events.State(state="preparing", text="Loading the model"))
    if options.attention:
        channel.emit(attention_of(folder, options.attention[:MOST_PAIRS], channel))
        return False
    measured = _measured(folder, channel)
    if measured is None:
        return True
    try:
        _keep(folder, *measured, channel)
    except StoppedError:
        return True
    return False


def _keep(folder: RunFolder, ids: array[int], losses: array[float], channel: Channel) -> None:
    """Writes the losses beside the pairs; those of before stay where it is to stop meanwhile."""
    from tfmodel.corpus.losses import write_losses
    from tfmodel.jobs.preparing import dataset_of

    channel.emit(events.State(state="preparing", text="Keeping the losses"))
    found = zip(*_by_number(ids, losses), strict=True)
    write_losses(dataset_of(folder), folder.path.name, found, partial(_heed_stop, channel))
    mean = sum(losses) / max(1, len(losses))
    channel.emit(events.Log(message=f"The loss of {len(ids):,} pairs is kept; its mean is {mean:.3f} a token."))


def _by_number(ids: array[int], losses: array[float]) -> tuple[array[int], array[float]]:
    """Both in the order of the numbers; they were measured from short pairs to long ones."""
    order = np.argsort(np.asarray(ids))
    return array("q", np.asarray(ids)[order].tobytes()), array("d", np.asarray(losses)[order].tobytes())


def _heed_stop(channel: Channel) -> None:
    """Raises a `StoppedError` once the job is told to stop."""
    if isinstance(channel.command(), commands.Stop):
        raise StoppedError


def attention_of(folder: RunFolder, numbers: Sequence[int], channel: Channel) -> events.Attention:
    """Keeps the attention of a run's model in pairs of its dataset: the decoder reads the target of each.

    Args:
        folder: The run.
        numbers: Of the pairs.
        channel: Told where attention is kept for the first tokens of a pair alone.

    Raises:
        FailureError: There is no such pair, or no model yet.
    """
    from tfmodel.corpus.store import PairStore
    from tfmodel.jobs import building
    from tfmodel.jobs.pinned import PinnedSentences
    from tfmodel.jobs.preparing import dataset_of
    from tfmodel.net.attention_maps import attention_maps

    with PairStore.open(dataset_of(folder)) as store:
        rows = store.rows(numbers)
    if not rows:
        raise fail("No such pair", f"The dataset has no pair {numbers[0]:,}.", "Look up its number in the table.")
    trained = building.load(folder)

    def attend(source: Sequence[int], target: Sequence[int]) -> dict[str, np.ndarray]:
        return attention_maps(trained.transformer, np.array(source), np.array([*target[1:], EOS]))

    pinned = PinnedSentences(
        trained.tokenizers, trained.config.max_length, lambda sources: [()] * len(sources), attend, ()
    )
    # Pairs may have the same source, which the pinned sentences of a training may not.
    pinned.sentences = tuple(events.PinnedSentence(source=row.source, reference=row.target) for row in rows)
    pinned.tell_of_lengths(channel)
    event = pinned.write(folder, trained.step, PAIRS)
    atomic.write_text(folder.path / PAIRS_RECORD, event.line() + "\n")
    return event


def _measured(folder: RunFolder, channel: Channel) -> tuple[array[int], array[float]] | None:
    """Number and loss of each training pair that is no longer than the limits; None when it was stopped."""
    from tfmodel.corpus.store import PairStore
    from tfmodel.corpus.token_cache import build_token_cache
    from tfmodel.jobs import building
    from tfmodel.jobs.preparing import dataset_of

    trained = building.load(folder)
    limits = trained.config.data
    longest = limits.max_source_tokens, limits.max_target_tokens
    with (
        PairStore.open(dataset_of(folder)) as store,
        _tokens(folder, store.fingerprint()) as tokens,
        suppress(StoppedError),
    ):
        channel.emit(events.State(state="preparing", text="Cutting the training part into tokens"))
        each = _telling(store.counts().train, channel)
        # Nothing here holds the cache: its files, which are mapped, could not be removed on Windows.
        return _losses(trained, build_token_cache(store, "train", trained.tokenizers, tokens, *longest, each), channel)
    return None


def _telling(pairs: int, channel: Channel) -> Callable[[int], None]:
    """Tells how many of the pairs are cut, unless the job is to stop."""

    def each(done: int) -> None:
        _heed_stop(channel)
        channel.emit(events.Progress(done=done, total=pairs, unit="pairs"))

    return each


@contextmanager
def _tokens(folder: RunFolder, fingerprint: str) -> Iterator[Path]:
    """Where the pairs are kept as tokens: for good as long as the dataset is the one that the run was trained on.

    Each change would leave another cache of all pairs, and `evaluate` takes those of all that are there for trained on.
    """
    if fingerprint == folder.info().dataset_fingerprint:
        yield folder.path / "tokens"
        return
    with tempfile.TemporaryDirectory(dir=folder.path, prefix=".xray.", ignore_cleanup_errors=True) as passing:
        yield Path(passing)


def _losses(trained: Trained, cache: TokenCache, channel: Channel) -> tuple[array[int], array[float]] | None:
    """Number and loss of each pair of a cache; None when it was stopped."""
    from tfmodel.corpus.batches import BatchSource
    from tfmodel.corpus.shapes import Shapes
    from tfmodel.jobs import compiling
    from tfmodel.net.pair_losses import pair_losses

    channel.emit(events.State(state="preparing", text="Measuring"))
    compute = compiling.for_any_shape(
        lambda *ids: {"losses": pair_losses(trained.transformer, *ids)}, trained.transformer, inputs=3
    )
    shapes = Shapes(_BATCH_TOKENS, trained.config.max_length, few=compiling.compiles_each_shape())
    ids, losses = array("q"), array("d")
    began, seldom = time.monotonic(), Seldom()
    for places, batch in BatchSource(cache, batch_tokens=_BATCH_TOKENS, seed=0, shuffle=False).with_places():
        padded = shapes.padded(batch)
        found = compute(padded.source, padded.target, padded.labels)["losses"]
        ids.extend(cache.rows[places].tolist())
        losses.extend(found[: len(places)].tolist())
        if seldom.is_due():
            if isinstance(channel.command(), commands.Stop):
                return None
            rate = len(ids) / (time.monotonic() - began)
            left = (len(cache) - len(ids)) / rate
            channel.emit(
                events.Progress(
                    text="Measuring", done=len(ids), total=len(cache), unit="pairs", rate=rate, seconds_left=left
                )
            )
    return ids, losses
