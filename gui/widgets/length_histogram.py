"""How long the sentences of both sides are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import theme
from gui.widgets.line_chart import Line, LineChart
from gui.widgets.redraw import Redraw
from tfmodel.corpus.store import Bin, PairStore

BINS = 40


class LengthHistogram(QWidget):
    """One outline a side: pairs over words. The dataset is asked when it is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store: PairStore | None = None
        self._bins: tuple[list[Bin], list[Bin]] | None = None
        self._chart = LineChart(self.tr("length (words)"), self.tr("pairs"))
        self.summary = theme.label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.addWidget(self.summary)
        layout.addWidget(self._chart, 1)
        self._redraw = Redraw(self, self._draw)

    def set_store(self, store: PairStore | None) -> None:
        """Shows another dataset."""
        self._store, self._bins = store, None
        self._redraw.request()

    def _draw(self) -> None:
        if self._store is None:
            return
        if self._bins is None:
            self._bins = (self._store.length_histogram("source", BINS), self._store.length_histogram("target", BINS))
            self.summary.setText(self._sentence(*self._bins))
            self.setAccessibleDescription(self.summary.text())
        names = (self.tr("source"), self.tr("target"))
        self._chart.show_lines(outline(name, bins) for name, bins in zip(names, self._bins, strict=True))

    def _sentence(self, source: Sequence[Bin], target: Sequence[Bin]) -> str:
        return self.tr("Half of the sources have at most {0} words, half of the targets at most {1}.").format(
            median(source), median(target)
        )


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
