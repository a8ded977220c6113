from __future__ import annotations

import os
import signal
import sqlite3
import threading
from collections.abc import Iterator

import pytest

from tfmodel.corpus.interrupting import interruptible

LONG = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 10000000) SELECT count(*) FROM n"


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


def test_a_long_statement_ends_with_what_is_raised_meanwhile_and_the_next_one_does_not(
    connection: sqlite3.Connection,
) -> None:
    asked = []

    def give_up() -> None:
        asked.append(True)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), interruptible(connection, give_up):
        connection.execute(LONG).fetchone()
    assert asked == [True]
    assert connection.execute(LONG.replace("10000000", "300000")).fetchone() == (300_000,)
    assert asked == [True]


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no signal to a thread")
def test_a_signal_within_a_long_statement_is_no_error_of_the_disk(connection: sqlite3.Connection) -> None:
    """Python calls its handler before the function that asks, which does not see it."""
    main = threading.main_thread().ident
    assert main is not None
    timer = threading.Timer(0.1, signal.pthread_kill, (main, signal.SIGINT))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs tests in the background ignores it
    try:
        with pytest.raises(KeyboardInterrupt), interruptible(connection, lambda: None):
            timer.start()
            connection.execute(LONG.replace("10000000", "1000000000")).fetchone()
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)


def test_a_statement_that_nobody_gives_up_comes_to_its_end_and_a_wrong_one_is_said_to_be_wrong(
    connection: sqlite3.Connection,
) -> None:
    asked = []
    with interruptible(connection, lambda: asked.append(True)):
        assert connection.execute(LONG.replace("10000000", "300000")).fetchone() == (300_000,)
        assert asked
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            connection.execute("SELECT * FROM no_table")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), interruptible(connection, asked.clear):
        connection.execute("SELECT * FROM no_table")
