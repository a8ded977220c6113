"""Flags of pairs that a step of undo has edited: with the former text the former flags come back.

Only the next cleaning compares a pair with others, or asks for its language. Until then what had set a text aside does
so again when the text is back, and a training sees what it saw before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tfmodel.corpus.bookkeeping import NEAR_HELD_OUT

# Rules by name, for a cleaning numbers them anew.
_TABLE = """
CREATE TABLE IF NOT EXISTS step_flag (
    step INTEGER NOT NULL, pair INTEGER NOT NULL, rule TEXT NOT NULL, PRIMARY KEY (step, pair, rule)
) WITHOUT ROWID
"""
_KEEP = """
INSERT INTO step_flag SELECT ?, flag.pair, rule.name
FROM rule CROSS JOIN flag ON flag.rule = rule.id AND flag.pair = ? WHERE rule.name <> ?
"""


def prepare_flags(connection: sqlite3.Connection) -> None:
    """Makes the table of these flags, which a dataset has from its first change on; it is in a transaction."""
    connection.execute(_TABLE)


def swap_flags(connection: sqlite3.Connection, step: int, number: int) -> None:
    """Exchanges the flags of a pair for those that a step holds, as its text is.

    What is near a held-out source may be near it still, and keeps the flag that says so: the next cleaning sees that.
    """
    held = connection.execute("SELECT rule FROM step_flag WHERE step = ? AND pair = ?", (step, number)).fetchall()
    forget_flags(connection, [(step, number)])
    connection.execute(_KEEP, (step, number, NEAR_HELD_OUT))
    rules = "SELECT id FROM rule WHERE name <> ?"
    connection.execute(f"DELETE FROM flag WHERE pair = ? AND rule IN ({rules})", (number, NEAR_HELD_OUT))
    back = "INSERT OR IGNORE INTO flag SELECT id, ? FROM rule WHERE name = ?"
    connection.executemany(back, ((number, name) for (name,) in held))


def forget_flags(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]]) -> None:
    """Forgets the flags that steps hold of pairs, each given as step and pair."""
    connection.executemany("DELETE FROM step_flag WHERE step = ? AND pair = ?", pairs)


def forget_rule(connection: sqlite3.Connection, rule: str) -> None:
    """Forgets which pairs a rule had flagged before their edits: it has begun anew."""
    prepare_flags(connection)
    connection.execute("DELETE FROM step_flag WHERE rule = ?", (rule,))
