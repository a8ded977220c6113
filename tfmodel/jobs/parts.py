"""Lines as a model can take them: one that is too long in parts, cut at sentence ends, and put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tfmodel.contract.symbols import EOS
from tfmodel.corpus.cleaning import one_line
from tfmodel.corpus.sentences import sentences
from tfmodel.corpus.tokenizers.base import Tokenizer
from tfmodel.corpus.words import HAN

# Letters of Chinese and Japanese or their marks, perhaps in quotation marks; Korean and Thai sentences have spaces
# between them.
_ENDS_WITHOUT_SPACE = re.compile(f"[\u3000-\u30ff\uff00-\uff9f{HAN}][”’»)…—]*$")
WORD = "▁"  # begins a word in the pieces of all tokenizers


@dataclass(frozen=True)
class Line:
    """A line to translate.

    Attributes:
        parts: Ids of each part, without EOS; none of an empty line.
        note: What was done to a line that is too long.
    """

    parts: tuple[tuple[int, ...], ...]
    note: str = ""


def lines_of(
    texts: Sequence[str], tokenizer: Tokenizer, limit: int, tag: str = "", known: Sequence[str] = ()
) -> list[Line]:
    """Each text as ids, in parts where it has more than `limit` tokens; each sentence begins with the tag, if any.

    Without one, that of the `known` counts which a text begins with by itself, as the pairs of a mix do.
    """
    lines = [(tag, text) if tag else _tag_apart(text, known) for text in map(one_line, texts)]
    ids = tokenizer.encode([_tagged(text, own) for own, text in lines])
    return [
        _cut(text, tokenizer, limit, len(tokens), own) if len(tokens) > limit else _whole(text, tokens)
        for (own, text), tokens in zip(lines, ids, strict=True)
    ]


def _tag_apart(text: str, known: Sequence[str]) -> tuple[str, str]:
    """The tag that a text begins with, or "", and the rest of the text."""
    text = text.strip()
    tag = next((tag for tag in known if text.startswith(f"{tag} ")), "")
    return tag, text.removeprefix(tag)


def _tagged(text: str, tag: str) -> str:
    return f"{tag} {text.strip()}" if tag else text.strip()


def _whole(text: str, tokens: Sequence[int]) -> Line:
    return Line((tuple(tokens),) if text.strip() and tokens else ())


def _cut(text: str, tokenizer: Tokenizer, limit: int, length: int, tag: str) -> Line:
    """Models know single sentences: so each is translated by itself, even where two would have room."""
    parts: list[tuple[int, ...]] = []
    for sentence in sentences(text.strip()):
        (tokens,) = tokenizer.encode([_tagged(sentence, tag)])
        parts += [tuple(tokens)] if len(tokens) <= limit else _cut_sentence(sentence, tokenizer, limit, tag)
    kept = tuple(part for part in parts if part)
    return Line(
        kept, f"The line has {length:,} tokens, more than the model takes: it was translated in {len(kept)} parts."
    )


def _cut_sentence(sentence: str, tokenizer: Tokenizer, limit: int, tag: str) -> list[tuple[int, ...]]:
    """Each part begins with the tag, without which the model would not know where it is.

    Where sentences begin without a space, as those of characters do, parts do too: it was never seen there.
    """
    tagged, tokens = tokenizer.encode([_tagged(sentence, tag), sentence.strip()])
    lead = tagged[: len(tagged) - len(tokens)]
    room, parts = max(1, limit - len(lead)), []
    bare = not any(piece.startswith(WORD) for piece in tokenizer.pieces(tokens[:1]))
    while len(tokens) > room:
        end = _last_word(tokenizer.pieces(tokens[: room + 1]))
        parts.append((*lead, *tokens[:end]))
        tokens = tokens[end:]
        if bare and tokenizer.pieces(tokens[:1]) == [WORD]:
            tokens = tokens[1:]
    return [*parts, (*lead, *tokens)]


def _last_word(pieces: Sequence[str]) -> int:
    """How many of all pieces but the last can stay before a cut between words; all, where there are no words."""
    starts = [place for place, piece in enumerate(pieces) if place and piece.startswith(WORD)]
    return starts[-1] if starts else len(pieces) - 1


def joined(texts: Sequence[str]) -> str:
    """Translations of the parts of a line as one text: with a space, but not behind Chinese or Japanese."""
    whole = ""
    for text in texts:
        space = " " if whole and text and not _ENDS_WITHOUT_SPACE.search(whole) else ""
        whole += space + text
    return whole


def note_of_limit(tokens: Sequence[Sequence[int]]) -> str:
    """What to say of a translation, the ids of each of its parts, whose end the limit of its length has cut off."""
    cut = [len(ids) for ids in tokens if ids and ids[-1] != EOS]
    if not cut:
        return ""
    return f"The translation reached {max(cut):,} tokens, the most that it may have: its end is missing."


def note_of_text(notes: Sequence[str]) -> str:
    """What to say of a text: of the notes of its lines, "" where there is none, the first, and which lines have one."""
    noted = [number for number, note in enumerate(notes, start=1) if note]
    if not noted:
        return ""
    first = notes[noted[0] - 1]
    if len(notes) == 1:
        return first
    if len(noted) == 1:
        where = f"This is line {noted[0]:,}."
    else:
        where = f"This is line {noted[0]:,}, the first of {len(noted):,} lines with a note."
    return f"{first} {where}"
