"""TSV, CSV and their kin: a record a pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, dropwhile, islice

from tfmodel.corpus.cleaning import clean
from tfmodel.corpus.detected import Detected
from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.readers.position import Position
from tfmodel.corpus.readers.records import Record, records
from tfmodel.corpus.text_file import LINE_LIMIT, TextFile

SAMPLE_RECORDS = 200


def open_records(file: TextFile, detected: Detected) -> Iterator[Record]:
    """The records of the file, that of the header and empty ones before it left out."""
    # The csv module knows delimiters of one character; "|||" comes from tools that never quote.
    quoting = detected.quoting and len(detected.delimiter or "\t") == 1
    found = records(file, detected.delimiter or "\t", quoting)
    return islice(dropwhile(lambda record: not record.text.strip(), found), 1, None) if detected.header else found


def usual_columns(sample: Iterable[Record]) -> int:
    """How many columns most records have; 0 without records."""
    counts = Counter(len(record.cells) for record in sample if record.cells is not None and record.text)
    return counts.most_common(1)[0][0] if counts else 0


def read_delimited(detected: Detected, position: Position) -> Iterator[Pair | Rejected]:
    """The pairs of one delimited file."""
    with TextFile(detected.places[0], detected.encoding) as file:
        position.follow(file)
        found = open_records(file, detected)
        sample = list(islice(found, SAMPLE_RECORDS))
        columns = usual_columns(sample)
        source, target = detected.source_column, detected.target_column
        needed = max(source, target)
        for record in chain(sample, found):
            cells = record.cells
            if cells is not None and needed < len(cells) <= columns and len(record.text) < LINE_LIMIT:
                yield clean(cells[source], cells[target], record.line)
            else:
                yield _refused(record)


def _refused(record: Record) -> Rejected:
    if len(record.text) >= LINE_LIMIT:
        return rejected(record.line, "line-too-long", record.text)
    if record.cells is None:
        return rejected(record.line, "bad-quotes", record.text)
    reason = "wrong-columns" if record.text.strip() else "empty-line"
    return rejected(record.line, reason, record.text)
