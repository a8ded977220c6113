"""Several datasets in one: what a training on a mix reads.

The held-out parts of all come first, so that what one dataset tests or validates with is trained on from none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tfmodel.contract.failure import fail
from tfmodel.contract.mixing import MixedDataset, tags_for, unlike
from tfmodel.corpus.columns import columns_of
from tfmodel.corpus.importing import new_dataset
from tfmodel.corpus.languages import fit
from tfmodel.corpus.pair import Pair
from tfmodel.corpus.rows import Row
from tfmodel.corpus.schema import sentences
from tfmodel.corpus.splitting import TRAIN, VALIDATION
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.tables import SPLITS
from tfmodel.corpus.writer import PairWriter

_BATCH = 2_000  # pairs that are added at a time
_READING = 0.8  # of the work
_SEED = 1
_TRAINED = """
SELECT count(*), coalesce(min(id), 1), coalesce(max(id), 0) FROM pair
WHERE split = ? AND origin = ? AND id NOT IN (SELECT pair FROM unused)
"""
# Pairs are only flagged while a mix is made: what is used follows from that at its end.
_TRAINS = "SELECT 1 FROM pair WHERE split = ? AND origin = ? AND id NOT IN (SELECT pair FROM flag) LIMIT 1"
_LEFT_OUT = "SELECT split, count(*) FROM flag CROSS JOIN pair ON pair.id = flag.pair GROUP BY split"


@dataclass(frozen=True)
class Ingredient:
    """A dataset of a mix.

    Attributes:
        name: What its pairs have as their origin in the mix.
        path: The `.pairs` file.
    """

    name: str
    path: Path


@dataclass(frozen=True)
class MixReport:
    """What a mix holds.

    Attributes:
        mixed: Its datasets.
        repeated: Pairs that were in an earlier dataset, or part, already.
        held_out: Training pairs that were left out because a validation or test part has their source.
        not_validated: Validation pairs that were left out because a test part has their source.
    """

    mixed: tuple[MixedDataset, ...]
    repeated: int
    held_out: int
    not_validated: int


def mix(
    ingredients: Sequence[Ingredient],
    into: Path,
    *,
    tags: bool = False,
    progress: Callable[[float, int], None] | None = None,
) -> MixReport:
    """Makes a dataset of all pairs that datasets use, each pair in the part it had.

    Args:
        ingredients: The datasets.
        into: The new dataset; complete or absent afterwards.
        tags: Whether each source begins with the tag of its dataset; one that gives no training pair has none.
        progress: Told the share that is done, and the pairs.

    Raises:
        FailureError: A dataset cannot be read, or goes from or to another language than those before it.
    """
    with ExitStack() as opened:
        stores = [opened.enter_context(PairStore.open(part.path)) for part in ingredients]
        languages = _languages(stores)
        names = unlike([part.name for part in ingredients])
        with sentences(into), new_dataset(into) as connection:
            return _Mixing(stores, names, connection, tags, progress or (lambda share, pairs: None)).run(languages)


def _languages(stores: Sequence[PairStore]) -> tuple[str, str]:
    """Each as the first dataset has it that says it; one that no dataset says is empty."""
    known, by = ("", ""), Path()
    for path, languages in ((store.path, store.languages) for store in stores):
        if not fit(known, languages):
            source, target, other_source, other_target = (code or "?" for code in (*known, *languages))
            raise fail(
                "Other languages",
                f"{by} goes from {source} to {target}, and {path} from {other_source} to {other_target}.",
                "Mix datasets of the same two languages.",
            )
        former, known = known, (known[0] or languages[0], known[1] or languages[1])
        by = by if known == former else path
    return known


def _stream(store: PairStore, split: str) -> Iterator[Row]:
    """The pairs of a part; what is wrong with their dataset is said of it, not of the mix."""
    with sentences(store.path):
        yield from store.stream(split)


class _Mixing:
    """One mix being made."""

    def __init__(
        self,
        stores: Sequence[PairStore],
        names: Sequence[str],
        connection: sqlite3.Connection,
        tags: bool,
        progress: Callable[[float, int], None],
    ) -> None:
        self._stores, self._connection, self._progress = stores, connection, progress
        self._names = names
        self._tags = list(tags_for(names)) if tags else [""] * len(stores)
        self._total = max(1, sum(store.counts().total - store.counts().unused for store in stores))
        self._done = 0

    def run(self, languages: tuple[str, str]) -> MixReport:
        # Searchable at the end: only then the tags are in the texts.
        writer = PairWriter(self._connection, self._names[0], seed=_SEED, given=TRAIN, searchable=False)
        for split in reversed(range(len(SPLITS))):  # test outranks validation, and validation outranks training
            for store, name in zip(self._stores, self._names, strict=True):
                writer.turn_to(name, split)
                self._add(writer, _stream(store, SPLITS[split]))
        writer.draw(None, None)
        self._put_tags()
        writer.index(lambda share: self._progress(_READING + 0.1 * share, self._done))
        writer.finish(languages, lambda share: self._progress(0.9 + 0.1 * share, self._done))
        mixed = tuple(self._known(number) for number in range(len(self._stores)))
        left_out = dict(self._connection.execute(_LEFT_OUT))
        return MixReport(mixed, writer.rejected["duplicate"], left_out.get(TRAIN, 0), left_out.get(VALIDATION, 0))

    def _add(self, writer: PairWriter, rows: Iterator[Row]) -> None:
        while chunk := list(islice(rows, _BATCH)):
            pairs = [Pair(row.source, row.target, row.line, row.unit, row.note or row.origin) for row in chunk]
            writer.add(columns_of(pairs, _SEED))
            self._done += len(chunk)
            self._progress(_READING * self._done / self._total, self._done)

    def _put_tags(self) -> None:
        """A dataset that trains nothing loses its tag: before its held-out pairs it would be an untrained token."""
        for number, name in enumerate(self._names):
            origin = self._origin(name)
            if self._tags[number] and not self._trains(origin):
                self._tags[number] = ""
            if tag := self._tags[number]:
                change = "UPDATE pair SET source = ? || ' ' || source WHERE origin = ?"
                self._connection.execute(change, (tag, origin))

    def _trains(self, origin: int) -> bool:
        """Whether training pairs of a dataset are used."""
        return self._connection.execute(_TRAINS, (TRAIN, origin)).fetchone() is not None

    def _known(self, number: int) -> MixedDataset:
        store, name = self._stores[number], self._names[number]
        pairs, first, last = self._connection.execute(_TRAINED, (TRAIN, self._origin(name))).fetchone()
        return MixedDataset(
            name=name,
            path=str(store.path.resolve()),
            fingerprint=store.fingerprint(),
            tag=self._tags[number],
            pairs=pairs,
            first=first,
            last=last,
        )

    def _origin(self, name: str) -> int:
        return int(self._connection.execute("SELECT id FROM origin WHERE name = ?", (name,)).fetchone()[0])
