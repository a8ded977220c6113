"""Which validation was the best one, and which weights are better than others."""

from __future__ import annotations

from typing import Literal

from tfmodel.jobs.checkpoints import Progress
from tfmodel.jobs.validation import Scores

Measure = Literal["bleu", "chrf", "loss"]


def is_better(scores: Scores, progress: Progress, measure: Measure) -> bool:
    """Whether a validation beats all before it; the loss decides between translations that score alike."""
    if progress.best_loss is None:
        return True
    best = _rank(progress.best_bleu, progress.best_chrf, progress.best_loss, measure)
    return _rank(scores.bleu.value, scores.chrf.value, scores.loss, measure) > best


def _rank(bleu: float, chrf: float, loss: float, measure: Measure) -> tuple[float, float]:
    """The larger the better."""
    return {"bleu": bleu, "chrf": chrf, "loss": 0.0}[measure], -loss


def after_validation(progress: Progress, scores: Scores, best: bool, *, ends_early: bool) -> Progress:
    """Where the training stands once a validation is judged.

    Args:
        progress: Where it stood.
        scores: What the validation found.
        best: Whether they beat all before.
        ends_early: Patience has run out, and stays so whatever the fall of the learning rate gains.
    """
    progress = progress.model_copy(update={"validated_step": progress.step, "validation_seconds": scores.seconds})
    if not best:
        return progress.model_copy(update={"validations_without_gain": progress.validations_without_gain + 1})
    return progress.model_copy(
        update={
            "best_step": progress.step,
            "best_bleu": scores.bleu.value,
            "best_chrf": scores.chrf.value,
            "best_loss": scores.loss,
            "validations_without_gain": progress.validations_without_gain if ends_early else 0,
        }
    )
