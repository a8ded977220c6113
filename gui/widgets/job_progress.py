"""How far a job is, in one line: what it does, a bar, rate, time left, and the way to cancel it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.language import figures
from gui.later import later
from gui.said import said

if TYPE_CHECKING:
    from tfmodel.contract import events
    from tfmodel.corpus import pair
else:
    pair = later("tfmodel.corpus.pair")

STEPS = 1000  # of the bar


class JobProgress(QWidget):
    """Shows `Progress` events; `cancelled` when the button is pressed."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = theme.label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.numbers = theme.label("")
        self.rejected = theme.label("", wrap=True)
        self.rejected.hide()
        self.cancel = QPushButton(self.tr("&Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        layout.addLayout(row)
        layout.addWidget(self.numbers)
        layout.addWidget(self.rejected)

    def begin(self, text: str) -> None:
        """Shows that something has begun of which nothing is known yet."""
        self.text.setText(text)
        self.numbers.clear()
        self.rejected.hide()
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)

    def stopping(self) -> None:
        """Shows that the job was asked to stop."""
        self.text.setText(self.tr("Stopping…"))
        self.cancel.setEnabled(False)

    def show_progress(self, progress: events.Progress) -> None:
        """Shows how far the job says it is."""
        if progress.text and self.cancel.isEnabled():
            self.text.setText(progress.text)
        done = progress.work_done
        self.bar.setRange(0, 0 if done is None else STEPS)
        if done is not None:
            self.bar.setValue(round(STEPS * done))
        self.numbers.setText(numbers(progress))
        if progress.rejected:
            self.rejected.setText(self.tr("Left out so far: {0}").format(reasons(progress.rejected)))
            self.rejected.show()


def numbers(progress: events.Progress) -> str:
    """Done, rate and time left: "12,000 of 29,000 pairs  ·  61,000 pairs/s  ·  2 s left"."""
    amount = figures(f"{progress.done:,.0f}")
    if progress.total:
        amount = QCoreApplication.translate("JobProgress", "{0} of {1}").format(
            amount, figures(f"{progress.total:,.0f}")
        )
    parts = [f"{amount} {progress.unit}".strip()]
    if progress.rate:
        parts.append(figures(f"{progress.rate:,.0f} {progress.unit}/s").replace(" /s", "/s"))
    if progress.seconds_left is not None:
        parts.append(QCoreApplication.translate("JobProgress", "{0} left").format(duration(progress.seconds_left)))
    return "  ·  ".join(parts)


def reasons(counts: Mapping[str, int]) -> str:
    """Why lines were left out: "The target is empty: 12; The same pair is there already: 3"."""
    return "; ".join(
        f"{said(pair.REASONS.get(reason, reason))}: {figures(f'{count:,}')}" for reason, count in counts.items()
    )


def duration(seconds: float) -> str:
    """A time as a person says it: "8 s", "3 min 20 s", "2 h 5 min"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
