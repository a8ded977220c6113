"""What a person types into a search field, as conditions for SQLite; every text is safe."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from dataclasses import dataclass

from tfmodel.corpus.words import SIGNS, UNSPACED

_WORD = re.compile(r"\w+")
# With vowel signs and accents: the index cuts words at most of them, and of a word as a whole finds the parts in a row.
_TYPED = re.compile(rf"\w[\w{SIGNS}]*")
_WORDS = 32  # of a text that is compared with the dataset; more cost time and tell little
_COMPARED = 10_000  # pairs that BM25 ranks for one text


@dataclass(frozen=True)
class Condition:
    """A condition on the table `pair`, or where `indexed` on `pair_text`, and the values of its parameters."""

    condition: str
    values: tuple[str, ...]
    indexed: bool


def parsed(text: str) -> Condition:
    """Pairs that have all words of the text on either side, the last of which may be a beginning.

    A text without words (only marks) and one in a script without spaces is looked for as it stands.
    """
    text = _encodable(text)
    words = _TYPED.findall(text.replace("_", " "))
    # Of scripts without spaces the index has whole runs as one word, so parts are looked for letter by letter.
    if not words or UNSPACED.search(text):
        return Condition("(instr(pair.source, ?) OR instr(pair.target, ?))", (text.strip(), text.strip()), False)
    beginning = "*" if text.endswith(words[-1]) else ""
    query = " ".join(f'"{word}"' for word in words) + beginning
    return Condition("pair_text MATCH ?", (query,), True)


@dataclass(frozen=True)
class Rarest:
    """The words of a text that are in few pairs.

    Attributes:
        words: Quoted for a query.
        few: Whether BM25 can rank all pairs that have one of them without being felt.
    """

    words: tuple[str, ...]
    few: bool


def rarest(connection: sqlite3.Connection, text: str) -> Rarest:
    """Chooses the words by which pairs like a text are looked for; none where no pair has any of them.

    The rarest are taken until together they are in so many pairs that comparing all of these would be felt; one is
    taken in any case.

    Args:
        connection: Has the table `temp.word`.
        text: Any text.
    """
    words = dict.fromkeys(_WORD.findall(_encodable(text).replace("_", " ")))
    counted = sorted((_pairs_with(connection, word), word) for word in list(words)[:_WORDS])
    chosen: list[str] = []
    pairs = 0
    for count, word in counted:
        if count and (pairs + count <= _COMPARED or not chosen):
            pairs += count
            chosen.append(f'"{word}"')
    return Rarest(tuple(chosen), pairs <= _COMPARED)


def _pairs_with(connection: sqlite3.Connection, word: str) -> int:
    folded = "".join(filter(lambda sign: not unicodedata.combining(sign), unicodedata.normalize("NFD", word.lower())))
    found = connection.execute("SELECT doc FROM temp.word WHERE term = ?", (folded,)).fetchone()
    return int(found[0]) if found else 0


def similarity(one: str, other: str) -> float:
    """Share of the words that two sentences have in common (Dice), 1 for the same words."""
    words = [Counter(_WORD.findall(sentence.casefold())) for sentence in (one, other)]
    return 2 * (words[0] & words[1]).total() / max(1, words[0].total() + words[1].total())


def _encodable(text: str) -> str:
    """Without halves of characters, which a paste can bring and SQLite refuses."""
    return text.encode("utf-8", "ignore").decode()
