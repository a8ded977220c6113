"""A curve that may grow to any length, of which any stretch can be drawn with few points."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

GROUP = 8  # points that one block of the next coarser level stands for
MOST_KEPT = 104_000  # points; of a longer curve the lowest and the highest of each few neighbours are kept
NEIGHBOURS = 4  # of which those two are kept
THINNED = 256  # points that are looked at with each new one, until the whole curve was

Points = list[tuple[float, float]]


def _floats() -> array[float]:
    return array("d")


def _numbers() -> array[int]:
    return array("L")


@dataclass(frozen=True)
class Level:
    """Blocks of neighbouring points: the numbers of their lowest and their highest, and their mean."""

    lowest: array[int] = field(default_factory=_numbers)
    highest: array[int] = field(default_factory=_numbers)
    mean: array[float] = field(default_factory=_floats)

    def cut(self, length: int) -> None:
        """Keeps so many blocks."""
        del self.lowest[length:], self.highest[length:], self.mean[length:]


class Series:
    """Points in the order of x, with coarser levels that are kept up to date as points come.

    A drawing of 100,000 points looks at a few hundred blocks, which show the same extremes. What is beyond `MOST_KEPT`
    costs no memory: the curve is thinned then, a little with each new point.
    """

    def __init__(self) -> None:
        self.x, self.y = _floats(), _floats()
        self._levels: list[Level] = []
        self._thinner: Series | None = None  # what takes the place of all this once it is complete
        self._thinned = 0  # points that it stands for

    def __len__(self) -> int:
        return len(self.x)

    def append(self, x: float, y: float) -> None:
        """Adds a point; one at or before the last x replaces all from there on (a resumed run goes over it again)."""
        if self.x and x <= self.x[-1]:
            self._cut(bisect_left(self.x, x))
        self.x.append(x)
        self.y.append(y)
        size, level = GROUP, 0
        while len(self.x) % size == 0:
            if level == len(self._levels):
                self._levels.append(Level())
            self._add_block(level)
            size, level = size * GROUP, level + 1
        if len(self.x) > MOST_KEPT:
            self._thin()

    def clear(self) -> None:
        """Forgets all points."""
        self._cut(0)

    def _cut(self, length: int) -> None:
        del self.x[length:], self.y[length:]
        for level, blocks in enumerate(self._levels):
            blocks.cut(length // GROUP ** (level + 1))
        self._thinner, self._thinned = None, 0

    def _add_block(self, level: int) -> None:
        """Adds the block that the newest points of a level complete."""
        height, blocks = self.y.__getitem__, self._levels[level]
        lows: Sequence[int]
        highs: Sequence[int]
        if level == 0:
            lows = highs = range(len(self.x) - GROUP, len(self.x))
            mean = sum(self.y[-GROUP:]) / GROUP
        else:
            parts = self._levels[level - 1]
            lows, highs, mean = parts.lowest[-GROUP:], parts.highest[-GROUP:], sum(parts.mean[-GROUP:]) / GROUP
        blocks.lowest.append(min(lows, key=height))
        blocks.highest.append(max(highs, key=height))
        blocks.mean.append(mean)

    def _thin(self) -> None:
        """Goes on with the thinner curve, and becomes it when all points were looked at."""
        if self._thinner is None:
            self._thinner = Series()
        height = self.y.__getitem__
        end = min(self._thinned + THINNED, len(self.x))
        for first in range(self._thinned, end - NEIGHBOURS + 1, NEIGHBOURS):
            group = range(first, first + NEIGHBOURS)
            for number in sorted({min(group, key=height), max(group, key=height)}):
                self._thinner.append(self.x[number], self.y[number])
            self._thinned = group.stop
        if len(self.x) - self._thinned < NEIGHBOURS:
            thinner, rest = self._thinner, range(self._thinned, len(self.x))
            for number in rest:
                thinner.append(self.x[number], self.y[number])
            self.x, self.y, self._levels = thinner.x, thinner.y, thinner._levels
            self._thinner, self._thinned = None, 0

    def window(self, start: float, end: float, most: int) -> Points:
        """The points from x `start` to x `end` and one beyond on either side; of too many, the extremes of blocks."""
        first, last = self._range(start, end)
        level = self._level(last - first, most // 2)
        if level < 0:
            return list(zip(self.x[first:last], self.y[first:last], strict=True))
        size, blocks = GROUP ** (level + 1), self._levels[level]
        inner = range(-(-first // size), last // size)
        kept = {first, *range(inner.stop * size, last)} if inner else set(range(first, last))
        kept.update(blocks.lowest[inner.start : inner.stop], blocks.highest[inner.start : inner.stop])
        return [(self.x[number], self.y[number]) for number in sorted(kept)]

    def means(self, start: float, end: float, most: int) -> Points:
        """The same stretch smoothed: the means of blocks where there are too many points."""
        first, last = self._range(start, end)
        level = self._level(last - first, most)
        if level < 0:
            return list(zip(self.x[first:last], self.y[first:last], strict=True))
        size = GROUP ** (level + 1)
        inner = range(-(-first // size), last // size)
        points = [(self.x[number * size + size // 2], self._levels[level].mean[number]) for number in inner]
        rest = range(inner.stop * size, last)
        return points + [(self.x[number], self.y[number]) for number in rest]

    def at(self, x: float) -> float | None:
        """The newest value that was known at x."""
        number = bisect_right(self.x, x) - 1
        return self.y[number] if number >= 0 else None

    def _range(self, start: float, end: float) -> tuple[int, int]:
        first, last = bisect_left(self.x, start), bisect_right(self.x, end)
        return max(0, first - 1), min(len(self.x), last + 1)

    def _level(self, count: int, most: int) -> int:
        """The finest level that has at most so many blocks in `count` points; -1 for the points themselves."""
        level = -1
        while count / GROUP ** (level + 1) > most and level + 1 < len(self._levels):
            level += 1
        return level


def smoothed(points: Points, weight: float) -> Points:
    """An exponential mean, without the pull to zero at its beginning.

    Args:
        points: In the order of x.
        weight: Of what came before, from 0 (nothing is smoothed) to below 1.
    """
    mean, total, found = 0.0, 0.0, []
    for x, y in points:
        if y != y:  # no number: it would make everything after it none
            continue
        mean, total = weight * mean + (1 - weight) * y, weight * total + (1 - weight)
        found.append((x, mean / total))
    return found
