"""Repairs that a person chose: the text changes, and can be changed back."""

from __future__ import annotations

from pathlib import Path

from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.filters import Filters
from tfmodel.corpus.rules import repaired
from tfmodel.corpus.store import PairStore


def repair_encoding(path: Path) -> int:
    """Gives the pairs that the rule "encoding" flags their repaired text, as one step; returns how many changed.

    Raises:
        FailureError: The file is no dataset, or another process is writing to it.
    """
    with PairStore.open(path) as store:
        broken = store.rows(store.ids(filters=Filters(flag="encoding")))
    mended = {row.id: (repaired(row.source), repaired(row.target)) for row in broken}
    changed = {row.id: mended[row.id] for row in broken if mended[row.id] != (row.source, row.target)}
    with PairEditor.open(path) as editor:
        return editor.rewrite(changed)
