"""Importing: files of pairs into a dataset, in one transaction, with every line that was left out counted."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tfmodel.contract.failure import fail
from tfmodel.corpus import splitting
from tfmodel.corpus.detected import Detected
from tfmodel.corpus.pair import REASONS, Pair, Rejected, rejected
from tfmodel.corpus.readers import Position, read
from tfmodel.corpus.schema import COUNT_REASON, FORMAT, INDEX_TEXT, INSERT_PAIR, TABLES
from tfmodel.corpus.store import PairStore, connect

KEPT_REJECTIONS = 10_000  # lines that are kept to be shown; all are counted
_STEP = 2_000  # lines between two reports
_CHARACTERS_A_WORD = 20  # a sentence without spaces is too long beyond so many characters for each word allowed


@dataclass(frozen=True)
class ImportOptions:
    """How pairs are taken in.

    Attributes:
        source_language: Code, empty when the detected one is right.
        target_language: The same for the target.
        max_words: Pairs with a longer side are left out.
        split: "auto" decides by seed; any other sends all pairs to that part.
        validation_share: Share of the source sentences; None: one in twenty, at most a thousand.
        test_share: The same for the test part.
        seed: Of the split.
    """

    source_language: str = ""
    target_language: str = ""
    max_words: int = 250
    split: str = "auto"
    validation_share: float | None = None
    test_share: float | None = None
    seed: int = 1


@dataclass(frozen=True)
class ImportProgress:
    """How far an import is; `total` is estimated from the bytes read."""

    read: int
    total: int | None
    rate: float
    seconds_left: float | None


@dataclass(frozen=True)
class ImportReport:
    """What an import did: lines read, pairs kept, their parts in the whole dataset, and lines left out by reason."""

    path: Path
    read: int
    kept: int
    train: int
    validation: int
    test: int
    rejected: dict[str, int]
    seconds: float


class CancelledError(Exception):
    """Somebody asked to stop; the dataset is as it was."""


@dataclass
class _Tally:
    read: int = 0
    kept: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


def import_pairs(
    detected: Detected,
    into: Path,
    options: ImportOptions,
    *,
    progress: Callable[[ImportProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Imports files into a new or an existing dataset.

    Args:
        detected: The files and how to read them.
        into: The dataset.
        options: What to take and where to put it.
        progress: Told how far it is.
        cancelled: Asked now and then; True ends the import.

    Raises:
        FailureError: When a file cannot be read or nothing in it can be used.
        CancelledError: When `cancelled` said so. In both cases the dataset is as it was, or absent.
    """
    began = time.monotonic()
    tally = _Tally()
    with _transaction(into) as connection:
        first = _last_id(connection)
        lines = _watched(detected, tally, progress, cancelled)
        _insert(connection, lines, tally, detected, options)
        _settle(connection, tally, options, first)
        if not tally.kept:
            raise _nothing_kept(detected, tally)
        _describe(connection, detected, options)
    with PairStore.open(into) as store:
        counts = store.counts()
    return ImportReport(
        path=into,
        read=tally.read,
        kept=tally.kept,
        train=counts.train,
        validation=counts.validation,
        test=counts.test,
        rejected=dict(tally.reasons.most_common()),
        seconds=time.monotonic() - began,
    )


@contextmanager
def _transaction(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction on a dataset; a new one is built beside its place and appears there when it is complete."""
    new = not path.exists()
    place = path.with_name(f".{path.name}.importing") if new else path
    connection = _created(place) if new else connect(path, writable=True)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
        _at_rest(connection)
    except sqlite3.Error as error:
        connection.close()
        raise _sql_failure(path, error) from error
    else:
        if new:
            place.replace(path)
    finally:
        connection.close()  # rolls back what was not committed
        if new:
            _remove(place)


def _created(place: Path) -> sqlite3.Connection:
    place.parent.mkdir(parents=True, exist_ok=True)
    _remove(place)  # what a killed import left
    try:
        connection = sqlite3.connect(place, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(TABLES)
    except sqlite3.Error as error:
        raise _sql_failure(place, error) from error
    connection.execute("INSERT INTO meta VALUES ('format', ?)", (str(FORMAT),))
    return connection


def _at_rest(connection: sqlite3.Connection) -> None:
    """One file and no journal beside it, unless somebody is reading: then the journal goes with the last reader."""
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def _remove(place: Path) -> None:
    for path in (place, place.with_name(f"{place.name}-wal"), place.with_name(f"{place.name}-shm")):
        path.unlink(missing_ok=True)


def _sql_failure(path: Path, error: sqlite3.Error) -> Exception:
    if "full" in str(error) or "disk I/O" in str(error):
        return fail(
            "Disk full", f"There is no space left on the disk for {path}.", "Free some space, then import again."
        )
    if "locked" in str(error):
        return fail("Dataset in use", f"Another import is writing to {path}.", "Wait for it to end.")
    return fail("Cannot write", f"{path} cannot be written: {error}.", "Choose another place or change its rights.")


def _watched(
    detected: Detected,
    tally: _Tally,
    progress: Callable[[ImportProgress], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[Pair | Rejected]:
    """The lines of the files, counted, with a report and a question now and then."""
    position = Position()
    began = time.monotonic()
    for line in read(detected, position):
        yield line
        tally.read += 1
        if tally.read % _STEP == 0:
            if cancelled is not None and cancelled():
                raise CancelledError
            if progress is not None:
                progress(_progress(tally.read, position.share, time.monotonic() - began))


def _progress(read_lines: int, share: float, seconds: float) -> ImportProgress:
    left = seconds * (1 - share) / share if share > 0 else None
    total = round(read_lines / share) if share > 0 else None
    return ImportProgress(read_lines, total, read_lines / max(seconds, 1e-6), left)


def _insert(
    connection: sqlite3.Connection,
    lines: Iterable[Pair | Rejected],
    tally: _Tally,
    detected: Detected,
    options: ImportOptions,
) -> None:
    origin = " + ".join(path.name for path in detected.paths)
    room = KEPT_REJECTIONS - int(connection.execute("SELECT count(*) FROM rejected").fetchone()[0])
    insert = connection.cursor().execute
    for line in lines:
        refused = _refused(line, options) or _added(insert, line, origin, options)
        if refused is None:
            tally.kept += 1
            continue
        tally.reasons[refused.reason] += 1
        if room > 0:
            room -= 1
            connection.execute(_KEEP_REJECTED, (origin, refused.line, refused.reason, refused.text))


_KEEP_REJECTED = "INSERT INTO rejected (origin, line, reason, text) VALUES (?, ?, ?, ?)"


def _refused(line: Pair | Rejected, options: ImportOptions) -> Rejected | None:
    if isinstance(line, Rejected):
        return line
    for text in (line.source, line.target):
        if len(text) > _CHARACTERS_A_WORD * options.max_words or text.count(" ") >= options.max_words:
            return rejected(line.line, "too-long", line.source, line.target)
    return None


def _added(insert: Callable[..., sqlite3.Cursor], line: Any, origin: str, options: ImportOptions) -> Rejected | None:
    """Inserts a pair; a rejection when the very same one is there."""
    source, target = line.source, line.target
    key = splitting.source_key(source)
    words = source.count(" ") + 1, target.count(" ") + 1
    values = (
        source,
        target,
        origin,
        line.line,
        options.split,
        splitting.pair_key(source, target),
        key,
        splitting.draw(key, options.seed),
        *words,
    )
    return None if insert(INSERT_PAIR, values).rowcount else rejected(line.line, "duplicate", source, target)


def _settle(connection: sqlite3.Connection, tally: _Tally, options: ImportOptions, first: int) -> None:
    """Gives the new pairs their parts, takes held-out sources out of training, indexes the text."""
    if options.split == "auto":
        limits = splitting.thresholds(connection, options.validation_share, options.test_share)
        splitting.assign(connection, *limits)
        for name, limit in zip(("validation_draw", "test_draw"), limits, strict=True):
            _set(connection, name, str(limit))
    removed = splitting.remove_held_out(connection)
    tally.kept -= removed
    if removed:
        tally.reasons["in-held-out-part"] += removed
    for reason, count in tally.reasons.items():
        connection.execute(COUNT_REASON, (reason, count))
    if removed:  # ids without holes, which the paging of the table relies on
        splitting.renumber(connection)
        connection.execute("INSERT INTO pairs_text (pairs_text) VALUES ('rebuild')")
    else:
        connection.execute(INDEX_TEXT, (first,))


def _describe(connection: sqlite3.Connection, detected: Detected, options: ImportOptions) -> None:
    """Languages and fingerprint; what is known already stays."""
    for name in ("source_language", "target_language"):
        language = getattr(options, name) or getattr(detected, name)
        known = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        if language and not (known and known[0]):
            _set(connection, name, language)
    _set(connection, "fingerprint", _fingerprint(connection))


def _fingerprint(connection: sqlite3.Connection) -> str:
    """A hash of all pairs and their parts, whatever their order."""
    digest = hashlib.blake2b(digest_size=16)
    for key, split in connection.execute("SELECT pair_key, split FROM pairs ORDER BY pair_key"):
        digest.update(key.to_bytes(8))
        digest.update(split.encode())
    return digest.hexdigest()


def _set(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def _last_id(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM pairs").fetchone()[0])


def _nothing_kept(detected: Detected, tally: _Tally) -> Exception:
    name = " and ".join(str(path) for path in detected.paths)
    if set(tally.reasons) == {"duplicate"}:
        return fail(
            "Nothing new", f"All {tally.read:,} pairs of {name} are in the dataset already.", "Choose another file."
        )
    most = tally.reasons.most_common(1)
    why = f": {REASONS[most[0][0]]} ({most[0][1]:,} lines)" if most else ""
    return fail(
        "No pairs", f"None of the {tally.read:,} lines of {name} is a pair{why}.", "Check columns and languages."
    )
