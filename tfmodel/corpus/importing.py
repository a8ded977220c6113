"""Files of pairs into a dataset: all of it or nothing."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tfmodel.contract.atomic import replacing
from tfmodel.contract.choices import CleanChoice, SplitChoice
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.seldom import Seldom
from tfmodel.corpus.ahead import portions_ahead
from tfmodel.corpus.cleaner import Cleaner
from tfmodel.corpus.detected import Detected, origins_of
from tfmodel.corpus.interrupting import interruptible
from tfmodel.corpus.languages import language_rank
from tfmodel.corpus.pair import REASONS
from tfmodel.corpus.portions import Portion, Task
from tfmodel.corpus.schema import connect, sentences, uri
from tfmodel.corpus.tables import SPLITS, TABLES
from tfmodel.corpus.writer import PairWriter

_CACHE = -80_000  # kilobytes of pages, as SQLite counts them
_KNOWN = {"duplicate"}  # reasons for which a good file may add nothing
_READING = 0.85  # of the work; then the pairs are compared and counted


@dataclass(frozen=True)
class ImportOptions:
    """What an import is asked to do.

    Attributes:
        source_language: Code; empty takes what was detected.
        target_language: The same for the other side.
        max_words: Longer sentences are left out.
        max_characters: The same, for scripts without spaces.
        validation_share: Between 0 and 1, of a dataset's first import; None: 5 %, at most 1,000 pairs.
        test_share: The same for the test part, which gets nothing more by a draw once it is there.
        seed: Of the draw of the parts; a dataset keeps that of its first import.
        split: The part that all pairs belong to, or "auto" to draw it.
        clean: The preset of rules that a new dataset is cleaned with, or "none"; one that is there keeps its own rules.
    """

    source_language: str = ""
    target_language: str = ""
    max_words: int = 250
    max_characters: int = 2_000
    validation_share: float | None = None
    test_share: float | None = None
    seed: int = 1
    split: SplitChoice = "auto"
    clean: CleanChoice = "none"


@dataclass(frozen=True)
class ImportProgress:
    """How far an import is.

    Attributes:
        read: Records read.
        read_share: Of the files that is read, between 0 and 1, judged by the bytes.
        share: Work done, between 0 and 1: what was read is still to be divided, compared and counted.
        seconds: Time it took.
        rejected: Lines left out so far, by reason.
    """

    read: int
    read_share: float
    share: float
    seconds: float
    rejected: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> float | None:
        """Records there will be, judged by the bytes."""
        return self.read / self.read_share if self.read_share > 0 else None

    @property
    def rate(self) -> float | None:
        """Records a second, while there are some to read."""
        return self.read / max(self.seconds, 1e-9) if self.read_share < 1 else None

    @property
    def seconds_left(self) -> float | None:
        """Time to the end, if it goes on like this."""
        return self.seconds * (1 - self.share) / self.share if self.share > 0 else None


@dataclass(frozen=True)
class ImportReport:
    """What an import did.

    Attributes:
        path: The dataset.
        read: Records read.
        kept: Pairs added, by part in the next three.
        rejected: How many were left out for each reason.
        seconds: Time it took.
        held_out: How many pairs, of this import or earlier ones, are set aside from now on because their source is in a
            higher part; they are counted among those kept.
    """

    path: str
    read: int
    kept: int
    train: int
    validation: int
    test: int
    rejected: dict[str, int]
    seconds: float
    held_out: int = 0


class _CancelledError(Exception):
    """Ends the transaction when a person cancels."""


def import_pairs(
    files: Detected | Sequence[Detected],
    into: Path,
    options: ImportOptions | None = None,
    *,
    progress: Callable[[ImportProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport | None:
    """Adds the pairs of files to a dataset, or makes a new one of them.

    Cancelled, killed or failed at any moment it leaves the dataset as it was, or absent when it was new.

    Args:
        files: What is read, and how; of several all or none are imported.
        into: The dataset.
        options: What to do with the pairs.
        progress: Told about ten times a second how far it is.
        cancelled: Asked about as often whether to give up.

    Returns:
        What was done, or None when cancelled.

    Raises:
        FailureError: The files cannot be read to the end or hold no pair, or the dataset cannot be written.
    """
    files = [files] if isinstance(files, Detected) else files
    work = _Import(files, into, options or ImportOptions(), progress, cancelled)
    try:
        with sentences(into):
            return _extend(work) if into.exists() else _create(work)
    except _CancelledError:
        return None


def _create(work: _Import) -> ImportReport:
    with new_dataset(work.into) as connection:
        return work.run(connection)


@contextlib.contextmanager
def new_dataset(into: Path) -> Iterator[sqlite3.Connection]:
    """A dataset without pairs, in a transaction; complete or absent afterwards.

    Raises:
        FailureError: The folder cannot be written, or another process has made the dataset meanwhile.
    """
    _prepare_folder(into)
    with replacing(into, anew=True) as temporary:
        connection = sqlite3.connect(uri(temporary, "rwc"), uri=True, isolation_level=None)
        with contextlib.closing(connection):
            # Until it is complete nobody else sees the file, so there is nothing to roll back to.
            for setting in (
                "journal_mode = OFF",
                "synchronous = OFF",
                "locking_mode = EXCLUSIVE",
                f"cache_size = {_CACHE}",
            ):
                connection.execute(f"PRAGMA {setting}")
            connection.executescript(f"BEGIN; {TABLES}")
            yield connection
            connection.execute("COMMIT")
            connection.execute("PRAGMA locking_mode = NORMAL")
            connection.execute("PRAGMA journal_mode = WAL")
        if into.exists():
            raise fail(
                "Dataset in use", f"Another import has made {into} meanwhile.", "Import again: the pairs are added."
            )
        for left in ("-wal", "-shm", "-journal"):  # of an earlier file of this name: SQLite would apply them
            into.with_name(into.name + left).unlink(missing_ok=True)


def _extend(work: _Import) -> ImportReport:
    with contextlib.closing(connect(work.into)) as connection:
        connection.execute(f"PRAGMA cache_size = {_CACHE}")
        connection.execute("PRAGMA busy_timeout = 1000")  # who imports already will not be done sooner
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            return work.run(connection)


def _prepare_folder(into: Path) -> None:
    """Makes the folder, and removes what an import into this dataset left there when it was killed."""
    into.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(into.parent, os.W_OK):
        raise fail(
            "No permission",
            f"You may not write into the folder {into.parent}.",
            "Choose another place or change its rights.",
        )
    pattern = re.compile(rf"\.{re.escape(into.stem)}\.[a-z0-9_]{{8}}{re.escape(into.suffix)}")
    for path in into.parent.iterdir():
        if pattern.fullmatch(path.name) and not _in_use(path):
            path.unlink(missing_ok=True)


def _in_use(path: Path) -> bool:
    with contextlib.closing(sqlite3.connect(uri(path, "rw"), uri=True, isolation_level=None, timeout=0)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            return error.sqlite_errorcode == sqlite3.SQLITE_BUSY
        except sqlite3.DatabaseError:
            return False  # half written, by a process that is gone
        return False


class _Import:
    """One import: reading, adding, telling."""

    def __init__(
        self,
        files: Sequence[Detected],
        into: Path,
        options: ImportOptions,
        progress: Callable[[ImportProgress], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.into = into
        self._files, self._options = tuple(files), options
        self._progress, self._cancelled = progress, cancelled
        self._read = 0
        self._read_share = self._share = 0.0
        self._rejected: Counter[str] = Counter()
        self._began, self._seldom = time.monotonic(), Seldom()

    def run(self, connection: sqlite3.Connection) -> ImportReport:
        """Does the work inside the open transaction."""
        options = self._options
        languages = self._languages(connection)
        given = None if options.split == "auto" else SPLITS.index(options.split)
        cleaner = Cleaner.of(connection, options.clean, languages)
        origins = origins_of(self._files)
        writer = PairWriter(connection, origins[0], seed=options.seed, given=given, cleaner=cleaner)
        self._rejected = writer.rejected
        with contextlib.closing(portions_ahead(self._task(writer.seed, languages, cleaner))) as found:
            for portion in found:
                writer.turn_to(origins[portion.file], given)
                self._add(portion, writer, cleaner)
                self._read_share = portion.share
                self._tell(_READING * portion.share)
        self._read_share = 1.0
        with interruptible(connection, lambda: self._tell(self._share)):
            writer.draw(options.validation_share, options.test_share)
            connection.execute(f"PRAGMA cache_size = {_CACHE // 4}")  # to sort an index takes as much again
            writer.finish(languages, lambda share: self._tell(_READING + (1 - _READING) * share))
        return self._report(writer)

    def _task(self, seed: int, languages: tuple[str, str], cleaner: Cleaner | None) -> Task:
        options = self._options
        return Task(
            self._files,
            seed,
            options.max_words,
            options.max_characters,
            languages,
            cleaner.chain if cleaner else None,
            cleaner.profile if cleaner else None,
        )

    def _add(self, portion: Portion, writer: PairWriter, cleaner: Cleaner | None) -> None:
        self._read += len(portion.pairs) + len(portion.rejected)
        for line in portion.rejected:
            writer.reject(line)
        writer.add(portion.pairs)
        if cleaner is not None and portion.profile is not None:
            cleaner.keep(portion.profile)

    def _tell(self, share: float) -> None:
        self._share = share
        if not self._seldom.is_due():
            return
        if self._cancelled is not None and self._cancelled():
            raise _CancelledError
        if self._progress is not None:
            seconds, rejected = time.monotonic() - self._began, dict(self._rejected.most_common())
            self._progress(ImportProgress(self._read, self._read_share, share, seconds, rejected))

    def _languages(self, connection: sqlite3.Connection) -> tuple[str, str]:
        """The languages of the dataset, or else the first that any of the files says."""
        said = dict(connection.execute("SELECT key, value FROM meta WHERE key LIKE '%language'"))
        known = said.get("source_language", ""), said.get("target_language", "")
        by = str(self.into)
        for file in self._files:
            source = self._options.source_language or _public(file.source_language)
            target = self._options.target_language or _public(file.target_language)
            there = known[0] or source, known[1] or target
            if source and target and any(known) and not all(map(language_rank, there, (source, target))):
                names = " and ".join(path.name for path in file.paths)
                raise fail(
                    "Other languages",
                    f"{by} goes from {known[0]} to {known[1]}, and {names} from {source} to {target}.",
                    "Import them into a dataset of their own.",
                )
            if not all(known):
                known, by = (known[0] or source, known[1] or target), by if any(known) else str(file.paths[0])
        return known

    def _report(self, writer: PairWriter) -> ImportReport:
        added = writer.added()
        kept = sum(added.values())
        if not kept and not writer.rejected.keys() & _KNOWN:
            raise self._nothing(writer)
        return ImportReport(
            path=str(self.into),
            read=self._read,
            kept=kept,
            **added,
            rejected=dict(writer.rejected.most_common()),
            seconds=time.monotonic() - self._began,
            held_out=writer.held_out,
        )

    def _nothing(self, writer: PairWriter) -> FailureError:
        names = " and ".join(str(path) for file in self._files[:3] for path in file.paths)
        if not self._read:
            return fail("No pairs", f"There is nothing to import in {names}.", "Choose a file with translations in it.")
        why = "; ".join(f"{REASONS[reason]} ({count:,})" for reason, count in writer.rejected.most_common(3))
        return fail(
            "No pairs", f"None of the {self._read:,} lines of {names} is a pair: {why}.", "Check how it is read."
        )


def _public(language: str) -> str:
    """The language, or "" for a private tag: "x-source" is what the extract of a dataset without languages says."""
    return "" if language.lower().startswith("x-") else language
