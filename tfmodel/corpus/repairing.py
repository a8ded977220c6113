"""Repairs that a person chose: the text changes, and can be changed back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tfmodel.corpus.cleaning_progress import CancelledError, CleaningProgress, Telling
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.filters import Filters
from tfmodel.corpus.rules import repaired
from tfmodel.corpus.store import PairStore

_BATCH = 1_000
_REPAIRING = 0.2  # of the work; then the texts are written, and judged anew


def repair_encoding(
    path: Path,
    *,
    progress: Callable[[CleaningProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int | None:
    """Gives the pairs that the rule "encoding" flags their repaired text, as one step.

    Cancelled, killed or failed at any moment the dataset is as it was.

    Args:
        path: The dataset.
        progress: Told about ten times a second how far it is.
        cancelled: Asked about as often whether to give up.

    Returns:
        How many pairs were changed, or None when cancelled.

    Raises:
        FailureError: The file is no dataset, or another process is writing to it.
    """
    with PairStore.open(path) as store:
        ids = store.ids(filters=Filters(flag="encoding"))
    tell = Telling(len(ids), progress, cancelled)
    with PairEditor.open(path) as editor:
        try:
            return editor.rewrite(
                _mended(editor, ids, tell), lambda share: tell(len(ids), _REPAIRING + (1 - _REPAIRING) * share)
            )
        except CancelledError:
            return None


def _mended(editor: PairEditor, ids: Sequence[int], tell: Telling) -> Iterator[tuple[int, tuple[str, str]]]:
    """The pairs whose text is another one when it is repaired, with that text."""
    for start in range(0, len(ids), _BATCH):
        for done, row in enumerate(editor.rows(ids[start : start + _BATCH]), start):
            tell(done, _REPAIRING * done / len(ids))
            text = repaired(row.source), repaired(row.target)
            if text != (row.source, row.target):
                yield row.id, text
