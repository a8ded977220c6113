"""The job `train`: from pairs to a finished model, with everything that happens on the way told to the channel."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import Failure, FailureError, fail, failure_from
from tfmodel.contract.run_folder import RunFolder, State, own_process
from tfmodel.corpus.batches import BatchSource
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.token_cache import TokenCache, build_token_cache
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.preparing import Prepared, Tell, TrainOptions, prepare

VALIDATION_TOKENS = 1000  # a batch of the validation part


def run(options: TrainOptions, channel: Channel) -> bool:
    """Trains a run; returns whether it was stopped before its end."""
    began = time.monotonic()
    controls = Controls(channel)
    with controls.listening():
        channel.emit(events.State(state="preparing", text="Reading the pairs"))
        prepared = prepare(options, _telling(channel, controls))
        _note(prepared.run, state="preparing", failure=None, **own_process())
        try:
            stopped = _train(prepared, options, channel, controls, began)
        except Exception as error:
            with suppress(OSError, FailureError):  # the disk may be full: then the run counts as interrupted
                _note(prepared.run, state="failed", failure=failure_from(error))
            raise
        return stopped


def _telling(channel: Channel, controls: Controls) -> Tell:
    """Tells events, and ends a preparation that nobody waits for any more."""

    def tell(event: events.Message) -> None:
        if controls.stop.is_set():
            raise KeyboardInterrupt
        channel.emit(event)

    return tell


def _train(prepared: Prepared, options: TrainOptions, channel: Channel, controls: Controls, began: float) -> bool:
    channel.emit(events.State(state="preparing", text="Loading TensorFlow"))
    from tfmodel.jobs.environment import environment

    here = environment()
    config = prepared.config
    precision = here.fast_precision if config.training.precision == "auto" else config.training.precision
    channel.emit(here.event(precision))
    training = _training(prepared, precision, channel, controls, _deadline(config, began))
    parameters = training.model.transformer.count_params()
    _note(
        prepared.run,
        state="training",
        backend=here.backend,
        device=here.device,
        precision=precision,
        parameters=parameters,
    )
    channel.emit(events.Log(message=f"{parameters:,} parameters, {training.plan.steps_per_epoch:,} steps an epoch"))
    if options.resume:
        training.resume()
        channel.emit(events.Log(message=f"Going on from step {training.progress.step:,}"))
    stopped = training.run_to_the_end()
    _note(prepared.run, state=_ending(stopped, controls), step=training.progress.step)
    return stopped


def _ending(stopped: bool, controls: Controls) -> State:
    """A run whose window died was not stopped by a person: the next window says so."""
    if controls.hurry.is_set():
        return "interrupted"
    return "stopped" if stopped else "finished"


def _training(prepared: Prepared, precision: str, channel: Channel, controls: Controls, deadline: float | None) -> Any:
    from tfmodel.jobs.building import build
    from tfmodel.jobs.training import Training
    from tfmodel.net.objective import TrainingModel

    config = prepared.config
    train, validation = (_cache(prepared, split, channel) for split in ("train", "validation"))
    channel.emit(events.State(state="preparing", text="Building the model"))
    model = TrainingModel(build(config, prepared.tokenizers, precision), config.training.label_smoothing)
    batches = BatchSource(train, batch_tokens=config.training.batch_tokens, seed=config.training.seed)
    validator = _validator(prepared, validation)
    return Training(prepared.run, model, batches, validator, channel, controls, deadline)


def _validator(prepared: Prepared, cache: TokenCache) -> Any:
    from tfmodel.jobs.building import build
    from tfmodel.jobs.validation import Validator

    config = prepared.config
    with PairStore.open(prepared.dataset) as store:
        rows = list(_first(store.stream("validation"), config.training.validation_sentences))
    # The logits of a batch stay small enough for the processor's cache and are not written to fresh memory each time.
    batches = BatchSource(cache, batch_tokens=VALIDATION_TOKENS, seed=0, shuffle=False)
    sentences = [(row.source, row.target) for row in rows]
    return Validator(build(config, prepared.tokenizers), prepared.tokenizers, config, batches, sentences)


def _first(rows: Any, count: int) -> Any:
    return (row for row, _ in zip(rows, range(count), strict=False))


def _cache(prepared: Prepared, split: str, channel: Channel) -> TokenCache:
    channel.emit(events.State(state="preparing", text=f"Cutting the {split} part into tokens"))
    limits = prepared.config.data
    with PairStore.open(prepared.dataset) as store:
        cache = build_token_cache(
            store,
            split,
            prepared.tokenizers,
            prepared.run.path / "tokens",
            limits.max_source_tokens,
            limits.max_target_tokens,
        )
    if not len(cache):
        raise fail(
            "Nothing to train on",
            f"The {split} part of {prepared.dataset} has no pair of at most data.max_source_tokens.",
            "Import more pairs, or raise data.max_source_tokens and data.max_target_tokens.",
        )
    if cache.skipped:
        channel.emit(events.Log(level="warning", message=f"{cache.skipped:,} over-long {split} pairs are left out"))
    return cache


def _deadline(config: Config, began: float) -> float | None:
    minutes = config.training.max_minutes
    return None if minutes is None else began + 60.0 * minutes


def _note(folder: RunFolder, *, state: State, failure: Failure | None = None, **fields: Any) -> None:
    """Updates run.json."""
    folder.write_info(folder.info().model_copy(update={"state": state, "failure": failure, **fields}))
