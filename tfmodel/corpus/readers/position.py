"""How far a reading is."""

from __future__ import annotations

from typing import Protocol


class Followed(Protocol):
    """What is read."""

    @property
    def size(self) -> int:
        """All there is."""

    @property
    def position(self) -> int:
        """How much of it was read."""


class Counter:
    """Counts what has no bytes to go by, such as the rows of a sheet."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.position = 0


class Position:
    """Bytes read of the bytes there are; compressed bytes for compressed files."""

    def __init__(self) -> None:
        self._files: tuple[Followed, ...] = ()

    def follow(self, *files: Followed) -> None:
        """Counts these files from now on."""
        self._files = files

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        size = sum(file.size for file in self._files)
        return min(1.0, sum(file.position for file in self._files) / size) if size else 0.0
