"""One pass of a chain of rules over a dataset: flags are found first, and written or only counted at the end."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.problems import unknown_in
from tfmodel.corpus import bookkeeping
from tfmodel.corpus.bookkeeping import NEAR_HELD_OUT, meta, set_meta
from tfmodel.corpus.cleaning_progress import CancelledError, CleaningProgress, Telling
from tfmodel.corpus.profiles import profile_of
from tfmodel.corpus.rules import Batch, Chain, Profile, repaired
from tfmodel.corpus.rules.near import LEAST_IN_COMMON
from tfmodel.corpus.schema import connect, sentences
from tfmodel.corpus.splitting import TEST, VALIDATION
from tfmodel.corpus.tables import SPLITS

CHAIN = "chain"  # the remark that holds the chain of a dataset

EXAMPLES = 30  # pairs of each rule that a preview shows
_BATCH = 5_000
_FOUND = """
CREATE TEMP TABLE IF NOT EXISTS found (rule TEXT, pair INTEGER, other INTEGER, PRIMARY KEY (rule, pair)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS taken (pair INTEGER PRIMARY KEY);
DELETE FROM temp.found;
DELETE FROM temp.taken;
"""
_TAKE_HELD_OUT = """
INSERT OR IGNORE INTO temp.taken SELECT flag.pair FROM flag JOIN rule ON rule.id = flag.rule WHERE rule.name = ?
"""
_TAKE = "INSERT OR IGNORE INTO temp.taken SELECT pair FROM temp.found WHERE rule = ?"


@dataclass(frozen=True)
class Example:
    """A pair that a rule takes; `note` says why in a few words, where there is more to say than the rule's name."""

    id: int
    source: str
    target: str
    note: str


@dataclass(frozen=True)
class CleaningReport:
    """What a cleaning found.

    Attributes:
        path: The dataset.
        preview: Whether it was only tried.
        pairs: Pairs of the dataset.
        used: Pairs that are trained on, validated or tested with afterwards; in a preview as before.
        taken: How many pairs each rule takes.
        examples: Thirty pairs of each rule at most, of a preview.
        seconds: Time it took.
    """

    path: str
    preview: bool
    pairs: int
    used: int
    taken: dict[str, int]
    examples: dict[str, list[Example]]
    seconds: float


def chain_of(connection: sqlite3.Connection) -> Chain | None:
    """The chain of a dataset, if it has one.

    Raises:
        FailureError: A newer version wrote it, or it is damaged.
    """
    kept = meta(connection, CHAIN)
    try:
        return _chain_in(kept) if kept else None
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _unreadable(error) from error


def _chain_in(text: str) -> Chain:
    values = json.loads(text)
    for rule in values.values():
        if "similarity" in rule:  # it could be less once
            rule["similarity"] = max(rule["similarity"], LEAST_IN_COMMON)
    return Chain.model_validate(values)


def _unreadable(error: Exception) -> FailureError:
    unknown = unknown_in(error) if isinstance(error, ValidationError) else ""
    if not unknown:
        return fail(
            "Damaged dataset",
            "The cleaning rules of the dataset cannot be read.",
            "Clean it anew, with one of the presets.",
        )
    return fail(
        "Newer dataset",
        f"The dataset was cleaned with {unknown}, which this version does not know.",
        "Update the program, or clean the dataset anew, with one of the presets.",
    )


def clean_dataset(
    path: Path,
    chain: Chain,
    *,
    preview: bool = False,
    progress: Callable[[CleaningProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> CleaningReport | None:
    """Flags the pairs that a chain of rules takes; the chain becomes that of the dataset.

    Flags of an earlier chain go, what a person excluded or kept stays. Cancelled, killed or failed at any moment the
    dataset is as it was.

    Args:
        path: The dataset.
        chain: The rules.
        preview: Only count, and show examples.
        progress: Told about ten times a second how far it is.
        cancelled: Asked about as often whether to give up.

    Returns:
        What was found, or None when cancelled.

    Raises:
        FailureError: The file is no dataset, or another process is writing to it.
    """
    with contextlib.closing(connect(path)) as connection, sentences(path):
        connection.execute("PRAGMA cache_size = -50000")
        connection.execute("PRAGMA busy_timeout = 1000")  # who writes already will not be done sooner
        connection.execute("BEGIN" if preview else "BEGIN IMMEDIATE")
        try:
            with connection:
                report = _Pass(connection, path, chain, progress, cancelled).run(preview)
                if preview:
                    connection.rollback()
                return report
        except CancelledError:
            return None


def note(connection: sqlite3.Connection, ids: Sequence[int], found: Mapping[str, Sequence[int]]) -> None:
    """Keeps what rules found in `temp.found`.

    Args:
        connection: Has the tables of `prepare`.
        ids: Numbers of the pairs that were looked at.
        found: By rule, places among them.
    """
    rows = [(name, ids[place]) for name, places in found.items() for place in places]
    connection.executemany("INSERT INTO temp.found (rule, pair) VALUES (?, ?)", rows)


def prepare(connection: sqlite3.Connection) -> None:
    """Makes the empty tables of a pass, which only this connection sees."""
    for statement in _FOUND.split(";"):
        connection.execute(statement)


def compare(connection: sqlite3.Connection, chain: Chain, first_id: int, tell: Callable[[float], None]) -> None:
    """Applies the rules that compare pairs; only those after `first_id` are found, and older ones near to such a pair.

    Args:
        connection: Has the tables of `prepare`.
        chain: The rules.
        first_id: 0 for all pairs.
        tell: Gets the share that is done, and may raise.
    """
    connection.execute("INSERT OR IGNORE INTO temp.taken SELECT pair FROM temp.found")
    connection.execute("INSERT OR IGNORE INTO temp.taken SELECT pair FROM by_hand WHERE excluded")
    connection.execute(_TAKE_HELD_OUT, (bookkeeping.HELD_OUT,))
    if first_id:
        connection.execute("INSERT OR IGNORE INTO temp.taken SELECT pair FROM unused")
    rules = chain.set_rules()
    for n, (name, rule) in enumerate(rules.items()):
        pairs = rule.find_all(connection, _share(tell, n, len(rules)))
        # A pair that was there may be near to a held-out one that was added.
        found = ((name, *pair) for pair in pairs if (max(pair) if name == NEAR_HELD_OUT else pair[0]) > first_id)
        connection.executemany("INSERT INTO temp.found VALUES (?, ?, ?)", _materialised(found))
        connection.execute(_TAKE, (name,))


def _share(tell: Callable[[float], None], part: int, parts: int) -> Callable[[float], None]:
    """Tells the share of a part as that of the whole."""
    return lambda share: tell((part + share) / parts)


def _materialised(found: Iterator[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    # The statement that finds must be at its end before the tables that it reads are written.
    return list(found)


def given_parts(connection: sqlite3.Connection) -> tuple[int, int]:
    """The held-out parts that a person gave pair by pair, as their numbers; -1 for one that was drawn."""
    given = [n if meta(connection, f"given_{SPLITS[n]}") else -1 for n in (VALIDATION, TEST)]
    return given[0], given[1]


def spare_given(connection: sqlite3.Connection) -> None:
    """Forgets what was found in held-out parts that a person gave pair by pair: they are what they are, and stay.

    Only what leaks from one part into another is named there too.
    """
    in_them = "SELECT id FROM pair WHERE split IN (?, ?)"
    values = (NEAR_HELD_OUT, *given_parts(connection))
    connection.execute(f"DELETE FROM temp.found WHERE rule <> ? AND pair IN ({in_them})", values)


def name_near_leaks(connection: sqlite3.Connection, tell: Callable[[float], None]) -> None:
    """Compares the parts anew when pairs have moved, where the chain of the dataset asks for it; the caller settles.

    Args:
        connection: The dataset, in a transaction.
        tell: Gets the share that is done.
    """
    chain = chain_of(connection)
    rules = chain.set_rules() if chain is not None else {}
    if NEAR_HELD_OUT not in rules:
        return
    number = bookkeeping.rule_number(connection, NEAR_HELD_OUT)
    connection.execute("DELETE FROM flag WHERE rule = ?", (number,))
    prepare(connection)
    connection.execute(
        "INSERT OR IGNORE INTO temp.taken SELECT pair FROM flag UNION SELECT pair FROM by_hand WHERE excluded"
    )
    found = [(number, pair) for pair, _ in rules[NEAR_HELD_OUT].find_all(connection, tell)]
    connection.executemany("INSERT INTO flag VALUES (?, ?)", found)


def write_flags(connection: sqlite3.Connection) -> None:
    """Makes flags of what was found, which the caller settles."""
    for (name,) in connection.execute("SELECT DISTINCT rule FROM temp.found").fetchall():
        number = bookkeeping.rule_number(connection, name)
        connection.execute(
            "INSERT OR IGNORE INTO flag SELECT ?, pair FROM temp.found WHERE rule = ? ORDER BY pair", (number, name)
        )


class _Pass:
    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        chain: Chain,
        progress: Callable[[CleaningProgress], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._connection, self._path, self._chain = connection, path, chain
        (self._pairs,) = connection.execute("SELECT coalesce(sum(pairs), 0) FROM part").fetchone()
        self._tell = Telling(self._pairs, progress, cancelled)

    def run(self, preview: bool) -> CleaningReport:
        connection = self._connection
        languages = meta(connection, "source_language"), meta(connection, "target_language")
        prepare(connection)
        self._look_at_each(profile_of(connection, languages, keep=not preview))
        compare(connection, self._chain, 0, lambda share: self._tell(self._pairs, 0.8 + 0.15 * share))
        spare_given(connection)
        taken = dict.fromkeys((*self._chain.pair_rules(), *self._chain.set_rules()), 0)
        if not preview:
            self._write()
        taken.update(connection.execute("SELECT rule, count(*) FROM temp.found GROUP BY rule"))
        examples = {name: self._examples(name) for name in taken} if preview else {}
        (used,) = connection.execute("SELECT coalesce(sum(pairs - unused), 0) FROM part").fetchone()
        return CleaningReport(str(self._path), preview, self._pairs, used, taken, examples, self._tell.seconds)

    def _look_at_each(self, profile: Profile) -> None:
        query = "SELECT id, source, target FROM pair WHERE id > ? ORDER BY id LIMIT ?"
        last = done = 0
        while rows := self._connection.execute(query, (last, _BATCH)).fetchall():
            ids, sources, targets = zip(*rows, strict=True)
            note(self._connection, ids, self._chain.taken(Batch((sources, targets), profile)))
            last, done = ids[-1], done + len(ids)
            self._tell(done, 0.8 * done / max(1, self._pairs))

    def _write(self) -> None:
        connection = self._connection
        own = (bookkeeping.HELD_OUT,)
        connection.execute("DELETE FROM flag WHERE rule IN (SELECT id FROM rule WHERE name <> ?)", own)
        connection.execute("DELETE FROM rule WHERE name <> ?", own)
        for name in (*self._chain.pair_rules(), *self._chain.set_rules()):
            bookkeeping.rule_number(connection, name)
        write_flags(connection)
        set_meta(connection, CHAIN, self._chain.model_dump_json())
        bookkeeping.settle(connection, content_changed=False)

    def _examples(self, name: str) -> list[Example]:
        """Pairs from all over what a rule takes."""
        found = self._connection.execute("SELECT pair, other FROM temp.found WHERE rule = ?", (name,)).fetchall()
        shown = min(EXAMPLES, len(found))
        chosen = [found[n * len(found) // shown] for n in range(shown)]
        return [self._example(name, *pair) for pair in chosen]

    def _example(self, name: str, number: int, other: int | None) -> Example:
        query = "SELECT source, target FROM pair WHERE id = ?"
        source, target = self._connection.execute(query, (number,)).fetchone()
        note = ""
        if other is not None:
            like, its_target = self._connection.execute(query, (other,)).fetchone()
            note = f"{other:,}: {like} | {its_target}"
        elif name == "encoding":
            note = f"{repaired(source)} | {repaired(target)}"
        return Example(number, source, target, note)
