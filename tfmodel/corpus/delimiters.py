"""Which delimiter, quoting, header and columns a sample of lines has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tfmodel.corpus.keys import sides_in
from tfmodel.corpus.languages import is_heading
from tfmodel.corpus.readers.delimited import usual_columns
from tfmodel.corpus.readers.records import Record, records

NAMES = {"\t": "Tab", "|||": "Three bars", ";": "Semicolon", ",": "Comma", "|": "Bar"}
_AGREEMENT = 0.7  # share of the records that must have the usual number of columns


@dataclass(frozen=True)
class Columns:
    """How the records of a file are made.

    Attributes:
        delimiter: What stands between two fields.
        quoting: Whether fields may be quoted.
        header: The names of the columns where the first record holds them, else empty.
        count: Usual number of columns.
        source: Which is the source.
        target: Which is the target.
        evidence: Sentences.
    """

    delimiter: str
    quoting: bool
    header: tuple[str, ...]
    count: int
    source: int
    target: int
    evidence: tuple[str, ...]


def detect_columns(lines: Sequence[str], *, spreadsheet: bool, delimiter: str | None = None) -> Columns | None:
    """The columns of a sample of lines, or None where it has only one.

    Args:
        lines: The first lines of a file.
        spreadsheet: Whether the name says CSV: then a comma and a space are not taken for prose.
        delimiter: When it is known already.
    """
    lines = [line for line in lines if line.strip()]
    candidates = [delimiter] if delimiter is not None else [d for d in NAMES if spreadsheet or not _prose(lines, d)]
    attempts = [_attempt(lines, candidate, spreadsheet) for candidate in candidates]
    possible = [attempt for attempt in attempts if attempt.count > 1 and attempt.agreement >= _AGREEMENT]
    if not possible:
        return None
    best = max(possible, key=lambda attempt: attempt.agreement)  # the first of equals, in the order of NAMES
    return _columns(best)


@dataclass(frozen=True)
class _Attempt:
    delimiter: str
    quoting: bool
    sample: list[Record]
    count: int
    agreement: float


def _attempt(lines: Sequence[str], delimiter: str, spreadsheet: bool) -> _Attempt:
    unseen = spreadsheet and not any('"' in line for line in lines)  # spreadsheets quote where they must, maybe later
    quoting = len(delimiter) == 1 and (unseen or _is_quoted(lines, delimiter))
    sample = list(records(lines, delimiter, quoting))
    count = usual_columns(sample)
    agreeing = sum(record.cells is not None and len(record.cells) == count for record in sample)
    return _Attempt(delimiter, quoting, sample, count, agreeing / max(1, len(sample)))


def _is_quoted(lines: Sequence[str], delimiter: str) -> bool:
    """Whether quotation marks enclose fields here, or are only part of the sentences.

    Fields in tab-separated corpora hardly ever are quoted, and sentences often begin with a quotation: '"Go," he said.'
    Quotes enclose fields when they match on nearly every line and somewhere hide a delimiter, a line end or a quote. A
    line that has the usual columns when its quotes are read as they stand hides no delimiter and no end.
    """
    sample = list(records(lines, delimiter, True))
    quoted = [record for record in sample if '"' in record.text]
    matching = [record for record in quoted if record.cells is not None]
    if not quoted or len(matching) < 0.9 * len(quoted):
        return False
    broken = _broken(lines, sample, delimiter)
    return any(_hides_something(record, delimiter, record.line in broken) for record in matching) or all(
        _every_text_quoted(record, delimiter) for record in quoted
    )


def _broken(lines: Sequence[str], sample: Sequence[Record], delimiter: str) -> set[int]:
    """The first lines of those records that, without quoting, would have lines of other than the usual columns."""
    usual, ends = usual_columns(sample), [*(record.line for record in sample[1:]), len(lines) + 1]
    return {
        record.line
        for record, end in zip(sample, ends, strict=True)
        if any(line.count(delimiter) + 1 != usual for line in lines[record.line - 1 : end - 1])
    }


def _hides_something(record: Record, delimiter: str, is_broken: bool) -> bool:
    return any(
        (is_broken and (delimiter in cell or "\n" in cell)) or ('"' in cell and '""' in record.text)
        for cell in record.cells or ()
    )


def _every_text_quoted(record: Record, delimiter: str) -> bool:
    fields = [field for field in record.text.split(delimiter) if any(map(str.isalpha, field))]
    return delimiter != "\t" and all(field[:1] == '"' == field[-1:] for field in fields)


def _prose(lines: Sequence[str], delimiter: str) -> bool:
    """Whether the delimiter looks like punctuation: a space stands after it."""
    if delimiter not in ",;":
        return False
    total = sum(line.count(delimiter) for line in lines)
    return total > 0 and sum(line.count(delimiter + " ") for line in lines) > 0.5 * total


def _columns(best: _Attempt) -> Columns:
    rows = [record.cells for record in best.sample if record.cells is not None and len(record.cells) == best.count]
    header = tuple(rows[0]) if is_heading(rows[0]) else ()
    below = rows[1:] if header else rows
    named = named_columns(header, below)
    source, target = named or text_columns(below, best.count)
    return Columns(
        best.delimiter,
        best.quoting,
        header,
        best.count,
        source,
        target,
        tuple(_sentences(best, header, of_columns(best.count, source, target, named is not None))),
    )


def text_columns(rows: Sequence[Sequence[str]], count: int) -> tuple[int, int]:
    """The first two columns of text of some rows.

    Numbers of sentences, and remarks that are the same everywhere, are passed over.
    """
    telling = [column for column in range(count) if _is_text([row[column] for row in rows])]
    return (telling[0], telling[1]) if count > 2 and len(telling) > 1 else (0, 1)


def _is_text(cells: Sequence[str]) -> bool:
    lettered = sum(any(map(str.isalpha, cell)) for cell in cells)
    return lettered > 0.5 * len(cells) and (len(cells) < 5 or len(set(cells)) > 1)


def named_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """The columns that the header says are the sides, where both hold text."""
    named = sides_in(header)
    return named if named is not None and all(_is_text([row[column] for row in rows]) for column in named) else None


def of_columns(count: int, source: int, target: int, by_name: bool) -> tuple[str, ...]:
    """A sentence on why these columns, where there are others."""
    if count <= 2:
        return ()
    if by_name:
        return (f"Of {count} columns, {source + 1} and {target + 1} are the sides, by their headings",)
    return (f"Of {count} columns, {source + 1} and {target + 1} are the first two of text",)


def _sentences(best: _Attempt, header: Sequence[str], columns: Sequence[str]) -> list[str]:
    name, usual, total = NAMES.get(best.delimiter, repr(best.delimiter)), best.count - 1, len(best.sample)
    share = "every one" if best.agreement == 1 else f"{best.agreement:.0%}"
    found = [f"{name} between the columns, because {share} of the first {total:,} lines has exactly {usual}"]
    if best.quoting and any('"' in record.text for record in best.sample):
        found.append("Fields in quotation marks, because some hold the delimiter, a line end or a quotation mark")
    if header:
        found.append(f"A header, because the first line names the columns: {', '.join(header)}")
    return [*found, *columns]
