"""The queue of trainings, on the Runs page and in several windows."""

import errno
import os

import pytest
from PySide6.QtWidgets import QApplication

from gui.errors import FailureDialog
from gui.pages.runs import RunsPage
from gui.run_queue import Planned, RunQueue
from gui.session import Session
from gui.waiting_file import WaitingFile, read_waiting
from gui.widgets.queue_panel import QueuePanel
from tests.gui.runs_pages import choose, click, page_of_three
from tfmodel.contract import places
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder


@pytest.fixture
def page(session, qtbot, tmp_path):
    return page_of_three(session, qtbot, tmp_path)


def test_what_waits_is_trained_one_after_another(page, session, qtbot):
    page.tabs.setCurrentWidget(page.waiting)
    choose(page, "gamma")
    click(qtbot, page.waiting.add_run)
    click(qtbot, page.waiting.add)
    click(qtbot, page.waiting.add)
    assert [row[4] for row in page.waiting.table.texts] == ["continue", "new run", "new run"]
    page.waiting.table.selectRow(2)
    click(qtbot, page.waiting.remove)
    click(qtbot, page.undo.undo_button)
    assert len(page.queue.waiting) == 3
    page.waiting.table.selectRow(1)
    click(qtbot, page.waiting.up)
    assert [row[4] for row in page.waiting.table.texts] == ["new run", "continue", "new run"]
    with qtbot.waitSignal(session.training_reported):
        click(qtbot, page.waiting.go)
    first = session.run.path
    assert len(page.queue.waiting) == 2 and page.queue.is_going
    with qtbot.waitSignal(session.training_ended):
        session.kill_training()
    assert not page.queue.is_going  # the person ended it: the others wait
    with qtbot.waitSignal(session.training_reported):
        click(qtbot, page.waiting.go)
    assert session.run.path.name == "gamma" != first.name


def test_the_chosen_one_of_the_queue_is_followed(session, qtbot, tmp_path):
    queue = RunQueue(session)
    panel = QueuePanel(queue)
    qtbot.addWidget(panel)
    for name in "abc":
        queue.add(Planned(name, tmp_path / "some.pairs", session.config))
    panel.table.selectRow(1)
    queue.remove(0)
    assert [index.data() for index in panel.table.selectionModel().selectedRows(1)] == ["b"]
    queue.move(0, 1)
    assert [index.data() for index in panel.table.selectionModel().selectedRows(1)] == ["b"]
    queue.remove(1)
    assert not panel.table.selectionModel().hasSelection() and not panel.remove.isEnabled()


def test_no_other_one_of_the_queue_is_chosen_where_another_window_takes_the_chosen_one_out(session, qtbot, tmp_path):
    queue, other = RunQueue(session), RunQueue(session)
    panel = QueuePanel(queue)
    qtbot.addWidget(panel)
    a, b, c = (Planned(name, tmp_path / "some.pairs", session.config) for name in "abc")
    queue.add(a)
    queue.add(b)
    panel.table.selectRow(0)
    other.hold()
    other.remove(0)
    other.add(c)
    queue.hold()
    assert queue.waiting == (b, c)
    assert not panel.table.selectionModel().hasSelection() and not panel.remove.isEnabled()


def test_a_training_that_another_window_has_begun_is_not_taken_out(session, qtbot, tmp_path):
    queue, other = RunQueue(session), WaitingFile()
    panel = QueuePanel(queue)
    qtbot.addWidget(panel)
    a, b = (Planned(name, tmp_path / "some.pairs", session.config, tmp_path / name) for name in "ab")
    queue.add(a)
    queue.add(b)
    other.exchange(lambda shared: shared.prepare(a))
    panel.table.selectRow(0)
    with qtbot.assertNotEmitted(panel.removed):  # nothing is there to undo
        panel.remove.click()
    assert queue.waiting == (b,)
    panel.table.selectRow(0)
    with qtbot.waitSignal(panel.removed) as removed:
        panel.remove.click()
    assert removed.args == [0, b] and queue.waiting == ()


def test_what_waits_when_the_program_ends_is_offered_at_the_next_start(page, session, qtbot):
    page.tabs.setCurrentWidget(page.waiting)
    assert not page.still_waiting.isVisible()
    choose(page, "gamma")
    click(qtbot, page.waiting.add_run)
    session.set_config(changed(session.config, {"training.max_epochs": 3}))
    click(qtbot, page.waiting.add)
    later = Session(command=session._command)
    again = RunsPage(later)
    qtbot.addWidget(again)
    again.show()
    assert again.queue.waiting == page.queue.waiting and not again.queue.is_going
    assert "last time: 2" in again.still_waiting.text and again.waiting.table.texts == page.waiting.table.texts
    with qtbot.waitSignal(later.training_reported):
        click(qtbot, again.still_waiting.button)
    assert later.run.path.name == "gamma" and not again.still_waiting.isVisible()
    assert [planned.config.training.max_epochs for planned in read_waiting()] == [3]
    again.queue.remove(0)
    assert read_waiting() == () and not (places.home() / "queue.json").exists()
    later.kill_all()
    qtbot.waitUntil(lambda: not later.running_jobs)


def test_a_run_that_was_renamed_while_it_waits_goes_on(page, session, qtbot):
    page.tabs.setCurrentWidget(page.waiting)
    choose(page, "gamma")
    click(qtbot, page.waiting.add_run)
    page.actions_on_runs.edit(page.table.selection[0], "name", "omega")
    (planned,) = page.queue.waiting
    assert (planned.name, planned.resume) == ("omega", places.runs_folder() / "omega")
    assert read_waiting() == (planned,) and page.waiting.table.texts[0][1] == "omega"
    with qtbot.waitSignal(session.training_reported):
        page.queue.go()
    assert session.run.path == planned.resume


def test_a_dataset_that_is_named_from_a_renamed_run_is_found_from_its_new_place(session, tmp_path):
    queue = RunQueue(session)
    queue.add(Planned("old", tmp_path / "old" / ".." / "some.pairs", session.config, tmp_path / "old"))
    queue.add(Planned("other", tmp_path / "some.pairs", session.config, tmp_path / "other"))
    other = queue.waiting[1]
    queue.follow(tmp_path / "old", tmp_path / "new")
    assert queue.waiting[0].dataset == tmp_path / "new" / ".." / "some.pairs"
    assert queue.waiting[1] == other


def test_a_run_that_was_renamed_is_followed_where_another_window_queued_it(session, qtbot, tmp_path):
    queue, other = RunQueue(session), RunQueue(session)
    other.add(Planned("old", tmp_path / "some.pairs", session.config, tmp_path / "old"))
    queue.follow(tmp_path / "old", tmp_path / "new")
    assert [planned.resume for planned in read_waiting()] == [tmp_path / "new"]
    assert queue.waiting == read_waiting()
    with qtbot.assertNotEmitted(queue.changed):
        queue.follow(tmp_path / "nothing", tmp_path / "that waits")


def test_a_damaged_queue_is_no_queue(session, qtbot, caplog):
    places.home().mkdir(parents=True, exist_ok=True)
    (places.home() / "queue.json").write_text("{", encoding="utf-8")
    assert RunQueue(session).waiting == () and "not readable" in caplog.text


def test_a_training_that_cannot_begin_does_not_hold_the_others(page, session, qtbot, tmp_path):
    page.queue.add(Planned("alpha", tmp_path / "some.pairs", session.config))  # there is one of that name
    page.queue.add(Planned("new", tmp_path / "some.pairs", session.config))
    with qtbot.waitSignal(session.training_reported):
        page.queue.go()
    assert RunFolder(places.runs_folder() / "new").path == session.run.path
    dialog = QApplication.activeModalWidget()
    assert "alpha did not begin" in dialog.failure.cause
    dialog.close()


def test_a_training_that_a_full_disk_keeps_from_beginning_waits_on(session, qtbot, tmp_path, monkeypatch):
    def refuse(config, name="config.json"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / name))

    monkeypatch.setattr(session, "keep_config", refuse)
    planned = Planned("new", tmp_path / "some.pairs", session.config)
    queue = RunQueue(session)
    queue.add(planned)
    with qtbot.waitSignal(queue.failed) as failed:
        queue.go()
    assert failed.args[0].title == "Disk full" and "new did not begin" in failed.args[0].cause
    assert not queue.is_going and queue.waiting == read_waiting() == (planned,)


def test_a_training_that_meets_a_full_disk_before_it_is_a_run_waits_on_and_holds_the_others(session, qtbot, tmp_path):
    queue = RunQueue(session)
    waiting = tuple(Planned(name, tmp_path / "some.pairs", session.config) for name in ("full-disk", "next"))
    for planned in waiting:
        queue.add(planned)
    with qtbot.waitSignal(queue.failed) as failed:
        queue.go()
    assert failed.args[0].title == "full-disk: Disk full"
    assert not queue.is_going and queue.waiting == read_waiting() == waiting


def test_a_training_that_fails_is_said_although_the_next_one_begins(page, session, qtbot, tmp_path):
    for name in ("hungry", "next"):
        page.queue.add(Planned(name, tmp_path / "some.pairs", session.config))
    with qtbot.waitSignal(session.training_ended):
        page.queue.go()
    qtbot.waitUntil(lambda: session.state == "training" and session.run.path.name == "next")
    dialog = QApplication.activeModalWidget()
    assert dialog.failure.title == "hungry: Out of memory"
    dialog.close()


def test_of_trainings_that_all_fail_one_is_said_until_it_is_read(page, session, qtbot, tmp_path, caplog):
    for name in ("hungry-1", "hungry-2", "hungry-3", "next"):
        page.queue.add(Planned(name, tmp_path / "some.pairs", session.config))
    page.queue.go()
    qtbot.waitUntil(lambda: session.state == "training" and session.run.path.name == "next", timeout=60_000)
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, FailureDialog) and one.isVisible()]
    assert [dialog.failure.title for dialog in shown] == ["hungry-1: Out of memory"]
    assert "hungry-2: Out of memory" in caplog.text and "hungry-3: Out of memory" in caplog.text
    shown[0].close()
