"""What is said outside the window, by jobs, the contract and the corpus, in the language of the window.

Out there all is English: it is what the command line prints, and what run folders keep (`tfmodel.contract.wording`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication

from gui.language import figures, spoken_now
from tfmodel.contract.wording import Wording

if TYPE_CHECKING:  # pydantic is not needed for the first frame
    from pydantic import BaseModel

Message = TypeVar("Message", bound="BaseModel")

# The fields of events and failures that a person reads, never names, paths or numbers.
_TELLING = (
    *("title", "cause", "advice", "text", "unit", "message", "note", "problem", "why_not", "effect"),
    *("reasons", "findings", "changes", "backends"),
)


def exact(context: str, text: str) -> str:
    """A text as a whole, or the text itself where nobody has translated it."""
    return QCoreApplication.translate(context, text) if text else text


_WORDING = Wording(exact, figures)


def said(text: str) -> str:
    """A text in the language of the window; what nobody has translated stays as it is."""
    return text if spoken_now() == "en" else _WORDING.said(text)


def as_sentence(clause: str) -> str:
    """A clause as a sentence, with a capital letter and a full stop."""
    return clause[:1].upper() + clause[1:] + "."


def spoken(message: Message) -> Message:
    """An event or a failure of a job with its sentences in the language of the window."""
    if spoken_now() == "en":
        return message
    changes = {name: _in_language(value) for name in _TELLING for value in [getattr(message, name, None)] if value}
    return message.model_copy(update=changes) if changes else message


def _in_language(value: Any) -> Any:
    if isinstance(value, str):
        return said(value)
    if isinstance(value, tuple | list):
        return tuple(map(_in_language, value))
    return spoken(value)  # only messages within messages are left
