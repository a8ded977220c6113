"""Whole words or single characters: a list of pieces, kept as readable JSON."""

from __future__ import annotations

import hashlib
import json
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import ClassVar, Self

from tfmodel.contract import atomic
from tfmodel.contract.symbols import BOS, EOS, PAD, SYMBOLS, UNK

SUFFIX = ".json"
SPACE = "▁"  # as SentencePiece writes the space before a word
_SILENT = (PAD, BOS)

# Signs that are written on a letter, of the scripts that need them; the regular expression's \w does not have them.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0980-\u0dff\u0e31-\u0e4e"
    "\u0eb1-\u0ecd\u0f71-\u0fbc\u102b-\u103e\u17b4-\u17d3"
)
# A space is part of the word that follows it: joining the pieces gives the sentence back, "l'été" and "été ?" too.
_WORD = re.compile(rf" ?[\w{_SIGNS}]+| ?[^\w\s]|\s")


class ListTokenizer(ABC):
    """Pieces looked up in a list; what is not in it is UNK.

    Args:
        vocabulary: Pieces in the order of their ids, after the symbols.
        required: Placeholders that are never split, and are in the vocabulary.
    """

    kind: ClassVar[str]
    unknown: ClassVar[str]  # what stands for UNK in a text
    lead: ClassVar[str]  # what every text begins with

    def __init__(self, vocabulary: Sequence[str], required: Sequence[str] = ()) -> None:
        self.vocabulary = [*SYMBOLS, *vocabulary]
        self._required = tuple(required)
        longest_first = sorted(required, key=len, reverse=True)
        self._whole = re.compile(f"({'|'.join(map(re.escape, longest_first))})") if required else None
        self._ids = {piece: number for number, piece in enumerate(self.vocabulary) if number >= len(SYMBOLS)}

    @classmethod
    @abstractmethod
    def cut_part(cls, text: str) -> list[str]:
        """The pieces of a text without placeholders, whatever the vocabulary; joined they are the text."""

    def cut(self, text: str) -> list[str]:
        """The pieces of a text, whatever the vocabulary; a placeholder is one piece, without the space before it."""
        text = self.lead + text
        if self._whole is None:
            return self.cut_part(text)
        parts = self._whole.split(text)  # placeholders are at the odd places
        return [piece for n, part in enumerate(parts) for piece in ([part] if n % 2 else self.cut_part(part))]

    @property
    def vocabulary_size(self) -> int:
        """Number of ids, symbols included."""
        return len(self.vocabulary)

    @cached_property
    def fingerprint(self) -> str:
        """Hash of kind and pieces."""
        content = [self.kind, self.vocabulary, *([self._required] if self._required else [])]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text, without BOS and EOS."""
        return [[self._ids.get(piece, UNK) for piece in self.cut(text)] for text in texts]

    def sampled(self, alpha: float, seed: int, limit: int) -> Self:
        """Itself: a text has one cut."""
        return self

    def decode(self, ids: Sequence[int]) -> str:
        """The text of ids, up to EOS; an unknown piece is "⁇", other symbols are skipped."""
        ended = takewhile(EOS.__ne__, map(int, ids))
        text = "".join(
            self.unknown if token == UNK else self.vocabulary[token] for token in ended if token not in _SILENT
        )
        return text.replace(SPACE, " ").strip(" ")

    def pieces(self, ids: Sequence[int]) -> list[str]:
        """The piece of each id."""
        return [self.vocabulary[token] for token in ids]

    def save(self, folder: Path, name: str) -> None:
        """Writes `folder/name.json`."""
        content: dict[str, object] = {"kind": self.kind, "vocabulary": self.vocabulary[len(SYMBOLS) :]}
        if self._required:
            content["required"] = self._required
        atomic.write_text(folder / f"{name}{SUFFIX}", json.dumps(content, ensure_ascii=False, indent=0) + "\n")


class WordTokenizer(ListTokenizer):
    """Words and punctuation marks, each with the space before it."""

    kind = "word"
    unknown = " ⁇"
    lead = " "

    @classmethod
    def cut_part(cls, text: str) -> list[str]:
        """Words and marks with the space before them: ▁Où ▁est - il ▁?."""
        return [piece.replace(" ", SPACE) for piece in _WORD.findall(text)]


class CharacterTokenizer(ListTokenizer):
    """Single characters, for dates, numbers and other spellings."""

    kind = "character"
    unknown = "⁇"
    lead = ""

    @classmethod
    def cut_part(cls, text: str) -> list[str]:
        """Each character; a space as "▁"."""
        return list(text.replace(" ", SPACE))


KINDS: dict[str, type[ListTokenizer]] = {"word": WordTokenizer, "character": CharacterTokenizer}


def train_list(
    sentences: Iterable[str], kind: str, *, vocabulary_size: int, symbols: Sequence[str] = ()
) -> ListTokenizer:
    """The placeholders and the most frequent pieces; equally frequent ones in the order of the alphabet."""
    cut = KINDS[kind]((), symbols).cut
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(cut(sentence))
    always = [*symbols, SPACE] if symbols else []  # the space before a placeholder is a piece of its own
    ranked = sorted(counts.keys() - set(always), key=lambda piece: (-counts[piece], piece))
    return KINDS[kind]([*always, *ranked][: vocabulary_size - len(SYMBOLS)], symbols)


def load_list(path: Path) -> ListTokenizer:
    """Reads what `save` wrote."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return KINDS[content["kind"]](content["vocabulary"], content.get("required", ()))
