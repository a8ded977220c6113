"""A curve that may grow to any length, of which any stretch can be drawn with few points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

GROUP = 8  # points that one block of the next coarser level stands for

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Block:
    """Neighbouring points: the numbers of the lowest and the highest, and their mean."""

    lowest: int
    highest: int
    mean: float


class Series:
    """Points in the order of x, with coarser levels that are kept up to date as points come.

    A drawing of 100,000 points looks at a few hundred blocks, which show the same extremes.
    """

    def __init__(self) -> None:
        self.x: list[float] = []
        self.y: list[float] = []
        self._levels: list[list[Block]] = []

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
                self._levels.append([])
            self._levels[level].append(self._block(level))
            size, level = size * GROUP, level + 1

    def clear(self) -> None:
        """Forgets all points."""
        self._cut(0)

    def _cut(self, length: int) -> None:
        del self.x[length:], self.y[length:]
        for level, blocks in enumerate(self._levels):
            del blocks[length // GROUP ** (level + 1) :]

    def _block(self, level: int) -> Block:
        """The block that the newest points of a level complete."""
        if level == 0:
            numbers = range(len(self.x) - GROUP, len(self.x))
            height = self.y.__getitem__
            return Block(min(numbers, key=height), max(numbers, key=height), sum(map(height, numbers)) / GROUP)
        parts = self._levels[level - 1][-GROUP:]
        return Block(
            min((part.lowest for part in parts), key=self.y.__getitem__),
            max((part.highest for part in parts), key=self.y.__getitem__),
            sum(part.mean for part in parts) / GROUP,
        )

    def window(self, start: float, end: float, most: int) -> Points:
        """The points from x `start` to x `end` and one beyond on either side; of too many, the extremes of blocks."""
        first, last = self._range(start, end)
        level = self._level(last - first, most // 2)
        if level < 0:
            return list(zip(self.x[first:last], self.y[first:last], strict=True))
        size = GROUP ** (level + 1)
        inner = range(-(-first // size), last // size)
        kept = {first, *range(inner.stop * size, last)} if inner else set(range(first, last))
        for block in (self._levels[level][number] for number in inner):
            kept.update((block.lowest, block.highest))
        return [(self.x[number], self.y[number]) for number in sorted(kept)]

    def means(self, start: float, end: float, most: int) -> Points:
        """The same stretch smoothed: the means of blocks where there are too many points."""
        first, last = self._range(start, end)
        level = self._level(last - first, most)
        if level < 0:
            return list(zip(self.x[first:last], self.y[first:last], strict=True))
        size = GROUP ** (level + 1)
        inner = range(-(-first // size), last // size)
        points = [(self.x[number * size + size // 2], self._levels[level][number].mean) for number in inner]
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
