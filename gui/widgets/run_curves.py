"""The curves of any runs over each other."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QWidget

from gui import theme
from gui.slices import Slices
from gui.widgets.line_chart import LEAST_X, Line, LineChart
from gui.widgets.redraw import Redraw
from gui.widgets.run_legend import RunLegend
from tfmodel.contract.curves import NAMES, Curve, Curves, Name, reading_curves

logger = logging.getLogger("transformer_desk")

MOST_RUNS = 15  # that can be told apart by colour and dashes
AT_FIRST: tuple[Name, ...] = ("validation_loss", "bleu")
COLUMNS = 3  # charts beside each other
CHOICES = 5  # check boxes beside each other
SCALES: dict[Name, float] = {"learning_rate": 1000.0, "token_accuracy": 100.0}  # to the unit of the chart
VALIDATED: tuple[Name, ...] = ("validation_loss", "bleu", "chrf", "perplexity", "token_accuracy")


class RunCurves(QWidget):
    """A chart for each quantity that was chosen, a line in it for each run, against the step or the time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Path, ...] = ()
        self._curves: dict[Path, Curves] = {}
        self._unread: set[Path] = set()
        self._reading = Slices(self)
        self.redraw = Redraw(self, self._draw)
        self._reading.ended.connect(self.redraw.request)
        self._reading.failed.connect(self._on_failed)
        self.charts: dict[Name, LineChart] = {}
        self.choices: dict[Name, QCheckBox] = {}
        self.legend = RunLegend()
        self._make()

    def _make(self) -> None:
        self._grid, head = QGridLayout(), QGridLayout()
        head.setHorizontalSpacing(2 * theme.GRID)
        for place, (name, (title, unit)) in enumerate(self._titles().items()):
            self.charts[name] = self._chart(title, unit)
            self.choices[name] = self._choice(name, title)
            head.addWidget(self.choices[name], place // CHOICES, place % CHOICES)
        head.setColumnStretch(CHOICES, 1)
        self.by_step, self.by_time = QRadioButton(self.tr("by st&ep")), QRadioButton(self.tr("by t&ime"))
        self.by_step.setChecked(True)
        self._axes = QButtonGroup(self)
        for row, button in enumerate((self.by_step, self.by_time)):
            self._axes.addButton(button)
            head.addWidget(button, row, CHOICES + 1)
        self.by_step.toggled.connect(lambda checked: self._on_axis())
        layout = QGridLayout(self)
        layout.setContentsMargins(*(theme.GRID,) * 4)
        layout.setSpacing(theme.GRID)
        layout.addLayout(head, 0, 0)
        layout.addWidget(self.legend, 1, 0)
        layout.addLayout(self._grid, 2, 0)
        layout.setRowStretch(2, 1)
        self._arrange()

    def _titles(self) -> dict[Name, tuple[str, str]]:
        return {
            "validation_loss": (self.tr("Validation loss"), self.tr("validation loss (nats)")),
            "loss": (self.tr("Training loss"), self.tr("training loss (nats)")),
            "bleu": (self.tr("BLEU"), self.tr("BLEU (0 to 100)")),
            "chrf": (self.tr("chrF"), self.tr("chrF (0 to 100)")),
            "perplexity": (self.tr("Perplexity"), self.tr("per token")),
            "token_accuracy": (self.tr("Token accuracy"), self.tr("% of tokens")),
            "learning_rate": (self.tr("Learning rate"), self.tr("rate (× 10⁻³)")),
            "gradient_norm": (self.tr("Gradient norm"), self.tr("before clipping")),
            "tokens_per_second": (self.tr("Speed"), self.tr("tokens/s")),
        }

    def _chart(self, title: str, unit: str) -> LineChart:
        chart = LineChart(self.tr("step"), unit)
        chart.setAccessibleName(title)
        chart.has_legend = False
        return chart

    def _choice(self, name: Name, title: str) -> QCheckBox:
        button = QCheckBox(title)
        button.setChecked(name in AT_FIRST)
        button.setToolTip(self.tr("Show or hide the curves: {0}").format(title))
        button.toggled.connect(lambda checked: self._arrange())
        return button

    @property
    def shown(self) -> tuple[Name, ...]:
        """The quantities that are shown."""
        return tuple(name for name in self.choices if self.choices[name].isChecked())

    def show_runs(self, runs: Sequence[Path]) -> None:
        """Draws the curves of these runs, the first `MOST_RUNS` of them, as soon as they are read."""
        runs = tuple(runs[:MOST_RUNS])
        if runs != self._runs:
            self._runs = runs
            self._curves = {}
            self._begin()

    def refresh(self) -> None:
        """Reads the same runs again, as soon as somebody looks: one of them has gone on."""
        self._curves = {}
        self._begin()

    def _begin(self) -> None:
        if self.isVisible():
            self._unread = set()
            self._reading.begin(self._read_all())

    def _read_all(self) -> Iterator[None]:
        for run in self._runs:
            found: Curves = {name: Curve() for name in NAMES}
            try:
                for curves in reading_curves(run):
                    yield
                    found = curves
            except OSError as error:
                self._unread.add(run)
                logger.warning("The curves of %s cannot be read: %s", run, error)
            self._curves[run] = found

    def _on_failed(self, error: Exception) -> None:
        """Draws what was read until then."""
        logger.error("Curves cannot be read: %s", error)
        self.redraw.request()

    def _on_axis(self) -> None:
        by_step = self.by_step.isChecked()
        for chart in self.charts.values():
            chart.title_x = self.tr("step") if by_step else self.tr("minutes of training")
            chart.least_x = LEAST_X if by_step else 0.0  # a training may take seconds
        self.redraw.request()

    def _arrange(self) -> None:
        for chart in self.charts.values():
            self._grid.removeWidget(chart)
            chart.hide()
        for place, name in enumerate(self.shown):
            self._grid.addWidget(self.charts[name], place // COLUMNS, place % COLUMNS)
            self.charts[name].show()
        self.redraw.request()

    def _draw(self) -> None:
        if self._reading.is_active:
            return  # the end of the reading draws
        self.legend.show_names([self._name(run) for run in self._runs])
        empty = self.tr("No value of this yet.") if self._runs else self.tr("Choose runs in the table.")
        for name in self.shown:
            self.charts[name].empty = empty
            lines = [self._line(run, name) for run in self._runs if run in self._curves]
            self.charts[name].show_lines(lines)

    def _name(self, run: Path) -> str:
        return self.tr("{0} (cannot be read)").format(run.name) if run in self._unread else run.name

    def _line(self, run: Path, name: Name) -> Line:
        curve = self._curves[run][name]
        x = curve.steps if self.by_step.isChecked() else [seconds / 60 for seconds in curve.seconds]
        scale = SCALES.get(name)
        y = [scale * value for value in curve.values] if scale is not None else curve.values
        return Line(run.name, x, y, dotted=len(x) < 50 and name in VALIDATED)

    # Reimplemented Qt methods

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what was chosen meanwhile."""
        super().showEvent(event)
        if not set(self._runs) <= set(self._curves):
            self._begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Reads nothing while nobody looks."""
        super().hideEvent(event)
        self._reading.stop()
