"""The events about runs as wholes, and about sweeps; declared apart from those of a job at work."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tfmodel.contract.message import Message


class Detached(Message):
    """The training goes on without whoever started it: the end of stdin means nothing any more."""

    event: Literal["detached"] = "detached"


class Interval(Message):
    """A score with its 95 % confidence interval by bootstrap; `p_value` against the baseline, None for the baseline."""

    score: float
    low: float
    high: float
    p_value: float | None = None


class ComparedRun(Message):
    """One run of a comparison; `step` is that of its weights, `finished` whether they are those of a finished model.

    Both are None in comparisons of former versions.
    """

    run: str
    name: str
    bleu: Interval
    chrf: Interval
    step: int | None = None
    finished: bool | None = None


class Compared(Message):
    """Runs on one test set (its fingerprint and name); the first of a comparison is its `baseline`."""

    event: Literal["compared"] = "compared"
    test_set: str
    title: str = ""
    baseline: str = ""
    sentences: int
    bleu_signature: str
    chrf_signature: str
    rows: tuple[ComparedRun, ...]


class TrialEnded(Message):
    """A run of a sweep has ended, in whatever state; `values` are the settings that it tried."""

    event: Literal["trial"] = "trial"
    sweep: str
    number: int
    total: int
    run: str
    values: dict[str, str]
    state: str
    bleu: float | None = None
    loss: float | None = None


class Finding(Message):
    """What is wrong with a run, by a rule of the run doctor; `fix` has settings for a new run, none when none helps."""

    rule: str
    title: str
    cause: str
    advice: str
    fix: dict[str, str] = Field(default_factory=dict)


class Diagnosed(Message):
    """What the run doctor says of a run, the gravest first."""

    event: Literal["diagnosed"] = "diagnosed"
    run: str
    findings: tuple[Finding, ...]
