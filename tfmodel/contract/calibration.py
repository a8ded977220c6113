"""What was measured to be fastest on this machine, remembered for the trainings to come."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tfmodel.contract import atomic
from tfmodel.contract.config import ModelConfig
from tfmodel.contract.places import cache_folder

SizeClass = Literal["narrow", "wide"]
NARROW = 256  # d_model up to which products are too small for their type to matter much
GAIN = 2**0.5  # of speed that makes a batch of twice the tokens worth it: learning rates rise with the same root
SAME = 0.97  # of the fastest: what repeated measurements differ by


class Choice(BaseModel):
    """A way to compute a training step, and how fast that was.

    Attributes:
        precision: The policy of Keras.
        xla: Whether XLA compiled the step.
        tokens_per_second: Target tokens.
    """

    model_config = ConfigDict(frozen=True)

    precision: str
    xla: bool
    tokens_per_second: float

    @property
    def words(self) -> str:
        """As a person reads it."""
        return f"{self.precision} {'with' if self.xla else 'without'} XLA: {self.tokens_per_second:,.0f} tokens/s"


class Speed(BaseModel):
    """How fast steps were in the fastest way with one value of what was varied.

    Attributes:
        value: Tokens of a batch, or steps of a call.
        tokens_per_second: Target tokens.
    """

    model_config = ConfigDict(frozen=True)

    value: int = Field(ge=1)
    tokens_per_second: float = Field(gt=0)


class Calibration(BaseModel):
    """What was measured for one size of model on one device.

    Attributes:
        choices: Ways to compute a step.
        batches: Batches of different tokens, each twice as large as the one before.
        calls: Different numbers of steps without a return to Python, rising; empty where the backend has no such calls.
        when: The day.
    """

    model_config = ConfigDict(frozen=True)

    choices: tuple[Choice, ...] = Field(min_length=1)
    batches: tuple[Speed, ...] = ()
    calls: tuple[Speed, ...] = ()
    when: str = Field(default_factory=lambda: datetime.now(UTC).date().isoformat())

    @property
    def best(self) -> Choice:
        """The fastest."""
        return max(self.choices, key=lambda choice: choice.tokens_per_second)

    @property
    def batch_tokens(self) -> int | None:
        """The batch from which on twice as many tokens take nearly twice the time; None where none was measured."""
        if not self.batches:
            return None
        kept = takewhile(lambda pair: pays(*pair), pairwise(self.batches))
        return max((larger.value for _, larger in kept), default=self.batches[0].value)

    @property
    def is_busy(self) -> bool:
        """Whether that batch keeps the device busy: a larger one was tried, and did not pay."""
        return len(self.batches) > 1 and not pays(*self.batches[-2:])

    @property
    def steps_per_call(self) -> int | None:
        """The fewest that are as fast as any; None where none were measured."""
        fastest = max((call.tokens_per_second for call in self.calls), default=0.0)
        return next((call.value for call in self.calls if call.tokens_per_second >= SAME * fastest), None)

    @property
    def words(self) -> list[str]:
        """All that was measured, a line each, and what follows from it."""
        found = [choice.words for choice in self.choices]
        if self.batches:
            keeps = "keep it busy" if self.is_busy else "are the most that was tried or fits"
            found.append(f"{_series('tokens a batch', self.batches)}; {self.batch_tokens:,} {keeps}")
        if self.calls:
            found.append(f"{_series('steps a call', self.calls)}; enough: {self.steps_per_call}")
        return found


def pays(batch: Speed, larger: Speed) -> bool:
    """Whether a batch twice as large is worth half the steps, of which each learns about 1.4 times as much."""
    return larger.tokens_per_second >= GAIN * batch.tokens_per_second


def _series(what: str, speeds: Sequence[Speed]) -> str:
    return f"tokens/s by {what}: " + ", ".join(f"{one.value:,}: {one.tokens_per_second:,.0f}" for one in speeds)


def size_class(model: ModelConfig) -> SizeClass:
    """The models that have the same fastest choice."""
    return "narrow" if model.d_model <= NARROW else "wide"


def key(backend: str, version: str, device: str, size: SizeClass) -> str:
    """By what a measurement is found: another version or device is another one."""
    return f"{backend} {version}, {device}, {size}"


def known(backend: str, version: str, device: str) -> dict[SizeClass, Calibration]:
    """What was measured of a device, by the size of the model."""
    found = {size: remembered(key(backend, version, device, size)) for size in get_args(SizeClass)}
    return {size: measured for size, measured in found.items() if measured is not None}


def remembered(name: str) -> Calibration | None:
    """What was measured under this key, if anything; a damaged file holds nothing."""
    try:
        return Calibration.model_validate(_all()[name])
    except (KeyError, ValidationError):
        return None


def remember(measured: dict[str, Calibration]) -> None:
    """Keeps measurements by their keys, in the place of older ones."""
    kept = _all() | {name: calibration.model_dump() for name, calibration in measured.items()}
    _file().parent.mkdir(parents=True, exist_ok=True)
    atomic.write_text(_file(), json.dumps(kept, indent=2) + "\n")


def _file() -> Path:
    return cache_folder() / "calibration.json"


def _all() -> dict[str, object]:
    try:
        known = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
