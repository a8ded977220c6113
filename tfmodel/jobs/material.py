"""What a training reads of its dataset: all at once, for the pairs may be edited while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.run_folder import RunFolder, find_runs
from tfmodel.corpus.kept_texts import cached_rows, keep_texts
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.token_cache import TokenCache, build_token_cache, cache_name, link_cache
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.preparing import Prepared, nothing_to_train_on
from tfmodel.jobs.validation import Sentences, spread


@dataclass(frozen=True)
class Material:
    """The pairs as they were at one moment.

    Attributes:
        train: The training part.
        validation: The validation part.
        sentences: Those of it that validations translate.
        texts: What subwords of the training part are drawn from, where they are; see `keep_texts`.
    """

    train: TokenCache
    validation: TokenCache
    sentences: Sentences
    texts: Path


def read_material(prepared: Prepared, channel: Channel, controls: Controls) -> Material:
    """Cuts both parts into tokens, unless an earlier session or a run beside it did, and reads the texts it needs.

    Raises:
        FailureError: A part has no pair that is short enough, or pairs have changed since the run noted which it has.
        StoppedError: It is to stop before all is cut, and the texts are written.
    """
    config, texts = prepared.config, prepared.run.path / "tokens" / "texts.jsonl"
    with PairStore.open(prepared.dataset) as store, store.snapshot():
        if store.fingerprint() != prepared.run.info().dataset_fingerprint:
            raise fail(
                "Other data",
                f"{prepared.dataset} was changed while the training was being prepared.",
                "Start a new run with it.",
            )
        channel.emit(events.State(state="preparing", text="Cutting the training part into tokens"))
        train = _cache(store, "train", prepared, channel, controls)
        if train.skipped:
            channel.emit(
                events.Log(level="warning", message=f"{train.skipped:,} over-long training pairs are left out")
            )
        channel.emit(events.State(state="preparing", text="Cutting the validation part into tokens"))
        validation = _cache(store, "validation", prepared, channel, controls)
        if validation.skipped:
            channel.emit(
                events.Log(level="warning", message=f"{validation.skipped:,} over-long validation pairs are left out")
            )
        if config.tokenizer.sampling_alpha is not None:
            channel.emit(events.State(state="preparing", text="Keeping the texts of the training part"))
            keep_texts(store, "train", train, texts, _telling(len(train), channel, controls))
        sentences = _sentences(store, validation, prepared)
    return Material(train, validation, sentences, texts)


def _sentences(store: PairStore, cache: TokenCache, prepared: Prepared) -> Sentences:
    """Those that validations translate: of one dataset the same, for their scores are compared.

    What is too long for this model is left out afterwards. Where less than a tenth of them remain, others are taken: a
    handful says nothing.
    """
    wanted = prepared.config.training.validation_sentences
    if prepared.run.info().spread_over_all:
        short = set(cache.rows.tolist())
        pairs = ((row.source, row.target) if row.id in short else None for row in store.stream("validation"))
        found = spread(pairs, len(cache) + cache.skipped, wanted)
        if 10 * len(found.of_each) >= wanted:  # a part of fewer gives all of it in either way
            return found
    return spread(((row.source, row.target) for row in cached_rows(store, "validation", cache)), len(cache), wanted)


def _cache(store: PairStore, split: str, prepared: Prepared, channel: Channel, controls: Controls) -> TokenCache:
    each = _telling(getattr(store.counts(), split), channel, controls)
    limits = prepared.config.data.max_source_tokens, prepared.config.data.max_target_tokens
    folder = prepared.run.path / "tokens"
    link_cache(folder / cache_name(store, split, prepared.tokenizers, limits), _tokens_beside(prepared.run))
    cache = build_token_cache(store, split, prepared.tokenizers, folder, *limits, each)
    if not len(cache):
        raise nothing_to_train_on(split, prepared.dataset)
    return cache


def _tokens_beside(run: RunFolder) -> Iterator[Path]:
    """Where runs in its folder keep their tokens that the same program and libraries began, newest first.

    The name of a cache does not say how those cut.
    """
    versions, beside = _versions(run), find_runs(run.path.resolve().parent)
    return (other.path / "tokens" for other in beside if _versions(other) == versions)


def _versions(run: RunFolder) -> dict[str, str] | None:
    try:
        return run.info().versions
    except FailureError:  # it is damaged
        return None


def _telling(pairs: int, channel: Channel, controls: Controls) -> Callable[[int], None]:
    """Tells how many of the pairs are done, unless the training is to stop."""

    def each(done: int) -> None:
        controls.heed_stop()
        channel.emit(events.Progress(done=done, total=pairs, unit="pairs"))

    return each
