"""XLSX: two columns of a sheet."""

from __future__ import annotations

import contextlib
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import dropwhile, islice
from typing import TYPE_CHECKING, Any

from tfmodel.contract.failure import FailureError, fail
from tfmodel.corpus.detected import Detected, Place
from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.readers.position import Counter, Position
from tfmodel.corpus.readers.units import unit_pair

if TYPE_CHECKING:
    from openpyxl import Workbook

_LARGEST = {"xl/sharedStrings.xml": 256 << 20}  # unpacked bytes of what openpyxl holds in memory; others:
_LARGEST_OTHER = 16 << 20
_BOMB_RATIO = 500
_MOST_COLUMNS = 100
# What openpyxl raises at what is no workbook, beside the errors of zip and XML.
_DAMAGE = (
    *(zipfile.BadZipFile, EOFError, OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
    *(SyntaxError, RuntimeError, zlib.error, struct.error),
)


def read_workbook(detected: Detected, position: Position) -> Iterator[Pair | Rejected]:
    """The pairs of two columns.

    Raises:
        FailureError: It is no workbook, damaged, or has no such sheet.
    """
    source, target = detected.source_column, detected.target_column
    for number, cells in numbered_rows(detected, position):
        if max(source, target) < len(cells):
            yield unit_pair(cells[source], cells[target], number)
        else:
            text = " | ".join(cell for cell in cells if cell)
            yield rejected(number, "wrong-columns" if text else "empty-line", text)


def numbered_rows(detected: Detected, position: Position | None = None) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows with their numbers, that of the header and empty ones before it left out."""
    found = enumerate(sheet_rows(detected, position), 1)
    return islice(dropwhile(lambda row: not any(row[1]), found), 1, None) if detected.header else found


def sheet_rows(detected: Detected, position: Position | None = None) -> Iterator[tuple[str, ...]]:
    """The rows of the chosen sheet as texts, empty cells as ""."""
    place = detected.places[0]
    with _opened(place) as book:
        if detected.sheet not in book.sheetnames:
            raise fail("No such sheet", f"{place} has no sheet {detected.sheet!r}.", f"Choose one of: {_names(book)}.")
        sheet = book[detected.sheet]
        progress = Counter(max(1, sheet.max_row or 1))
        sheet.reset_dimensions()  # some programs write wrong ones
        if position is not None:
            position.follow(progress)
        for row in sheet.iter_rows(values_only=True):
            progress.position += 1
            yield tuple(_text(value) for value in row[:_MOST_COLUMNS])


def sheets_of(place: Place) -> tuple[str, ...]:
    """The names of the sheets with cells.

    Raises:
        FailureError: It is no workbook, or damaged.
    """
    with _opened(place) as book:
        return tuple(sheet.title for sheet in book.worksheets)


@contextlib.contextmanager
def _opened(place: Place) -> Iterator[Workbook]:
    import openpyxl

    try:
        with zipfile.ZipFile(place.path) as archive:
            _check_sizes(place, archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and other things that hold no text
            book = openpyxl.load_workbook(place.path, read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except _DAMAGE as error:
        raise damaged_workbook(place) from error


def _check_sizes(place: Place, archive: zipfile.ZipFile) -> None:
    """Refuses what could not be held in memory: zipfile unpacks no more than is declared."""
    for info in archive.infolist():
        sheet = info.filename.startswith("xl/worksheets/sheet")
        limit = _LARGEST.get(info.filename, _LARGEST_OTHER)
        suspicious = info.file_size > _LARGEST_OTHER and info.file_size > _BOMB_RATIO * info.compress_size
        if suspicious or (not sheet and info.file_size > limit):
            raise fail(
                "Suspicious workbook",
                f"{info.filename} in {place} unpacks to {info.file_size / (1 << 20):,.0f} MB, more than it needs.",
                "Save the two columns as CSV, and choose that file.",
            )


def damaged_workbook(place: Place) -> FailureError:
    """The failure for a workbook that cannot be read."""
    return fail(
        "Not a workbook",
        f"{place} is no XLSX workbook, or it is damaged or protected by a password.",
        "Save it again as XLSX or CSV.",
    )


def _names(book: Workbook) -> str:
    return ", ".join(book.sheetnames)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.replace("_x000D_", "\r") if isinstance(value, str) else str(value)
