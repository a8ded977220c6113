"""Which validation was the best one, which weights are better than others, and what is told of it."""

from __future__ import annotations

from tfmodel.contract import events
from tfmodel.jobs.checkpoints import Progress
from tfmodel.jobs.plan import Plan
from tfmodel.jobs.scoring import Measure
from tfmodel.jobs.validation import Scores


def is_better(scores: Scores, progress: Progress, measure: Measure) -> bool:
    """Whether a validation beats all before it; the loss decides between translations that score alike."""
    if progress.best_loss is None:
        return True
    best = _rank(progress.best_bleu, progress.best_chrf, progress.best_loss, measure)
    return _rank(scores.bleu.value, scores.chrf.value, scores.loss, measure) > best


def _rank(bleu: float, chrf: float, loss: float, measure: Measure) -> tuple[float, float]:
    """The larger the better."""
    return {"bleu": bleu, "chrf": chrf, "loss": 0.0}[measure], -loss


def after_validation(
    progress: Progress, scores: Scores, best: bool, *, ends_early: bool, planned: bool = True
) -> Progress:
    """Where the training stands once a validation is judged.

    Args:
        progress: Where it stood.
        scores: What the validation found.
        best: Whether they beat all before.
        ends_early: Patience has run out, and stays so whatever the fall of the learning rate gains.
        planned: It was due, and not asked for.
    """
    measured = {
        "validated_step": progress.step,
        "validated_as_planned": planned,
        "validation_seconds": scores.seconds,
    }
    progress = progress.model_copy(update=measured | _highest(progress, scores.bleu.value))
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


def _highest(progress: Progress, bleu: float) -> dict[str, float]:
    """The highest BLEU so far; checkpoints of former versions know that of the best validation alone."""
    known = (progress.highest_bleu, progress.highest_step), (progress.best_bleu, progress.best_step)
    score, step = max((*known, (bleu, progress.step)), key=lambda found: found[0])
    return {"highest_bleu": score, "highest_step": step}


def report_of(scores: Scores, progress: Progress, plan: Plan, *, sentences: int, best: bool) -> events.ValidationReport:
    """What is told of a validation.

    Args:
        scores: What it found.
        progress: Where the training stands.
        plan: How long an epoch is.
        sentences: How many it translated.
        best: Whether the scores beat all before.
    """
    return events.ValidationReport(
        step=progress.step,
        epoch=progress.step / plan.steps_per_epoch,
        loss=scores.loss,
        perplexity=scores.perplexity,
        token_accuracy=scores.token_accuracy,
        bleu=scores.bleu.value,
        bleu_signature=scores.bleu.signature,
        chrf=scores.chrf.value,
        chrf_signature=scores.chrf.signature,
        sentences=sentences,
        best=best,
        seconds=progress.seconds,
    )
