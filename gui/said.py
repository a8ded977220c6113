"""What is said outside the window, by jobs, the contract and the corpus, in the language of the window.

Out there all is English: it is what the command line prints, and what run folders keep. A text that was made with
values in it is known by its template, "There is no file {0}.", whose translation gets the same values; the list of
templates is made from the code by `python -m resources.translations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from typing import TypeVar

from pydantic import BaseModel
from PySide6.QtCore import QCoreApplication

from gui.language import FOLDER, figures
from tfmodel.contract.settings import Setting, settings_of

TEMPLATES = FOLDER / "templates.txt"
DEEPEST = 3  # templates within templates
SHORT, MOST_WORDS = 12, 4  # a template of so few letters is that of values of so few words
_SLOT = re.compile(r"\{(=?)(\d)\}")
_NUMBER = re.compile(r"-?[\d,]*\d(\.\d+)?(e-?\d+)?( ?%| [^\d.,]*)?")
_SENTENCES = re.compile(r"(?<=[.!?]) +(?=\S)")

Model = TypeVar("Model", bound=BaseModel)


def said(text: str) -> str:
    """A text in the language of the window; what nobody has translated stays as it is."""
    return _said(text, 0) if text and not _is_english() else text


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
    """Whether there is nothing to translate to; asked of the first text that has a translation in every language."""
    return QCoreApplication.translate("language", "code") == "code"


def _exact(context: str, text: str) -> str:
    return QCoreApplication.translate(context, text) if text else text


def _said(text: str, depth: int) -> str:
    return _known(text, depth) or text


def _known(text: str, depth: int) -> str | None:
    """The translation of a text, of its template, or of its lines, sentences or clauses one by one."""
    exact = _exact("said", text)
    if exact != text or depth > DEEPEST:
        return exact
    if "\n" in text:
        return "\n".join(_said(line, depth) for line in text.split("\n"))
    return _by_template(text, depth) or _by_sentence(text, depth) or _by_clause(text, depth)


def _by_sentence(text: str, depth: int) -> str | None:
    parts = _SENTENCES.split(text)
    if len(parts) == 1:
        return None
    known = [_known(part, depth) for part in parts]
    return " ".join(map(str, known)) if all(part is not None for part in known) else None


def _by_clause(text: str, depth: int) -> str | None:
    """A clause of which somebody has made a sentence, or to which somebody has written what it is about."""
    about, colon, clause = text.removesuffix(".").rpartition(": ")
    known = _known(clause, depth + 1) if clause != text else None
    if known is None:
        return None
    return (_said(about, depth + 1) + colon if colon else "") + known + ("." if text.endswith(".") else "")


def _by_template(text: str, depth: int) -> str | None:
    for template, words, pattern in _templates():
        if all(word in text for word in words):
            found = re.fullmatch(pattern, text, re.DOTALL)
            if found is not None and _fits(template, found.groups(), depth):
                return _fill(_exact("said", template), found.groups(), depth)
    return None


def _fits(template: str, values: tuple[str, ...], depth: int) -> bool:
    """Whether values are such as a program writes: no sentences behind it, and little where the template is short."""
    if any(_SENTENCES.search(value) and _known(value, depth + 1) is None for value in values):
        return False
    is_short = len(_SLOT.sub("", template)) < SHORT
    return not (is_short and any(": " in value or len(value.split()) > MOST_WORDS for value in values))


def _fill(translation: str, values: tuple[str, ...], depth: int) -> str:
    """Puts the values into their places: those of {=0} as they are, numbers of {0} in the way of the language."""

    def value_of(slot: re.Match[str]) -> str:
        value = values[int(slot[2])]
        if slot[1]:
            return value
        return figures(value) if _NUMBER.fullmatch(value) else _said(value, depth + 1)

    return _SLOT.sub(value_of, translation)


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Each template with the words that a text must have and the pattern that it must match then; the longest first."""
    lines = TEMPLATES.read_text(encoding="utf-8").splitlines()
    made = []
    for line in sorted(lines, key=lambda line: -len(_SLOT.sub("", line))):
        template = line.replace("\\n", "\n")
        words = _SLOT.split(template)[::3]
        made.append((template, tuple(word for word in words if word), "(.*?)".join(map(re.escape, words))))
    return tuple(made)
