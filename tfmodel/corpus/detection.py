"""Finds out how files of pairs are to be read, and says why it thinks so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tfmodel.contract.failure import FailureError, fail
from tfmodel.corpus.delimiters import Columns, detect_columns
from tfmodel.corpus.detected import Detected
from tfmodel.corpus.encoding import Encoding, detect_encoding
from tfmodel.corpus.languages import language_code, language_of_parallel, languages_of_delimited, sibling
from tfmodel.corpus.pair import Pair
from tfmodel.corpus.readers import read
from tfmodel.corpus.readers.delimited import open_records
from tfmodel.corpus.text_file import TextFile, sample_bytes

__all__ = ["Detected", "Preview", "detect", "preview", "read"]

_SAMPLE_BYTES = 1 << 18
_SAMPLE_LINES = 200


@dataclass(frozen=True)
class Preview:
    """The beginning of the files.

    Attributes:
        rows: The fields of the first records as they stand, all columns, without the header.
        pairs: What is read from these records.
    """

    rows: tuple[tuple[str, ...], ...]
    pairs: tuple[Pair, ...]


def detect(
    paths: Sequence[Path],
    *,
    encoding: str | None = None,
    target_encoding: str | None = None,
    delimiter: str | None = None,
) -> Detected:
    """How one delimited file or two parallel files are to be read.

    Args:
        paths: One file with a pair a line, or the file of the sources and the file of the targets.
        encoding: When a person knows better.
        target_encoding: The same for the second of two files, which otherwise follows `encoding`.
        delimiter: When a person knows better.

    Raises:
        FailureError: A file is missing, empty, no text, a folder, has one column, or there are more than two;
            or one file is given two encodings.
    """
    files = tuple(Path(path) for path in paths)
    if len(files) not in (1, 2):
        raise fail(
            "Too many files", f"Pairs are in one file or in two, not in {len(files)}.", "Choose one or two files."
        )
    if target_encoding is not None and len(files) == 1:
        raise fail(
            "One file, two encodings",
            f"An encoding of the targets is given, but {files[0]} alone holds both sides.",
            "Give the encoding of the file, or name two parallel files.",
        )
    for path in files:
        _check(path)
    first = _encoding(files[0], encoding)
    if len(files) == 1:
        return _delimited(files[0], first, delimiter)
    return _parallel(files, [first, _encoding(files[1], encoding if target_encoding is None else target_encoding)])


def preview(detected: Detected, limit: int = 30) -> Preview:
    """The first records, read as `detected` says.

    Raises:
        FailureError: The encoding is unknown, or a compressed file is damaged.
    """
    pairs = [item for item in islice(read(detected), limit) if isinstance(item, Pair)]
    return Preview(_rows(detected, limit), tuple(pairs))


def _rows(detected: Detected, limit: int) -> tuple[tuple[str, ...], ...]:
    with TextFile(detected.paths[0], detected.encoding) as file:
        if detected.format == "delimited":
            found = islice(open_records(file, detected), limit)
            return tuple(tuple(record.cells or (record.text,)) for record in found)
        with TextFile(detected.paths[1], detected.encoding_of_targets) as targets:
            return tuple(islice(zip(file, targets, strict=False), limit))


def _check(path: Path) -> None:
    if path.is_dir():
        raise fail("A folder, not a file", f"{path} is a folder.", "Choose the file with the pairs in it.")
    if not path.exists():
        raise fail("File not found", f"There is no file {path}.", "Check the name and the folder.")


def _encoding(path: Path, known: str | None) -> Encoding:
    sample = sample_bytes(path, _SAMPLE_BYTES)
    if not sample.strip():
        raise fail("Empty file", f"{path} is empty.", "Choose a file with a pair of sentences a line.")
    if sample.startswith(b"SQLite format 3"):
        raise fail(
            "Not a text file", f"{path} is a database and not a text file.", "Open a dataset instead of importing it."
        )
    if known is not None:
        return Encoding(known, f"{known}, as chosen")
    found = detect_encoding(sample)
    if found is None:
        raise fail("Not a text file", f"{path} is not a text file.", "Save the pairs as text, one pair a line.")
    return found


def _delimited(path: Path, encoding: Encoding, delimiter: str | None) -> Detected:
    columns = detect_columns(_lines(path, encoding), spreadsheet=".csv" in path.suffixes, delimiter=delimiter)
    if columns is None:
        raise _one_column(path)
    source, target = _languages(path, columns)
    return Detected(
        paths=(path,),
        format="delimited",
        encoding=encoding.name,
        delimiter=columns.delimiter,
        quoting=columns.quoting,
        header=bool(columns.header),
        source_column=columns.source,
        target_column=columns.target,
        columns=columns.count,
        source_language=source,
        target_language=target,
        evidence=(encoding.evidence, *columns.evidence, *_language_evidence(source, target)),
    )


def _lines(path: Path, encoding: Encoding) -> list[str]:
    with TextFile(path, encoding.name) as file:
        found: Iterable[str] = islice(file, _SAMPLE_LINES)
        return list(found)


def _languages(path: Path, columns: Columns) -> tuple[str, str]:
    if columns.header:
        named = language_code(columns.header[columns.source]), language_code(columns.header[columns.target])
        if all(named):
            return named
    return languages_of_delimited(path)


def _language_evidence(source: str, target: str) -> tuple[str, ...]:
    return (f"From {source} to {target}, by the names",) if source and target else ()


def _one_column(path: Path) -> FailureError:
    other = sibling(path)
    advice = (
        f"Choose it together with {other.name}, which seems to hold the translations."
        if other is not None
        else "Choose a file with two columns between tabs or commas, or two files with the same number of lines."
    )
    return fail("One column only", f"The lines of {path} have one column, so there is no translation in them.", advice)


def _parallel(files: tuple[Path, ...], encodings: Sequence[Encoding]) -> Detected:
    first, second = files
    source, target = language_of_parallel(first, second), language_of_parallel(second, first)
    evidence = [f"{path.name}: {found.evidence}" for path, found in zip(files, encodings, strict=True)]
    return Detected(
        paths=files,
        format="parallel",
        encoding=encodings[0].name,
        delimiter=None,
        quoting=False,
        header=False,
        source_column=0,
        target_column=1,
        columns=2,
        source_language=source,
        target_language=target,
        evidence=(*evidence, *_language_evidence(source, target)),
        target_encoding=encodings[1].name if encodings[1].name != encodings[0].name else None,
    )
