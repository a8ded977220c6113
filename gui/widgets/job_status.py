"""What runs now, for the status bar: job, text, progress, device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gui import theme
from gui.job_kinds import kind_of
from gui.job_titles import title_of
from gui.later import later
from gui.session import Session
from gui.worker import Job

if TYPE_CHECKING:
    from tfmodel.contract import events
else:
    events = later("tfmodel.contract.events")


class JobStatus(QWidget):
    """Shows the newest running job; another one takes its place when it ends."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._text = theme.label("")
        self._bar = QProgressBar(maximum=1000, textVisible=False)
        self._bar.setFixedWidth(20 * theme.GRID)
        self._bar.setAccessibleName(self.tr("Progress of the running job"))
        self._device = theme.label("", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GRID, 0, theme.GRID, 0)
        layout.addWidget(self._text)
        layout.addWidget(self._bar)
        layout.addStretch()
        layout.addWidget(self._device)
        session.job_started.connect(self._on_started)
        session.job_ended.connect(self._on_ended)
        self._idle()

    @property
    def text(self) -> str:
        """What the bar says now."""
        return self._text.text()

    def _idle(self) -> None:
        self._text.setText(self.tr("Ready"))
        self._bar.hide()

    def _on_started(self, job: Job) -> None:
        if kind_of(job.name).is_quiet:
            return
        job.received.connect(self._on_event)
        self._text.setText(title_of(job.name))

    def _on_ended(self, job: Job) -> None:
        if kind_of(job.name).is_quiet:
            return
        job.received.disconnect(self._on_event)
        running = [other for other in self._session.running_jobs if not kind_of(other.name).is_quiet]
        self._bar.hide()
        if running:
            self._text.setText(title_of(running[-1].name))
        else:
            self._idle()

    def _on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Device):
            self._device.setText(f"{event.device} · {event.backend} · {event.precision}")
        elif isinstance(event, events.Progress):
            self._show_progress(event)
        elif isinstance(event, events.State) and event.text:
            self._text.setText(event.text)
            self._bar.hide()  # of what was done before
        elif isinstance(event, events.Ready):
            self._text.setText(title_of("translate"))

    def _show_progress(self, progress: events.Progress) -> None:
        if progress.text:
            self._text.setText(progress.text)
        done = progress.work_done
        self._bar.setRange(0, 0 if done is None else 1000)
        if done is not None:
            self._bar.setValue(int(1000 * done))
        self._bar.setVisible(done is None or done < 1)
