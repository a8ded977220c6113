"""What a model loses on each training pair, kept beside the pairs so that the worst can be looked at."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from tfmodel.corpus.bookkeeping import set_meta
from tfmodel.corpus.schema import connect, sentences

MEASURED_WITH = "xray_run"  # the remark that names the run


def write_losses(path: Path, run: str, losses: Iterable[tuple[int, float]]) -> None:
    """Keeps the losses of pairs in place of all earlier ones, at once or not at all.

    Args:
        path: The dataset.
        run: Name of the run whose model was used.
        losses: Number of a pair, and its mean loss of a token in nats.

    Raises:
        FailureError: The file is no dataset, or another process is writing to it.
    """
    with contextlib.closing(connect(path)) as connection, sentences(path):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            connection.execute("DELETE FROM loss")
            connection.executemany("INSERT INTO loss VALUES (?, ?)", losses)
            set_meta(connection, MEASURED_WITH, run)
