"""Checkpoints: folders `step-00000500` with weights, optimizer and state, each complete or absent.

Arrays are stored as .npz by the variables' paths: any backend reads them, nothing is pickled.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from tfmodel.contract import atomic
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.run_folder import RunFolder


class Progress(BaseModel):
    """Where a training stands: what a resumed one must know beside weights and optimizer."""

    model_config = ConfigDict(frozen=True)

    step: int = 0
    seconds: float = 0.0
    best_step: int = 0
    best_bleu: float = -1.0
    best_chrf: float = -1.0
    best_loss: float | None = None
    highest_bleu: float = -1.0  # of all validations; that of the best one may be lower where chrF or the loss decides
    highest_step: int = 0
    validations_without_gain: int = 0
    validated_step: int | None = None  # of the last validation; checkpoints of before do not tell it
    validation_seconds: float | None = None  # that it took; nor that
    validated_as_planned: bool = True  # and not because somebody asked for it

    def knowing(self, found: Sequence[Path]) -> Progress:
        """The same, with no best step if its checkpoint is none of these: a later one had taken its place."""
        if any(RunFolder.step_of(path) == self.best_step for path in found):
            return self
        return self.model_copy(update={"best_step": 0, "best_bleu": -1.0, "best_chrf": -1.0, "best_loss": None})


@dataclass(frozen=True)
class Writer:
    """Writes the checkpoints of a run and removes those that nothing needs any more.

    Attributes:
        run: Where.
        keep: How many a mean is made of: they keep their weights, as the best one does.
        apart: Steps: of those at least so much older than the newest, one can always be resumed from. A divergence is
            seen no later.
    """

    run: RunFolder
    keep: int
    apart: int

    def save(self, variables: Iterable[Any], optimizer: Iterable[Any], progress: Progress) -> Path:
        """A complete checkpoint; older ones keep their weights, which an average needs, but not their optimizer."""
        path = self.run.path / "checkpoints" / f"step-{progress.step:08}"
        with atomic.replacing_folder(path) as folder:
            np.savez(folder / "weights.npz", **arrays(variables))
            np.savez(folder / "optimizer.npz", **arrays(optimizer))
            (folder / "state.json").write_text(progress.model_dump_json(indent=2) + "\n", encoding="utf-8")
        self._tidy(progress)
        return path

    def _tidy(self, progress: Progress) -> None:
        found = self.run.checkpoints()
        whole = [path for path in found if _is_whole(path)]
        old = [path for path in whole if RunFolder.step_of(path) <= progress.step - self.apart]
        # Two, should the disk spoil one; the newest old one, and the one that will be it.
        needed = {*found[-2:], *old[-1:], *whole[len(old) :][:1]}
        for path in set(whole) - needed:
            with suppress(PermissionError):  # somebody reads it: the next time, then
                (path / "optimizer.npz").unlink(missing_ok=True)
        for path in set(found) - needed - set(to_average(found, self.keep)):
            if RunFolder.step_of(path) != progress.best_step:
                with suppress(PermissionError):
                    atomic.discard(path)


def forget_after(run: RunFolder, step: int) -> None:
    """Removes the checkpoints of steps after `step`."""
    for path in run.checkpoints():
        if RunFolder.step_of(path) > step:
            atomic.discard(path)


def newest_complete(run: RunFolder) -> Path | None:
    """The checkpoint to resume from, or None when the run has none yet."""
    found = run.checkpoints()
    whole = [path for path in found if _is_whole(path)]
    if found and not whole:
        raise fail("No whole checkpoint", f"No checkpoint of {run.path} holds an optimizer.", "Start a new run.")
    return whole[-1] if whole else None


def _is_whole(path: Path) -> bool:
    return (path / "optimizer.npz").is_file()


def newest_step(run: RunFolder) -> int | None:
    """The step of the checkpoint to resume from, or None."""
    path = newest_complete(run)
    return None if path is None else RunFolder.step_of(path)


def read_progress(path: Path) -> Progress:
    """Where the training stood at a checkpoint."""
    try:
        return Progress.model_validate_json((path / "state.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path / "state.json", error) from error


def arrays(variables: Iterable[Any]) -> dict[str, np.ndarray]:
    """The values of Keras variables by their paths."""
    return {_key(number, variable): variable.numpy() for number, variable in enumerate(variables)}


def assign(variables: Iterable[Any], values: dict[str, np.ndarray], where: Path) -> None:
    """Gives variables the values that `arrays` took of the same ones.

    Raises:
        FailureError: When the file holds other variables than the model has.
    """
    for number, variable in enumerate(variables):
        key = _key(number, variable)
        if key not in values or tuple(values[key].shape) != tuple(variable.shape):
            raise fail(
                "Checkpoint does not fit", f"{where} has no {key} of this model's size.", "Start a new run instead."
            )
        variable.assign(values[key])


def load_weights(path: Path, model: Any) -> None:
    """A checkpoint's weights into a model."""
    assign(model.variables, _read(path / "weights.npz"), path / "weights.npz")


def load_optimizer(path: Path, variables: Sequence[Any], extra: Sequence[Any] = ()) -> None:
    """A checkpoint's moments and step into the variables of a built optimizer.

    Args:
        path: The checkpoint.
        variables: Those that every precision has.
        extra: Those behind them; they stay as they are where the checkpoint was made without.
    """
    values = _read(path / "optimizer.npz")
    wanted = [*variables, *extra] if len(values) > len(variables) else variables
    assign(wanted, values, path / "optimizer.npz")


def to_average(found: Sequence[Path], number: int) -> list[Path]:
    """The last checkpoints, of which a mean is made: those of planned validations, and the newest.

    Those that somebody asked for between two of these, validated or not, may be a step apart, and would push all
    others out.

    Args:
        found: All of a run, oldest first.
        number: How many, at most.
    """
    planned = [path for path in found[:-1] if _is_planned(path)]
    return [*planned, *found[-1:]][-number:]


def _is_planned(path: Path) -> bool:
    """Whether a checkpoint is of a planned validation; one that does not tell, as those of before, counts as such."""
    with suppress(FailureError):
        progress = read_progress(path)
        validated = progress.validated_step in (None, RunFolder.step_of(path))
        return validated and progress.validated_as_planned
    return True


def average(paths: Sequence[Path]) -> dict[str, np.ndarray]:
    """The mean of the weights of several checkpoints (section 6.1), summed in float64; counters of dropout too."""
    total = {key: value.astype("float64") for key, value in _read(paths[0] / "weights.npz").items()}
    for path in paths[1:]:
        for key, value in _read(path / "weights.npz").items():
            total[key] += value
    return {key: (value / len(paths)).astype("float32") for key, value in total.items()}


def moving_average(path: Path, variables: Iterable[Any]) -> dict[str, np.ndarray]:
    """The moving average that the optimizer of a checkpoint keeps, as weights.

    Args:
        path: The checkpoint.
        variables: Those of the model: the trained ones have an average, the others are as the checkpoint has them.
    """
    averages = (value for key, value in _read(path / "optimizer.npz").items() if key.endswith("_average"))
    weights = _read(path / "weights.npz")
    trained = {_key(number, variable) for number, variable in enumerate(variables) if variable.trainable}
    return {key: next(averages) if key in trained else value for key, value in weights.items()}


def _key(number: int, variable: Any) -> str:
    # The order is part of the key: paths hold automatic names of layers, which differ between processes.
    return f"{number:04}:{variable.name}"


_UNREADABLE = (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile, zlib.error)


def _damaged(path: Path, error: Exception) -> FailureError:
    return fail(
        "Damaged checkpoint", f"{path} cannot be read: {error}.", "Remove its folder and resume from the one before."
    )


def _read(path: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except _UNREADABLE as error:
        raise _damaged(path, error) from error
