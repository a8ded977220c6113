"""The job `preflight`: what a training would need here, measured by a few of its steps; it leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import psutil

from tfmodel.channel import Channel
from tfmodel.contract import events, places
from tfmodel.contract.backends import TITLES
from tfmodel.contract.config import Config
from tfmodel.contract.disk import DataSize
from tfmodel.contract.memory import size_of
from tfmodel.contract.needs import Needs
from tfmodel.contract.parameters import count_parameters, parameters_by_block
from tfmodel.contract.preflight import ROOM, judge, limited_by
from tfmodel.contract.problems import changed
from tfmodel.corpus.batches import Batch, BatchSource
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.token_cache import TokenCache, build_token_cache
from tfmodel.jobs import backends
from tfmodel.jobs.load import gpu_reader, peak_of_gpu
from tfmodel.jobs.plan import Plan, plan
from tfmodel.jobs.preparing import Prepared, TrainOptions, nothing_to_train_on, prepare

if TYPE_CHECKING:
    from tfmodel.jobs.assembling import Assembly
    from tfmodel.jobs.environment import Environment, Way
    from tfmodel.jobs.measuring import Measured
    from tfmodel.jobs.training import Training

PREFIX = "preflight-"
FORWARD = 1 / 3  # of a training step: the pass backwards takes twice as long
SEARCHED = 1.5  # times a training's token: one that is searched for, position after position
LAST = 3  # batches, one of which takes the most memory
EPOCHS = 3  # whose drawn subwords are there at once: the one before, that in hand, and the next
CGROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Free:
    """Bytes that are free before anything is loaded; None without a GPU that can be asked."""

    memory: int
    gpu_memory: int | None
    disk: int


@dataclass(frozen=True)
class Tokens:
    """Both parts of the data as a training would see them, and all training pairs in batches, from short to long."""

    train: TokenCache
    validation: TokenCache
    batches: BatchSource

    @property
    def longest_batch(self) -> Batch:
        """That of the longest pairs, or one just before it: what whole batches leave for the last may be a few rows."""
        first = max(0, self.batches.batches_per_epoch() - LAST)
        last = list(islice(self.batches.from_step(first), self.batches.batches_per_epoch() - first))
        return max(reversed(last), key=_positions)


def _positions(batch: Batch) -> int:
    """Rows times the longer side, with which most of a step's memory grows."""
    return len(batch.source) * max(batch.source.shape[1], batch.target.shape[1])


def run(options: TrainOptions, channel: Channel) -> bool:
    """Tells one `Preflight`; the run that was asked for is not made, its place on the disk is looked at."""
    free = _free(options.run)
    with _scratch() as folder:
        channel.emit(events.State(state="preparing", text="Reading the pairs"))
        with prepare(replace(options, run=folder / "run"), channel.emit) as prepared:
            channel.emit(_foreseen(prepared, free, channel))
    return False


def _foreseen(prepared: Prepared, free: Free, channel: Channel) -> events.Preflight:
    channel.emit(events.State(state="preparing", text="Cutting the pairs into tokens"))
    tokens = _tokens(prepared, channel)
    config = _with_real_vocabulary(prepared)
    from tfmodel.jobs.environment import environment

    backend = backends.choose(config.training.backend)
    channel.emit(events.State(state="preparing", text=f"Loading {TITLES[backend]}"))
    here = environment(config.training)
    way = here.way(config)
    channel.emit(here.event(way.precision))
    assembly = _assembly(prepared, here, way, channel)
    training = assembly.new_training(None) if _may_try(config, here, free) else None
    batches = assembly.batches() if training is None else training.batches
    measured = None if training is None else _measured(training, tokens, channel)
    schedule = plan(config.training, batches.batches_per_epoch(), per_call=way.per_call)
    needs = _needs(config, prepared, tokens, schedule, measured, _peaks(here), free)
    return _event(config, prepared, here, measured, replace(needs, replicas=here.devices.replicas))


# What there is


def _free(run: Path) -> Free:
    gpu = gpu_reader()()
    total, used = gpu.get("total_gpu_memory"), gpu.get("gpu_memory")
    place = next(folder for folder in (run.absolute(), *run.absolute().parents) if folder.is_dir())
    return Free(_memory_free(), None if total is None else total - used, shutil.disk_usage(place).free)


def _memory_free() -> int:
    """What the system could give now, and no more than is left to the container that this process is in."""
    available = int(psutil.virtual_memory().available)
    with suppress(OSError, ValueError):  # no cgroup of version 2, or no limit ("max")
        limit = int((CGROUP / "memory.max").read_text(encoding="ascii"))
        available = min(available, limit - _memory_held())
    return max(0, available)


def _memory_held() -> int:
    """Bytes of the container but for files that nobody has looked at for long, which the system drops when it must."""
    held = int((CGROUP / "memory.current").read_text(encoding="ascii"))
    kinds = dict(line.split() for line in (CGROUP / "memory.stat").read_text(encoding="ascii").splitlines())
    return held - int(kinds.get("inactive_file", 0))


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for this process, gone afterwards; those of processes that were killed go first."""
    place = places.cache_folder()
    place.mkdir(parents=True, exist_ok=True)
    for left in place.glob(f"{PREFIX}*"):
        if not psutil.pid_exists(int(left.name.split("-")[1])):
            shutil.rmtree(left, ignore_errors=True)
    prefix = f"{PREFIX}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=place, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


# What the training needs


def _tokens(prepared: Prepared, channel: Channel) -> Tokens:
    train, validation = (_cache(prepared, split, channel) for split in ("train", "validation"))
    training = prepared.config.training
    whole = prepared.run.info().whole_batches
    batches = BatchSource(train, batch_tokens=training.step_tokens, seed=training.seed, shuffle=False, whole=whole)
    return Tokens(train, validation, batches)


def _cache(prepared: Prepared, split: str, channel: Channel) -> TokenCache:
    limits = prepared.config.data.max_source_tokens, prepared.config.data.max_target_tokens
    with PairStore.open(prepared.dataset) as store:
        pairs = getattr(store.counts(), split)

        def tell(done: int) -> None:
            channel.emit(events.Progress(done=done, total=pairs, unit="pairs"))

        cache = build_token_cache(store, split, prepared.tokenizers, prepared.run.path / "tokens", *limits, tell)
    if not len(cache):
        raise nothing_to_train_on(split, prepared.dataset)
    return cache


def _with_real_vocabulary(prepared: Prepared) -> Config:
    """The configuration with the vocabulary as large as it became, for the estimates."""
    size = max(prepared.tokenizers.source.vocabulary_size, prepared.tokenizers.target.vocabulary_size)
    return changed(prepared.config, {"tokenizer.vocabulary_size": max(32, size)})


def _may_try(config: Config, here: Environment, free: Free) -> bool:
    """Not where the system would kill the process for its memory: a GPU refuses politely."""
    return here.gpu or size_of(config).total <= ROOM * free.memory


def _assembly(prepared: Prepared, here: Environment, way: Way, channel: Channel) -> Assembly:
    from tfmodel.jobs.assembling import Assembly
    from tfmodel.jobs.controls import Controls

    return Assembly(prepared, here, way, channel, Controls(channel))


def _measured(training: Training, tokens: Tokens, channel: Channel) -> Measured:
    from tfmodel.jobs.measuring import measure

    channel.emit(events.State(state="preparing", text="Measuring training steps"))
    return measure(training, tokens.longest_batch, channel)


def _peaks(here: Environment) -> tuple[int, int | None]:
    """The most memory that this process has had, and had on the GPU."""
    return _peak_memory(), peak_of_gpu(here.backend) if here.gpu else None


def _peak_memory() -> int:
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _needs(
    config: Config,
    prepared: Prepared,
    tokens: Tokens,
    schedule: Plan,
    measured: Measured | None,
    peaks: tuple[int, int | None],
    free: Free,
) -> Needs:
    estimate = size_of(config)
    memory, gpu_memory = peaks
    refused = measured is not None and measured.out_of_memory
    if measured is None or (refused and gpu_memory is None):
        memory = max(estimate.total, free.memory + 1) if refused else estimate.total
    elif refused:
        gpu_memory = max(estimate.total - estimate.program, (free.gpu_memory or 0) + 1)
    step_seconds = measured.step_seconds if measured is not None else None
    speed = measured.tokens_per_second if measured is not None else None
    return Needs(
        memory=memory,
        memory_free=free.memory,
        gpu_memory=gpu_memory if free.gpu_memory is not None else None,
        gpu_memory_free=free.gpu_memory,
        out_of_memory=refused,
        longest=tokens.batches.longest,
        steps_per_epoch=schedule.steps_per_epoch,
        validate_every=schedule.validate_every,
        step_seconds=step_seconds,
        validation_seconds=_validation_seconds(config, tokens.validation, speed) if speed else 0.0,
        parameters=_count(prepared),
        data=DataSize(_prepared_bytes(prepared), *_mean_lengths(tokens.train)),
        disk_free=free.disk,
    )


def _validation_seconds(config: Config, validation: TokenCache, speed: float) -> float:
    """An estimate: the loss of the whole part, and the sentences that are translated."""
    tokens = len(validation.target_tokens) + len(validation)
    _, target = _mean_lengths(validation)
    searched = min(config.training.validation_sentences, len(validation)) * (target + 1)
    return (FORWARD * tokens + SEARCHED * searched) / speed


def _mean_lengths(cache: TokenCache) -> tuple[float, float]:
    source, target = (float(np.diff(offsets).mean()) for offsets in (cache.source_offsets, cache.target_offsets))
    return source, target


def _vocabularies(prepared: Prepared) -> dict[str, Any]:
    tokenizers = prepared.tokenizers
    return {
        "source_vocabulary": tokenizers.source.vocabulary_size,
        "target_vocabulary": tokenizers.target.vocabulary_size,
        "shared": tokenizers.shared,
        "max_length": prepared.config.max_length,
    }


def _count(prepared: Prepared) -> int:
    return count_parameters(prepared.config.model, **_vocabularies(prepared)).total


def _prepared_bytes(prepared: Prepared) -> int:
    """What is there before the first step, with the epochs that are drawn from then on: a few steps draw hardly one."""
    tokens = prepared.run.path / "tokens"
    made = _bytes_in(prepared.run.path) - sum(map(_bytes_in, tokens.glob("*epoch-*")))
    if prepared.config.tokenizer.sampling_alpha is None:
        return made
    # The likeliest cuts stand in where no epoch is drawn yet: they are hardly shorter.
    epochs = min(EPOCHS, prepared.config.training.max_epochs + 1)
    return made + epochs * max(map(_bytes_in, (*tokens.glob("epoch-*"), *tokens.glob("train-*"))))


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _event(
    config: Config, prepared: Prepared, here: Environment, measured: Measured | None, needs: Needs
) -> events.Preflight:
    verdict = judge(config, needs)
    by_steps, minutes = needs.seconds(config), config.training.max_minutes
    limit = limited_by(config, needs)
    return events.Preflight(
        backend=here.backend,
        device=here.device,
        precision=here.way(config).precision,
        gpu=here.gpu,
        parameters=parameters_by_block(config.model, **_vocabularies(prepared)),
        steps_per_epoch=needs.steps_per_epoch,
        total_steps=needs.total_steps(config),
        validations=needs.validations(config),
        steps_measured=measured.steps if measured is not None else 0,
        step_seconds=needs.step_seconds,
        tokens_per_second=measured.tokens_per_second if measured is not None else None,
        validation_seconds=needs.validation_seconds or None,
        seconds=60.0 * minutes if limit == "minutes" and minutes is not None else by_steps,
        limited_by=limit,
        memory=needs.memory,
        memory_free=needs.memory_free,
        gpu_memory=needs.gpu_memory,
        gpu_memory_free=needs.gpu_memory_free,
        disk=needs.disk(config),
        disk_free=needs.disk_free,
        fits=verdict.fits,
        reasons=verdict.reasons,
        changes=verdict.changes,
        together=verdict.together,
    )
