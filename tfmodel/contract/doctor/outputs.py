"""Rules on what a model writes, and on what it was given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.doctor.evidence import Evidence
from tfmodel.contract.doctor.finding import finding
from tfmodel.contract.events import Finding, Sample
from tfmodel.contract.training_config import TrainingConfig

MANY = 0.3  # share of the samples that have to show it
LEAST_SAMPLES = 4
REPEATED = 3  # times that a word follows itself
DISTINCT = 0.5  # share of different words below which a long translation goes round in circles
LONG = 6  # words
SHORT = 0.7  # share of the reference's words
UNKNOWN = "⁇"
LEAKED = 0.01


def unknown_words(seen: Evidence) -> Finding | None:
    """Translations hold words that the vocabulary lacks."""
    share = _share(seen.samples, lambda sample: UNKNOWN in sample.hypothesis)
    if share < MANY:
        return None
    tokenizer = seen.config.tokenizer
    if tokenizer.kind == "word":
        advice, fix = "Train anew with subwords, which can spell every word.", {"tokenizer__kind": "bpe"}
    else:
        size = min(128_000, 4 * tokenizer.vocabulary_size)
        advice, fix = "Train anew with a larger vocabulary.", {"tokenizer__vocabulary_size": str(size)}
    return finding(
        "unknown-words",
        "Unknown words",
        f"{share:.0%} of the sample translations hold unknown words ({UNKNOWN}): the {tokenizer.kind} vocabulary of "
        f"{tokenizer.vocabulary_size:,} lacks words of the target language.",
        advice,
        **fix,
    )


def copies_source(seen: Evidence) -> Finding | None:
    """Translations are their source."""
    share = _share(seen.samples, _is_copy)
    if share < MANY:
        return None
    shared = seen.config.tokenizer.shared
    cause = "the data hold pairs whose target is their source"
    if shared:
        cause = "the data hold pairs whose target is their source, and one vocabulary makes copying easy"
        advice = "Leave out pairs whose two sides are the same (Data page), and give each language its own vocabulary."
    else:
        advice = "Leave out pairs whose two sides are the same (Data page), and use more dropout."
    fix = (
        {"tokenizer__shared": False}
        if shared
        else {"model__dropout": round(min(0.5, seen.config.model.dropout + 0.1), 2)}
    )
    return finding(
        "copies-source",
        "Copies the source",
        f"{share:.0%} of the sample translations are their source: {cause}.",
        advice,
        **fix,
    )


def repeats_words(seen: Evidence) -> Finding | None:
    """Translations go round in circles."""
    share = _share(seen.samples, _goes_round)
    if share < MANY:
        return None
    longer = _three_times_as_long(seen.config.training) if seen.finished else {}
    return finding(
        "repeats-words",
        "Repeats words",
        f"{share:.0%} of the sample translations repeat their words: the model knows which words are frequent, but has "
        "not learned yet to look at the source.",
        "Train three times as long." if seen.finished else "Go on with the training: it did not come to its end.",
        **longer,
    )


def _three_times_as_long(training: TrainingConfig) -> dict[str, object]:
    """Of all limits, patience among them, for one of them has ended it."""
    fix: dict[str, object] = {
        "training__max_epochs": min(100_000, 3 * training.max_epochs),
        "training__patience": min(100_000, 3 * training.patience),
    }
    if training.max_steps is not None:
        fix["training__max_steps"] = min(100_000_000, 3 * training.max_steps)
    if training.max_minutes is not None:
        fix["training__max_minutes"] = min(100_000, max(1, round(3 * training.max_minutes)))
    return fix


def too_short(seen: Evidence) -> Finding | None:
    """Translations end before they should."""
    wanted = sum(len(_words(sample.reference)) for sample in seen.samples)
    found = sum(len(_words(sample.hypothesis)) for sample in seen.samples)
    if len(seen.samples) < LEAST_SAMPLES or not wanted or found >= SHORT * wanted:
        return None
    decoding = seen.config.decoding
    longest = max(len(_words(sample.hypothesis)) for sample in seen.samples)
    cut = _share(seen.samples, lambda it: len(_words(it.hypothesis)) == longest and _can_fill(it, decoding)) >= MANY
    text = f"The sample translations have {found / wanted:.0%} of the words of their references: "
    if cut:
        return finding(
            "too-short",
            "Too short",
            f"{text}they are cut off at decoding.max_length = {decoding.max_length} tokens.",
            "Allow longer translations.",
            decoding__max_length=min(2048, max(16, 4 * decoding.max_length)),
        )
    penalty = min(5.0, decoding.length_penalty + 0.5)
    cause = f"{text}the model ends its sentences too early."
    if decoding.method in ("beam", "diverse") and decoding.beam_size > 1:
        advice = "Favour longer translations with a higher length penalty."
        return finding("too-short", "Too short", cause, advice, decoding__length_penalty=penalty)
    return finding(
        "too-short",
        "Too short",
        cause,
        "Search with a beam, whose length penalty favours longer translations.",
        decoding__method="beam",
        decoding__beam_size=max(decoding.beam_size, DecodingConfig().beam_size),
        decoding__length_penalty=penalty,
    )


def _can_fill(sample: Sample, decoding: DecodingConfig) -> bool:
    """Whether the translation can be so many tokens, which have a byte at least, its end included."""
    return len(sample.hypothesis.encode()) + 1 >= decoding.max_length


def leak(seen: Evidence) -> Finding | None:
    """The validation part holds pairs that are trained on."""
    if seen.leaked is None or seen.leaked < LEAKED:
        return None
    return finding(
        "leak",
        "Leak between the parts",
        f"{seen.leaked:.0%} of the validation sentences are trained on too, but for case and punctuation: their scores "
        "say how well the model remembers, not how well it translates.",
        "Import the data again without these pairs; no setting can mend it.",
    )


def _share(samples: Sequence[Sample], shows: Callable[[Sample], bool]) -> float:
    if len(samples) < LEAST_SAMPLES:
        return 0.0
    return sum(map(shows, samples)) / len(samples)


def _words(text: str) -> list[str]:
    return text.casefold().split()


def _is_copy(sample: Sample) -> bool:
    hypothesis, source, reference = map(_words, (sample.hypothesis, sample.source, sample.reference))
    if not hypothesis or reference in (source, hypothesis):  # a right translation is no copy, however like its source
        return False
    same = sum(a == b for a, b in zip(hypothesis, source, strict=False))
    return same >= 0.8 * max(len(hypothesis), len(source))


def _goes_round(sample: Sample) -> bool:
    words = _words(sample.hypothesis)
    longest = max((len(list(run)) for _, run in groupby(words)), default=0)
    wanted = max((len(list(run)) for _, run in groupby(_words(sample.reference))), default=0)
    circles = len(words) >= LONG and len(set(words)) < DISTINCT * len(words)
    expected = len(set(_words(sample.reference))) < DISTINCT * len(_words(sample.reference))
    return (longest >= REPEATED and wanted < longest) or (circles and not expected)
