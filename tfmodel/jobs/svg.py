"""A line chart as inline SVG: opens without a network, prints sharp, and takes its colours from the page around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from math import isfinite

from tfmodel.contract.axis import end_of_axis, ticks, written

WIDTH, HEIGHT = 520, 240
LEFT, TOP, RIGHT, BOTTOM = 58, 12, 12, 40
DOTTED = 60  # points up to which each of them is marked


@dataclass(frozen=True)
class Line:
    """One series: its name and its points."""

    name: str
    x: Sequence[float]
    y: Sequence[float]


def chart(title: str, x_title: str, y_title: str, lines: Sequence[Line]) -> str:
    """The chart as an <svg> element; axes begin at 0, a value that is no number interrupts its line."""
    right = end_of_axis(max((line.x[-1] for line in lines if len(line.x)), default=1.0))
    top = end_of_axis(max((value for line in lines for value in line.y if isfinite(value)), default=1.0))
    plot = _Plot(right, top)
    parts = [
        f'<svg role="img" viewBox="0 0 {WIDTH} {HEIGHT}" aria-label="{escape(title)}"><title>{escape(title)}</title>',
        *_grid(plot),
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 6}" class="middle">{escape(x_title)}</text>',
        f'<text transform="translate(12 {(TOP + HEIGHT - BOTTOM) / 2:.0f}) rotate(-90)" class="middle">'
        f"{escape(y_title)}</text>",
        *(part for number, line in enumerate(lines) for part in _line(plot, line, number)),
        *(_legend(line, number) for number, line in enumerate(lines) if len(lines) > 1),
        "</svg>",
    ]
    return "".join(parts)


@dataclass(frozen=True)
class _Plot:
    right: float
    top: float

    def x(self, value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * value / self.right

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.top


def _grid(plot: _Plot) -> list[str]:
    across, upward = ticks(plot.right, 6), ticks(plot.top, 6)
    parts = []
    for value, text in zip(across, written(across), strict=True):
        x = f"{plot.x(value):.1f}"
        parts.append(f'<path class="grid" d="M{x} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 15}" class="middle">{text}</text>')
    for value, text in zip(upward, written(upward), strict=True):
        y = f"{plot.y(value):.1f}"
        parts.append(f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y}" dy="4" class="end">{text}</text>')
    return parts


def _line(plot: _Plot, line: Line, number: int) -> list[str]:
    parts = []
    for is_finite, run in groupby(zip(line.x, line.y, strict=True), key=lambda point: isfinite(point[1])):
        if is_finite:
            points = [(plot.x(x), plot.y(y)) for x, y in run]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            parts.append(f'<polyline class="line s{number}" points="{path}"/>')
            if len(line.x) <= DOTTED:
                parts += [f'<circle class="dot s{number}" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in points]
    return parts


def _legend(line: Line, number: int) -> str:
    x, y = WIDTH - RIGHT - 150, TOP + 14 + 16 * number
    return f'<path class="line s{number}" d="M{x} {y}h24"/><text x="{x + 30}" y="{y}" dy="4">{escape(line.name)}</text>'
