"""The declared hyperparameters in the language of the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from pydantic import BaseModel

from gui.language import figures
from gui.said import exact, said
from tfmodel.contract.settings import Setting, settings_of


class Declared(Setting):
    """A hyperparameter with title, help, unit and tooltip in the language of the window."""

    @property
    def tooltip(self) -> str:
        """As in English; the help, which comes first, has been translated."""
        first, *more = super().tooltip.split("\n")
        return "\n".join((first, *map(said, more)))


def settings_in(config: type[BaseModel]) -> Iterator[Setting]:
    """The settings of a configuration as `settings_of` gives them, in the language of the window."""
    for setting in settings_of(config):
        values = {field.name: getattr(setting, field.name) for field in fields(setting)}
        yield Declared(**values | {name: exact("setting", values[name]) for name in ("title", "help", "unit", "cost")})


def titles_of(config: type[BaseModel]) -> dict[str, str]:
    """What each setting is called on the Model page, by path."""
    return {setting.path: exact("setting", setting.title) for setting in settings_of(config)}


def setting_text(text: str) -> str:
    """The title, the help or the unit of a setting."""
    return exact("setting", text)


def choice(value: str) -> str:
    """A value of a setting as a person reads it."""
    return exact("choice", value)


def value_text(value: str) -> str:
    """A value of a setting among others in a sentence: a number as the language writes it, a choice by its name."""
    return figures(choice(value))
