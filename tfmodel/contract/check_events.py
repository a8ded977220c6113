"""The events of looking before a training starts: what it will need, and what the machine has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from tfmodel.contract.calibration import Calibration, SizeClass
from tfmodel.contract.message import Message


class Change(Message):
    """Settings, by path, that make a training fit, and what they do in one sentence."""

    settings: dict[str, str]
    effect: str


class Preflight(Message):
    """What a training needs and what there is; memory and disk in bytes, times in seconds.

    `parameters` are those of each block of the model. `steps_measured` is 0 where nothing could be measured: then
    memory is an estimate, and times and speed are None. `seconds` is the whole training at most, its validations
    included. `gpu_memory` and `gpu_memory_free` are None without a GPU. Without `fits`, there is a reason for it, and
    `changes` that are enough: each by itself or, where `together`, all of them.
    """

    event: Literal["preflight"] = "preflight"
    backend: str
    device: str
    precision: str
    gpu: bool = False
    parameters: dict[str, int]
    steps_per_epoch: int
    total_steps: int
    validations: int
    steps_measured: int
    step_seconds: float | None = None
    tokens_per_second: float | None = None
    validation_seconds: float | None = None
    seconds: float | None = None
    limited_by: Literal["epochs", "steps", "minutes"] = "epochs"
    memory: int
    memory_free: int
    gpu_memory: int | None = None
    gpu_memory_free: int | None = None
    disk: int
    disk_free: int
    fits: bool
    reasons: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    together: bool = False


class BackendReport(Message):
    """A backend of Keras: its version ("" when it is not installed), its devices, or why they are not known.

    `calibrations` are what was measured on its device, now or before, by the size of the model: trainings take the
    fastest. `tokens_per_second` is that of small models.
    """

    backend: str
    version: str = ""
    devices: tuple[str, ...] = ()
    gpu: bool = False
    calibrations: Mapping[SizeClass, Calibration] = Field(default_factory=dict)
    problem: str = ""

    @property
    def tokens_per_second(self) -> float | None:
        """Of small models; None where they were not measured."""
        small = self.calibrations.get("narrow")
        return small.best.tokens_per_second if small is not None else None

    @property
    def batch_tokens(self) -> dict[SizeClass, int]:
        """From which batch on more tokens take as much more time, where that was measured."""
        found = {size: each.batch_tokens for size, each in self.calibrations.items()}
        return {size: tokens for size, tokens in found.items() if tokens is not None}


class Hardware(Message):
    """What there is to compute on, and who sees it.

    `gpus` are the cards of the machine, whoever can use them; `why_not` says in one sentence why a present one is not
    used ("" when it is, or there is none), and `remedy` is the line that mends it, "" where none does.
    """

    event: Literal["hardware"] = "hardware"
    processor: str
    gpus: tuple[str, ...] = ()
    backends: tuple[BackendReport, ...]
    precision: str = ""
    why_not: str = ""
    remedy: str = ""
    measured: bool = False

    @property
    def trains_on_gpu(self) -> bool:
        """Whether a training on TensorFlow, the backend of choice, would use a GPU."""
        return any(report.gpu for report in self.backends if report.backend == "tensorflow")

    @property
    def batch_tokens(self) -> dict[SizeClass, int]:
        """Of the backend that trainings take unless another is named: the first that is there."""
        return next((report.batch_tokens for report in self.backends if report.devices), {})
