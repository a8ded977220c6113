"""What a model loses on each training pair, kept beside the pairs so that the worst can be looked at."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path

from tfmodel.corpus.bookkeeping import set_meta
from tfmodel.corpus.interrupting import interruptible
from tfmodel.corpus.schema import connect, sentences
from tfmodel.corpus.tables import LOSS_ORDER

MEASURED_WITH = "xray_run"  # the remark that names the run


def write_losses(
    path: Path, run: str, losses: Iterable[tuple[int, float]], ask: Callable[[], None] = lambda: None
) -> None:
    """Keeps the losses of pairs in place of all earlier ones, at once or not at all.

    Args:
        path: The dataset.
        run: Name of the run whose model was used.
        losses: Number of a pair, and its mean loss of a token in nats; written soonest in the order of the numbers.
        ask: Called now and then; what it raises leaves the earlier losses.

    Raises:
        FailureError: The file is no dataset, or another process is writing to it.
    """
    with contextlib.closing(connect(path)) as connection, sentences(path):
        connection.execute("BEGIN IMMEDIATE")
        with connection, interruptible(connection, ask):
            # Made anew, the index is sorted once; kept up to date, each pair would be put in somewhere else.
            connection.execute("DROP INDEX IF EXISTS loss_order")
            connection.execute("DELETE FROM loss")
            connection.executemany("INSERT INTO loss VALUES (?, ?)", losses)
            connection.execute(LOSS_ORDER)
            set_meta(connection, MEASURED_WITH, run)
