"""All rules, the gravest first; what a graver one explains is not said again."""

from __future__ import annotations

from collections.abc import Callable

from tfmodel.contract.doctor import curves, outputs
from tfmodel.contract.doctor.evidence import Evidence
from tfmodel.contract.events import Finding

Rule = Callable[[Evidence], Finding | None]

# A rule that finds something makes those that it names superfluous: they would show what it has caused.
RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (
        curves.not_a_number,
        ("diverged", "rate-too-high", "plateau", "overfitting", "repeats-words", "too-short", "long-warm-up"),
    ),
    (curves.diverged, ("plateau", "overfitting", "repeats-words", "too-short", "rate-too-low", "long-warm-up")),
    (curves.rate_too_high, ("plateau", "overfitting", "repeats-words", "too-short", "rate-too-low", "long-warm-up")),
    (curves.long_warm_up, ("rate-too-low",)),
    (outputs.leak, ()),
    (outputs.unknown_words, ("repeats-words", "plateau")),
    (outputs.copies_source, ("plateau", "repeats-words", "overfitting")),
    (curves.overfitting, ("plateau", "repeats-words")),
    (curves.rate_too_low, ("plateau", "repeats-words", "too-short")),
    (outputs.too_short, ()),
    (curves.plateau, ("repeats-words",)),
    (outputs.repeats_words, ()),
)


def examine(seen: Evidence) -> list[Finding]:
    """What is wrong with a run, the gravest first; empty when nothing is known against it."""
    found: list[Finding] = []
    explained: set[str] = set()
    for rule, explains in RULES:
        result = rule(seen)
        if result is not None and result.rule not in explained:
            found.append(result)
            explained.update(explains)
    return found
