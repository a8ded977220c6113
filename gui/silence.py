"""A job that should speak every few seconds, and does not."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gui.worker import Job
from tfmodel.contract.awake import awake_seconds

PATIENCE = 30.0  # seconds; a training tells the load of its machine every two


class Silence(QObject):
    """Listens to a job.

    Attributes:
        noticed: True once it has said nothing for `patience` seconds, False when it speaks again or has ended.
        patience: In seconds.
    """

    noticed = Signal(bool)

    def __init__(self, job: Job, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.patience = PATIENCE
        self._is_noticed = False
        self._heard_at = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)
        job.started.connect(self._begin)
        job.received.connect(lambda event: self._heard())
        job.output.connect(lambda text: self._heard())
        job.ended.connect(lambda outcome: self._end())

    def _begin(self) -> None:
        self._heard()
        self._wait(self.patience)

    def _heard(self) -> None:
        self._heard_at = awake_seconds()
        if self._is_noticed:
            self._notice(False)
            self._wait(self.patience)

    def _end(self) -> None:
        self._timer.stop()
        if self._is_noticed:
            self._notice(False)

    def _wait(self, seconds: float) -> None:
        self._timer.start(max(1, round(1000 * seconds)))

    def _look(self) -> None:
        left = self._heard_at + self.patience - awake_seconds()
        if left > 0:
            self._wait(left)
        else:
            self._notice(True)

    def _notice(self, silent: bool) -> None:
        self._is_noticed = silent
        self.noticed.emit(silent)
