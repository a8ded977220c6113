"""From the checkpoints of a training to its finished model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tfmodel.contract import atomic
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import checkpoints
from tfmodel.jobs.validation import Scores, Validator


def write_model(run: RunFolder, validator: Validator, progress: checkpoints.Progress, average: int) -> str:
    """Writes model.keras: the best checkpoint or the mean of the last ones (section 6.1), whichever scores better.

    Args:
        run: Holds the checkpoints; gets the model.
        validator: Measures both; its own model is overwritten.
        progress: Says which checkpoint was the best.
        average: How many of the last checkpoints the mean is made of.

    Returns:
        A sentence that says what was chosen.
    """
    scored = {name: _scores(validator, paths) for name, paths in _candidates(run, progress, average).items()}
    name = max(scored, key=lambda name: _merit(scored[name]))
    _load(validator, _candidates(run, progress, average)[name])
    with atomic.replacing(run.model_file) as temporary:
        validator.transformer.save(temporary)
    scores = scored[name]
    return f"The finished model is {name}: BLEU {scores.bleu.value:.2f}, loss {scores.loss:.4f} on validation."


def _merit(scores: Scores) -> tuple[int, float]:
    """Half a point of BLEU on a few hundred sentences is chance; within it the loss, over all of them, decides."""
    return round(2 * scores.bleu.value), -scores.loss


def _candidates(run: RunFolder, progress: checkpoints.Progress, average: int) -> dict[str, Sequence[Path]]:
    found = run.checkpoints()
    single = next((path for path in found if checkpoints.step_of(path) == progress.best_step), found[-1])
    candidates: dict[str, Sequence[Path]] = {f"the checkpoint of step {checkpoints.step_of(single)}": [single]}
    last = found[-average:]
    if len(last) > 1:
        candidates[f"the mean of the last {len(last)} checkpoints"] = last
    return candidates


def _scores(validator: Validator, paths: Sequence[Path]) -> Scores:
    _load(validator, paths)
    return validator.scores()


def _load(validator: Validator, paths: Sequence[Path]) -> None:
    checkpoints.assign(validator.transformer.variables, checkpoints.average(paths), paths[0])
