"""From the checkpoints of a training to its finished model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from tfmodel.contract import atomic
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import checkpoints
from tfmodel.jobs.scoring import Measure
from tfmodel.jobs.validation import Validator

Weights = dict[str, np.ndarray]
_CHANCE = 0.5  # points on a few hundred sentences


@dataclass(frozen=True)
class Candidate:
    """Weights that may become the finished model, with their scores on the validation part.

    Attributes:
        name: "the mean of the last 5 checkpoints".
        step: Of the newest checkpoint in it.
        weights: Reads them.
        bleu: Of greedy translations.
        chrf: Of the same.
        loss: Over all of the part, in nats per token.
    """

    name: str
    step: int
    weights: Callable[[], Weights]
    bleu: float
    chrf: float
    loss: float

    def score(self, measure: Measure) -> float:
        """The larger the better."""
        return {"bleu": self.bleu, "chrf": self.chrf, "loss": -self.loss}[measure]

    def sentence(self, measure: Measure) -> str:
        """What is said of it when it was chosen: by chrF where the references are too short for BLEU."""
        if measure == "chrf":
            return f"The finished model is {self.name}: chrF {self.chrf:.2f}, loss {self.loss:.4f} on validation."
        return f"The finished model is {self.name}: BLEU {self.bleu:.2f}, loss {self.loss:.4f} on validation."


def choose(candidates: Sequence[Candidate], measure: Measure) -> Candidate:
    """The best one; between those of as good a score the loss, over all of the part, decides."""
    best = max(candidate.score(measure) for candidate in candidates)
    chance = 0.0 if measure == "loss" else _CHANCE
    return min((one for one in candidates if one.score(measure) >= best - chance), key=lambda one: one.loss)


def write_model(
    run: RunFolder, validator: Validator, progress: checkpoints.Progress, *, newest: bool = False, fresh: bool = True
) -> str:
    """Writes model.keras: the best checkpoint or a mean of weights, whichever scores best, or the newest checkpoint.

    Its step goes to run.json; a mean has that of the newest weights in it.

    Args:
        run: Holds the checkpoints; gets the model.
        validator: Measures the means; its own model is overwritten.
        progress: Says which checkpoint was the best, and how good. When there was no validation yet, the newest
            checkpoint is taken as it is.
        newest: Whether the person wants the newest checkpoint, however it scores.
        fresh: Whether there is time to score all of them on sentences that no validation has translated.

    Returns:
        A sentence that says what was chosen.
    """
    found = run.checkpoints()
    best = next((path for path in found if RunFolder.step_of(path) == progress.best_step), None)
    if newest or best is None or progress.best_loss is None:
        step = RunFolder.step_of(found[-1])
        _write(run, validator, checkpoints.average(found[-1:]), step)
        return f"The finished model is the checkpoint of step {step}."
    candidates = list(_candidates(run, validator, progress, best, fresh=fresh and bool(validator.fresh)))
    chosen = choose(candidates, validator.measure)
    _write(run, validator, chosen.weights(), chosen.step)
    return chosen.sentence(validator.measure)


def _candidates(
    run: RunFolder, validator: Validator, progress: checkpoints.Progress, best: Path, *, fresh: bool
) -> Iterator[Candidate]:
    """The best checkpoint, the mean of the last ones (section 6.1) and the moving average, where there are any."""
    training = run.config().training
    last = checkpoints.to_average(run.checkpoints(), training.average_checkpoints)
    step = RunFolder.step_of(last[-1])
    fresh = fresh and (len(last) > 1 or training.ema_decay is not None)  # where there is something to choose
    measured = partial(_measured, run, validator, fresh=fresh)
    name = f"the checkpoint of step {progress.best_step}"
    if fresh:
        yield measured(name, progress.best_step, lambda: checkpoints.average([best]))
    else:
        known = progress.best_bleu, progress.best_chrf, progress.best_loss or 0.0
        yield Candidate(name, progress.best_step, lambda: checkpoints.average([best]), *known)
    if len(last) > 1:
        yield measured(f"the mean of the last {len(last)} checkpoints", step, lambda: checkpoints.average(last))
    if training.ema_decay is not None:
        variables = validator.transformer.variables
        name = "the moving average of the weights"
        yield measured(name, step, lambda: checkpoints.moving_average(last[-1], variables))


def _measured(
    run: RunFolder, validator: Validator, name: str, step: int, weights: Callable[[], Weights], *, fresh: bool
) -> Candidate:
    checkpoints.assign(validator.transformer.variables, weights(), run.path)
    if fresh:
        return Candidate(name, step, weights, *validator.merits())
    scores = validator.scores()
    return Candidate(name, step, weights, scores.bleu.value, scores.chrf.value, scores.loss)


def _write(run: RunFolder, validator: Validator, weights: Weights, step: int) -> None:
    checkpoints.assign(validator.transformer.variables, weights, run.path)
    with atomic.replacing(run.model_file) as temporary:
        validator.transformer.save(temporary)
    run.change_info(finished_step=step)
