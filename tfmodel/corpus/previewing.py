"""The beginning of files of pairs, as they would be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from tfmodel.corpus.detected import Detected
from tfmodel.corpus.pair import Pair, Rejected
from tfmodel.corpus.readers import read
from tfmodel.corpus.readers.delimited import open_records
from tfmodel.corpus.readers.json_lines import at, key_path, parsed, storable
from tfmodel.corpus.readers.parquet import rows as parquet_rows
from tfmodel.corpus.readers.workbook import numbered_rows
from tfmodel.corpus.text_file import TextFile

Row = tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """The beginning of the files.

    Attributes:
        rows: The fields of the first records as they stand, all columns, without the header.
        pairs: What is read from these records.
        headings: Names of the columns; empty where they have only numbers.
        source: Which column is the source, counted from 0; -1: none of them.
        target: The same for the target.
        left_out: How many of these records are left out, by reason.
    """

    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]
    headings: tuple[str, ...]
    source: int
    target: int
    left_out: dict[str, int]


def preview(detected: Detected, limit: int = 30) -> Preview:
    """The first records, read as `detected` says.

    Raises:
        FailureError: The encoding is unknown, a packed file is damaged, a sheet or column is not there.
    """
    items = list(islice(read(detected), limit))
    pairs = tuple(item for item in items if isinstance(item, Pair))
    headings, rows, source, target = _table(detected, pairs, limit)
    left_out = Counter(item.reason for item in items if isinstance(item, Rejected))
    return Preview(rows, pairs, headings, source, target, dict(left_out.most_common()))


def _table(detected: Detected, pairs: Sequence[Pair], limit: int) -> tuple[Row, tuple[Row, ...], int, int]:
    if detected.format in ("delimited", "xlsx"):
        return (), _cells(detected, limit), detected.source_column, detected.target_column
    if detected.format == "parallel":
        return (), _parallel(detected, limit), 0, 1
    if detected.format in ("jsonl", "parquet"):
        keys = tuple(dict.fromkeys((detected.source_key, detected.target_key, *detected.keys)))
        return keys, _keyed(detected, keys, limit), 0, keys.index(detected.target_key)
    extra = [name for name in ("unit", "note") if any(getattr(pair, name) for pair in pairs)]
    rows = tuple((pair.source, pair.target, *(getattr(pair, name) for name in extra)) for pair in pairs)
    return ("", "", *(name.capitalize() for name in extra)), rows, 0, 1


def _cells(detected: Detected, limit: int) -> tuple[Row, ...]:
    if detected.format == "xlsx":
        return tuple(cells for _, cells in islice(numbered_rows(detected), limit))
    with TextFile(detected.places[0], detected.encoding) as file:
        return tuple(tuple(record.cells or (record.text,)) for record in islice(open_records(file, detected), limit))


def _parallel(detected: Detected, limit: int) -> tuple[Row, ...]:
    source, target = detected.places
    with TextFile(source, detected.encoding) as sources, TextFile(target, detected.encoding_of_targets) as targets:
        return tuple(islice(zip(sources, targets, strict=False), limit))


def _keyed(detected: Detected, keys: Row, limit: int) -> tuple[Row, ...]:
    if detected.format == "parquet":
        return tuple(tuple(cell or "" for cell in row) for row in islice(parquet_rows(detected, keys), limit))
    paths = [key_path(key) for key in keys]
    with TextFile(detected.places[0], detected.encoding) as file:
        records = [parsed(line) for line in islice(file, limit)]
    return tuple(tuple(_shown(at(record, path)) for path in paths) for record in records)


def _shown(value: object) -> str:
    return "" if value is None else storable(value if isinstance(value, str) else str(value)[:200])
