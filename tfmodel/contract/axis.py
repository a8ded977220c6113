"""Where an axis that begins at 0 has its ticks, how they are written, and when it grows."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, isfinite, log, log10

SLACK = 1.15  # an axis ends at a power of it, so that it stands still while the values grow


def end_of_axis(largest: float, least: float = 0.0) -> float:
    """Where an axis ends that shows values up to `largest`: a little beyond it, and not before `least`."""
    if not isfinite(largest) or largest <= 0.0:
        return least or 1.0
    return max(least, SLACK ** ceil(log(largest * 1.02) / log(SLACK)))


def ticks(end: float, most: int) -> list[float]:
    """The round numbers from 0 to `end` that are 1, 2 or 5 times a power of ten apart; at most `most` steps."""
    return ticks_between(0.0, end, most)


def ticks_between(start: float, end: float, most: int) -> list[float]:
    """The same from another beginning than 0."""
    least = (end - start) / most
    unit = 10.0 ** floor(log10(least))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= least * (1 - 1e-9))
    first = ceil(start / step * (1 - 1e-9))
    return [step * number for number in range(first, floor(end / step * (1 + 1e-9)) + 1)]


def logarithmic_ticks(start: float, end: float, most: int) -> list[float]:
    """Powers of ten between two positive numbers, with their double and fivefold, or more, where there is room."""
    tens = range(floor(log10(start)), ceil(log10(end)) + 1)
    found: list[float] = []
    for factors in ((1,), (1, 3), (1, 2, 5), (1, 2, 3, 4, 5, 6, 7, 8, 9)):
        finer = [factor * 10.0**ten for ten in tens for factor in factors if start <= factor * 10.0**ten <= end]
        if found and len(finer) > most:
            break
        found = finer or found
    return found if len(found) > 1 else ticks_between(start, end, most)


def written(values: Sequence[float]) -> list[str]:
    """Ticks as text, all with the same decimals and unit: "0", "20k", "40k"."""
    if not values:
        return []
    suffix, unit = next(
        ((suffix, unit) for suffix, unit in (("G", 1e9), ("M", 1e6), ("k", 1e3)) if values[-1] >= 10 * unit), ("", 1.0)
    )
    step = (values[1] - values[0] if len(values) > 1 else unit) / unit
    if step < 1e-4:
        return [f"{value:g}" for value in values]
    decimals = max(0, -floor(log10(step * (1 + 1e-9))))
    return [f"{value / unit:.{decimals}f}{suffix if value else ''}" for value in values]
