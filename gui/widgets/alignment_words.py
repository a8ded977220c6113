"""From attention between pieces to attention between words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

from tfmodel.contract.symbols import SYMBOLS
from tfmodel.corpus.words import UNSPACED

MARK = "▁"  # begins a word in the pieces of all tokenizers, where words have spaces between them
DIRECTIONS = ("L", "R", "AL")  # of letters, as Unicode names them: to the right, to the left, Arabic
_BYTES = re.compile(r"(?:<0x[0-9A-F]{2}>)+")
_NAMES = re.compile(r"<[^<>]+>")  # of symbols, of datasets that tags name, and of bytes: no letters of the text


@dataclass(frozen=True)
class WordAlignment:
    """Words of both sides, and how much each target word attended to each source word.

    `weights` has a row a target word and a column a source word; a row sums to 1 where that of the pieces did.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]


def align_words(
    source: Sequence[str], target: Sequence[str], weights: Sequence[Sequence[float]], *, characters: bool = False
) -> WordAlignment:
    """Joins pieces to words.

    The weights of a word's source pieces are added up (attention is shared out among them); those of its target
    pieces are averaged (each has a share of its own). In Chinese, Japanese, Thai and the like each piece is a word.

    Args:
        source: Source pieces, length S.
        target: Target pieces, length T.
        weights: Cross-attention, (T, S).
        characters: The tokenizer cuts into characters: they stay as they are, for attention works on them.
    """
    columns, rows = _groups(source, characters), _groups(target, characters)
    table = []
    for row in rows:
        sums = [[sum(weights[piece][s] for s in column) for column in columns] for piece in row]
        table.append(tuple(sum(values) / len(row) for values in zip(*sums, strict=True)))
    return WordAlignment(
        tuple(_word(source, group) for group in columns), tuple(_word(target, group) for group in rows), tuple(table)
    )


def is_right_to_left(words: Sequence[str]) -> bool:
    """Whether the first letter that has a direction runs to the left; names of symbols, tags and bytes do not count."""
    letters = (bidirectional(character) for word in words for character in _NAMES.sub("", word))
    return next((letter for letter in letters if letter in DIRECTIONS), "L") != "L"


def words_of(pieces: Sequence[str], *, characters: bool = False) -> list[tuple[int, str]]:
    """The words that pieces make, or those of `characters` themselves, each with the place of its first piece."""
    return [(group[0], _word(pieces, group)) for group in _groups(pieces, characters)]


def starts_word(piece: str, before: str) -> bool:
    """Whether a word begins with a piece that stands behind the piece `before`."""
    return piece.startswith(MARK) or any(part in SYMBOLS or UNSPACED.search(part) for part in (piece, before))


def _groups(pieces: Sequence[str], characters: bool) -> list[list[int]]:
    if characters:
        return [[number] for number in range(len(pieces))]
    groups: list[list[int]] = []
    for number, piece in enumerate(pieces):
        if not groups or starts_word(piece, pieces[number - 1]):
            groups.append([number])
        else:
            groups[-1].append(number)
    return groups


def _word(pieces: Sequence[str], group: Sequence[int]) -> str:
    text = "".join(pieces[number] for number in group)
    if text == MARK:
        return "␣"
    return _BYTES.sub(_character, text).removeprefix(MARK)


def _character(match: re.Match[str]) -> str:
    return bytes.fromhex(match.group().replace("<0x", "").replace(">", "")).decode("utf-8", errors="replace")
