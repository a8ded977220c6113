"""Whose a run is: one process at a time makes it, trains it or goes on with it, and every other one is told so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tfmodel.contract import run_lock
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.run_folder import RunFolder


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """The folder for a new run, without what a killed training left there; no other process gets it meanwhile.

    A block that fails and leaves nothing in it leaves no folder, unless there was one before.

    Raises:
        FailureError: A run, or anything else, is there, or another process makes one.
    """
    RunFolder.refuse_occupied(path)
    new = not path.exists()
    path.mkdir(parents=True, exist_ok=True)
    try:
        with run_lock.held(path) as alone:
            if not alone:
                raise fail(
                    "Being prepared",
                    f"{path} is being prepared by another process.",
                    "Wait for that training, or choose another name.",
                )
            RunFolder.refuse_occupied(path)  # who had the lock just now may have made a run
            RunFolder.clear_unbegun(path)
            yield
    except BaseException:
        if new:
            with suppress(OSError):  # something is in it: a run that has begun, or the lock of another process
                path.rmdir()
        raise


@contextmanager
def reopened(path: Path) -> Iterator[RunFolder]:
    """An existing run, which no other process trains meanwhile.

    Raises:
        FailureError: There is none, or it is being trained.
    """
    run = RunFolder.open(path)
    if run.is_alive():
        raise _still_training(run)
    with run_lock.held(path) as alone:
        if not alone:
            raise _still_training(run)
        yield run


def _still_training(run: RunFolder) -> FailureError:
    pid = run.info().pid
    return fail("Still training", f"{run.path} is being trained by process {pid}.", "Stop that training first.")
