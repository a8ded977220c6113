"""JSON Lines: an object a line, the two sentences under keys such as "translation.en"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tfmodel.corpus.detected import Detected
from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.readers.position import Position
from tfmodel.corpus.readers.units import unit_pair
from tfmodel.corpus.text_file import LINE_LIMIT, UNREADABLE, TextFile

_UNITS = ("id", "_id", "uid", "key")  # keys under which records have their name
_DEEPEST = 8


def read_json_lines(detected: Detected, position: Position) -> Iterator[Pair | Rejected]:
    """The pairs of a file with an object a line.

    Raises:
        FailureError: The encoding is unknown, or the file is packed and damaged.
    """
    source_path, target_path = key_path(detected.source_key), key_path(detected.target_key)
    with TextFile(detected.places[0], detected.encoding) as file:
        position.follow(file)
        for number, line in enumerate(file, 1):
            record = parsed(line)
            source, target = at(record, source_path), at(record, target_path)
            if isinstance(source, str) and isinstance(target, str):
                yield unit_pair(storable(source), storable(target), number, _unit(record))
            else:
                yield _refused(line, number)


def parsed(line: str) -> Any:
    """The value of a line, None when it is no JSON."""
    if len(line) >= LINE_LIMIT:
        return None
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def key_path(key: str) -> tuple[str, ...]:
    """The steps to a value: "translation.en" is `en` in `translation`; a number counts in a list."""
    return tuple(key.split("."))


def at(value: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path, None when nothing does."""
    for place, step in enumerate(path):
        if isinstance(value, dict):
            rest = ".".join(path[place:])
            if rest in value:  # a key may have dots of its own
                return value[rest]
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and len(step) < 7 and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def text_keys(value: Any, before: str = "") -> dict[str, str]:
    """Every path to a text in a record, with the text."""
    if before.count(".") >= _DEEPEST:
        return {}
    inside = value.items() if isinstance(value, dict) else enumerate(value[:50]) if isinstance(value, list) else ()
    found: dict[str, str] = {}
    for key, part in inside:
        name = f"{before}{key}"
        found.update({name: part} if isinstance(part, str) else text_keys(part, f"{name}."))
    return found


def _refused(line: str, number: int) -> Rejected:
    if len(line) >= LINE_LIMIT:
        return rejected(number, "line-too-long", line)
    return rejected(number, "not-text" if line.strip() else "empty-line", line)


def storable(text: str) -> str:
    """The text with U+FFFD for halves of characters, which JSON can write and UTF-8 cannot."""
    if text.isascii():
        return text
    return "".join(UNREADABLE if "\ud800" <= letter <= "\udfff" else letter for letter in text)


def _unit(record: Any) -> str:
    if not isinstance(record, dict):
        return ""
    return next((storable(str(record[key]))[:200] for key in _UNITS if isinstance(record.get(key), str | int)), "")
