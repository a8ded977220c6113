"""A training that is stopped, or whose window is closed, before its first step."""

import os
import sys

import pytest
from PySide6.QtWidgets import QWidget
from training_pages import training_page

from gui.closing import Closing
from gui.run_queue import Planned, RunQueue
from gui.session import Session
from gui.waiting_file import FILE, read_waiting
from tests.gui.made_runs import make_run
from tfmodel.contract import places, run_lock

# What a training does that hears of a stop before it has a folder.
LEAVES = "import sys; print('here', flush=True); sys.stdin.readline(); sys.exit(130)"
NOBODY = 999_999_999  # no process has such a number


@pytest.fixture
def unbegun(session, tmp_path):
    """A session whose training makes no folder."""
    session._training._command = (sys.executable, "-c", LEAVES)
    session._dataset = tmp_path / "some.pairs"
    return session


def start(session, qtbot, begin):
    with qtbot.waitSignal(session.logged):
        begin()
    assert session.state == "preparing"


def stop(session, qtbot):
    with qtbot.waitSignal(session.training_ended) as ended:
        session.stop_training()
    assert ended.args[0].stopped


def test_a_training_that_is_stopped_before_it_has_a_folder_is_no_run(unbegun, qtbot):
    page = training_page(unbegun, qtbot)
    start(unbegun, qtbot, lambda: unbegun.start_training("early"))
    told = []
    unbegun.training_changed.connect(lambda: told.append(page.progress.state.text()))
    stop(unbegun, qtbot)
    assert told[0] == "Stopping…" and page.progress.state.text() == "Not started"
    assert unbegun.state == "" and unbegun.run is None and not page.alert.isVisible()
    assert [page.controls.runs.itemText(row) for row in range(page.controls.runs.count())] == ["New run"]


def test_a_queued_training_that_is_stopped_before_it_has_a_folder_waits_again(unbegun, qtbot):
    planned = Planned("early", unbegun.dataset, unbegun.config)
    queue = RunQueue(unbegun)
    queue.add(planned)
    start(unbegun, qtbot, queue.go)
    assert not queue.waiting
    stop(unbegun, qtbot)
    assert queue.waiting == read_waiting() == (planned,) and not queue.is_going


def test_a_queued_training_waits_again_where_the_program_dies_before_it_is_a_run(unbegun, qtbot):
    queue, later = RunQueue(unbegun), Session()
    queue.add(Planned("", unbegun.dataset, unbegun.config))
    start(unbegun, qtbot, queue.go)
    assert queue.waiting == RunQueue(later).waiting == ()  # for it has not died
    file = places.home() / FILE
    text = file.read_text(encoding="utf-8").replace(f'"pid": {os.getpid()}', f'"pid": {NOBODY}')
    file.write_text(text, encoding="utf-8")
    unbegun.run.path.mkdir(parents=True)
    with run_lock.held(unbegun.run.path):
        assert RunQueue(later).waiting == ()  # what it began is still being ended
    (again,) = RunQueue(later).waiting  # as the next start would find it
    assert again.name == unbegun.run.path.name
    make_run(again.name)
    assert RunQueue(later).waiting == ()
    stop(unbegun, qtbot)
    assert queue.waiting == read_waiting() == ()


def test_a_queued_training_that_one_window_prepares_is_begun_by_no_other(unbegun, qtbot):
    first = RunQueue(unbegun)
    first.add(Planned("", unbegun.dataset, unbegun.config))
    second = RunQueue(Session())
    (seen,) = second.waiting
    start(unbegun, qtbot, first.go)
    second.hold()
    assert second.waiting == () and [planned.key for planned in read_waiting()] == [seen.key]
    second.go()
    assert not second.is_going and not second._session.is_training
    second.insert(0, seen)  # as Undo would, if it was taken out here before
    assert second.waiting == () and len(read_waiting()) == 1
    make_run(unbegun.run.path.name)
    second.hold()
    assert second.waiting == read_waiting() == ()
    stop(unbegun, qtbot)
    assert first.waiting == read_waiting() == ()


def test_a_training_that_did_not_wait_in_the_queue_is_not_put_into_it(unbegun, qtbot):
    queue = RunQueue(unbegun)
    start(unbegun, qtbot, lambda: unbegun.start_training("early"))
    stop(unbegun, qtbot)
    assert not queue.waiting


def test_a_run_that_was_stopped_before_its_first_step_has_no_model(session, qtbot):
    run = make_run("early", state="stopped", steps=0)
    page = training_page(session, qtbot)
    session.open_run(run.path)
    assert page.progress.state.text() == "Stopped before its first step" and session.is_resumable
    (run.path / "checkpoints" / "step-00000008").mkdir(parents=True)
    session.open_run(run.path)
    assert page.progress.state.text() == "Stopped; the model is kept"


def test_closing_promises_a_model_where_there_is_one(unbegun, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    closing = Closing(unbegun, window)
    start(unbegun, qtbot, lambda: unbegun.start_training("early"))
    told = closing._what_becomes()
    assert "no model to keep" in told and "resumed" not in told and "once it has begun" in told
    stop(unbegun, qtbot)
    run = make_run("later", state="stopped")
    (run.path / "checkpoints" / "step-00000040").mkdir(parents=True)
    unbegun.open_run(run.path)
    start(unbegun, qtbot, unbegun.resume_training)
    assert "keeps its model" in closing._what_becomes()
    stop(unbegun, qtbot)
