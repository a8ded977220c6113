"""A clock for tests of what a training does with its time."""

from __future__ import annotations


class Clock:
    """Says the time that it is told, when it is called."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now
