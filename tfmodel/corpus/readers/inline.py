"""Text with inline codes, as translation memories and XLIFF files have it."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tfmodel.corpus.detected import Inline
from tfmodel.corpus.text_file import UNREADABLE

if TYPE_CHECKING:
    from lxml.etree import _Element

# code: stands alone, its content is no text. open, close: the two ends of a span. span: encloses text.
# text: a remark about text, no code. character: one that XML cannot hold. nothing: neither text nor code.
Role = Literal["code", "open", "close", "span", "text", "character", "nothing"]


@dataclass(frozen=True)
class Codes:
    """The inline elements of a format.

    Attributes:
        roles: By name, without namespace.
        numbers: Attributes that tell codes apart, the first that is there.
        ends: The same, for what ends a span: they name the beginning.
    """

    roles: Mapping[str, Role]
    numbers: tuple[str, ...]
    ends: tuple[str, ...]


TMX_CODES = Codes(
    {"bpt": "open", "ept": "close", "ph": "code", "it": "code", "ut": "code", "hi": "span", "sub": "text"},
    numbers=("x", "i"),
    ends=("i",),
)
XLIFF_CODES = Codes(
    {
        **{"g": "span", "x": "code", "bx": "open", "ex": "close", "ph": "code", "it": "code"},
        **{"bpt": "open", "ept": "close", "mrk": "text", "sub": "text"},
        **{"pc": "span", "sc": "open", "ec": "close", "cp": "character", "sm": "nothing", "em": "nothing"},
    },
    numbers=("id",),
    ends=("startRef", "rid", "id"),
)


def text_of(element: _Element, codes: Codes, inline: Inline) -> str | None:
    """The text of an element, its inline codes treated as asked; None where it has some and none are wanted."""
    if not len(element):
        return element.text or ""
    reading = _Reading(codes, inline)
    reading.enter(element)
    return None if reading.found and inline == "skip" else "".join(reading.pieces)


class _Reading:
    def __init__(self, codes: Codes, inline: Inline) -> None:
        self._codes = codes
        self._keeps = inline == "keep"
        self._marks: dict[str, str] = {}  # of spans that are open, by what their end calls them
        self._count = 0
        self.found = False
        self.pieces: list[str] = []

    def enter(self, element: _Element) -> None:
        """Adds the text of an element and of those inside it."""
        self.pieces.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, self._codes.roles.get(child.tag.rpartition("}")[2], "text"))
            elif (child.text or "").startswith("&"):  # an entity that the file itself does not declare
                self.pieces.append(html.unescape(child.text or ""))
            self.pieces.append(child.tail or "")

    def _child(self, child: _Element, role: Role) -> None:
        if role == "text":
            self.enter(child)
        elif role == "character":
            self.pieces.append(_character(child.get("hex", "")))
        elif role != "nothing":
            self.found = True
            self._code(child, role)

    def _code(self, child: _Element, role: Role) -> None:
        mark = self._closing(child) if role == "close" else self._opening(child)
        self._put(f"{{/{mark}}}" if role == "close" else f"{{{mark}}}")
        if role == "span":
            self.enter(child)
            self._put(f"{{/{mark}}}")

    def _put(self, mark: str) -> None:
        if self._keeps:
            self.pieces.append(mark)

    def _opening(self, child: _Element) -> str:
        self._count += 1
        mark = _first(child, self._codes.numbers) or str(self._count)
        for name in ("i", "rid", "id"):
            self._marks[f"{child.get(name)}"] = mark
        return mark

    def _closing(self, child: _Element) -> str:
        name = _first(child, self._codes.ends)
        return self._marks.get(name, name)


def _first(element: _Element, names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := element.get(name))), "")


def _character(code: str) -> str:
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return UNREADABLE
    return UNREADABLE if "\ud800" <= character <= "\udfff" else character
