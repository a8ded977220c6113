"""Pairs that are added to a dataset are looked at by its rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence

from tfmodel.contract.failure import fail
from tfmodel.corpus.bookkeeping import rule_number, set_meta
from tfmodel.corpus.cleaning_pass import (
    CHAIN,
    chain_of,
    compare,
    given_parts,
    note,
    prepare,
    spare_given,
    write_flags,
)
from tfmodel.corpus.profiles import keep_profile, kept_profile, known_profile
from tfmodel.corpus.rules import Batch, Chain, Profile, preset

_BATCH = 5_000  # pairs that are judged at a time


class Cleaner:
    """Applies the chain of a dataset to what an import adds, within its transaction.

    Attributes:
        chain: Its rules; those that judge a pair by itself are applied by who reads the pairs.
        profile: What is usual in the dataset, where that is known.
    """

    def __init__(self, connection: sqlite3.Connection, chain: Chain, languages: tuple[str, str]) -> None:
        self._connection, self.chain = connection, chain
        self.profile = known_profile(connection, languages)
        prepare(connection)

    @classmethod
    def of(cls, connection: sqlite3.Connection, asked: str, languages: tuple[str, str]) -> Cleaner | None:
        """The cleaner of a dataset, None where it has no rules.

        Args:
            connection: The dataset, in a transaction.
            asked: Name of the preset that a new dataset gets, or "none".
            languages: Codes of source and target.

        Raises:
            FailureError: The dataset has pairs, which these rules have not looked at.
        """
        kept = chain_of(connection)
        wanted = None if asked == "none" else preset(asked)
        (has_pairs,) = connection.execute("SELECT EXISTS (SELECT 1 FROM pair)").fetchone()
        if wanted is not None and has_pairs and wanted != kept:
            raise fail(
                "Other rules",
                "The pairs that are there were not cleaned with these rules.",
                "Import without --clean, then clean the whole dataset.",
            )
        chain = kept if wanted is None else wanted
        if chain is None:
            return None
        set_meta(connection, CHAIN, chain.model_dump_json())
        return cls(connection, chain, languages)

    def keep(self, profile: Profile) -> None:
        """Writes down what was learned of the first pairs."""
        keep_profile(self._connection, profile)

    def note(self, ids: Sequence[int], found: Mapping[str, Sequence[int]]) -> None:
        """Notes what rules found.

        Args:
            ids: Numbers of added pairs.
            found: By rule, places among them.
        """
        note(self._connection, ids, found)

    def finish(self, first_id: int, tell: Callable[[float], None]) -> None:
        """Compares what was added after `first_id` with all pairs, and writes the flags; `tell` gets the share done."""
        compare(self._connection, self.chain, first_id, tell)
        spare_given(self._connection)
        write_flags(self._connection)


def judge_again(connection: sqlite3.Connection, ids: Sequence[int], tell: Callable[[float], None]) -> None:
    """Flags pairs whose text has changed by the rules of the dataset that judge a pair by itself.

    The rule about the language waits for the next cleaning: to load its model would be felt in the window.

    Args:
        connection: The dataset, in a transaction.
        ids: Pairs; the flags of these rules that they had before go.
        tell: Gets the share that is done.
    """
    chain = chain_of(connection)
    if chain is None:
        return
    for start in range(0, len(ids), _BATCH):
        tell(start / len(ids))
        _judge(connection, chain, ids[start : start + _BATCH])


def _judge(connection: sqlite3.Connection, chain: Chain, ids: Sequence[int]) -> None:
    query = f"SELECT id, source, target FROM pair WHERE id IN ({','.join(map(str, ids))}) AND split NOT IN (?, ?)"
    rows = connection.execute(query, given_parts(connection)).fetchall()
    judged = ",".join(str(row[0]) for row in rows)
    batch = Batch(([row[1] for row in rows], [row[2] for row in rows]), kept_profile(connection))
    for name, rule in chain.pair_rules().items():
        if name != "language":
            number = rule_number(connection, name)
            connection.execute(f"DELETE FROM flag WHERE rule = ? AND pair IN ({judged})", (number,))
            found = [(number, rows[place][0]) for place in set(rule.find(batch))]
            connection.executemany("INSERT OR IGNORE INTO flag VALUES (?, ?)", found)
