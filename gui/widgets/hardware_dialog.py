"""What there is to compute on: the backends, the devices that each sees, how fast it is, and why a GPU is not used."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.language import figures
from gui.screen_room import within_screen
from gui.session import Session
from gui.widgets.copy_line import CopyLine
from gui.widgets.job_panel import JobPanel
from gui.widgets.text_table import TextTable
from gui.worker import Outcome
from tfmodel.contract import events
from tfmodel.contract.backends import TITLES
from tfmodel.contract.calibration import NARROW, Calibration, SizeClass
from tfmodel.contract.failure import Failure


class HardwareDialog(QDialog):
    """Shows what the session knows, and measures on request."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hardware"))
        self.resize(within_screen(self, QSize(88 * theme.GRID, 66 * theme.GRID)))
        self.machine = theme.label("", wrap=True)
        self.table = TextTable(self.tr("Backends"), self.tr("Looking for devices…"))
        self.table.setFixedHeight(13 * theme.GRID)
        nothing = self.tr("Measure shows here which way to compute a step is the fastest.")
        self.measured = TextTable(self.tr("Measured"), nothing)
        self.measured.setMinimumHeight(9 * theme.GRID)
        self.why = theme.label("", wrap=True)
        self.remedy = CopyLine()
        self.progress = JobPanel(session)
        self._arrange()
        self.progress.received.connect(session.take_hardware)
        self.progress.ended.connect(self._on_ended)
        session.hardware_found.connect(self._show)
        session.hardware_failed.connect(self._on_failed)
        if session.hardware is not None:
            self._show(session.hardware)
        session.find_devices()

    def _arrange(self) -> None:
        self.measure = QPushButton(self.tr("&Measure"))
        self.measure.setToolTip(self.tr("Runs small training steps on each backend, for about a minute each"))
        self.measure.clicked.connect(self._measure)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.addButton(self.measure, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(3 * theme.GRID,) * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(self.machine)
        layout.addWidget(self.table)
        told = self.tr("Trainings run on TensorFlow, unless the setting Backend names another.")
        layout.addWidget(theme.label(told, "muted", wrap=True))
        layout.addWidget(self.measured, stretch=1)
        for widget in (self.why, self.remedy, self.progress, buttons):
            layout.addWidget(widget)

    def _measure(self) -> None:
        self.measure.setEnabled(False)
        self.progress.run(self.tr("Starting…"), ["devices", "--measure"])

    def _on_ended(self, outcome: Outcome) -> None:
        self.measure.setEnabled(True)
        if outcome.failure is not None:
            self._tell(outcome.failure)

    def _on_failed(self, failure: Failure) -> None:
        """Of looking for devices."""
        self.table.show_nothing(failure.title)
        self._tell(failure)

    def _tell(self, failure: Failure) -> None:
        self.why.setText(failure.sentence)
        self.why.show()

    def _show(self, hardware: events.Hardware) -> None:
        gpus = ", ".join(hardware.gpus) or self.tr("none found")
        self.machine.setText(self.tr("Processor: {0}\nGPU: {1}").format(hardware.processor, gpus))
        titles = (self.tr("Backend"), self.tr("Version"), self.tr("Tokens a second"), self.tr("Devices"))
        self.table.show_rows(titles, [self._row(report) for report in hardware.backends])
        self._show_measured(hardware)
        used = self.tr("Trainings use the GPU.") if hardware.trains_on_gpu else ""
        self.why.setText(hardware.why_not or used)
        self.why.setVisible(bool(self.why.text()))
        self.remedy.say(hardware.remedy)

    def _row(self, report: events.BackendReport) -> tuple[str, ...]:
        known = report.tokens_per_second
        speed = _speed(known) if known is not None else self.tr("not measured")
        problem = self.tr("not installed") if not report.version else report.problem
        return (
            TITLES[report.backend],
            report.version or "–",
            speed if report.version and not problem else "–",
            problem or ", ".join(report.devices),
        )

    def _show_measured(self, hardware: events.Hardware) -> None:
        titles = (self.tr("Backend"), self.tr("Models"), self.tr("Step"), self.tr("Tokens a second"), "")
        rows = [
            (TITLES[report.backend], self._models(size), *row)
            for report in hardware.backends
            for size, measured in report.calibrations.items()
            for row in self._steps(measured)
        ]
        self.measured.show_rows(titles if rows else (), rows)

    def _models(self, size: SizeClass) -> str:
        if size == "narrow":
            return self.tr("up to {0} wide").format(NARROW)
        return self.tr("wider ones")

    def _steps(self, measured: Calibration) -> Iterator[tuple[str, str, str]]:
        """What was measured, how fast it was, and whether trainings take it."""
        for choice in measured.choices:
            with_xla = self.tr("{0} with XLA") if choice.xla else self.tr("{0} without XLA")
            taken = self.tr("taken") if choice == measured.best else ""
            yield with_xla.format(choice.precision), _speed(choice.tokens_per_second), taken
        for batch in measured.batches:
            text = self.tr("{0} tokens a batch").format(figures(f"{batch.value:,}"))
            busy = self.tr("keeps it busy") if measured.is_busy and batch.value == measured.batch_tokens else ""
            yield text, _speed(batch.tokens_per_second), busy
        for call in measured.calls:
            text = self.tr("Steps a call: {0}").format(call.value)
            taken = self.tr("taken") if call.value == measured.steps_per_call else ""
            yield text, _speed(call.tokens_per_second), taken

    # Reimplemented Qt methods

    def done(self, result: int) -> None:
        """Whoever closes it does not wait for the measuring."""
        self.progress.stop()
        super().done(result)


def _speed(tokens_per_second: float) -> str:
    return figures(f"{tokens_per_second:,.0f}")
