"""The curves of a training: which are shown, and how; all of them over the same steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.widgets.curve_chart import Outlook, Span
from gui.widgets.live_plot import LivePlot
from gui.widgets.plot_grid import PlotGrid
from gui.widgets.redraw import Redraw
from gui.window_state import settings
from tfmodel.contract import events
from tfmodel.contract.bands import Band
from tfmodel.contract.curves import Name

FIRST = ("loss", "bleu", "rate")  # the curves that are shown before a person chose others
INTERVAL = 100  # milliseconds between two drawings while a person zooms or points
SMOOTHEST = 0.98
ROOM = 1000  # positions of the slider


class CurvePanel(QWidget):
    """Plots side by side that zoom, pan and point together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rate, self._norm, self._speed = self.tr("rate"), self.tr("norm"), self.tr("speed")
        self.plots = self._make_plots()
        self.outlook = Outlook()
        self._best_steps: list[int] = []  # each the best of those before it
        self.redraw = Redraw(self, self._apply, INTERVAL)
        self._make_tools()
        self._grid = PlotGrid(list(self.plots.values()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addLayout(self._tools())
        layout.addWidget(self._grid, 1)
        for plot in self.plots.values():
            plot.chart.span_asked.connect(self.show_span)
            plot.chart.pointed.connect(self.point)
        self._grid.arrange([self.plots[name] for name in self.shown])

    def _make_plots(self) -> dict[str, LivePlot]:
        training, validation = self.tr("training"), self.tr("validation")
        both, name = (training, validation), self.tr("validation")
        return {
            "loss": LivePlot(self.tr("Loss"), self.tr("nats per token"), both, marked=(validation,)),
            "bleu": LivePlot(self.tr("BLEU"), self.tr("BLEU (0 to 100)"), ("BLEU",), marked=("BLEU",), number=".1f"),
            "rate": LivePlot(self.tr("Learning rate"), self.tr("rate (× 10⁻³)"), (self._rate,), number=".3f"),
            "perplexity": LivePlot(self.tr("Perplexity"), self.tr("per token"), (name,), marked=(name,), number=".2f"),
            "accuracy": LivePlot(
                self.tr("Token accuracy"), self.tr("% of tokens"), (name,), marked=(name,), number=".1f"
            ),
            "chrf": LivePlot(self.tr("chrF"), self.tr("chrF (0 to 100)"), ("chrF",), marked=("chrF",), number=".1f"),
            "gradient": LivePlot(self.tr("Gradient norm"), self.tr("before clipping"), (self._norm,), number=".3f"),
            "speed": LivePlot(self.tr("Speed"), self.tr("tokens/s"), (self._speed,), number=",.0f"),
        }

    def _make_tools(self) -> None:
        self.choice = QPushButton(self.tr("Cur&ves"))
        self.choice.setToolTip(self.tr("Which curves are shown"))
        menu = QMenu(self.choice)
        shown = settings().value("curves", list(FIRST))
        names = set(shown if isinstance(shown, list) else [shown])
        self.actions_by_name = {}
        for name, plot in self.plots.items():
            action = menu.addAction(plot.title)
            action.setCheckable(True)
            action.setChecked(name in names)
            action.toggled.connect(lambda checked: self._on_choice())
            self.actions_by_name[name] = action
        self.choice.setMenu(menu)
        self.logarithmic = QCheckBox(self.tr("Lo&garithmic"))
        self.logarithmic.setToolTip(self.tr("Upright axes by powers of ten"))
        self.logarithmic.toggled.connect(lambda checked: self._look(replace(self.outlook, logarithmic=checked)))
        self.clipped = QCheckBox(self.tr("Clip &outliers"))
        self.clipped.setToolTip(self.tr("Upright axes end with the middle nine tenths of the values that are seen"))
        self.clipped.toggled.connect(lambda checked: self._look(replace(self.outlook, clipped=checked)))
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.smoothing.setRange(0, ROOM)
        self.smoothing.setAccessibleName(self.tr("Smoothing"))
        self.smoothing.setToolTip(self.tr("How much of what came before is in each value; at the left: nothing"))
        self.smoothing.setMaximumWidth(14 * theme.GRID)
        self.smoothing.valueChanged.connect(lambda value: self._look(self.outlook))
        self.whole = QPushButton(self.tr("Show a&ll"))
        self.whole.setToolTip(self.tr("All steps again, after zooming"))
        self.whole.clicked.connect(lambda: self.show_span(None))
        self.whole.setEnabled(False)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        label = theme.label(self.tr("Smoothing"))
        label.setBuddy(self.smoothing)
        for part in (self.choice, self.logarithmic, self.clipped, label, self.smoothing):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self.whole)
        return row

    # What is shown

    @property
    def shown(self) -> Sequence[str]:
        """The names of the curves that are shown."""
        return [name for name, action in self.actions_by_name.items() if action.isChecked()]

    def clear(self) -> None:
        """Forgets all points."""
        for plot in self.plots.values():
            plot.clear()
        self._best_steps = []
        self._look(replace(self.outlook, span=None, best=None, cursor=None))

    def fill(self, filling: bool) -> None:
        """The reports of an earlier run come now, or they are all there."""
        for plot in self.plots.values():
            plot.fill(filling)

    def show_report(self, report: events.TrainingReport) -> None:
        """Takes a report of the training."""
        self.plots["loss"].add(self.tr("training"), report.step, report.loss)
        self.plots["rate"].add(self._rate, report.step, 1000 * report.learning_rate)
        if report.gradient_norm is not None:
            self.plots["gradient"].add(self._norm, report.step, report.gradient_norm)
        self.plots["speed"].add(self._speed, report.step, report.tokens_per_second)

    def show_validation(self, report: events.ValidationReport) -> None:
        """Takes a report of a validation."""
        name = self.tr("validation")
        self.plots["loss"].add(name, report.step, report.loss)
        self.plots["perplexity"].add(name, report.step, report.perplexity)
        self.plots["accuracy"].add(name, report.step, 100 * report.token_accuracy)
        self.plots["bleu"].add("BLEU", report.step, report.bleu)
        self.plots["chrf"].add("chrF", report.step, report.chrf)
        kept = [step for step in self._best_steps if step < report.step]  # the others were thrown away
        self._best_steps = [*kept, report.step] if report.best else kept
        best = self._best_steps[-1] if self._best_steps else None
        if best != self.outlook.best:
            self._look(replace(self.outlook, best=best))

    def show_bands(self, bands: Mapping[Name, Band]) -> None:
        """Draws behind the curves what earlier runs lead one to expect of them."""
        validation = self.tr("validation")
        shown: tuple[tuple[str, str, Name, float], ...] = (
            ("loss", validation, "validation_loss", 1.0),
            ("perplexity", validation, "perplexity", 1.0),
            ("accuracy", validation, "token_accuracy", 100.0),
            ("bleu", "BLEU", "bleu", 1.0),
            ("chrf", "chrF", "chrf", 1.0),
            ("rate", self._rate, "learning_rate", 1000.0),
            ("gradient", self._norm, "gradient_norm", 1.0),
            ("speed", self._speed, "tokens_per_second", 1.0),
        )
        for plot, series, name, factor in shown:
            self.plots[plot].show_band(series, bands.get(name), factor)

    def show_span(self, span: Span | None) -> None:
        """Shows these steps in all plots, or all steps."""
        self.whole.setEnabled(span is not None)
        self._look(replace(self.outlook, span=span))

    def point(self, step: float | None) -> None:
        """Reads all curves at a step."""
        self._look(replace(self.outlook, cursor=step))

    def _look(self, outlook: Outlook) -> None:
        self.outlook = outlook
        self.redraw.request()

    def _apply(self) -> None:
        for plot in self.plots.values():
            plot.look(self.outlook, SMOOTHEST * (self.smoothing.value() / ROOM) ** 0.5)

    def _on_choice(self) -> None:
        settings().setValue("curves", list(self.shown))
        self._grid.arrange([self.plots[name] for name in self.shown])
