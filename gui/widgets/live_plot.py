"""A plot that grows with the training, drawn only while somebody looks at it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.line_chart import Line, LineChart
from gui.widgets.redraw import Redraw


class LivePlot(QFrame):
    """Named series over the training step, with the newest values as text.

    A step that was reported before (a resumed run goes over it again) replaces what came after it.
    """

    def __init__(
        self, title: str, y_label: str, series: Sequence[str], *, marked: Sequence[str] = (), number: str = ".3f"
    ) -> None:
        """Makes an empty plot.

        Args:
            title: Heading above the plot.
            y_label: Quantity and unit at the vertical axis.
            series: Names, as the legend shows them.
            marked: Those of them whose points are drawn as dots, because they are few.
            number: How a value is written.
        """
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self._number = number
        self._marked = frozenset(marked)
        self._points: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in series}
        self._newest = theme.label("", "muted")
        self.chart = LineChart(self.tr("step"), y_label)
        self.chart.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID // 2)
        layout.setSpacing(0)
        layout.addLayout(_heading(title, self._newest))
        self._empty = theme.label(self.tr("Appears with the first report."), "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.chart, 1)
        self.redraw = Redraw(self, self._draw)

    def add(self, name: str, step: float, value: float) -> None:
        """Adds a point of one series."""
        x, y = self._points[name]
        if x and step <= x[-1]:
            keep = bisect_left(x, step)
            del x[keep:], y[keep:]
        x.append(step)
        y.append(value)
        self.redraw.request()

    def clear(self) -> None:
        """Forgets all points."""
        for x, y in self._points.values():
            x.clear()
            y.clear()
        self.redraw.request()

    def points(self, name: str) -> tuple[list[float], list[float]]:
        """Copies of the steps and values of one series."""
        x, y = self._points[name]
        return list(x), list(y)

    @property
    def summary(self) -> str:
        """The newest value of each series, as it is written above the plot."""
        several = len(self._points) > 1
        return "   ".join(
            f"{name} {y[-1]:{self._number}}" if several else f"{y[-1]:{self._number}}"
            for name, (x, y) in self._points.items()
            if y
        )

    def _draw(self) -> None:
        self._newest.setText(self.summary)
        self.setAccessibleDescription(self.summary)
        self._empty.setVisible(not self.summary)
        self.chart.setVisible(bool(self.summary))
        self.chart.show_lines(
            Line(name, list(x), list(y), dotted=name in self._marked) for name, (x, y) in self._points.items()
        )


def _heading(title: str, newest: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(theme.label(title, "heading"))
    row.addStretch()
    row.addWidget(newest)
    return row


def stacked(*rows: Sequence[QWidget]) -> QWidget:
    """Rows of plots of equal height."""
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GRID)
    for plots in rows:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        for plot in plots:
            row.addWidget(plot, 1)
        layout.addLayout(row, 1)
    return widget
