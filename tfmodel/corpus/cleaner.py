"""Pairs that are added to a dataset are looked at by its rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from tfmodel.contract.failure import fail
from tfmodel.corpus.bookkeeping import meta, rule_number, set_meta
from tfmodel.corpus.cleaning_pass import (
    CHAIN,
    Finder,
    chain_of,
    compare,
    given_parts,
    prepare,
    spare_given,
    write_flags,
)
from tfmodel.corpus.profiles import kept_profile, profile_for
from tfmodel.corpus.rules import Batch, Chain, preset
from tfmodel.corpus.rules.batch import Sides


class Cleaner:
    """Applies the chain of a dataset to what an import adds, within its transaction."""

    def __init__(self, connection: sqlite3.Connection, chain: Chain, languages: tuple[str, str]) -> None:
        self._connection, self._chain, self._languages = connection, chain, languages
        self._finder: Finder | None = None
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

    def look_at(self, ids: Sequence[int], sides: Sides, words: tuple[list[int], list[int]]) -> None:
        """Judges added pairs, each by itself.

        Args:
            ids: Their numbers.
            sides: Their sources and targets.
            words: How many words each of these has.
        """
        if self._finder is None:
            profile = profile_for(self._connection, self._languages, list(zip(*sides, strict=True)))
            self._finder = Finder(self._connection, self._chain, profile)
        self._finder.look_at(ids, Batch(sides, self._finder.profile, words))

    def finish(self, first_id: int, tell: Callable[[float], None]) -> None:
        """Compares what was added after `first_id` with all pairs, and writes the flags; `tell` gets the share done."""
        if meta(self._connection, "given"):  # a pair may have gone into another part, and with it from here
            self._connection.execute("DELETE FROM temp.found WHERE pair NOT IN (SELECT id FROM pair)")
        compare(self._connection, self._chain, first_id, tell)
        spare_given(self._connection)
        write_flags(self._connection)


def judge_again(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Flags pairs whose text has changed by the rules of the dataset that judge a pair by itself.

    The rule about the language waits for the next cleaning: to load its model would be felt in the window.

    Args:
        connection: The dataset, in a transaction.
        ids: Pairs without flags.
    """
    chain = chain_of(connection)
    if chain is None:
        return
    query = f"SELECT id, source, target FROM pair WHERE id IN ({','.join(map(str, ids))}) AND split NOT IN (?, ?)"
    rows = connection.execute(query, given_parts(connection)).fetchall()
    batch = Batch(([row[1] for row in rows], [row[2] for row in rows]), kept_profile(connection))
    for name, rule in chain.pair_rules().items():
        if name != "language":
            number = rule_number(connection, name)
            found = [(number, rows[place][0]) for place in set(rule.find(batch))]
            connection.executemany("INSERT OR IGNORE INTO flag VALUES (?, ?)", found)
