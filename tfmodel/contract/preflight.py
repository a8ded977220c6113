"""Whether a training fits this machine, and which changes would make it fit: decided from figures, nothing is run."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tfmodel.contract.check_events import Change
from tfmodel.contract.config import Config
from tfmodel.contract.needs import Needs, human, predicted, span
from tfmodel.contract.presets import NAMES, load_preset
from tfmodel.contract.rate import shorter_warm_up
from tfmodel.contract.training_config import MOST_PARTS, SMALLEST_BATCH

ROOM = 0.9  # of what is free: the rest is for the window and for what the measured steps did not show
LONGEST_TRAINING = 7 * 24 * 3600.0  # seconds: who means to wait longer knows it
MOST_CHANGES = 2


@dataclass(frozen=True)
class Verdict:
    """Whether it fits: without a reason it does. See `check_events.Preflight` for the changes."""

    reasons: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    together: bool = False

    @property
    def fits(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons


def judge(config: Config, needs: Needs) -> Verdict:
    """The reasons against a training, and up to two changes that were computed to remove them."""
    reasons = _reasons(config, needs)
    if not reasons:
        return Verdict(())
    candidates = list(_candidates(config, needs))
    enough = [one for one in candidates if not _left(config, needs, (one,))]
    if enough:
        return Verdict(tuple(reasons.values()), tuple(enough[:MOST_CHANGES]))
    # What the first of two leaves to be mended decides on the second: a longer training may have a longer warm-up.
    pairs = ((one, other) for one in candidates for other in _candidates(*predicted(config, needs, (one,))))
    both = next((pair for pair in pairs if not _left(config, needs, pair)), ())
    return Verdict(tuple(reasons.values()), both, together=bool(both))


def limited_by(config: Config, needs: Needs) -> Literal["epochs", "steps", "minutes"]:
    """What ends the training if nothing else does."""
    seconds, minutes = needs.seconds(config), config.training.max_minutes
    if seconds is not None and minutes is not None and 60.0 * minutes < seconds:
        return "minutes"
    by_epochs = config.training.max_epochs * needs.steps_per_epoch
    return "steps" if needs.total_steps(config) < by_epochs else "epochs"


# What speaks against it, by kind


def _reasons(config: Config, needs: Needs) -> dict[str, str]:
    found = {
        "memory": _memory_reason(needs),
        "disk": _disk_reason(config, needs),
        "time": _time_reason(config, needs),
        "warm-up": _warm_up_reason(config, needs),
    }
    return {kind: text for kind, text in found.items() if text}


def _memory_reason(needs: Needs) -> str:
    if needs.out_of_memory:
        return "The device has no memory for one step of this model and batch."
    if needs.gpu_memory is not None and needs.gpu_memory > ROOM * (needs.gpu_memory_free or 0):
        need, free = human(needs.gpu_memory), human(needs.gpu_memory_free or 0)
        return f"It needs {need} of GPU memory, and {free} are free."
    if needs.memory > ROOM * needs.memory_free:
        return f"It needs {human(needs.memory)} of memory, and {human(needs.memory_free)} are free."
    return ""


def _disk_reason(config: Config, needs: Needs) -> str:
    disk = needs.disk(config)
    return (
        ""
        if disk <= ROOM * needs.disk_free
        else f"The run needs {human(disk)} of disk, and {human(needs.disk_free)} are free."
    )


def _time_reason(config: Config, needs: Needs) -> str:
    seconds, first, minutes = needs.seconds(config), needs.seconds_to_validation(config), config.training.max_minutes
    if seconds is None or first is None:
        return ""
    if minutes is not None and 60.0 * minutes < first:
        return f"The limit of {minutes:g} minutes ends it before its first validation, which comes after {span(first)}."
    if min(seconds, math.inf if minutes is None else 60.0 * minutes) > LONGEST_TRAINING:
        return f"It may take {span(seconds)}."
    return ""


def _warm_up_reason(config: Config, needs: Needs) -> str:
    steps, warmup = _steps(config, needs), config.training.warmup_steps
    if not shorter_warm_up(config, steps):
        return ""
    return f"The learning rate rises for {warmup:,} steps, and the training has {steps:,}."


def _steps(config: Config, needs: Needs) -> int:
    """Steps of the training, ended by its minutes too."""
    steps, minutes = needs.total_steps(config), config.training.max_minutes
    if minutes is None or not needs.step_seconds:
        return steps
    return min(steps, math.ceil(60.0 * minutes / needs.step_seconds))


# What could be changed, the gentlest first


def _candidates(config: Config, needs: Needs) -> Iterator[Change]:
    kinds = _reasons(config, needs)
    if "memory" in kinds:
        yield from _smaller_batch(config, needs)
    if "disk" in kinds:
        yield from _fewer_checkpoints(config, needs)
    if "time" in kinds:
        yield from _shorter(config, needs)
    if "warm-up" in kinds:
        yield from _earlier_peak(config, needs)
    yield from _smaller_model(config, needs)
    if "memory" in kinds:
        yield from _shorter_pairs(config, needs)


def _smaller_batch(config: Config, needs: Needs) -> Iterator[Change]:
    """The gentlest: the same steps in less memory, where no devices share a batch in place of its parts."""
    tokens, parts = config.training.batch_tokens, config.training.accumulate_steps
    alone = needs.replicas == 1
    while tokens // 2 >= max(SMALLEST_BATCH, needs.longest) and 2 * parts <= MOST_PARTS:
        tokens, parts = tokens // 2, 2 * parts if alone else parts
        settings = {"training.batch_tokens": str(tokens)}
        effect = f"Batches of {tokens:,} tokens: less memory, and more and smaller steps."
        if alone:
            settings["training.accumulate_steps"] = str(parts)
            effect = f"Batches of {tokens:,} tokens, {parts} for each step: the same training in less memory."
        change = Change(settings=settings, effect=effect)
        if "memory" not in _reasons(*predicted(config, needs, (change,))):
            yield change
            return


def _shorter_pairs(config: Config, needs: Needs) -> Iterator[Change]:
    """Where one pair fills a batch: the longest pairs are left out, so that batches can be smaller."""
    length = needs.longest
    while length // 2 >= 16:
        length //= 2
        tokens = max(SMALLEST_BATCH, length)
        parts = config.training.accumulate_steps
        if needs.replicas == 1:
            parts = min(MOST_PARTS, max(1, round(config.training.step_tokens / tokens)))
        change = Change(
            settings={
                "data.max_source_tokens": str(length - 1),
                "data.max_target_tokens": str(length - 1),
                "training.batch_tokens": str(tokens),
                "training.accumulate_steps": str(parts),
            },
            effect=f"Pairs of more than {length - 1} tokens are left out, and batches have {tokens:,} tokens.",
        )
        if tokens < config.training.batch_tokens and "memory" not in _reasons(*predicted(config, needs, (change,))):
            yield change
            return


def _fewer_checkpoints(config: Config, needs: Needs) -> Iterator[Change]:
    for keep in range(config.training.average_checkpoints - 1, 0, -1):
        change = Change(
            settings={"training.average_checkpoints": str(keep)},
            effect=f"Keeps the last {keep} checkpoints instead of {config.training.average_checkpoints}.",
        )
        if "disk" not in _reasons(*predicted(config, needs, (change,))):
            yield change
            return


def _shorter(config: Config, needs: Needs) -> Iterator[Change]:
    """A limit that is too short becomes longer; a training that is too long becomes shorter."""
    first, minutes = needs.seconds_to_validation(config), config.training.max_minutes
    assert first is not None  # there is a reason of time
    if minutes is not None and 60.0 * minutes < first:
        enough = math.ceil(2 * (first + needs.validation_seconds) / 60)
        settings = {"training.max_minutes": str(enough)}
        yield Change(settings=settings, effect=f"{enough:,} minutes: long enough for two validations.")
        return
    epoch = (needs.seconds(config) or 0.0) / needs.total_steps(config) * needs.steps_per_epoch
    epochs = int(LONGEST_TRAINING / epoch)
    if 1 <= epochs < config.training.max_epochs:
        settings = {"training.max_epochs": str(epochs)}
        yield Change(settings=settings, effect=f"{epochs:,} epochs, which take {span(epochs * epoch)} at most.")
    limit = round(LONGEST_TRAINING / 60)
    yield Change(
        settings={"training.max_minutes": str(limit)}, effect=f"Stops after {span(LONGEST_TRAINING)}, finished or not."
    )


def _earlier_peak(config: Config, needs: Needs) -> Iterator[Change]:
    change = {path: f"{value:g}" for path, value in shorter_warm_up(config, _steps(config, needs)).items()}
    warmup = int(change["training.warmup_steps"])
    yield Change(settings=change, effect=f"A warm-up of {warmup:,} steps: the highest learning rate comes early.")


def _smaller_model(config: Config, needs: Needs) -> Iterator[Change]:
    """The largest of the smaller presets that is enough; data, batches and the rest stay."""
    names = [name for name in reversed(NAMES) if name != config.preset]
    for name in names:
        model = _model_of(name, config.model.num_key_value_heads)
        settings = {path: str(value) for path, value in model.items() if config.value(path) != value}
        change = Change(settings=settings, effect=f"The model of the preset {name}.")
        after, figures = predicted(config, needs, (change,))
        if figures.parameters < needs.parameters and not _reasons(after, figures).keys() - {"warm-up"}:
            yield change
            return


def _model_of(name: str, groups: int | None) -> dict[str, object]:
    """The size of a preset's model, and how fast it learns; key-value heads that its heads cannot share go."""
    preset = load_preset(name)
    found: dict[str, object] = {
        f"model.{key}": getattr(preset.model, key)
        for key in ("num_encoder_layers", "num_decoder_layers", "d_model", "num_heads", "feed_forward_width")
    }
    found["training.peak_learning_rate"] = preset.training.peak_learning_rate
    if groups is not None and preset.model.num_heads % groups:
        found["model.num_key_value_heads"] = None
    return found


def _left(config: Config, needs: Needs, changes: Sequence[Change]) -> dict[str, str]:
    return _reasons(*predicted(config, needs, changes))
