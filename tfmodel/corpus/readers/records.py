"""Records of a delimited file: a line each, or several where a quoted field holds line ends."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tfmodel.corpus.text_file import LINE_LIMIT

RECORD_LINES = 100  # a quotation mark that is still open after so many lines was never meant to open


@dataclass(slots=True)  # not frozen: that would take twice as long to make
class Record:
    """One record.

    Attributes:
        line: Line it begins on, counted from 1.
        text: Its first line as it stands in the file.
        cells: Its fields, None when the quotation marks do not match.
    """

    line: int
    text: str
    cells: list[str] | None


def records(lines: Iterable[str], delimiter: str, quoting: bool) -> Iterator[Record]:
    """Cuts lines into records of fields.

    Quotation marks work as in RFC 4180. Where they do not match, the first line alone is given up and the lines after
    it are read again, so that one wrong mark costs one line and not the rest of the file.
    """
    waiting = _Lines(lines)
    for number, text in waiting:
        if not quoting or '"' not in text:
            yield Record(number, text, text.split(delimiter))
        else:
            yield Record(number, text, _quoted(text, waiting, delimiter))


def _quoted(first: str, waiting: _Lines, delimiter: str) -> list[str] | None:
    taken: list[tuple[int, str]] = []

    def feed() -> Iterator[str]:
        yield first + "\n"
        size = len(first)
        for number, text in waiting:
            taken.append((number, text))
            size += len(text)
            if len(taken) >= RECORD_LINES or size > LINE_LIMIT:
                return
            yield text + "\n"

    try:
        return next(csv.reader(feed(), delimiter=delimiter, strict=True))
    except csv.Error:
        waiting.put_back(taken)
        return None


class _Lines:
    """Numbered lines, some of which can be put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(enumerate(lines, 1))
        self._back: deque[tuple[int, str]] = deque()

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return self

    def __next__(self) -> tuple[int, str]:
        return self._back.popleft() if self._back else next(self._lines)

    def put_back(self, lines: list[tuple[int, str]]) -> None:
        self._back.extendleft(reversed(lines))
