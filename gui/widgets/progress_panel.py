"""How far a training is: state, progress, time left, speed, device, scores."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from gui import theme
from gui.language import figures
from gui.remaining import Pace, remaining
from gui.said import said
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.redraw import Redraw
from tfmodel.contract import events
from tfmodel.contract.energy import Energy
from tfmodel.contract.needs import clock
from tfmodel.contract.training_config import TrainingConfig

SMOOTHING = 0.3  # weight of the newest tokens a second in those shown


class ProgressPanel(QFrame):
    """The figures of a training, renewed five times a second at most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._training = TrainingConfig()
        self._report: events.TrainingReport | None = None
        self._validations: list[events.ValidationReport] = []
        self._pace = Pace()
        self._paused = False
        self._tokens_per_second = 0.0
        self._running = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addLayout(self._make_bar())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * theme.GRID)
        self._grid.setVerticalSpacing(0)
        self._titles = {
            "step": self.tr("Step"),
            "epoch": self.tr("Epoch"),
            "elapsed": self.tr("Trained for"),
            "left": self.tr("Time left, at most"),
            "speed": self.tr("Speed"),
            "bleu": self.tr("Best BLEU"),
            "energy": self.tr("Energy"),
            "load": self.tr("Load"),
        }
        self._figures |= {
            name: self._figure(column, title, ElidedLabel() if name == "load" else theme.label(""))
            for column, (name, title) in enumerate(self._titles.items())
        }
        self._grid.setColumnStretch(len(self._titles) - 1, 1)
        layout.addLayout(self._grid)
        self._titles["device"] = self.tr("Device")
        self._write_nothing()
        self.redraw = Redraw(self, self._draw)

    def _make_bar(self) -> QHBoxLayout:
        self.state = theme.label("")
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the training"))
        device = ElidedLabel()
        device.setProperty("role", "muted")
        device.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._figures: dict[str, QLabel] = {"device": device}
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self.state)
        row.addWidget(self.bar, 3)
        row.addWidget(device, 1)
        return row

    def _figure(self, column: int, title: str, value: QLabel) -> QLabel:
        value.setProperty("role", "figure")
        self._grid.addWidget(theme.label(title, "muted"), 0, column)
        self._grid.addWidget(value, 1, column)
        return value

    def show_run(self, training: TrainingConfig) -> None:
        """Begins with a run that has reported nothing yet."""
        self._training = training
        self._report, self._validations = None, []
        self._pace, self._paused = Pace(), False
        self._tokens_per_second = 0.0
        self._write_nothing()
        self.bar.setRange(0, 1000)
        self.bar.setValue(0)

    def show_state(self, text: str, *, running: bool = True, waiting: bool = False) -> None:
        """Says what the training does; `waiting` while nobody knows how long it takes."""
        self.state.setText(text)
        self._running = running
        self.bar.setRange(0, 0 if waiting else 1000)
        self.redraw.request()

    def show_device(self, device: events.Device) -> None:
        """Says where it computes."""
        text = f"{device.device} · {device.precision}"
        self._write("device", text, f"{device.backend}: {text}")

    def show_energy(self, energy: Energy | None) -> None:
        """Says what the run has taken so far."""
        if energy is None:
            tip = self.tr("Nothing on the machine that trains counts it, or only its administrator may read it.")
            self._write("energy", self.tr("not known"), tip)
        else:
            tip = self.tr("Counted by: {0}. Whatever else ran on it is in it.").format(said(energy.of))
            self._write("energy", figures(energy.text), tip)

    def show_load(self, load: events.Load) -> None:
        """Says how busy the machine that trains is, and what that has taken."""
        self.show_energy(load.energy)
        texts = [self.tr("CPU {0} · {1}").format(figures(f"{load.cpu / load.cores:.0f} %"), gigabytes(load.memory))]
        if load.gpu is not None:
            texts.append(self.tr("GPU {0}").format(figures(f"{load.gpu:.0f} %")))
        if load.gpu_memory is not None:
            texts.append(gigabytes(load.gpu_memory))
        tip = self.tr("The training takes {0} of {1} cores and {2} of {3} of memory").format(
            figures(f"{load.cpu / 100:.1f}"), load.cores, gigabytes(load.memory), gigabytes(load.total_memory)
        )
        if load.watts is not None:
            tip += "\n" + self.tr("The GPU takes {0} W").format(figures(f"{load.watts:.0f}"))
        self._write("load", " · ".join(texts), tip)

    def begin_session(self) -> None:
        """Another session of the run begins, on whatever machine and at whatever pace."""
        self._pace, self._paused = Pace(), True

    def show_pause(self) -> None:
        """The time until the next report says nothing of the pace."""
        self._paused = True

    def show_report(self, report: events.TrainingReport) -> None:
        """Takes a report of the training."""
        before = self._report
        if before is not None and before.step < report.step and before.seconds < report.seconds and not self._paused:
            self._pace.add(report.step - before.step, report.seconds - before.seconds)
        self._paused = False
        self._tokens_per_second = _smooth(self._tokens_per_second, report.tokens_per_second)
        self._report = report
        self.redraw.request()

    def show_validation(self, report: events.ValidationReport) -> None:
        """Takes a report of a validation."""
        kept = [earlier for earlier in self._validations if earlier.step < report.step]  # the others were thrown away
        self._validations = [*kept, report]
        self.redraw.request()

    def text(self, name: str) -> str:
        """What is shown for "step", "epoch", "elapsed", "left", "speed", "bleu", "energy", "load" or "device"."""
        return self._figures[name].text()

    def _write_nothing(self) -> None:
        for name in self._figures:
            self._write(name, "–")

    def _write(self, name: str, text: str, tip: str = "") -> None:
        """Shows a figure; a screen reader says its title with it, and then the tool tip."""
        figure = self._figures[name]
        figure.setText(text)
        figure.setAccessibleName(f"{self._titles[name]}: {text}")
        figure.setToolTip(tip)

    def _draw(self) -> None:
        if self._validations:
            best = max(self._validations, key=lambda report: report.bleu)  # which need not be it by loss or chrF
            sentences = self.tr("%Ln sentence(s)", "", best.sentences)
            tip = f"{best.bleu_signature}\n{sentences}"
            self._write("bleu", figures(f"{best.bleu:.1f}"), tip)
        if self._report is None:
            return
        left = remaining(self._training, self._report, self._pace.steps_per_second)
        if self.bar.maximum():
            self.bar.setValue(round(1000 * left.share))
        texts = {
            "step": figures(f"{self._report.step:,} / {max(self._report.step, left.total_steps):,}"),
            "epoch": figures(f"{self._report.epoch:.1f} / {self._training.max_epochs}"),
            "elapsed": clock(self._report.seconds),
            "left": clock(left.seconds) if self._running else "–",
            "speed": self.tr("{0} tokens/s").format(figures(f"{self._tokens_per_second:,.0f}")),
        }
        for name, text in texts.items():
            self._write(name, text)


def gigabytes(count: int) -> str:
    """Bytes in thousands of millions."""
    return figures(f"{count / 1e9:.1f} GB")


def _smooth(before: float, now: float) -> float:
    return now if before == 0.0 else before + SMOOTHING * (now - before)
