"""What was measured to be fastest on this machine, remembered for the trainings to come."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tfmodel.contract import atomic
from tfmodel.contract.config import ModelConfig
from tfmodel.contract.places import cache_folder

SizeClass = Literal["narrow", "wide"]
NARROW = 256  # d_model up to which products are too small for their type to matter much


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


class Calibration(BaseModel):
    """All choices that were measured for one size of model on one device."""

    model_config = ConfigDict(frozen=True)

    choices: tuple[Choice, ...] = Field(min_length=1)
    when: str = Field(default_factory=lambda: datetime.now(UTC).date().isoformat())

    @property
    def best(self) -> Choice:
        """The fastest."""
        return max(self.choices, key=lambda choice: choice.tokens_per_second)


def size_class(model: ModelConfig) -> SizeClass:
    """The models that have the same fastest choice."""
    return "narrow" if model.d_model <= NARROW else "wide"


def key(backend: str, version: str, device: str, size: SizeClass) -> str:
    """By what a measurement is found: another version or device is another one."""
    return f"{backend} {version}, {device}, {size}"


def remembered(name: str) -> Calibration | None:
    """What was measured under this key, if anything; a damaged file holds nothing."""
    try:
        return Calibration.model_validate(_all()[name])
    except (KeyError, ValidationError):
        return None


def remember(measured: dict[str, Calibration]) -> None:
    """Keeps measurements by their keys, in the place of older ones."""
    known = _all() | {name: calibration.model_dump() for name, calibration in measured.items()}
    _file().parent.mkdir(parents=True, exist_ok=True)
    atomic.write_text(_file(), json.dumps(known, indent=2) + "\n")


def _file() -> Path:
    return cache_folder() / "calibration.json"


def _all() -> dict[str, object]:
    try:
        known = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
