"""A plot that grows with the training, drawn only while somebody looks at it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from gui import theme
from gui.language import figures
from gui.widgets.band import ShownBand
from gui.widgets.curve_chart import CurveChart, Outlook
from gui.widgets.line_chart import DOT, Line
from gui.widgets.redraw import INTERVAL, Redraw
from gui.widgets.series import Series, smoothed
from tfmodel.contract.bands import Band

LONG = 5000  # points, of which many share a column of pixels: another one changes next to nothing
SLOW = 1000  # milliseconds between two drawings of a long curve, or of one that is read from a file
DOTS_APART = 2 * DOT  # pixels; dots that are closer are no dots any more


class LivePlot(QFrame):
    """Named series over the training step, with the newest values, or those at the cursor, as text.

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
            marked: Those of them whose points are drawn as dots while they are few; they are never smoothed.
            number: How a value is written.
        """
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.title = title
        self._number = number
        self._marked = frozenset(marked)
        self._series = {name: Series() for name in series}
        self._smoothing = 0.0
        self._wanted = (Outlook(), 0.0)
        self._filling = False
        self._newest = theme.label("", "muted")
        self.chart = CurveChart(self.tr("step"), y_label)
        self.chart.setAccessibleName(title)
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
        self.redraw_look = Redraw(self, self._look, 0)

    def add(self, name: str, step: float, value: float) -> None:
        """Adds a point of one series."""
        self._series[name].append(step, value)
        self.redraw.request()

    def clear(self) -> None:
        """Forgets all points."""
        for series in self._series.values():
            series.clear()
        self._filling = False  # another run may come before all points of this one were there
        self.redraw.request()

    def fill(self, filling: bool) -> None:
        """Points of long ago come now, one upon the other, or they are all there: drawn at once then."""
        self._filling = filling
        if not filling:
            self.redraw.request(soon=True)

    def show_band(self, name: str, band: Band | None, factor: float = 1.0) -> None:
        """Draws what earlier runs lead one to expect of a series behind it; None draws nothing.

        Args:
            name: Of the series.
            band: Its values times `factor` are those of the plot.
            factor: Of the unit.
        """
        bands = []
        if band is not None:
            title = self.tr("{0} earlier runs").format(band.runs)
            low, high = ([factor * value for value in edge] for edge in (band.low, band.high))
            bands.append(ShownBand(title, list(self._series).index(name), band.steps, low, high))
        self.chart.show_bands(bands)

    def points(self, name: str) -> tuple[list[float], list[float]]:
        """Copies of the steps and values of one series."""
        series = self._series[name]
        return list(series.x), list(series.y)

    def look(self, outlook: Outlook, smoothing: float) -> None:
        """Looks at the curves in another way, soon and in a turn of its own: many plots would hold the window.

        Args:
            outlook: The same for all plots of a panel.
            smoothing: The weight of what came before, from 0 to below 1.
        """
        self._wanted = (outlook, smoothing)
        self.redraw_look.request()

    def _look(self) -> None:
        outlook, smoothing = self._wanted
        if (outlook.span, smoothing) != (self.chart.outlook.span, self._smoothing):
            self._smoothing = smoothing
            self.redraw.request(soon=True)
        self.chart.look(outlook)
        self._tell()

    def _tell(self) -> None:
        """Says the values above the plot; a screen reader hears those at a cursor, else where the lines end."""
        self._newest.setText(self.summary)
        is_pointed = self.chart.outlook.cursor is not None
        self.chart.setAccessibleDescription(self.summary if is_pointed else self.chart.sentence())

    @property
    def summary(self) -> str:
        """The newest value of each series, or that at the cursor, as it is written above the plot."""
        cursor = self.chart.outlook.cursor
        values = {name: self._value(series, cursor) for name, series in self._series.items() if len(series)}
        several = len(self._series) > 1
        texts = [
            (f"{name} " if several else "") + figures(f"{value:{self._number}}")
            for name, value in values.items()
            if value is not None
        ]
        if cursor is not None and texts:
            texts.insert(0, self.tr("step {0}:").format(figures(f"{cursor:,.0f}")))
        return "   ".join(texts)

    def _value(self, series: Series, cursor: float | None) -> float | None:
        return series.y[-1] if cursor is None else series.at(cursor)

    @property
    def last_step(self) -> float:
        """The last step of all series."""
        return max((series.x[-1] for series in self._series.values() if len(series)), default=0.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns hold other points."""
        super().resizeEvent(event)
        self.redraw.request()

    def _draw(self) -> None:
        has_points = any(len(series) for series in self._series.values())
        is_long = any(len(series) > LONG for series in self._series.values())
        self.redraw.interval = SLOW if is_long or self._filling else INTERVAL
        self.setAccessibleDescription(self.summary)
        self._empty.setVisible(not has_points)
        self.chart.setVisible(has_points)
        self.chart.show_whole(self.last_step)
        self.chart.show_lines(self._line(name, series) for name, series in self._series.items())
        self._tell()

    def _line(self, name: str, series: Series) -> Line:
        start, end = self.chart.outlook.span or (0.0, self.last_step)
        marked = name in self._marked
        columns = max(1, self.width())  # of the chart, which has its own width once it is seen, a little fewer
        if self._smoothing and not marked:
            points = smoothed(series.means(start, end, columns), self._smoothing)
        else:
            points = series.window(start, end, 2 * columns)  # the lowest and the highest of each column
        dotted = marked and len(points) * DOTS_APART <= columns
        return Line(name, [x for x, _ in points], [y for _, y in points], dotted=dotted)


def _heading(title: str, newest: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(theme.label(title, "heading"))
    row.addStretch()
    row.addWidget(newest)
    return row
