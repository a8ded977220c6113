"""Texts of this program in another language: English is said everywhere, and translated where a person reads it.

A text that was made with values in it is known by its template, "There is no file {0}.", whose translation gets the
same values; the list of templates is made from the code by `python -m resources.translations`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "translations"
TEMPLATES = FOLDER / "templates.txt"
DEEPEST = 3  # templates within templates
SHORT, MOST_WORDS = 12, 4  # a template of so few letters is that of values of so few words
LANGUAGES = {"en": "English", "de": "Deutsch"}  # each in itself, so that a person who reads no other finds it
_MARKS = {"de": (".", ",")}  # between thousands, and before decimals
_SLOT = re.compile(r"\{(=?)(\d)\}")
_NUMBER = re.compile(r"\d+(,\d{3})*(\.\d+)?")
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")  # surely a number; "2.18" may be a version
_FIGURE = re.compile(r"-?[\d,]*\d(\.\d+)?(e-?\d+)?( ?%| [^\d.,]*)?")
_SENTENCES = re.compile(r"(?<=[.!?]) +(?=\S)")

Exact = Callable[[str, str], str]  # from context and text to the translation, or the text itself where there is none


class Wording:
    """One language.

    Args:
        exact: Looks a text up.
        figures: Writes the numbers of a text as the language does.
    """

    def __init__(self, exact: Exact, figures: Callable[[str], str]) -> None:
        self.exact, self.figures = exact, figures

    def said(self, text: str) -> str:
        """A text in this language; what nobody has translated stays as it is."""
        return self._said(text, 0)

    def _said(self, text: str, depth: int) -> str:
        return (self._known(text, depth) or text) if text else text

    def _known(self, text: str, depth: int) -> str | None:
        """The translation of a text, of its template, or of its lines, sentences or clauses one by one."""
        if _GROUPED.fullmatch(text):
            return self.figures(text)
        exact = self.exact("said", text)
        if exact != text or depth > DEEPEST:
            return exact
        if "\n" in text:
            return "\n".join(self._said(line, depth) for line in text.split("\n"))
        return self._by_template(text, depth) or self._by_sentence(text, depth) or self._by_clause(text, depth)

    def _by_sentence(self, text: str, depth: int) -> str | None:
        parts = _SENTENCES.split(text)
        if len(parts) == 1:
            return None
        known = [self._known(part, depth) for part in parts]
        return " ".join(map(str, known)) if all(part is not None for part in known) else None

    def _by_clause(self, text: str, depth: int) -> str | None:
        """A clause of which somebody has made a sentence, or to which somebody has written what it is about."""
        about, colon, clause = text.removesuffix(".").rpartition(": ")
        known = self._known(clause, depth + 1) if clause != text else None
        if known is None:
            return None
        return (self._said(about, depth + 1) + colon if colon else "") + known + ("." if text.endswith(".") else "")

    def _by_template(self, text: str, depth: int) -> str | None:
        for template, words, pattern in _templates():
            if all(word in text for word in words):
                found = re.fullmatch(pattern, text, re.DOTALL)
                if found is not None and self._fits(template, found.groups(), depth):
                    return self._fill(self.exact("said", template), found.groups(), depth)
        return None

    def _fits(self, template: str, values: tuple[str, ...], depth: int) -> bool:
        """Whether values are such as a program writes: no sentences behind them, and little in a short template."""
        if any(_SENTENCES.search(value) and self._known(value, depth + 1) is None for value in values):
            return False
        is_short = len(_SLOT.sub("", template)) < SHORT
        return not (is_short and any(": " in value or len(value.split()) > MOST_WORDS for value in values))

    def _fill(self, translation: str, values: tuple[str, ...], depth: int) -> str:
        """Puts the values into their places: those of {=0} as they are, numbers of {0} in the way of the language."""

        def value_of(slot: re.Match[str]) -> str:
            value = values[int(slot[2])]
            if slot[1]:
                return value
            return self.figures(value) if _FIGURE.fullmatch(value) else self._said(value, depth + 1)

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


def wording_of(language: str) -> Wording:
    """A language of `LANGUAGES` without Qt, for what a job writes for people."""
    if language == "en":
        return Wording(lambda context, text: text, lambda text: text)
    import xml.etree.ElementTree as ElementTree  # the window, which asks Qt, does without

    texts = {}
    for context in ElementTree.parse(FOLDER / f"transformer_desk_{language}.ts").iter("context"):
        for message in context.iter("message"):
            texts[context.findtext("name"), message.findtext("source")] = message.findtext("translation") or ""
    return Wording(
        lambda context, text: texts.get((context, text)) or text, lambda text: marked(text, *_MARKS[language])
    )


def marked(text: str, group: str, decimal: str) -> str:
    """Numbers as Python writes them, "12,000" and "1.5 GB", with other marks between thousands and before decimals."""
    marks = {ord(","): group, ord("."): decimal}
    return _NUMBER.sub(lambda number: number[0].translate(marks), text)
