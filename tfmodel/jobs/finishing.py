"""From the checkpoints of a training to its finished model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tfmodel.contract import atomic
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import checkpoints
from tfmodel.jobs.validation import Validator


@dataclass(frozen=True)
class Candidate:
    """Weights that may become the finished model: the mean of checkpoints, or a single one, with its scores."""

    name: str
    paths: Sequence[Path]
    bleu: float
    loss: float

    @property
    def merit(self) -> tuple[int, float]:
        """Half a point of BLEU on a few hundred sentences is chance; within it the loss, over all of them, decides."""
        return round(2 * self.bleu), -self.loss

    @property
    def sentence(self) -> str:
        """What is said of it when it was chosen."""
        return f"The finished model is {self.name}: BLEU {self.bleu:.2f}, loss {self.loss:.4f} on validation."


def write_model(run: RunFolder, validator: Validator, progress: checkpoints.Progress, average: int) -> str:
    """Writes model.keras: the best checkpoint or the mean of the last ones (section 6.1), whichever scores better.

    Args:
        run: Holds the checkpoints; gets the model.
        validator: Measures the mean; its own model is overwritten.
        progress: Says which checkpoint was the best, and how good. When there was no validation yet, the newest
            checkpoint is taken as it is.
        average: How many of the last checkpoints the mean is made of.

    Returns:
        A sentence that says what was chosen.
    """
    found = run.checkpoints()
    best = [path for path in found if checkpoints.step_of(path) == progress.best_step]
    if not best or progress.best_loss is None:
        _write(run, validator, found[-1:])
        return f"The finished model is the checkpoint of step {checkpoints.step_of(found[-1])}."
    single = Candidate(f"the checkpoint of step {progress.best_step}", best, progress.best_bleu, progress.best_loss)
    mean = _mean(validator, found[-average:])
    chosen = max((single, mean) if mean is not None else (single,), key=lambda candidate: candidate.merit)
    _write(run, validator, chosen.paths)
    return chosen.sentence


def _mean(validator: Validator, paths: Sequence[Path]) -> Candidate | None:
    if len(paths) < 2:
        return None
    _load(validator, paths)
    scores = validator.scores()
    return Candidate(f"the mean of the last {len(paths)} checkpoints", paths, scores.bleu.value, scores.loss)


def _write(run: RunFolder, validator: Validator, paths: Sequence[Path]) -> None:
    _load(validator, paths)
    with atomic.replacing(run.model_file) as temporary:
        validator.transformer.save(temporary)


def _load(validator: Validator, paths: Sequence[Path]) -> None:
    checkpoints.assign(validator.transformer.variables, checkpoints.average(paths), paths[0])
