"""What the Data page has a job do with the pairs of a dataset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tfmodel.corpus.store import PairStore


@dataclass(frozen=True)
class PairTask:
    """What a job does.

    Attributes:
        store: What it changes, or writes from; it may be closed by the time it begins.
        words: Its word, and those behind the dataset.
        done: What it will have changed, where that is known before.
        text: What it does.
        brief: Over in a moment: no progress is shown.
    """

    store: PairStore
    words: list[str]
    done: str
    text: str
    brief: bool

    @property
    def dataset(self) -> Path:
        """The file."""
        return self.store.path

    @property
    def is_change(self) -> bool:
        """Whether the dataset will be another one."""
        return self.words[0] == "change"

    def takes_back(self, other: PairTask) -> bool:
        """Whether it is to take back what another one has changed, right after it."""
        is_undo = self.words == ["change", "undo"] and self.dataset == other.dataset
        return is_undo and other.is_change and other.words != self.words
