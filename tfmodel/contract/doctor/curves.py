"""Rules on the curves of a run."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite
from statistics import fmean

from tfmodel.contract.config import Config
from tfmodel.contract.doctor.evidence import Evidence, Point, at_step, smooth
from tfmodel.contract.doctor.finding import finding
from tfmodel.contract.events import Finding
from tfmodel.contract.rate import peak_rate, shorter_warm_up, with_peak

LEAST_REPORTS = 6  # fewer say nothing about a course
RISEN = 1.1  # a loss that gets so much above its lowest does not just waver
RETURNED = 1.03  # one that ends so near to its lowest has recovered
RISEN_ABSOLUTELY = 0.3  # nats
HIGH = 0.02  # a learning rate that is too high for every Transformer under Adam
USELESS = 5.0  # BLEU below which a model has learned nothing of use
USELESS_CHRF = 20.0  # chrF of as much: even frequent words at random have some
SMALLEST_EPSILON = 1e-38  # less is 0 in float32
LOW = 0.0003  # one below which every Transformer under Adam learns slowly; Lion takes a tenth of it
STILL_FALLING = 0.15  # share of the fall that the second half of a training still makes
BARELY_LEARNED = 0.5  # share of the first loss that is left
STANDS = 0.02  # share of a loss by which a half of a training has to lower it
MEMORISED = 0.9  # share of the training loss at the best validation that is left at the end
OVERFITTED = 1.05  # a validation loss that ends so much above its lowest
LEARNED = 90.0  # BLEU or chrF above which a plateau is an end, not a defect


def not_a_number(seen: Evidence) -> Finding | None:
    """The loss, or a weight, is no number any more."""
    lost = next((int(s) for s, v in zip(seen.loss.steps, seen.loss.values, strict=True) if not isfinite(v)), None)
    if lost is None and not (seen.failure is not None and "no number" in seen.failure.cause):
        return None
    training, rate = seen.config.training, peak_rate(seen.config)
    where = f" at step {lost:,}" if lost is not None else ""
    if training.adam_epsilon < SMALLEST_EPSILON:
        return finding(
            "not-a-number",
            "Not a number",
            f"The loss or the weights are no numbers any more{where}: an Adam ε of {training.adam_epsilon:g} is 0 in "
            "float32, and a weight without a gradient is divided by it.",
            "Train anew with the paper's ε.",
            training__adam_epsilon=1e-9,
        )
    return finding(
        "not-a-number",
        "Not a number",
        f"The loss or the weights are no numbers any more{where}: they overflowed at a learning rate of {rate:g}.",
        "Train anew with a tenth of the learning rate and clipped gradients.",
        training__clip_norm=1.0,
        **with_peak(seen.config, rate / 10),
    )


def diverged(seen: Evidence) -> Finding | None:
    """The training gave up, or lowered its learning rate of its own accord, or its loss ends above its beginning."""
    rate, points = peak_rate(seen.config), seen.smooth_loss
    if seen.failure is not None and seen.failure.title == "Training diverged":
        cause = seen.failure.cause
    elif seen.divergences:
        share = 0.5**seen.divergences
        cause = f"It went on with {share:g} of its learning rate, as it does by itself when the loss runs away."
    elif len(points) >= LEAST_REPORTS and fmean(p.value for p in points[-3:]) > points[0].value + RISEN_ABSOLUTELY:
        cause = f"The loss rose from {points[0].value:.2f} to {points[-1].value:.2f}."
    else:
        return None
    return finding(
        "diverged",
        "Diverged",
        f"The training ran away at a learning rate of {rate:g}. {cause}",
        "Train anew with a tenth of the learning rate and clipped gradients.",
        training__clip_norm=1.0,
        **with_peak(seen.config, rate / 10),
    )


def rate_too_high(seen: Evidence) -> Finding | None:
    """The loss turned while the learning rate was still rising, or the loss stands high at a high rate.

    Where the loss of validation turned and that of the training falls on, the model learns by heart, however long the
    warm-up is.
    """
    rate = peak_rate(seen.config)
    highest = max(seen.learning_rate.values, default=0.0)
    for points in (smooth(seen.validation_loss), seen.smooth_loss):
        if len(points) < 4:
            continue
        low = min(points, key=lambda point: point.value)
        turned, after = at_step(seen.learning_rate, low.step), [p.value for p in points if p.step > low.step]
        rising = turned < 0.9 * highest and low.step < _highest_at(seen)
        turns = bool(after) and max(after) > RISEN * low.value and after[-1] > RETURNED * low.value
        if rising and turns and not _memorises(seen, low.step):
            return _too_high(
                seen.config,
                f"The loss was lowest, {low.value:.2f}, at step {low.step:,.0f}, while the learning rate still rose "
                f"through {turned:.2g}, and is {after[-1]:.2f} now.",
                max(rate / 10, turned / 3),
            )
    points = seen.smooth_loss
    stuck = len(points) >= LEAST_REPORTS and _stands(points) and _is_useless(seen)
    if rate >= HIGH and stuck:
        cause = f"The loss stands at {points[-1].value:.2f} at a learning rate of {rate:g}."
        return _too_high(seen.config, cause, rate / 10)
    return None


def _is_useless(seen: Evidence) -> bool:
    """Whether no validation was any good, by either score: BLEU is 0 where the references are too short for it."""
    bleu, chrf = (max(curve.values, default=0.0) for curve in (seen.bleu, seen.chrf))
    return bleu < USELESS and chrf < USELESS_CHRF


def _has_learned(seen: Evidence) -> bool:
    return any(value >= LEARNED for curve in (seen.bleu, seen.chrf) for value in curve.values)


def _highest_at(seen: Evidence) -> float:
    """The step at which the learning rate was highest first: what comes after it is no warm-up."""
    rates = seen.learning_rate
    return rates.steps[rates.values.index(max(rates.values))] if rates.values else 0.0


def _too_high(config: Config, cause: str, better: float) -> Finding:
    advice = "Train anew with a lower learning rate."
    return finding("rate-too-high", "Learning rate too high", cause, advice, **with_peak(config, better))


def rate_too_low(seen: Evidence) -> Finding | None:
    """The loss falls in an almost straight line and has come nowhere near its end."""
    points = seen.smooth_loss
    if len(points) < LEAST_REPORTS:
        return None
    first, middle, last = points[0].value, points[len(points) // 2].value, points[-1].value
    fallen = first - last
    still = (middle - last) / fallen if fallen > 0 else 0.0
    steady = sum(after.value <= before.value for before, after in pairwise(points)) >= 0.8 * (len(points) - 1)
    slow = last > BARELY_LEARNED * first and still >= STILL_FALLING and steady
    rate = peak_rate(seen.config)
    if rate * (10 if seen.config.training.optimizer == "lion" else 1) > LOW or not slow or fallen < STANDS * first:
        return None
    return finding(
        "rate-too-low",
        "Learning rate too low",
        f"The loss falls steadily but slowly, from {first:.2f} to {last:.2f}, and {still:.0%} of the fall came in the "
        f"second half: at a learning rate of {rate:g} each step changes too little.",
        "Train anew with ten times the learning rate.",
        **with_peak(seen.config, 10 * rate),
    )


def long_warm_up(seen: Evidence) -> Finding | None:
    """The training came to its end while the learning rate still rose, or soon after."""
    steps = int(max(seen.loss.steps, default=0))
    shorter = shorter_warm_up(seen.config, steps)
    if not seen.finished or not steps or not shorter or _has_learned(seen):
        return None
    return finding(
        "long-warm-up",
        "Warm-up too long",
        f"The learning rate rises for {seen.config.training.warmup_steps:,} steps, and the training had {steps:,}: "
        "for most of it each step changed too little.",
        "Train anew with a shorter warm-up.",
        **shorter,
    )


def overfitting(seen: Evidence) -> Finding | None:
    """The loss on sentences that are not trained on rises while that of the training falls."""
    steps, values = seen.validation_loss.steps, seen.validation_loss.values
    if len(values) < 3:
        return None
    low = min(range(len(values)), key=values.__getitem__)
    if values[-1] < OVERFITTED * values[low] or not _memorises(seen, steps[low]):
        return None
    dropout = seen.config.model.dropout
    return finding(
        "overfitting",
        "Overfitting",
        f"The validation loss was lowest, {values[low]:.2f}, at step {steps[low]:,.0f} and rose to {values[-1]:.2f} "
        f"while the training loss fell to {seen.smooth_loss[-1].value:.2f}: the model learns its pairs by heart.",
        "Train anew with more dropout; more pairs would help most.",
        model__dropout=round(min(0.5, dropout + (0.3 if dropout < 0.1 else 0.1)), 2),
    )


def _memorises(seen: Evidence, step: float) -> bool:
    """Whether the training loss has fallen on since a step."""
    train = seen.smooth_loss
    before = [point.value for point in train if point.step <= step]
    return bool(before) and train[-1].value <= MEMORISED * before[-1]


def plateau(seen: Evidence) -> Finding | None:
    """Neither loss has moved for half of the training, and the translations are not good yet."""
    points, held_out = seen.smooth_loss, smooth(seen.validation_loss)
    if len(points) < LEAST_REPORTS or len(held_out) < 4 or _has_learned(seen):
        return None
    if not (_stands(points) and _stands(held_out)):
        return None
    model = seen.config.model
    return finding(
        "plateau",
        "Plateau",
        f"The training loss stands at {points[-1].value:.2f} and the validation loss at {held_out[-1].value:.2f} for "
        "half of the training: the model is too small to learn more of these pairs, or they hold no more to learn.",
        "Train anew with twice the width; if that changes nothing, look at the pairs.",
        model__d_model=min(4096, 2 * model.d_model),
        model__feed_forward_width=min(16_384, 2 * model.feed_forward_width),
    )


def _stands(points: list[Point]) -> bool:
    """Whether the last half is no lower than its beginning by more than `STANDS`, and no higher either."""
    quarter = max(1, len(points) // 4)
    middle = fmean(point.value for point in points[2 * quarter : 3 * quarter] or points[-1:])
    end = fmean(point.value for point in points[-quarter:])
    return abs(middle - end) < STANDS * middle
