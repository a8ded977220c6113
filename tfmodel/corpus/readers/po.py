"""gettext PO: the messages of a program and their translations.

polib reads a whole file into memory, and ends at the first mistake; so it is given a few entries at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tfmodel.corpus.detected import Detected
from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.readers.position import Position
from tfmodel.corpus.readers.units import unit_pair
from tfmodel.corpus.text_file import LINE_LIMIT, TextFile

if TYPE_CHECKING:
    from polib import POEntry

_TOGETHER = 4_000  # lines that polib is given at a time
_LONGEST_ENTRY = 20_000  # lines
# polib cuts lines where Python does, and gettext only at line ends; in a sentence they all become a space anyway.
_LINE_ENDS = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))

Block = list[str]


def read_po(detected: Detected, position: Position) -> Iterator[Pair | Rejected]:
    """The pairs of a PO file: the message and its translation, each plural form with the plural of the message.

    Turned round, the translation is the source.

    Raises:
        FailureError: The encoding is unknown, or the file is packed and damaged.
    """
    with TextFile(detected.places[0], detected.encoding) as file:
        position.follow(file)
        waiting: list[tuple[int, Block]] = []
        lines = 0
        for number, block in _blocks(file):
            waiting.append((number, block))
            lines += len(block)
            if lines >= _TOGETHER:
                yield from _pairs(waiting, detected)
                waiting, lines = [], 0
        yield from _pairs(waiting, detected)


def _blocks(file: TextFile) -> Iterator[tuple[int, Block]]:
    """Runs of lines between empty ones, which hold an entry or more, and the number of the first of each."""
    first, block = 1, Block()
    for number, line in enumerate(file, 1):
        text = line.strip()
        if not text or len(block) >= _LONGEST_ENTRY:
            if block:
                yield first, block
            first, block = number + bool(not text), Block()
        if text:
            block.append(line)
    if block:
        yield first, block


def _pairs(blocks: list[tuple[int, Block]], detected: Detected) -> Iterator[Pair | Rejected]:
    """The pairs of some blocks; of those that hold a mistake one by one, to lose no other."""
    starts: list[tuple[int, int]] = []  # where a block begins: in what polib is given, and in the file
    lines: Block = []
    for number, block in blocks:
        starts.append((len(lines) + 1, number))
        lines += [*block, ""]
    entries = _entries(lines)
    if entries is not None:
        for entry in entries:
            yield from _of_entry(entry, _line(entry, starts), detected)
    elif len(blocks) == 1:
        yield from _damaged(*blocks[0])
    else:
        middle = len(blocks) // 2
        yield from _pairs(blocks[:middle], detected)
        yield from _pairs(blocks[middle:], detected)


def _entries(lines: Block) -> list[POEntry] | None:
    import polib

    if any(len(line) >= LINE_LIMIT or _is_open(line) for line in lines):
        return None
    try:
        # The final comment keeps polib from taking the text for the name of a file.
        return list(polib.pofile("\n".join([*lines, "#"]).translate(_LINE_ENDS)))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):  # what polib raises at what it cannot read
        return None


def _is_open(line: str) -> bool:
    """Whether a text has no end, which polib would not say but cut a letter."""
    return line.startswith(('"', "msg")) and not line.rstrip().endswith('"')


def _line(entry: POEntry, starts: list[tuple[int, int]]) -> int:
    from bisect import bisect_right

    place, number = starts[max(0, bisect_right(starts, (entry.linenum, 1 << 62)) - 1)]
    return number + (entry.linenum or 1) - place


def _damaged(number: int, block: Block) -> Iterator[Rejected]:
    long = any(len(line) >= LINE_LIMIT for line in block)
    yield rejected(number, "line-too-long" if long else "broken-unit", " ".join(line[:100] for line in block[:5]))


def _of_entry(entry: POEntry, line: int, detected: Detected) -> Iterator[Pair | Rejected]:
    if not entry.msgid:
        return  # the header
    reason = "obsolete" if entry.obsolete else "fuzzy" if entry.fuzzy and not detected.fuzzy else ""
    if reason:
        yield rejected(line, reason, entry.msgid)
        return
    note = "\n".join(text for text in (entry.comment, entry.tcomment) if text)
    for source, target in message_pairs(entry):
        if detected.backwards:
            source, target = target, source
        yield unit_pair(source, target, line, entry.msgctxt or "", note)


def message_pairs(entry: POEntry) -> list[tuple[str, str]]:
    """The message with its translation; of a plural the singular with form 0, and the plural with each other form.

    A language without plural forms, such as Japanese, has only form 0: it belongs to both.
    """
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    forms = [text for _, text in sorted(entry.msgstr_plural.items())] or [""]
    return [(entry.msgid, forms[0]), *((entry.msgid_plural, form) for form in forms[1:] or forms)]
