"""How far a reading is."""

from __future__ import annotations

from tfmodel.corpus.text_file import TextFile


class Position:
    """Bytes read of the bytes there are; compressed bytes for compressed files."""

    def __init__(self) -> None:
        self._files: tuple[TextFile, ...] = ()

    def follow(self, *files: TextFile) -> None:
        """Counts these files from now on."""
        self._files = files

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        size = sum(file.size for file in self._files)
        return sum(file.position for file in self._files) / size if size else 0.0
