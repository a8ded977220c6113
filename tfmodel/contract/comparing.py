"""What may be compared with what: settings that differ, and scores of one signature on one test set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tfmodel.contract.config import Config
from tfmodel.contract.settings import Setting, settings_of

MORE_SENTENCES = 0.05  # share by which numbers of sentences may differ: some are too long for one model


@dataclass(frozen=True)
class Difference:
    """A setting that is not the same everywhere: its declaration, and the value of each configuration."""

    setting: Setting
    values: tuple[object, ...]


def differences(configs: Sequence[Config]) -> list[Difference]:
    """The settings in which configurations differ, in the order of their declaration."""
    found = []
    for setting in settings_of(Config):
        values = tuple(config.value(setting.path) for config in configs)
        if any(value != values[0] for value in values):
            found.append(Difference(setting, values))
    return found


@dataclass(frozen=True)
class Basis:
    """What a score stands on.

    Attributes:
        test_set: Its fingerprint, "" when unknown.
        signature: sacreBLEU's, "" when unknown.
        is_stale: Whether it is of weights that the run no longer has.
        sentences: Of the test set that were translated; 0 where it is all of them.
    """

    test_set: str
    signature: str
    is_stale: bool = False
    sentences: int = 0


def why_not_ranked(bases: Sequence[Basis]) -> str:
    """Why scores on these bases must not be put in order, or "" when they may.

    A few sentences more or less are no hindrance: what is too long for a model is left out of its validations.
    """
    if any(not basis.signature or not basis.test_set for basis in bases):
        return "It is not known how some of these scores were made, so they cannot be ranked."
    if len({basis.test_set for basis in bases}) > 1:
        return "These scores were measured on different test sets, so they cannot be ranked."
    if len({basis.signature for basis in bases}) > 1:
        return "These scores have different sacreBLEU signatures, so they cannot be ranked."
    numbers = [basis.sentences for basis in bases]
    if numbers and max(numbers) - min(numbers) > MORE_SENTENCES * max(numbers):
        return "These scores were measured on different numbers of sentences, so they cannot be ranked."
    if any(basis.is_stale for basis in bases):
        return "Some of these scores are of weights that the run no longer has, so they cannot be ranked: score anew."
    return ""
