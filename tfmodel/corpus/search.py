"""What a person types into a search field, as conditions for SQLite; every text is safe."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
# Scripts without spaces: the index has whole runs of them as one word, so parts are looked for letter by letter.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORDS = 32  # of a text that is compared with the dataset; more cost time and tell little


@dataclass(frozen=True)
class Condition:
    """A condition on the table `pair` and the values of its parameters."""

    condition: str
    values: tuple[str, ...]


def parsed(text: str) -> Condition:
    """Pairs that have all words of the text on either side, the last of which may be a beginning.

    A text without words (only marks) and one in a script without spaces is looked for as it stands.
    """
    text = _encodable(text)
    words = _WORD.findall(text.replace("_", " "))
    if not words or _UNSPACED.search(text):
        return Condition("(instr(source, ?) OR instr(target, ?))", (text.strip(), text.strip()))
    beginning = "*" if text[-1:].isalnum() else ""
    query = " ".join(f'"{word}"' for word in words) + beginning
    return Condition("id IN (SELECT rowid FROM pair_text WHERE pair_text MATCH ?)", (query,))


def any_of(text: str) -> str:
    """A query for rows that have any word of the text, or "" for a text without words."""
    words = dict.fromkeys(word.lower() for word in _WORD.findall(_encodable(text).replace("_", " ")))
    return " OR ".join(f'"{word}"' for word in list(words)[:_WORDS])


def _encodable(text: str) -> str:
    """Without halves of characters, which a paste can bring and SQLite refuses."""
    return text.encode("utf-8", "ignore").decode()
