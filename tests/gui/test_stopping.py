"""A training is held, and stopped: well, with its newest weights, or at once."""

import os
import signal
import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from training_pages import answer, begin, click, training_page

from gui.closing import Closing
from tfmodel.contract.processes import process_start

# A child that hears nothing.
DEAF = (sys.executable, "-c", "import threading; threading.Event().wait()")


@pytest.fixture
def page(session, qtbot):
    return training_page(session, qtbot)


def test_a_window_whose_last_job_ends_while_it_asks_closes(session, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    closing = Closing(session, window)
    with qtbot.waitSignal(closing.idle, timeout=2_000):
        closing.begin()


def test_a_job_that_does_not_hear_is_ended_with_the_window_but_no_training(session, qtbot, monkeypatch):
    monkeypatch.setattr("gui.closing.KILL_AFTER", 100)
    window = QWidget()
    qtbot.addWidget(window)
    session._command = DEAF
    job, sweep = session.new_job(), session.new_job()
    for one, name in ((job, "import"), (sweep, "sweep")):
        with qtbot.waitSignal(one._process.started):
            one.start([name])
    closing = Closing(session, window)
    closing.begin()
    qtbot.waitUntil(lambda: not job.is_running)
    assert session.running_jobs == (sweep,) and sweep.is_stopping
    with qtbot.waitSignal(closing.idle):
        closing.dialog.end.click()


def test_pause_continue_and_stop(page, session, qtbot, tmp_path):
    begin(qtbot, page, session, tmp_path)
    click(qtbot, page.controls.pause)
    qtbot.waitUntil(lambda: "Continue" in page.controls.pause.text())
    click(qtbot, page.controls.pause)
    qtbot.waitUntil(lambda: session.state == "training")
    with qtbot.waitSignal(session.training_ended):
        click(qtbot, page.controls.stop)
        assert "saved" in page.progress.state.text()
    assert page.progress.state.text().startswith("Stopped") and not page.alert.isVisible()
    assert "Resume" in page.controls.start.text()


def test_a_training_can_be_stopped_with_its_newest_weights(page, session, qtbot, tmp_path):
    assert not page.controls.ways.isEnabled()
    begin(qtbot, page, session, tmp_path)
    heard = []
    session.logged.connect(lambda event: heard.append(event.message))
    assert page.controls.ways.isEnabled()
    with qtbot.waitSignal(session.training_ended):
        page.controls.keep_newest.trigger()
        assert session.is_stopping and not page.controls.ways.isEnabled()
    assert heard == ["Keep: newest"] and session.state == "stopped"


@pytest.mark.parametrize(("word", "ends"), [("End", True), ("Wait", False)])
def test_the_second_stop_asks_and_ends_at_once(page, session, qtbot, tmp_path, word, ends):
    begin(qtbot, page, session, tmp_path, "stubborn")
    child = session.training_job.process_id
    click(qtbot, page.controls.stop)
    QTimer.singleShot(50, lambda: answer(word))
    click(qtbot, page.controls.stop)
    if ends:
        qtbot.waitUntil(lambda: not session.is_training)
        assert process_start(child) == 0 and not page.alert.isVisible()
    else:
        assert session.is_training and session.is_stopping


def test_the_question_goes_with_the_training(page, session, qtbot, tmp_path):
    begin(qtbot, page, session, tmp_path, "stubborn")
    child = session.training_job.process_id
    click(qtbot, page.controls.stop)
    QTimer.singleShot(50, lambda: os.kill(child, signal.SIGTERM))
    click(qtbot, page.controls.stop)
    assert QApplication.activeModalWidget() is None and not session.is_training
