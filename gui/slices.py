"""Long work of the window's own thread, a few milliseconds in each turn of the event loop."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

TURN_SECONDS = 0.01


class Slices(QObject):
    """Goes through an iterator whose steps are short; begun again, it forgets the one before.

    Attributes:
        ended: The iterator is at its end.
        failed: The exception that it ended with instead.
    """

    ended = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] = iter(())
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._work)

    def begin(self, steps: Iterator[object]) -> None:
        """Works through these steps from the next turn on."""
        self._steps = steps
        self._turn.start()

    def stop(self) -> None:
        """Leaves the rest; `ended` does not come."""
        self._turn.stop()

    @property
    def is_active(self) -> bool:
        """Whether there is something left to do."""
        return self._turn.isActive()

    def _work(self) -> None:
        deadline = time.monotonic() + TURN_SECONDS
        try:
            while time.monotonic() < deadline:
                next(self._steps)
        except StopIteration:
            self._turn.stop()
            self.ended.emit()
        except Exception as error:  # noqa: BLE001  whoever listens says it
            self._turn.stop()
            self.failed.emit(error)
