"""What waits beside the event loop, and what becomes of it when its window is gone."""

import threading
import time

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from gui.background import Background
from tfmodel.contract.failure import Failure, fail


def test_the_newest_outcome_alone_is_told(qtbot):
    background, told = Background(), []
    background.done.connect(told.append)
    gate = threading.Event()
    background.call(lambda: gate.wait(10))
    background.call(lambda: "second")
    with qtbot.waitSignal(background.done):
        background.call(lambda: threading.current_thread() is not threading.main_thread())
        assert background.is_busy
        gate.set()
    assert told == [True] and not background.is_busy


def test_a_failure_is_told_and_a_mistake_is_raised_where_it_is_seen(qtbot):
    def refuse():
        raise fail("No such thing", "It is not there.", "Look elsewhere.")

    background = Background()
    with qtbot.waitSignal(background.failed) as told:
        background.call(refuse)
    assert isinstance(told.args[0], Failure) and told.args[0].title == "No such thing"
    with qtbot.capture_exceptions() as raised:
        background.call(lambda: {}["missing"])
        qtbot.waitUntil(lambda: not background.is_busy)
    assert [kind for kind, *_ in raised] == [KeyError]


@pytest.mark.timeout(60)
def test_a_window_goes_while_its_function_runs_whoever_holds_the_lock_of_python(qtbot):
    """Waiting for another window hands out deferred deletions without giving the lock away."""
    window, other, told, gone = QWidget(), QWidget(), [], threading.Event()
    qtbot.addWidget(other)
    background = Background(window)
    background.done.connect(told.append)
    window.destroyed.connect(gone.set)
    background.call(lambda: [time.sleep(0.01) for _ in range(50)])  # asks for the lock again and again
    window.deleteLater()
    with qtbot.waitExposed(other):
        other.show()
    qtbot.waitUntil(gone.is_set)
    background._thread.shutdown()
    QApplication.processEvents()
    assert told == []
