"""Waits beside the event loop, for what another process answers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

from tfmodel.contract.failure import FailureError, failure_from

_ERRORS = (FailureError, OSError, ValueError)


class Background(QObject):
    """One function at a time; of several that were asked for, only the newest is told of.

    Attributes:
        done: What the function returned.
        failed: The `Failure` that came of it.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Not Qt's: its end waits for the function, which waits for the lock of Python, which whoever ends it may hold.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="background")
        self._relay = _Relay()
        self._asked = self._told = 0
        self._relay.ended.connect(self._tell)

    @property
    def is_busy(self) -> bool:
        """Whether an outcome is still to be told."""
        return self._told != self._asked

    def call(self, function: Callable[[], Any]) -> None:
        """Calls a function that waits and touches no widget; outcomes of earlier ones are forgotten."""
        self._asked += 1
        number, relay = self._asked, self._relay
        called = self._thread.submit(lambda: function() if number == self._asked else None)
        called.add_done_callback(lambda ended: relay.ended.emit(number, ended))

    def forget(self) -> None:
        """Tells nothing of what is under way."""
        self._asked = self._told = self._asked + 1

    def _tell(self, number: int, ended: Future[Any]) -> None:
        if number != self._asked:
            return
        self._told = number
        error = ended.exception()
        if isinstance(error, _ERRORS):
            self.failed.emit(failure_from(error))
        else:
            self.done.emit(ended.result())  # raises what is a mistake of ours, for the dialog of those


class _Relay(QObject):
    """Tells from the other thread, also when the window was closed meanwhile: Qt hands that nothing any more."""

    ended = Signal(int, object)
