"""Waits beside the event loop, for what another process answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from tfmodel.contract.failure import Failure, FailureError, failure_from

_ERRORS = (FailureError, OSError, ValueError)


class Background(QObject):
    """One function at a time; of several that were asked for, only the newest is told of.

    Attributes:
        done: What the function returned.
        failed: The `Failure` that came of it.
    """

    done = Signal(object)
    failed = Signal(object)
    _ended = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked = self._told = 0
        self._ended.connect(self._tell)

    @property
    def is_busy(self) -> bool:
        """Whether an outcome is still to be told."""
        return self._told != self._asked

    def call(self, function: Callable[[], Any]) -> None:
        """Calls a function that waits and touches no widget; outcomes of earlier ones are forgotten."""
        self._asked += 1
        self._pool.start(self._runner(self._asked, function))

    def forget(self) -> None:
        """Tells nothing of what is under way."""
        self._asked = self._told = self._asked + 1

    def _runner(self, number: int, function: Callable[[], Any]) -> Callable[[], None]:
        def run() -> None:
            outcome = _outcome(function) if number == self._asked else None
            try:
                self._ended.emit(number, outcome)
            except RuntimeError:  # the window was closed meanwhile
                return

        return run

    def _tell(self, number: int, outcome: Any) -> None:
        if number != self._asked:
            return
        self._told = number
        if isinstance(outcome, Failure):
            self.failed.emit(outcome)
        else:
            self.done.emit(outcome)


def _outcome(function: Callable[[], Any]) -> Any:
    try:
        return function()
    except _ERRORS as error:
        return failure_from(error)
