"""How far a cleaning or a repair is, told while it goes on, and how it ends when a person gives it up."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from tfmodel.contract.seldom import Seldom


@dataclass(frozen=True)
class CleaningProgress:
    """How far a cleaning is: pairs looked at and pairs in all, share of the work between 0 and 1, seconds it took."""

    done: int
    total: int
    share: float
    seconds: float


class CancelledError(Exception):
    """Ends the transaction when a person cancels."""


class Telling:
    """Tells about ten times a second how far the work is, and asks as often whether to give up.

    Args:
        pairs: That are looked at.
        progress: Told.
        cancelled: Asked.
    """

    def __init__(
        self,
        pairs: int,
        progress: Callable[[CleaningProgress], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.pairs = pairs
        self._progress, self._cancelled = progress, cancelled
        self._began, self._seldom = time.monotonic(), Seldom()

    @property
    def seconds(self) -> float:
        """Time since the beginning."""
        return time.monotonic() - self._began

    def __call__(self, done: int, share: float) -> None:
        """Takes note of the pairs that were looked at, and of the share of the work that is done.

        Raises:
            CancelledError: To give up.
        """
        if not self._seldom.is_due():
            return
        if self._cancelled is not None and self._cancelled():
            raise CancelledError
        if self._progress is not None:
            self._progress(CleaningProgress(done, self.pairs, share, self.seconds))
