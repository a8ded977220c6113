"""What a job's events say to a person at a terminal."""

from __future__ import annotations

from typing import Any

from tfmodel.check_text import hardware_text, preflight_text
from tfmodel.contract import events
from tfmodel.contract.needs import clock


def text_of(event: events.Message) -> str:
    """Its sentences, or nothing where it says nothing to a person."""
    return str(_SENTENCES.get(type(event), lambda _: "")(event))


# What was asked for, and goes to stdout.
RESULTS = (
    events.Cleaned,
    events.Compared,
    events.Described,
    events.Diagnosed,
    events.Evaluated,
    events.Extracted,
    events.Hardware,
    events.Listed,
    events.Preflight,
    events.RulePreview,
    events.TokenizerTried,
    events.Translated,
    events.TrialEnded,
)


def _progress(event: events.Progress) -> str:
    of = f"/{event.total:,.0f}" if event.total else ""
    rate = f", {event.rate:,.0f} {event.unit}/s" if event.rate else ""
    left = f", {clock(event.seconds_left)} left" if event.seconds_left is not None else ""
    return f"{event.text} {event.done:,.0f}{of} {event.unit}{rate}{left}".strip()


def _training(event: events.TrainingReport) -> str:
    return (
        f"step {event.step:>6}  epoch {event.epoch:6.2f}  loss {event.loss:.4f}  rate {event.learning_rate:.2e}"
        f"  {event.tokens_per_second:,.0f} tokens/s  {clock(event.seconds)}"
    )


def _validation(event: events.ValidationReport) -> str:
    return (
        f"validation at step {event.step}: loss {event.loss:.4f}, perplexity {event.perplexity:.2f}, token accuracy "
        f"{event.token_accuracy:.1%}, BLEU {event.bleu:.1f}, chrF {event.chrf:.1f}{'  best' if event.best else ''}"
    )


def _samples(event: events.Samples) -> str:
    return "\n".join(f"    {item.source}\n      → {item.hypothesis}" for item in event.samples[:2])


def _rule_preview(event: events.RulePreview) -> str:
    shown = (
        f"  {pair.id}: {pair.source} | {pair.target}{f'  ({pair.note})' * bool(pair.note)}" for pair in event.examples
    )
    return "\n".join((f"{event.rule}: {event.pairs:,}", *shown))


def _cleaned(event: events.Cleaned) -> str:
    rules = ", ".join(f"{rule} {pairs:,}" for rule, pairs in event.taken.items() if pairs)
    did = "would flag" if event.preview else "flagged"
    return f"The rules {did}: {rules or 'nothing'}. Of {event.pairs:,} pairs {event.used:,} are used."


def _imported(event: events.Imported) -> str:
    reasons = "".join(f"\n  left out, {reason}: {count:,}" for reason, count in event.rejected.items())
    held_out = f"\n  set aside, the source is in a held-out part: {event.held_out:,}" if event.held_out else ""
    return (
        f"{event.path}: {event.kept:,} of {event.read:,} pairs kept ({event.train:,} to train, {event.validation:,} to "
        f"validate, {event.test:,} to test) in {event.seconds:.1f} s{reasons}{held_out}"
    )


def _evaluated(event: events.Evaluated) -> str:
    return "\n".join(
        (
            f"BLEU {event.bleu:.2f}  {event.bleu_signature}",
            f"chrF {event.chrf:.2f}  {event.chrf_signature}",
            f"TER  {event.ter:.2f}  {event.ter_signature}",
            f"exact {event.exact_match:.1%} of {event.sentences:,} sentences, {event.seconds:.1f} s",
        )
    )


def _exported(event: events.Exported) -> str:
    return (
        f"{event.path} ({event.bytes / 1e6:.1f} MB), {event.format}; loaded by another process and compared on "
        f"{event.sentences_compared} sentences: largest difference {event.largest_difference:.1e}"
    )


def _listed(event: events.Listed) -> str:
    if not event.rows:
        return "(none)"
    names = list(event.rows[0])
    width = {name: max(len(name), *(len(row[name]) for row in event.rows)) for name in names}
    lines = [{name: name for name in names}, *event.rows]
    return "\n".join("  ".join(row[name].ljust(width[name]) for name in names).rstrip() for row in lines)


def _described(event: events.Described) -> str:
    picture = event.picture
    lines = [f"{event.path}: {picture.sampled:,} of {picture.pairs:,} training pairs looked at"]
    for name, side in (("source", picture.source), ("target", picture.target)):
        scripts = ", ".join(share.name for share in side.scripts[:3]) or "none"
        lines.append(
            f"{name}: {side.running_words:,} words, {side.distinct_words:,} distinct, {side.seen_once:,} of them seen "
            f"once; scripts: {scripts}; most frequent: {' '.join(share.name for share in side.frequent[:8])}"
        )
    lines.append(f"target words to source words: {picture.density.median_ratio:.2f} in the median")
    return "\n".join(lines)


def _tried(event: events.TokenizerTried) -> str:
    trial = event.trial
    name = f"{trial.kind} {trial.vocabulary_size:,} {'shared' if trial.shared else 'separate'}"
    if trial.problem:
        return f"{name}: {trial.problem}"
    return (
        f"{name}: {trial.source_tokens:.1f} + {trial.target_tokens:.1f} tokens a pair, {trial.coverage:.2%} covered, "
        f"{trial.unknown:.2%} unknown, vocabularies of {trial.source_vocabulary:,} and {trial.target_vocabulary:,}, "
        f"{trial.seconds:.1f} s"
    )


def _stepped(event: events.Stepped) -> str:
    return f"{event.skipped:,} pairs kept the text: other pairs have the earlier one." if event.skipped else ""


def _compared(event: events.Compared) -> str:
    lines = [f"{event.sentences:,} sentences; the first run is the baseline"]
    width = max(len(row.name) for row in event.rows)
    for row in event.rows:
        lines.append(f"{row.name:<{width}}  BLEU {_interval(row.bleu)}   chrF {_interval(row.chrf)}")
    return "\n".join((*lines, event.bleu_signature, event.chrf_signature))


def _interval(score: events.Interval) -> str:
    test = "" if score.p_value is None else f" p = {score.p_value:.4f}{'*' if score.p_value < 0.05 else ''}"
    return f"{score.score:5.1f} [{score.low:.1f}, {score.high:.1f}]{test}"


def _diagnosed(event: events.Diagnosed) -> str:
    if not event.findings:
        return "The doctor finds nothing wrong."
    lines = []
    for found in event.findings:
        fix = "".join(f" --set {path}={value}" for path, value in found.fix.items())
        lines.append(f"{found.title}: {found.cause}\n    {found.advice}{fix}")
    return "\n".join(lines)


def _trial(event: events.TrialEnded) -> str:
    values = " ".join(f"{path}={value}" for path, value in event.values.items())
    bleu = "–" if event.bleu is None else f"{event.bleu:.1f}"
    loss = "–" if event.loss is None else f"{event.loss:.3f}"
    return f"{event.number}/{event.total}  {values}  {event.state}  BLEU {bleu}  loss {loss}"


_SENTENCES: dict[type, Any] = {
    events.Device: lambda event: f"{event.backend} on {event.device}, {event.precision}",
    events.State: lambda event: event.text,
    events.Progress: _progress,
    events.TrainingReport: _training,
    events.ValidationReport: _validation,
    events.Samples: _samples,
    events.Log: lambda event: event.message if event.level == "info" else f"{event.level}: {event.message}",
    events.Imported: _imported,
    events.RulePreview: _rule_preview,
    events.Cleaned: _cleaned,
    events.Evaluated: _evaluated,
    events.Exported: _exported,
    events.Listed: _listed,
    events.Described: _described,
    events.TokenizerTried: _tried,
    events.Extracted: lambda event: f"{event.path}: {event.count:,} {event.what}",
    events.Changed: lambda event: f"{event.pairs:,} pairs changed" if event.pairs else "Nothing to change",
    events.Stepped: _stepped,
    events.Compared: _compared,
    events.TrialEnded: _trial,
    events.Diagnosed: _diagnosed,
    events.Preflight: preflight_text,
    events.Hardware: hardware_text,
    events.Translated: lambda event: "\n".join(item.text for item in event.hypotheses),
    events.Finished: lambda event: event.text,
}
