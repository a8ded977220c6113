"""What the doctor looks at: settings, curves, the newest sample translations, and what is known of the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from pathlib import Path
from statistics import fmean

from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.curves import Curve, read_curves
from tfmodel.contract.failure import Failure
from tfmodel.contract.mixing import MixedDataset, without_tag
from tfmodel.contract.reports import SAMPLES, thinned_lines
from tfmodel.contract.run_folder import RunFolder

POINTS = 20_000  # training reports that are looked at, at most about
SMOOTHED = 25  # stretches that a curve is smoothed into


@dataclass(frozen=True)
class Point:
    """The mean of a stretch of a curve, and the step in its middle."""

    step: float
    value: float


@dataclass(frozen=True)
class Evidence:
    """Everything that the rules may look at.

    Attributes:
        loss: Of the training reports.
        learning_rate: The same.
        validation_loss: Of the validations.
        bleu: The same.
        chrf: The same; it tells good translations where the references are too short for BLEU.
        samples: The translations of the newest validation, of those sentences whose reference is known; their sources
            are without the tags of a mix.
        failure: What ended the training, or None.
        divergences: How often the training lowered its learning rate of its own accord.
        finished: The training came to its end.
        leaked: The share of validation sentences that are trained on too, or None when nobody looked.
    """

    config: Config
    loss: Curve
    learning_rate: Curve
    validation_loss: Curve
    bleu: Curve
    chrf: Curve
    samples: Sequence[events.Sample] = ()
    failure: Failure | None = None
    divergences: int = 0
    finished: bool = False
    leaked: float | None = None

    @property
    def smooth_loss(self) -> list[Point]:
        """The training loss in at most `SMOOTHED` stretches; what is no number is left out."""
        return smooth(self.loss)


def evidence_of(run: RunFolder, leaked: float | None = None) -> Evidence:
    """Reads the evidence from a run folder.

    Raises:
        FailureError: When run.json or config.json cannot be read.
    """
    curves, info = read_curves(run.path, POINTS), run.info()
    return Evidence(
        config=run.config(),
        loss=curves["loss"],
        learning_rate=curves["learning_rate"],
        validation_loss=curves["validation_loss"],
        bleu=curves["bleu"],
        chrf=curves["chrf"],
        samples=[_untagged(sample, info.mixed) for sample in _newest_samples(run.path / SAMPLES)],
        failure=info.failure,
        # Earlier versions did not count them.
        divergences=info.divergences or sum(log.message.startswith("Training diverged:") for log in run.log()),
        finished=info.state == "finished",
        leaked=leaked,
    )


def _newest_samples(path: Path) -> Sequence[events.Sample]:
    samples: Sequence[events.Sample] = ()
    for line in thinned_lines(path, POINTS) if path.is_file() else ():
        event = events.read_event(line)
        if isinstance(event, events.Samples):
            samples = [sample for sample in event.samples if sample.reference]
    return samples


def _untagged(sample: events.Sample, mixed: Sequence[MixedDataset]) -> events.Sample:
    return sample.model_copy(update={"source": without_tag(sample.source, mixed)})


def smooth(curve: Curve) -> list[Point]:
    """A curve in at most `SMOOTHED` stretches of the same number of reports."""
    points = [(step, value) for step, value in zip(curve.steps, curve.values, strict=True) if isfinite(value)]
    count = min(SMOOTHED, len(points))
    cuts = [len(points) * number // count for number in range(count + 1)] if count else []
    return [
        Point(fmean(step for step, _ in points[a:b]), fmean(value for _, value in points[a:b]))
        for a, b in pairwise(cuts)
    ]


def at_step(curve: Curve, step: float) -> float:
    """The newest value of a curve at a step; 0 before the first."""
    return next(
        (value for s, value in zip(reversed(curve.steps), reversed(curve.values), strict=True) if s <= step), 0.0
    )
