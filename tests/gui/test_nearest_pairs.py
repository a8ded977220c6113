"""The nearest training pairs, which are looked up beside the event loop."""

import sqlite3
import threading

import pytest
from dataset_windows import cells, make_dataset

from gui.widgets.nearest_pairs import NearestPairs
from tfmodel.corpus.store import PairStore


@pytest.fixture
def nearest(qtbot):
    widget = NearestPairs()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_the_window_goes_on_while_a_large_dataset_is_looked_into(nearest, qtbot, tmp_path, monkeypatch):
    dataset = make_dataset(tmp_path)
    with PairStore.open(dataset) as store:
        wanted = [row.source for row in store.nearest("very large")]
    look, gate = PairStore.nearest, threading.Event()

    def slow(store, text, limit):
        assert gate.wait(10)
        return look(store, text, limit)

    monkeypatch.setattr(PairStore, "nearest", slow)
    nearest.set_dataset(dataset)
    nearest.look_up("the number 7")
    nearest.look_up("very large")
    assert cells(nearest.view, 0) == []
    gate.set()
    qtbot.waitUntil(lambda: cells(nearest.view, 0) == wanted != [])
    nearest.look_up("")
    assert cells(nearest.view, 0) == []


def test_a_dataset_that_is_not_there_is_said_until_there_is_another(nearest, qtbot, tmp_path):
    nearest.set_dataset(tmp_path / "gone.pairs")
    qtbot.waitUntil(nearest.note.isVisible)
    assert "gone.pairs" in nearest.note.text()
    nearest.set_dataset(None)
    assert not nearest.note.isVisible()


def test_a_damaged_dataset_is_said_and_nothing_else_ends_by_it(nearest, qtbot, tmp_path, monkeypatch):
    def damaged(store, text, limit):
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(PairStore, "nearest", damaged)
    nearest.set_dataset(make_dataset(tmp_path))
    nearest.look_up("the number 7")
    qtbot.waitUntil(nearest.note.isVisible)
    assert "damaged" in nearest.note.text()
