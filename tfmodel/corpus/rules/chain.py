"""The chain of rules: which are applied, with what settings; part of the dataset."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from tfmodel.contract.failure import fail
from tfmodel.contract.settings import settings_of
from tfmodel.corpus.rules.batch import Batch
from tfmodel.corpus.rules.language import Language
from tfmodel.corpus.rules.lengths import Length, LengthRatio
from tfmodel.corpus.rules.matching import Links, Numbers, Placeholders, Untranslated
from tfmodel.corpus.rules.near import NearDuplicates, NearHeldOut
from tfmodel.corpus.rules.repeated import Duplicates, Found, ManyTargets, Tell
from tfmodel.corpus.rules.scripts import Script
from tfmodel.corpus.rules.texts import Controls, Empty, Encoding, Markup, Punctuation


class PairRule(Protocol):
    """A rule that judges each pair by itself."""

    enabled: bool

    def find(self, batch: Batch) -> Iterable[int]:
        """The places in the batch of the pairs that it takes; one may come twice."""


class SetRule(Protocol):
    """A rule that compares the pairs of a dataset with each other."""

    enabled: bool

    def find_all(self, connection: sqlite3.Connection, tell: Tell) -> Iterator[Found]:
        """The pairs that it takes, each with the pair because of which."""


class Chain(BaseModel):
    """Every rule with its settings, in the order in which they are applied."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    empty: Empty = Empty()
    controls: Controls = Controls()
    encoding: Encoding = Encoding()
    markup: Markup = Markup()
    punctuation: Punctuation = Punctuation()
    length: Length = Length()
    length_ratio: LengthRatio = LengthRatio()
    untranslated: Untranslated = Untranslated()
    numbers: Numbers = Numbers()
    links: Links = Links()
    placeholders: Placeholders = Placeholders()
    script: Script = Script()
    language: Language = Language()
    duplicates: Duplicates = Duplicates()
    many_targets: ManyTargets = ManyTargets()
    near_duplicates: NearDuplicates = NearDuplicates()
    near_held_out: NearHeldOut = NearHeldOut()

    def pair_rules(self) -> dict[str, PairRule]:
        """The enabled rules that judge a pair by itself, by name."""
        return {name: cast(PairRule, rule) for name, rule in self if rule.enabled and hasattr(rule, "find")}

    def taken(self, batch: Batch) -> dict[str, list[int]]:
        """By rule, the places in the batch of the pairs that it takes, of the rules that judge a pair by itself."""
        return {name: sorted(set(rule.find(batch))) for name, rule in self.pair_rules().items()}

    def set_rules(self) -> dict[str, SetRule]:
        """The enabled rules that compare pairs, by name."""
        return {name: cast(SetRule, rule) for name, rule in self if rule.enabled and hasattr(rule, "find_all")}

    def only(self, names: Iterable[str]) -> Chain:
        """The same with no other rules than these, which are enabled.

        Raises:
            FailureError: There is no rule of such a name.
        """
        wanted = set(names)
        for name in sorted(wanted - set(TITLES)):
            raise fail("No such rule", f"There is no rule {name!r}.", f"The rules are {', '.join(TITLES)}.")
        values = self.model_dump()
        for name in values:
            values[name]["enabled"] = name in wanted
        return Chain.model_validate(values)

    def changed(self, changes: Mapping[str, Any]) -> Chain:
        """The same with some settings replaced, {"length_ratio.maximum": 2}.

        Raises:
            FailureError: A setting is unknown, or refuses its value.
        """
        values = self.model_dump()
        known = {setting.path for setting in settings_of(Chain)}
        for path, value in changes.items():
            if path not in known:
                raise fail("Unknown setting", f"There is no setting {path!r}.", "main.py clean --help lists them all.")
            rule, _, name = path.partition(".")
            values[rule][name] = value
        try:
            return Chain.model_validate(values)
        except ValidationError as error:
            wrong = error.errors()[0]
            path = ".".join(map(str, wrong["loc"]))
            raise fail(
                "Wrong setting", f"{path}: {wrong['msg'].lower()}, but it is {wrong['input']!r}.", "Correct it."
            ) from error


TITLES = {
    name: str(field.default.__class__.model_fields["enabled"].title) for name, field in Chain.model_fields.items()
}

PRESETS = {
    "gentle": Chain().changed(
        {
            "punctuation.letters": 0.1,
            "length.most_words": 250,
            "length.most_characters": 2000,
            "length.longest_word": 200,
            "length_ratio.maximum": 6.0,
            "untranslated.enabled": False,
            "numbers.enabled": False,
            "links.enabled": False,
            "placeholders.enabled": False,
            "script.share": 0.8,
            "language.enabled": False,
            "many_targets.enabled": False,
        }
    ),
    "standard": Chain(),
    "strict": Chain().changed(
        {
            "punctuation.letters": 0.5,
            "length.most_words": 100,
            "length.most_characters": 800,
            "length.longest_word": 40,
            "length_ratio.maximum": 2.0,
            "untranslated.fewest_words": 1,
            "script.share": 0.2,
            "language.certainty": 0.8,
            "language.fewest_letters": 15,
            "many_targets.most": 3,
            "near_duplicates.enabled": True,
            "near_held_out.enabled": True,
            "near_held_out.similarity": 0.8,
        }
    ),
}


def preset(name: str) -> Chain:
    """A chain by its name.

    Raises:
        FailureError: There is none of that name.
    """
    if name not in PRESETS:
        raise fail("No such preset", f"There is no preset {name!r}.", f"The presets are {', '.join(PRESETS)}.")
    return PRESETS[name]
