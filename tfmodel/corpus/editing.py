"""Changes that a person makes to pairs: edit, exclude, restore, each one transaction and to be taken back."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType

from tfmodel.contract.failure import fail
from tfmodel.corpus import bookkeeping
from tfmodel.corpus.bookkeeping import HELD_OUT, Recounted, meta
from tfmodel.corpus.cleaner import judge_again
from tfmodel.corpus.cleaning import clean, word_count
from tfmodel.corpus.filters import FLAGGED
from tfmodel.corpus.pair import Pair
from tfmodel.corpus.rows import Row, rows_of
from tfmodel.corpus.schema import connect, sentences
from tfmodel.corpus.splitting import flag_leaks_among, leaks_of, pair_key, source_key
from tfmodel.corpus.step_flags import forget_flags, prepare_flags, swap_flags
from tfmodel.corpus.tables import PAIRS_OF_STEP

_STEPS_KEPT = 1_000
_PATIENCE = 200  # milliseconds for another writer to end: the window waits for this
_TEXTS, _APART = 0.7, 0.9  # shares of a change of many texts that are done then

Texts = Iterable[tuple[int, tuple[str, str]]]  # numbers of pairs, each with a source and a target


@dataclass(frozen=True)
class Step:
    """Something that was done ("edit", "exclude" or "restore") to so many pairs.

    Attributes:
        action: What was done.
        pairs: To how many.
        skipped: How many were left as they are, because the dataset has a pair with the text that they would get.
    """

    action: str
    pairs: int
    skipped: int = 0


def _untold(share: float) -> None:
    """Nobody waits for so little."""


class PairEditor:
    """Changes pairs of a dataset; use `open`, and close it or use it in a `with`.

    Raises from each change:
        FailureError: Another process is writing to the dataset, or it may not be written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        connection.execute("PRAGMA synchronous = NORMAL")  # the window does not wait for the disk; nothing can be torn

    @classmethod
    def open(cls, path: Path) -> PairEditor:
        """Opens a dataset for changing.

        Raises:
            FailureError: The file is missing, no dataset, damaged, or of a newer format.
        """
        return cls(path, connect(path))

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def __enter__(self) -> PairEditor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The pairs of these numbers, in that order; while they are rewritten, as they are by then."""
        return rows_of(self._connection, ids)

    def edit(self, number: int, *, source: str | None = None, target: str | None = None) -> bool:
        """Gives a pair another text; rules that judge a pair by itself look at it anew. Returns whether it is another.

        Raises:
            FailureError: A side would be empty, there is no such pair, or its part has the same pair already.
        """
        with self._transaction():
            pair = self._pair(number)
            wanted = clean(pair.source if source is None else source, pair.target if target is None else target, 0)
            if not isinstance(wanted, Pair):
                raise fail("Empty sentence", f"Pair {number:,} needs text on both sides.", "Exclude it instead.")
            if (wanted.source, wanted.target) == (pair.source, pair.target):
                return False
            if self._rewrite([(number, (wanted.source, wanted.target))]).skipped:
                raise fail(
                    "The same pair",
                    "The dataset has a pair with just these texts already.",
                    "Exclude this one instead.",
                )
            return True

    def rewrite(self, texts: Texts, tell: Callable[[float], None] = _untold) -> int:
        """Gives many pairs another text as one step; one that would be there twice then keeps its text.

        Args:
            texts: Read before any pair is changed; no side is empty.
            tell: Gets the share that is done once they are read; what it raises, or `texts`, leaves all as it was.

        Returns:
            How many pairs were changed.
        """
        with self._transaction():
            free = self._free(texts)
            first = next(free, None)
            return 0 if first is None else self._rewrite(chain([first], free), tell).pairs

    def exclude(self, ids: Sequence[int]) -> int:
        """Sets pairs aside: no training sees them. Returns how many were not."""
        return self._choose("exclude", "1", "by_hand.excluded IS NOT 1", ids)

    def restore(self, ids: Sequence[int]) -> int:
        """Takes exclusions back, and uses pairs in spite of the rules that flag them; returns how many were aside."""
        return self._choose(
            "restore",
            f"CASE WHEN {FLAGGED} THEN 0 END",
            f"by_hand.excluded OR (by_hand.excluded IS NULL AND {FLAGGED})",
            ids,
        )

    def undo(self) -> Step | None:
        """Takes the last change back; None when there is none."""
        return self._step_back("NOT undone ORDER BY id DESC", undone=1)

    def redo(self) -> Step | None:
        """Does again what was last taken back; None when there is nothing."""
        return self._step_back("undone ORDER BY id", undone=0)

    def switch(self, rule: str, active: bool) -> None:
        """Lets a rule set pairs aside, or no longer; its flags stay, so no pass over the pairs is needed.

        Raises:
            FailureError: The dataset has no such rule, or it is the one that keeps the held-out parts apart.
        """
        if rule == HELD_OUT:
            raise fail(
                "Always on",
                "A source that is also in the validation or test part is never trained on.",
                "Leave this rule on, or draw the parts anew.",
            )
        with self._transaction() as connection:
            found = connection.execute("UPDATE rule SET active = ? WHERE name = ?", (active, rule)).rowcount
            if not found:
                raise fail("No such rule", f"{self.path.name} has no flags of a rule {rule!r}.", "Clean it first.")
            bookkeeping.settle(connection, content_changed=False)

    # How

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection
        with sentences(self.path):
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                prepare_flags(connection)
                yield connection

    def _pair(self, number: int) -> Pair:
        query = "SELECT source, target, line FROM pair WHERE id = ?"
        found = self._connection.execute(query, (number,)).fetchone()
        if found is None:
            raise fail("No such pair", f"{self.path.name} has no pair {number:,}.", "Look at its pairs again.")
        return Pair(*found)

    def _choose(self, action: str, choice: str, condition: str, ids: Sequence[int]) -> int:
        """Gives those pairs that fulfil a condition the state by hand that an expression says; returns their number."""
        with self._transaction() as connection:
            connection.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (pair INTEGER PRIMARY KEY, excluded INTEGER)")
            connection.execute("DELETE FROM temp.chosen")
            query = (
                f"INSERT OR IGNORE INTO temp.chosen SELECT pair.id, {choice} FROM pair "
                f"LEFT JOIN by_hand ON by_hand.pair = pair.id WHERE pair.id = ? AND ({condition})"
            )
            connection.executemany(query, ((number,) for number in ids))
            (pairs,) = connection.execute("SELECT count(*) FROM temp.chosen").fetchone()
            if pairs:
                step = self._new_step(action)
                connection.execute(
                    "INSERT INTO change (step, pair, excluded) SELECT ?, pair, excluded FROM temp.chosen", (step,)
                )
                self._swap(step, action)
        return int(pairs)

    def _free(self, texts: Texts) -> Iterator[tuple[int, tuple[str, str]]]:
        """Those that no other pair has, and none before them."""
        taken: set[int] = set()  # hashes: the texts of millions of pairs would fill the memory
        for number, text in texts:
            key = pair_key(*text)
            if key not in taken and not self._is_there(number, *text):
                taken.add(key)
                yield number, text

    def _is_there(self, number: int, source: str, target: str) -> bool:
        query = "SELECT 1 FROM pair WHERE source_key = ? AND pair_key = ? AND id <> ?"
        key = source_key(self._seed(), source)
        return self._connection.execute(query, (key, pair_key(source, target), number)).fetchone() is not None

    def _seed(self) -> int:
        return int(meta(self._connection, "seed"))

    def _rewrite(self, texts: Texts, tell: Callable[[float], None] = _untold) -> Step:
        step = self._new_step("edit")
        self._connection.executemany(
            "INSERT INTO change (step, pair, source, target) VALUES (?, ?, ?, ?)",
            ((step, number, *text) for number, text in texts),
        )
        return self._swap(step, "edit", tell)

    def _new_step(self, action: str) -> int:
        connection = self._connection
        self._forget("undone")
        step = connection.execute("INSERT INTO step (action) VALUES (?)", (action,)).lastrowid
        assert step is not None
        self._forget("id <= ?", step - _STEPS_KEPT)
        return step

    def _forget(self, which: str, *values: int) -> None:
        """Forgets the steps that fulfil a condition."""
        for statement in (
            "DELETE FROM change WHERE step IN (SELECT id FROM step WHERE {})",
            "DELETE FROM step_flag WHERE step IN (SELECT id FROM step WHERE {})",
            f"DELETE FROM meta WHERE key IN (SELECT {PAIRS_OF_STEP} FROM step WHERE {{}})",
            "DELETE FROM step WHERE {}",
        ):
            self._connection.execute(statement.format(which), values)

    def _step_back(self, which: str, undone: int) -> Step | None:
        with self._transaction() as connection:
            found = connection.execute(f"SELECT id, action FROM step WHERE {which} LIMIT 1").fetchone()
            if found is None:
                return None
            done = self._swap(*found)
            connection.execute("UPDATE step SET undone = ? WHERE id = ?", (undone, found[0]))
            if not done.pairs:
                self._forget("id = ?", found[0])
            return done

    def _swap(self, step: int, action: str, tell: Callable[[float], None] = _untold) -> Step:
        """Exchanges the state of pairs and the state that a step holds, so that the next time undoes it."""
        connection, skipped = self._connection, 0
        ids = [number for (number,) in connection.execute("SELECT pair FROM change WHERE step = ?", (step,))]
        with Recounted(connection, ids, texts=action == "edit"):
            if action == "edit":
                skipped = self._swap_texts(step, ids, tell)
            else:
                self._swap_choices(step)
        pairs = len(ids) - skipped
        connection.execute(
            f"INSERT OR REPLACE INTO meta SELECT {PAIRS_OF_STEP}, ? FROM step WHERE id = ?", (str(pairs), step)
        )
        return Step(action, pairs, skipped)

    def _swap_choices(self, step: int) -> None:
        connection = self._connection
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS before (pair INTEGER PRIMARY KEY, excluded INTEGER)")
        connection.execute("DELETE FROM temp.before")
        connection.execute(
            "INSERT INTO temp.before SELECT change.pair, by_hand.excluded FROM change "
            "LEFT JOIN by_hand ON by_hand.pair = change.pair WHERE step = ?",
            (step,),
        )
        connection.execute("DELETE FROM by_hand WHERE pair IN (SELECT pair FROM change WHERE step = ?)", (step,))
        connection.execute(
            "INSERT INTO by_hand SELECT pair, excluded FROM change WHERE step = ? AND excluded IS NOT NULL", (step,)
        )
        connection.execute(
            "UPDATE change SET excluded = (SELECT excluded FROM temp.before WHERE before.pair = change.pair) "
            "WHERE step = ?",
            (step,),
        )

    def _swap_texts(self, step: int, ids: Sequence[int], tell: Callable[[float], None]) -> int:
        """Gives pairs the texts of a step; returns how many keep theirs, which the step forgets."""
        keys: set[int] = set()
        kept = []
        for done, number in enumerate(ids):
            tell(_TEXTS * done / len(ids))
            changed = self._swap_text(step, number)
            keys |= changed
            if not changed:
                kept.append((step, number))
        self._connection.executemany("DELETE FROM change WHERE step = ? AND pair = ?", kept)
        forget_flags(self._connection, kept)
        self._keep_apart(set(ids), keys, lambda share: tell(_TEXTS + (_APART - _TEXTS) * share))
        unlike = {number for _, number in kept}
        changed_ids = [number for number in ids if number not in unlike]
        judge_again(self._connection, changed_ids, lambda share: tell(_APART + (1 - _APART) * share))
        return len(kept)

    def _swap_text(self, step: int, number: int) -> set[int]:
        """Exchanges a text; returns the hashes of both sources, none where the dataset has such a pair already."""
        connection = self._connection
        pair = self._pair(number)
        (source, target) = connection.execute(
            "SELECT source, target FROM change WHERE step = ? AND pair = ?", (step, number)
        ).fetchone()
        keys = self._write_text(number, source, target)
        if not keys:
            return keys
        swap_flags(connection, step, number)
        connection.execute("INSERT OR IGNORE INTO original VALUES (?, ?, ?)", (number, pair.source, pair.target))
        texts = "INSERT INTO pair_text ({}rowid, source, target) VALUES ({}?, ?, ?)"
        connection.execute(texts.format("pair_text, ", "'delete', "), (number, pair.source, pair.target))
        connection.execute(texts.format("", ""), (number, source, target))
        connection.execute(
            "UPDATE change SET source = ?, target = ? WHERE step = ? AND pair = ?",
            (pair.source, pair.target, step, number),
        )
        return keys

    def _write_text(self, number: int, source: str, target: str) -> set[int]:
        connection = self._connection
        (before,) = connection.execute("SELECT source_key FROM pair WHERE id = ?", (number,)).fetchone()
        key = source_key(self._seed(), source)
        try:
            connection.execute(
                "UPDATE pair SET source = ?, target = ?, source_words = ?, target_words = ?, source_key = ?, "
                "pair_key = ? WHERE id = ?",
                (source, target, word_count(source), word_count(target), key, pair_key(source, target), number),
            )
        except sqlite3.IntegrityError:  # its part has this pair already
            return set()
        return {before, key}

    def _keep_apart(self, recounted: set[int], keys: set[int], tell: Callable[[float], None]) -> None:
        """Flags what would be trained on although its source is held out, and forgets such flags that hold no longer.

        Args:
            recounted: Pairs that are being recounted already.
            keys: Hashes of sources.
            tell: Gets the share that is done.
        """
        connection = self._connection
        for done, key in enumerate(keys):
            tell(done / len(keys))
            leaks = leaks_of(connection, key)
            with Recounted(connection, [other for other in leaks if other not in recounted], texts=False):
                flag_leaks_among(connection, leaks)
