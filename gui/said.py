"""What is said outside the window, by jobs, the contract and the corpus, in the language of the window.

Out there all is English: it is what the command line prints, and what run folders keep (`tfmodel.contract.wording`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication

from gui.language import figures, spoken_now
from gui.later import later
from tfmodel.contract.wording import Wording

if TYPE_CHECKING:
    import pydantic
else:
    pydantic = later("pydantic")

Model = TypeVar("Model", bound="pydantic.BaseModel")


def said(text: str) -> str:
    """A text in the language of the window; what nobody has translated stays as it is."""
    return text if _is_english() else _WORDING.said(text)


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
    if isinstance(value, pydantic.BaseModel):
        return spoken(value)
    if isinstance(value, tuple | list):
        return tuple(map(_in_language, value))
    return value


def _is_english() -> bool:
    return spoken_now() == "en"


def _exact(context: str, text: str) -> str:
    return QCoreApplication.translate(context, text) if text else text


_WORDING = Wording(_exact, figures)
