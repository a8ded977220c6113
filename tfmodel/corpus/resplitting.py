"""Gives the pairs of a dataset other parts: by origin, and for the rest by a draw."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from array import array
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tfmodel.contract.failure import fail
from tfmodel.corpus import bookkeeping
from tfmodel.corpus.bookkeeping import HELD_OUT, rule_number, set_meta
from tfmodel.corpus.cleaning_pass import name_near_leaks
from tfmodel.corpus.division import SplitPlan
from tfmodel.corpus.schema import connect, sentences
from tfmodel.corpus.splitting import TEST, TRAIN, VALIDATION, Bounds, drawn, flag_leaks, most_held_out
from tfmodel.corpus.statistics import STATISTICS, measure
from tfmodel.corpus.step_flags import forget_rule
from tfmodel.corpus.tables import SPLITS

__all__ = ["SplitPlan", "resplit"]

_FEWEST = 4  # pairs of which each part that is wanted gets one, as it does by an import


def resplit(path: Path, plan: SplitPlan, progress: Callable[[float], None] | None = None) -> dict[str, int]:
    """Gives every pair its part anew, in one transaction; returns how many used pairs each part has.

    Whole sources are drawn. A source that is in the files of two parts stays in the higher one (test, validation,
    train); its pairs of the lower one are set aside by the rule "held_out", and none is deleted. Of equal
    pairs that come to one part all but one are set aside too.

    Args:
        path: The dataset.
        plan: How the parts are made.
        progress: Told now and then the share that is done; whatever it raises leaves the dataset as it was.

    Raises:
        FailureError: The file is no dataset, has no such origin, or another process is writing to it.
    """
    with contextlib.closing(connect(path)) as connection, sentences(path):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            _resplit(connection, plan, progress or (lambda share: None))
        query = "SELECT split, pairs - unused FROM part"
        found = dict(connection.execute(query))
    return {name: found.get(n, 0) for n, name in enumerate(SPLITS)}


def _resplit(connection: sqlite3.Connection, plan: SplitPlan, tell: Callable[[float], None]) -> None:
    connection.execute("UPDATE OR IGNORE pair SET split = ? WHERE split <> ?", (TRAIN, TRAIN))
    # A part has no room for two equal pairs: the other one is in none, each by itself, until all have moved.
    connection.execute("UPDATE pair SET split = -id WHERE split <> ?", (TRAIN,))
    tell(0.1)
    given = {VALIDATION: plan.validation_origins, TEST: plan.test_origins}
    for split, names in given.items():
        share = plan.validation_share if split == VALIDATION else plan.test_share
        connection.execute("DELETE FROM meta WHERE key = ?", (f"given_{SPLITS[split]}",))
        set_meta(connection, f"without_{SPLITS[split]}", "" if names or share else "1")
        for name in names:
            _move_origin(connection, name, split)
            set_meta(connection, f"given_{SPLITS[split]}", "1")
            set_meta(connection, "given", "1")
    shares = {
        VALIDATION: 0.0 if plan.validation_origins else plan.validation_share,
        TEST: 0.0 if plan.test_origins else plan.test_share,
    }
    set_meta(connection, "bounds", json.dumps(asdict(_draw(connection, plan.draw, shares))))
    _place_spare(connection)
    tell(0.4)
    flag_leaks(connection)
    tell(0.5)
    name_near_leaks(connection, lambda share: tell(0.5 + 0.3 * share))
    tell(0.8)
    bookkeeping.settle(connection, content_changed=True)
    tell(0.9)
    set_meta(connection, STATISTICS, json.dumps(asdict(measure(connection))))


def _move_origin(connection: sqlite3.Connection, name: str, split: int) -> None:
    found = connection.execute("SELECT id FROM origin WHERE name = ?", (name,)).fetchone()
    if found is None:
        names = ", ".join(known for (known,) in connection.execute("SELECT name FROM origin LIMIT 20"))
        raise fail("No such origin", f"No pairs came from a file {name!r}.", f"They came from {names}.")
    connection.execute("UPDATE OR IGNORE pair SET split = ? WHERE origin = ?", (split, *found))


def _place_spare(connection: sqlite3.Connection) -> None:
    """Gives pairs that are in no part a lower one than their equal is in; where there is none, they are set aside."""
    rule = rule_number(connection, HELD_OUT)
    connection.execute("DELETE FROM flag WHERE rule = ?", (rule,))
    forget_rule(connection, HELD_OUT)
    place = "UPDATE OR IGNORE pair SET split = ? WHERE split < 0"
    connection.execute(place, (TRAIN,))
    connection.execute("INSERT INTO flag SELECT ?, id FROM pair WHERE split < 0 ORDER BY id", (rule,))
    for split in (TEST, VALIDATION):
        connection.execute(place, (split,))


def _draw(connection: sqlite3.Connection, draw: int, shares: dict[int, float]) -> Bounds:
    """Moves whole sources until each part has its share; returns where the parts end among the drawn hashes.

    A source that has too many of the pairs is passed over. Among the hashes the parts end before the first such one:
    what is added to it later is to be trained on as well.
    """
    free = "SELECT source_key, sum(split = 0) FROM pair GROUP BY source_key HAVING max(split) = 0"
    keys, counts = array("q"), array("q")
    for key, count in connection.execute(free):
        keys.append(key)
        counts.append(count)
    hashes = array("q", (drawn(key, draw) for key in keys))
    order = iter(sorted(range(len(keys)), key=hashes.__getitem__))
    ends = {}
    end, total = Bounds().validation, sum(counts)
    room, is_passed_over = most_held_out(shares.values()) * total, False
    for split in (VALIDATION, TEST):
        wanted = _wanted(shares[split], total)
        while wanted > 0 and (place := next(order, None)) is not None:
            if counts[place] > room:
                is_passed_over = True
                continue
            connection.execute("UPDATE OR IGNORE pair SET split = ? WHERE source_key = ?", (split, keys[place]))
            wanted -= counts[place]
            room -= counts[place]
            end = end if is_passed_over else hashes[place] + 1
        ends[split] = end
    return Bounds(ends[VALIDATION], ends[TEST], draw)


def _wanted(share: float, pairs: int) -> int:
    """Pairs of a part: none where nobody wants it, and one at least where there are some to spare."""
    return max(round(share * pairs), int(share > 0 and pairs >= _FEWEST))
