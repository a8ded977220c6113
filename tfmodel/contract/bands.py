"""What earlier runs of the same data and preset lead one to expect of a curve: from their lowest to their highest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from tfmodel.contract.curves import NAMES, Curve, Curves, Name, reading_curves
from tfmodel.contract.run_summary import RunIndex, RunSummary

LEAST_RUNS = 2
MOST_RUNS = 8  # the newest ones
POINTS = 100  # of a band
READ = 400  # points of an earlier curve


@dataclass(frozen=True)
class Band:
    """The lowest and the highest value of `runs` runs at each of some steps."""

    runs: int
    steps: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


def reading_bands(run: Path, fingerprint: str, preset: str) -> Iterator[dict[Name, Band]]:
    """Looks for runs beside `run` with the same dataset and preset, and reads their curves little by little.

    Yields nothing of use until the last time: a band for each curve that at least two of them have.
    """
    found: list[RunSummary] = []
    for other in RunIndex().refresh(run.parent):
        if other.path != run and fingerprint and (other.fingerprint, other.preset) == (fingerprint, preset):
            found.append(other)
        yield {}
    found.sort(key=lambda one: one.created, reverse=True)
    read: list[Curves] = []
    for one in found[:MOST_RUNS] if len(found) >= LEAST_RUNS else ():
        for found_so_far in reading_curves(one.path, READ):
            yield {}
            curves = found_so_far
        read.append(curves)
    made = {name: band_of([curves[name] for curves in read]) for name in NAMES}
    yield {name: band for name, band in made.items() if len(band.steps) > 1}


def band_of(curves: Sequence[Curve]) -> Band:
    """The band of some curves, at steps where at least two of them have a value."""
    curves = [curve for curve in curves if len(curve.steps) > 1]
    ends = sorted((curve.steps[-1] for curve in curves), reverse=True)
    if len(ends) < LEAST_RUNS:
        return Band(len(curves))
    begins = sorted(curve.steps[0] for curve in curves)
    first, last = begins[LEAST_RUNS - 1], ends[LEAST_RUNS - 1]
    rows: list[tuple[float, float, float]] = []
    for number in range(POINTS + 1):
        step = first + (last - first) * number / POINTS
        values = [value for curve in curves if (value := value_at(curve, step)) is not None and isfinite(value)]
        if len(values) >= LEAST_RUNS:
            rows.append((step, min(values), max(values)))
    return Band(len(curves), *(tuple(row[column] for row in rows) for column in range(3)))


def value_at(curve: Curve, step: float) -> float | None:
    """Between two points the straight line; None before the first and after the last."""
    after = bisect_right(curve.steps, step)
    if after == 0 or step > curve.steps[-1]:
        return None
    if after == len(curve.steps):
        return curve.values[-1]
    (left, right), (low, high) = curve.steps[after - 1 : after + 1], curve.values[after - 1 : after + 1]
    return low + (high - low) * (step - left) / (right - left)
