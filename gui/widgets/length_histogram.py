"""How long the sentences of a side are, as a line to draw."""

from __future__ import annotations

from collections.abc import Sequence

from gui.widgets.line_chart import Line
from tfmodel.corpus.store import Bin


def median(bins: Sequence[Bin]) -> int:
    """The length in words that half of the sentences do not exceed, to the width of a bin."""
    half, seen = sum(entry.count for entry in bins) / 2, 0
    for entry in bins:
        seen += entry.count
        if seen >= half:
            return entry.end - 1
    return 0


def outline(name: str, bins: Sequence[Bin]) -> Line:
    """The staircase over the bins, beginning and ending on the axis; a length is in the middle of its step."""
    x = [edge for entry in bins for edge in (entry.start - 0.5, entry.end - 0.5)]
    y = [count for entry in bins for count in (entry.count, entry.count)]
    return Line(name, [x[0], *x, x[-1]], [0, *y, 0]) if bins else Line(name, [], [])
