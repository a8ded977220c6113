"""Parquet, as Hugging Face keeps its datasets: columns of text, or a struct `translation` with a field a language."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.installing import install_line
from tfmodel.corpus.detected import Detected, Place
from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.readers.position import Counter, Position
from tfmodel.corpus.readers.units import unit_pair

if TYPE_CHECKING:
    from pyarrow import DataType
    from pyarrow.parquet import ParquetFile

_ROWS = 2_000  # that are taken from the file at a time
_DEEPEST = 8


def read_parquet(detected: Detected, position: Position) -> Iterator[Pair | Rejected]:
    """The pairs of a Parquet file, some rows at a time.

    Raises:
        FailureError: It is no such file, damaged, has no such columns, or pyarrow is not there.
    """
    for number, (source, target) in enumerate(rows(detected, (detected.source_key, detected.target_key), position), 1):
        if source is None or target is None:
            yield rejected(number, "empty-source" if source is None else "empty-target", source or target or "")
        else:
            yield unit_pair(source, target, number)


def rows(
    detected: Detected, keys: tuple[str, ...], position: Position | None = None
) -> Iterator[tuple[str | None, ...]]:
    """The texts of some columns, row by row; None where there is none.

    Raises:
        FailureError: As `read_parquet`.
    """
    place = detected.places[0]
    with _opened(place) as file:
        known = text_columns(file)
        for key in keys:
            if key not in known:
                raise fail(
                    "No such column",
                    f"{place} has no column {key!r} of text.",
                    f"Choose one of: {', '.join(known) or 'another file, for it has none'}.",
                )
        progress = Counter(file.metadata.num_rows)
        if position is not None:
            position.follow(progress)
        for batch in file.iter_batches(_ROWS, columns=list(dict.fromkeys(keys)), use_threads=False):
            columns = [_values(batch, key) for key in keys]
            progress.position += batch.num_rows
            yield from zip(*columns, strict=True)


@contextlib.contextmanager
def _opened(place: Place) -> Iterator[ParquetFile]:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise fail(
            "Parquet needs pyarrow",
            f"{place} is a Parquet file, which this installation cannot read.",
            f"Install what reads it: {install_line('pyarrow')}.",
        ) from error
    try:
        with ParquetFile(place.path, pre_buffer=False, buffer_size=1 << 20) as file:
            yield file
    except (pyarrow.ArrowException, OSError, ValueError, LookupError, TypeError) as error:
        raise damaged_parquet(place) from error


def damaged_parquet(place: Place) -> FailureError:
    """The failure for a Parquet file that cannot be read."""
    return fail(
        "Not a Parquet file",
        f"{place} is no Parquet file, or it is damaged.",
        "Fetch it again, or choose another file.",
    )


def keys_of(place: Place) -> tuple[str, ...]:
    """The columns of text, with dots.

    Raises:
        FailureError: As `read_parquet`.
    """
    with _opened(place) as file:
        return text_columns(file)


def text_columns(file: ParquetFile) -> tuple[str, ...]:
    """The columns of text, those inside structs with dots."""
    found: list[str] = []
    for field in file.schema_arrow:
        found += _text_paths(field.name, field.type)
    return tuple(dict.fromkeys(found))


def _text_paths(name: str, kind: DataType) -> list[str]:
    from pyarrow import types

    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind):
        return [name]
    if not types.is_struct(kind) or name.count(".") >= _DEEPEST:
        return []
    fields = (kind.field(number) for number in range(kind.num_fields))
    return [path for field in fields for path in _text_paths(f"{name}.{field.name}", field.type)]


def _values(batch: object, key: str) -> list[str | None]:
    """A column of a batch as Python strings; what is no UTF-8 raises ValueError."""
    from pyarrow import RecordBatch, compute

    assert isinstance(batch, RecordBatch)
    names = key.split(".")
    found = [place for place in range(1, len(names) + 1) if ".".join(names[:place]) in batch.schema.names]
    place = found[0]
    column = batch.column(".".join(names[:place]))
    if place < len(names):
        column = compute.struct_field(column, names[place:])
    return list(column.to_pylist())
