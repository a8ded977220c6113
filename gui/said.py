"""What is said outside the window, by jobs, the contract and the corpus, in the language of the window.

Out there all is English: it is what the command line prints, and what run folders keep (`tfmodel.contract.wording`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TypeVar

from pydantic import BaseModel
from PySide6.QtCore import QCoreApplication

from gui.language import figures, spoken_now
from tfmodel.contract.settings import Setting, settings_of
from tfmodel.contract.wording import Wording

Model = TypeVar("Model", bound=BaseModel)


def said(text: str) -> str:
    """A text in the language of the window; what nobody has translated stays as it is."""
    return text if _is_english() else _WORDING.said(text)


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
        yield Declared(**values | {name: _exact("setting", values[name]) for name in ("title", "help", "unit", "cost")})


def titles_of(config: type[BaseModel]) -> dict[str, str]:
    """What each setting is called on the Model page, by path."""
    return {setting.path: _exact("setting", setting.title) for setting in settings_of(config)}


def setting_text(text: str) -> str:
    """The title, the help or the unit of a setting."""
    return _exact("setting", text)


def choice(value: str) -> str:
    """A value of a setting as a person reads it."""
    return _exact("choice", value)


def spoken(message: Model) -> Model:
    """An event or a failure of a job with its sentences in the language of the window."""
    if _is_english():
        return message
    changes = {name: _in_language(value) for name in _TELLING for value in [getattr(message, name, None)] if value}
    return message.model_copy(update=changes) if changes else message


# The fields of events and failures that a person reads, never names, paths or numbers.
_TELLING = (
    *("title", "cause", "advice", "text", "unit", "message", "note", "problem", "why_not", "effect"),
    *("reasons", "findings", "changes", "backends"),
)


def _in_language(value: object) -> object:
    if isinstance(value, str):
        return said(value)
    if isinstance(value, BaseModel):
        return spoken(value)
    if isinstance(value, tuple | list):
        return tuple(map(_in_language, value))
    return value


def _is_english() -> bool:
    return spoken_now() == "en"


def _exact(context: str, text: str) -> str:
    return QCoreApplication.translate(context, text) if text else text


_WORDING = Wording(_exact, figures)
