"""The pairs that a table lists: all of a dataset in their order, or those whose numbers a search wrote to a file."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from pathlib import Path

from tfmodel.corpus.store import PairStore, Row

BYTES = 8  # of a number


class Listing:
    """Any page of it is there at once, wherever in millions of pairs.

    Args:
        store: The dataset.
        file: Numbers of pairs, eight bytes each in this machine's order; None: all pairs, which have no gaps.
    """

    def __init__(self, store: PairStore, file: Path | None) -> None:
        self._store = store
        self.file = file

    def is_everything(self, rows: int) -> bool:
        """Whether so many rows are all pairs that the dataset has by now: others may have added some."""
        return self.file is None and self._store.counts().total == rows

    def rows(self, offset: int, limit: int) -> list[Row]:
        """Some of the pairs."""
        if self.file is None:
            return self._store.page(offset=offset, limit=limit)
        return self._store.rows(self._numbers(offset, limit))

    def ids(self, spans: Iterable[tuple[int, int]]) -> array[int]:
        """The numbers of the pairs in spans of rows, each from its first row to before its end."""
        found = array("q")
        for first, end in sorted(spans):
            if self.file is None:
                found.extend(range(first + 1, end + 1))
            else:
                found.extend(self._numbers(first, end - first))
        return found

    def _numbers(self, offset: int, limit: int) -> array[int]:
        assert self.file is not None
        with self.file.open("rb") as file:
            file.seek(BYTES * offset)
            content = file.read(BYTES * limit)
        return array("q", content[: len(content) // BYTES * BYTES])
