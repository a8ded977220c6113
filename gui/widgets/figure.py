"""The one place that loads matplotlib: canvases that draw lines and heat maps in the colours of the scheme.

Import it inside a function, when the first plot is seen: matplotlib takes longer to load than the whole window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, MaxNLocator, ScalarFormatter
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.theme import Colours, colours_of

SMALL = 8.0  # points, for ticks and labels
MOST_POINTS = 4000  # of a line that is drawn; more could not be told apart
_STROKE: dict[str, Any] = {"linewidth": 1.6, "markersize": 3.5}
SLACK = 1.15  # room beyond the data: while they stay inside it, only the lines are drawn again


@dataclass(frozen=True)
class Line:
    """One series: its name in the legend, its points, and how it is drawn ("-" or "o-")."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    style: str = "-"


class Canvas(FigureCanvasQTAgg):
    """A figure of one pair of axes with margins in pixels, in the colours of its widget."""

    def __init__(self, margins: tuple[int, int, int, int], parent: QWidget | None = None) -> None:
        super().__init__(Figure())  # type: ignore[no-untyped-call]  # matplotlib's Qt backend has no types
        self.setParent(parent)
        self._margins = margins
        self.axes = self.figure.add_subplot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the margins as they are in pixels."""
        super().resizeEvent(event)  # type: ignore[no-untyped-call]  # as above
        self.place()

    @property
    def colours(self) -> Colours:
        """The scheme of now; the canvas itself has a white palette of matplotlib's."""
        return colours_of(self.parentWidget() or self)

    def place(self) -> None:
        """Puts the axes between the margins (left, top, right, bottom)."""
        width, height = max(1, self.width()), max(1, self.height())
        left, top, right, bottom = self._margins
        box = [left / width, bottom / height, 1 - (left + right) / width, 1 - (top + bottom) / height]
        self.axes.set_position((box[0], box[1], max(0.05, box[2]), max(0.05, box[3])))

    def paint(self, colours: Colours) -> None:
        """Colours everything that is no data."""
        self.figure.set_facecolor(colours.surface)
        self.axes.set_facecolor(colours.surface)
        self.axes.tick_params(colors=colours.muted, labelcolor=colours.text, labelsize=SMALL, length=3)
        for spine in self.axes.spines.values():
            spine.set_color(colours.border)
        for label in (self.axes.xaxis.label, self.axes.yaxis.label):
            label.set_color(colours.text)
            label.set_fontsize(SMALL)


class LineCanvas(Canvas):
    """Lines that grow: axes are drawn again only when the data leave them."""

    def __init__(self, x_label: str, y_label: str, parent: QWidget | None = None) -> None:
        super().__init__((64, 12, 16, 40), parent)
        self._labels = (x_label, y_label)
        self._shown: object = None
        self._key: object = None
        self._background: Any = None
        self._artists: list[Any] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Draws the lines as they are now."""
        colours, names = self.colours, [line.name for line in lines]
        if self._key != (colours, names):
            self._key = (colours, names)
            self._build(lines, colours)
        limits = self._limits(lines)
        if limits != self._shown:
            self._shown = limits
            self._background = None
            self.axes.set(xlim=limits[:2], ylim=limits[2:])
        for artist, line in zip(self._artists, lines, strict=True):
            artist.set_data(*_thinned(line))
        if self._background is None:
            self.draw()
        else:
            self.restore_region(self._background)
            self._draw_lines()
        self.update()

    def draw(self) -> None:
        """Draws everything, also when Qt asks for it (another size): axes, then the lines on top."""
        super().draw()  # type: ignore[no-untyped-call]  # as above
        self._background = self.copy_from_bbox(self.figure.bbox)
        self._draw_lines()

    def _draw_lines(self) -> None:
        for artist in self._artists:
            self.axes.draw_artist(artist)

    def _build(self, lines: Sequence[Line], colours: Colours) -> None:
        self._shown = None
        self.axes.clear()
        self._artists = [
            self.axes.plot([], [], line.style, color=colour, label=line.name, animated=True, **_STROKE)[0]
            for line, colour in zip(lines, colours.series, strict=False)
        ]
        self.axes.set(xlabel=self._labels[0], ylabel=self._labels[1])
        self.axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        self.axes.xaxis.set_major_formatter(EngFormatter(sep=""))
        self.axes.yaxis.set_major_locator(MaxNLocator(5))
        self.axes.yaxis.set_major_formatter(ScalarFormatter(useOffset=False))
        self.axes.grid(color=colours.border, linewidth=0.5)
        if len(lines) > 1:
            frame = {"facecolor": colours.surface, "edgecolor": colours.border, "labelcolor": colours.text}
            self.axes.legend(loc="upper right", fontsize=SMALL, **frame)
        self.paint(colours)

    def _limits(self, lines: Sequence[Line]) -> tuple[float, float, float, float]:
        right = _roomy(max((line.x[-1] for line in lines if line.x), default=1.0), 10.0)
        finite = [value for line in lines for value in line.y if isfinite(value)]
        return 0.0, right, 0.0, _roomy(max(finite), 1e-12) if finite else 1.0


class HeatCanvas(Canvas):
    """A matrix of weights between 0 and 1, with the tokens at both axes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((96, 12, 72, 96), parent)
        self._bar: Any = None
        self._image: Any = None
        self._painted: Colours | None = None
        self._key: object = None

    def place(self) -> None:
        """Keeps the colour bar beside the matrix."""
        super().place()
        if self._bar is not None:
            box = self.axes.get_position()
            self._bar.set_position((box.x1 + 10 / self.width(), box.y0, 10 / self.width(), box.height))

    def show_matrix(
        self, weights: Any, rows: Sequence[str], columns: Sequence[str], row_label: str, column_label: str
    ) -> None:
        """Draws one matrix.

        Args:
            weights: (rows, columns), each row a distribution.
            rows: The tokens that look (queries).
            columns: The tokens that are looked at (keys).
            row_label: What the rows are.
            column_label: What the columns are.
        """
        if self._painted != self.colours:
            self._painted = self.colours
            self._build(self.colours)
        key = (tuple(rows), tuple(columns), row_label, column_label, self.width(), self.height())
        if key != self._key:
            self._key = key
            self._arrange(rows, columns)
            self.axes.set(xlabel=column_label, ylabel=row_label)
        self._image.set_data(np.asarray(weights, dtype=float))
        self.draw_idle()

    def _build(self, colours: Colours) -> None:
        self.figure.clear()
        self._key = None
        self.axes, self._bar = self.figure.add_subplot(), self.figure.add_axes((0.9, 0.1, 0.05, 0.8))
        colour_map = LinearSegmentedColormap.from_list("weights", [colours.surface, colours.accent])
        self._image = self.axes.imshow(np.zeros((1, 1)), colour_map, vmin=0.0, vmax=1.0, aspect="auto")
        self.paint(colours)
        self._paint_bar(colours)
        self.place()

    def _arrange(self, rows: Sequence[str], columns: Sequence[str]) -> None:
        self._image.set_extent((-0.5, len(columns) - 0.5, len(rows) - 0.5, -0.5))
        _tokens(self.axes.xaxis, columns, self.width() - 170)
        _tokens(self.axes.yaxis, rows, self.height() - 110)
        for label in self.axes.get_xticklabels():
            label.set(rotation=60, ha="right", rotation_mode="anchor")

    def _paint_bar(self, colours: Colours) -> None:
        bar = self.figure.colorbar(self._image, cax=self._bar)
        bar.set_label("attention weight", color=colours.text, fontsize=SMALL)
        bar.outline.set_edgecolor(colours.border)
        self._bar.tick_params(colors=colours.muted, labelcolor=colours.text, labelsize=SMALL, length=3)


def _tokens(axis: Any, tokens: Sequence[str], pixels: int) -> None:
    every = max(1, -(-len(tokens) * 11 // max(1, pixels)))  # 11 pixels a token can be read; else every second, …
    axis.set_ticks(range(0, len(tokens), every), [_shown(token) for token in tokens[::every]])


def _shown(token: str) -> str:
    text = token.replace("$", r"\$") if token.strip() else "␣"  # matplotlib reads mathematics between dollars
    return text if len(text) <= 14 else text[:13] + "…"


def _roomy(largest: float, least: float) -> float:
    """A limit that grows in steps, so that most drawings find it unchanged."""
    limit = least
    if largest > limit:
        limit = least * SLACK ** np.ceil(np.log(largest * 1.02 / least) / np.log(SLACK))
    return float(limit)


def _thinned(line: Line) -> tuple[Sequence[float], Sequence[float]]:
    every = max(1, len(line.x) // MOST_POINTS)
    return line.x[::every], line.y[::every]
