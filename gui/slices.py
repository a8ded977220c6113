"""Long work of the window's own thread, a few milliseconds in each turn of the event loop."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

TURN_SECONDS = 0.01


class Slices(QObject):
    """Goes through an iterator whose steps are short; begun again, it forgets the one before.

    Attributes:
        ended: The iterator, and those that were added behind it, are at their end.
        failed: The exception that one of them ended with instead; the next one follows.
    """

    ended = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] = iter(())
        self._waiting: deque[Iterator[object]] = deque()
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._work)

    def begin(self, steps: Iterator[object]) -> None:
        """Works through these steps from the next turn on."""
        self._waiting.clear()
        self._steps = steps
        self._turn.start()

    def add(self, steps: Iterator[object]) -> None:
        """Works through these steps once all that was asked for before is done."""
        if self.is_active:
            self._waiting.append(steps)
        else:
            self.begin(steps)

    def stop(self) -> None:
        """Leaves the rest; `ended` does not come."""
        self._waiting.clear()
        self._steps = iter(())  # one that is kept keeps its file open, which nobody can replace on Windows then
        self._turn.stop()

    @property
    def is_active(self) -> bool:
        """Whether there is something left to do."""
        return self._turn.isActive()

    def work(self) -> None:
        """Takes a turn's work at once: what is short is done when this returns."""
        if self.is_active:
            self._work()

    def _work(self) -> None:
        deadline = time.monotonic() + TURN_SECONDS
        try:
            while self.is_active and time.monotonic() < deadline:  # a step may stop it
                next(self._steps)
        except StopIteration:
            if self.is_active and not self._goes_on():
                self.ended.emit()
        except Exception as error:  # noqa: BLE001  whoever listens says it
            self._goes_on()
            self.failed.emit(error)

    def _goes_on(self) -> bool:
        """Turns to what waits; False when that is nothing."""
        if not self._waiting:
            self._turn.stop()
            return False
        self._steps = self._waiting.popleft()
        return True
