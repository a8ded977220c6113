"""What a training takes and what there is, and what a changed one would take: figures alone, nothing is run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tfmodel.contract.check_events import Change
from tfmodel.contract.config import Config
from tfmodel.contract.disk import DataSize, disk_needed
from tfmodel.contract.memory import Size, size_of
from tfmodel.contract.problems import changed

DAY, HOUR = 86_400.0, 3600.0


@dataclass(frozen=True)
class Needs:
    """What a training takes and what there is: bytes and seconds.

    Attributes:
        memory: Peak of the process.
        gpu_memory: Peak on the GPU, or None where it trains on the processor.
        out_of_memory: The device refused memory to a step; the peaks are estimates then, above what is free.
        longest: Tokens of the longest side of a training pair, EOS included; a pair cannot be cut.
        steps_per_epoch: Steps that see every pair once.
        validate_every: Steps from one validation to the next.
        step_seconds: Of one step, or None where nothing was measured.
        validation_seconds: Of one validation.
        data: What the data takes on the disk.
        replicas: Devices that share a batch in place of its parts.
    """

    memory: int
    memory_free: int
    gpu_memory: int | None
    gpu_memory_free: int | None
    out_of_memory: bool
    longest: int
    steps_per_epoch: int
    validate_every: int
    step_seconds: float | None
    validation_seconds: float
    parameters: int
    data: DataSize
    disk_free: int
    replicas: int = 1

    def total_steps(self, config: Config) -> int:
        """The last step."""
        return config.training.total_steps(self.steps_per_epoch)

    def validations(self, config: Config) -> int:
        """How often the model is looked at, once at least."""
        return max(1, self.total_steps(config) // self.validate_every)

    def seconds(self, config: Config) -> float | None:
        """The whole training with its validations, by steps alone: `max_minutes` may end it before."""
        if self.step_seconds is None:
            return None
        return self.total_steps(config) * self.step_seconds + self.validations(config) * self.validation_seconds

    def seconds_to_validation(self, config: Config) -> float | None:
        """From the beginning to the first validation."""
        if self.step_seconds is None:
            return None
        return min(self.validate_every, self.total_steps(config)) * self.step_seconds

    def disk(self, config: Config) -> int:
        """Bytes of the run at its largest."""
        return disk_needed(config, self.parameters, self.validations(config), self.data)


def predicted(config: Config, needs: Needs, changes: Sequence[Change]) -> tuple[Config, Needs]:
    """The configuration with the changes, and its needs by the ratio of the estimates for both."""
    after = changed(config, {path: value for change in changes for path, value in change.settings.items()})
    before, now = size_of(config), size_of(after)
    share = now.parameters.total / before.parameters.total
    larger = after.training.step_tokens / config.training.step_tokens
    gpu = None if needs.gpu_memory is None else _scaled(needs.gpu_memory, before, now, on_gpu=True)
    slower = _work(now, after) / _work(before, config)
    return after, replace(
        needs,
        memory=needs.memory if gpu is not None else _scaled(needs.memory, before, now, on_gpu=False),
        gpu_memory=gpu,
        out_of_memory=False,
        longest=min(needs.longest, max(after.data.max_source_tokens, after.data.max_target_tokens) + 1),
        steps_per_epoch=math.ceil(needs.steps_per_epoch / larger),
        step_seconds=None if needs.step_seconds is None else needs.step_seconds * slower * larger,
        validation_seconds=needs.validation_seconds * slower,
        parameters=round(needs.parameters * share),
    )


def _scaled(peak: int, before: Size, now: Size, *, on_gpu: bool) -> int:
    """A measured peak for another size: what is beyond program and weights goes with the activations."""
    programs = (0, 0) if on_gpu else (before.program, now.program)  # a GPU has none of it
    activations = max(peak - programs[0] - before.weights, before.activations // 4)
    return round(programs[1] + now.weights + activations * now.activations / before.activations)


def _work(size: Size, config: Config) -> float:
    """What a token costs, up to a factor: its products with the matrices and with the output projection."""
    matrices = size.parameters.encoder + size.parameters.decoder
    return float(matrices + config.model.d_model * config.tokenizer.vocabulary_size)


# In words


def human(count: float) -> str:
    """Bytes with a unit: 1.5 GB."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"


def span(seconds: float) -> str:
    """A time in the unit that suits it: "40 s", "12 min", "3.5 hours", "9 days"."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    if seconds < HOUR:
        return f"{seconds / 60:.0f} min"
    if seconds < 2 * DAY:
        return f"{seconds / HOUR:.1f} hours"
    return f"{seconds / DAY:.0f} days"


def clock(seconds: float) -> str:
    """Seconds as 1:02:03 or 2:03; a dash when nobody knows."""
    if not math.isfinite(seconds):
        return "–"
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
