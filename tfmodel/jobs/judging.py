"""Which validation was the best one, and whether waiting for a better one still makes sense."""

from __future__ import annotations

from tfmodel.jobs.checkpoints import Progress
from tfmodel.jobs.validation import Scores


def is_better(scores: Scores, progress: Progress) -> bool:
    """Whether a validation beats all before it: by BLEU, and by the loss where BLEU is the same."""
    if progress.best_loss is None:
        return True
    return (scores.bleu.value, -scores.loss) > (progress.best_bleu, -progress.best_loss)


def after_validation(progress: Progress, scores: Scores, best: bool) -> Progress:
    """Where the training stands once a validation is judged."""
    if not best:
        return progress.model_copy(update={"validations_without_gain": progress.validations_without_gain + 1})
    return progress.model_copy(
        update={
            "best_step": progress.step,
            "best_bleu": scores.bleu.value,
            "best_loss": scores.loss,
            "validations_without_gain": 0,
        }
    )
