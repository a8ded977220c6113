"""When it is time to tell how far something is: about ten times a second, however small its pieces are."""

from __future__ import annotations

import math
import time

TELL_EVERY = 0.1  # seconds


class Seldom:
    """Says about ten times a second that it is time.

    Args:
        at_once: Whether the first time is now, not a while after.
    """

    def __init__(self, *, at_once: bool = False) -> None:
        self._last = -math.inf if at_once else time.monotonic()

    def is_due(self) -> bool:
        """Whether it is time; if so, it is not again for a while."""
        now = time.monotonic()
        if now - self._last < TELL_EVERY:
            return False
        self._last = now
        return True
