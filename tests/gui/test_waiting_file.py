"""The file of what waits: shared by the windows of the program, and kept where it cannot be read or written."""

import errno
import os
from contextlib import contextmanager

import pytest

from gui.run_queue import RunQueue
from gui.waiting_file import FILE, Planned, read_waiting
from tfmodel.contract import places
from tfmodel.contract.config import Config


@pytest.fixture
def three(tmp_path):
    return tuple(Planned(name, tmp_path / "some.pairs", Config()) for name in "abc")


def test_windows_lose_nothing_of_what_others_add_and_keep_nothing_that_others_take_out(session, three):
    a, b, c = three
    first, second = RunQueue(session), RunQueue(session)
    first.add(a)
    second.add(b)
    first.add(c)
    assert first.waiting == read_waiting() == (a, b, c)
    assert second.waiting == (a, b)
    second.remove(1)
    assert second.waiting == read_waiting() == (a, c)
    first.move(0, 1)
    assert first.waiting == read_waiting() == (c, a)
    first.remove(0)
    second.move(1, -1)  # the one that is there no more
    assert second.waiting == read_waiting() == (a,)


@contextmanager
def lock(answers):
    yield answers.pop(0)


def test_the_file_is_written_by_who_is_alone_with_it(session, three, monkeypatch, caplog):
    queue = RunQueue(session)
    answers = [False, True]
    with monkeypatch.context() as busy:
        busy.setattr("tfmodel.contract.run_lock.held", lambda folder: lock(answers))
        queue.add(three[0])
        assert answers == [] and read_waiting() == three[:1] and not caplog.text
        busy.setattr("gui.waiting_file.PATIENCE", 0.0)
        answers.append(False)
        queue.add(three[1])
        assert queue.waiting == three[:2] and read_waiting() == three[:1] and "another window has it" in caplog.text
    queue.hold()
    assert queue.waiting == read_waiting() == three[:2]


def test_a_file_that_cannot_be_read_is_kept_beside_the_new_one(session, three, caplog):
    queue = RunQueue(session)
    queue.add(three[0])
    for text in ("{", '[{"name": "of tomorrow"}]'):
        (places.home() / FILE).write_text(text, encoding="utf-8")
        queue.hold()
        assert queue.waiting == read_waiting() == three[:1]
    kept = [(places.home() / f"{FILE}.{name}").read_text("utf-8") for name in ("unreadable", "unreadable-2")]
    assert kept == ["{", '[{"name": "of tomorrow"}]'] and "not readable" in caplog.text


def test_what_a_full_disk_does_not_keep_waits_all_the_same(session, three, monkeypatch, caplog):
    def refuse(path, text):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    queue = RunQueue(session)
    queue.add(three[0])
    with monkeypatch.context() as full:
        full.setattr("tfmodel.contract.atomic.write_text", refuse)
        queue.add(three[1])
    assert queue.waiting == three[:2] and read_waiting() == three[:1] and "not kept" in caplog.text
    queue.remove(0)
    assert queue.waiting == read_waiting() == three[1:2]
