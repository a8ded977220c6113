"""The curves of a run: what was measured, against the step or the time."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from tfmodel.contract.reports import METRICS, reports

MOST = 4000  # points of a curve; a screen has not as many columns

Name = Literal[
    "loss",
    "validation_loss",
    "perplexity",
    "token_accuracy",
    "bleu",
    "chrf",
    "learning_rate",
    "tokens_per_second",
    "gradient_norm",
]
NAMES: tuple[Name, ...] = get_args(Name)


def _numbers() -> array[float]:
    return array("d")


@dataclass(frozen=True)
class Curve:
    """Values at steps, and the seconds of training until each of them."""

    steps: array[float] = field(default_factory=_numbers)
    seconds: array[float] = field(default_factory=_numbers)
    values: array[float] = field(default_factory=_numbers)

    def add(self, step: float, seconds: float, value: float) -> None:
        """Adds a point; what came after its step before, in a session that was lost, is forgotten."""
        if self.steps and step <= self.steps[-1]:
            keep = bisect_left(self.steps, step)
            for column in (self.steps, self.seconds, self.values):
                del column[keep:]
        self.steps.append(step)
        self.seconds.append(seconds)
        self.values.append(value)


Curves = dict[Name, Curve]


def reading_curves(run: Path, most: int = MOST) -> Iterator[Curves]:
    """Reads the curves of a run little by little: yields the same growing curves after each report."""
    curves: Curves = {name: Curve() for name in NAMES}
    path = run / METRICS
    if path.is_file():
        for report in reports(path, most):
            _add(curves, report)
            yield curves
    yield curves


def read_curves(run: Path, most: int = MOST) -> Curves:
    """The curves of a run, of its training reports at most about `most`."""
    (curves,) = deque(reading_curves(run, most), maxlen=1)
    return curves


def _add(curves: Curves, report: dict[str, Any]) -> None:
    try:
        at = (float(report["step"]), float(report["seconds"]))
        for field_name, name in _FIELDS.get(str(report["event"]), ()):
            curves[name].add(*at, float(report[field_name]))
    except (KeyError, TypeError, ValueError, OverflowError):
        return  # of another version


_FIELDS: dict[str, tuple[tuple[str, Name], ...]] = {
    "training": (
        ("loss", "loss"),
        ("learning_rate", "learning_rate"),
        ("tokens_per_second", "tokens_per_second"),
        ("gradient_norm", "gradient_norm"),  # the last one: runs of before do not tell it
    ),
    "validation": (
        ("loss", "validation_loss"),
        ("bleu", "bleu"),
        ("chrf", "chrf"),
        ("perplexity", "perplexity"),
        ("token_accuracy", "token_accuracy"),
    ),
}
