import os
import shutil

import pytest
from attention_runs import SENTENCES, write_look, write_run
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from gui.pages.inspect import InspectPage
from gui.widgets.pinned_dialog import PinnedDialog
from tfmodel.contract.config import Config
from tfmodel.contract.events import PinnedSentence
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.places import runs_folder
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder, RunInfo


@pytest.fixture
def page(session, qtbot):
    made = InspectPage(session)
    made.resize(1100, 720)
    qtbot.addWidget(made)
    made.show()
    return made


def make_run(path, steps, state="finished"):
    RunFolder.create(path, Config(), RunInfo(name=path.name, state=state))
    write_run(path, steps)
    return path


def begin(session, qtbot, tmp_path, name="run"):
    session._dataset = tmp_path / "some.pairs"  # the scripted training does not read it
    session.start_training(name)


def answer_with(sentences, accept=True):
    def answer():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PinnedDialog)
        dialog.fill(sentences)
        dialog.accept() if accept else dialog.reject()

    QTimer.singleShot(100, answer)


def test_it_follows_the_training_of_the_window_live(page, session, qtbot, tmp_path):
    begin(session, qtbot, tmp_path)
    qtbot.waitUntil(lambda: len(page.machine.looks) >= 2 and bool(page.machine.grid.tiles))
    assert page.runs.currentText() == "run"
    seen = len(page.machine.looks)
    qtbot.waitUntil(lambda: len(page.machine.looks) > seen)
    qtbot.waitUntil(lambda: page.machine.look.step == page.machine.looks[-1].step)


def test_another_run_can_be_looked_at_while_one_trains(page, session, qtbot, tmp_path):
    old = make_run(runs_folder() / "old", (0, 10, 20))
    begin(session, qtbot, tmp_path)
    qtbot.waitUntil(lambda: bool(page.machine.looks))
    page.refresh()
    row = page.runs.findText("old")
    page.runs.setCurrentIndex(row)
    page.runs.activated.emit(row)
    qtbot.waitUntil(lambda: [look.step for look in page.machine.looks] == [0, 10, 20])
    reports = []
    session.attention_saved.connect(reports.append)
    qtbot.waitUntil(lambda: len(reports) > 2)
    assert [look.step for look in page.machine.looks] == [0, 10, 20] and page.machine.history.run == old


def test_a_run_that_was_browsed_to_twice_is_there_once_and_the_shown_one_is_chosen(page, tmp_path):
    runs = {name: make_run(tmp_path / name, (0, 10)) for name in ("a", "b")}
    for name in ("a", "a", "b"):
        page.open(runs[name])
        assert page.runs.currentText() == name
    assert [page.runs.itemText(row) for row in range(page.runs.count())] == ["a", "b"]


def test_without_a_training_the_newest_run_is_shown(session, qtbot):
    make_run(runs_folder() / "earlier", (0, 10))
    page = InspectPage(session)
    qtbot.addWidget(page)
    assert not page.machine.looks
    page.show()
    qtbot.waitUntil(lambda: len(page.machine.looks) == 2)
    assert page.runs.currentText() == "earlier"


def test_a_run_that_was_renamed_or_moved_away_is_shown_no_more(page, qtbot, tmp_path):
    page.open(make_run(tmp_path / "elsewhere", (0, 10)))
    page.open(make_run(runs_folder() / "R", (0, 10)))
    os.rename(tmp_path / "elsewhere", tmp_path / "gone")
    os.rename(runs_folder() / "R", runs_folder() / "S")
    page.hide()
    page.show()
    assert page.runs.currentText() == "S" and page.runs.count() == 1
    qtbot.waitUntil(lambda: len(page.machine.looks) == 2)
    os.rename(runs_folder() / "S", tmp_path / "S")
    page.hide()
    page.show()
    assert page.runs.count() == 0 and page.machine.history.run is None


def test_a_run_that_is_gone_gives_way_to_that_of_the_training_page(page, session, tmp_path):
    make_run(runs_folder() / "newest", (0, 10))
    session.open_run(make_run(tmp_path / "trained", (0, 10)))
    page.open(make_run(tmp_path / "other", (0, 10)))
    os.rename(tmp_path / "other", tmp_path / "gone")
    page.hide()
    page.show()
    assert page.runs.currentText() == "trained"


def test_a_run_anywhere_is_opened_and_what_is_none_is_said(page, qtbot, tmp_path, monkeypatch):
    page.open(make_run(tmp_path / "elsewhere", (0, 10)))
    qtbot.waitUntil(lambda: len(page.machine.looks) == 2)
    assert page.runs.currentText() == "elsewhere"
    said = []
    monkeypatch.setattr("gui.errors.show_error", lambda parent, error: said.append(error.failure.title))
    page.open(tmp_path)
    assert said == ["No run there"] and page.runs.currentText() == "elsewhere"


def test_sentences_pinned_during_a_training_reach_it(page, session, qtbot, tmp_path):
    heard = []
    session.logged.connect(lambda event: heard.append(event.message))
    begin(session, qtbot, tmp_path)
    qtbot.waitUntil(lambda: bool(page.machine.looks))
    answer_with([PinnedSentence(source="The cat sleeps.", reference="Le chat dort.")])
    qtbot.mouseClick(page.machine.pin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Pinned: The cat sleeps. = Le chat dort." in heard)


def test_sentences_pinned_before_a_training_are_followed_from_its_beginning(page, session, qtbot, tmp_path):
    heard = []
    session.logged.connect(lambda event: heard.append(event.message))
    answer_with([PinnedSentence(source="Good day.")])
    qtbot.mouseClick(page.machine.pin, Qt.MouseButton.LeftButton)
    assert session.pinned == (PinnedSentence(source="Good day."),)
    begin(session, qtbot, tmp_path)
    qtbot.waitUntil(lambda: "Pinned: Good day. = " in heard)
    answer_with([], accept=False)
    qtbot.mouseClick(page.machine.pin, Qt.MouseButton.LeftButton)
    assert session.pinned == (PinnedSentence(source="Good day."),)


def test_sentences_pinned_before_a_run_goes_on_reach_it_and_no_other_run(page, session, qtbot):
    heard, reports = [], []
    session.logged.connect(lambda event: heard.append(event.message))
    session.training_reported.connect(reports.append)
    first, other = (make_run(runs_folder() / name, (0, 10), state="stopped") for name in ("first", "other"))
    session.open_run(first)
    answer_with([PinnedSentence(source="Good day.")])
    qtbot.mouseClick(page.machine.pin, Qt.MouseButton.LeftButton)
    assert page._note.text().startswith("first follows these sentences when it goes on")
    session.open_run(other)
    session.resume_training()
    qtbot.waitUntil(lambda: len(reports) > 5)
    with qtbot.waitSignal(session.training_ended):
        session.kill_training()
    assert not [text for text in heard if text.startswith("Pinned")]
    renamed = first.rename(first.with_name("renamed"))
    session.follow(first, renamed)
    session.open_run(renamed)
    session.resume_training()
    qtbot.waitUntil(lambda: "Pinned: Good day. = " in heard)


def test_the_dialog_begins_with_what_the_run_follows(page, qtbot, tmp_path):
    page.open(make_run(tmp_path / "run", (0, 10)))
    qtbot.waitUntil(lambda: len(page.machine.looks) == 2)
    dialog = PinnedDialog(page._pinned())
    qtbot.addWidget(dialog)
    assert dialog.sentences() == (
        PinnedSentence(source="the red house", reference="la maison rouge"),
        PinnedSentence(source="good day"),
    )
    dialog.show()
    qtbot.mouseClick(dialog.clear, Qt.MouseButton.LeftButton)
    assert dialog.sentences() == ()


def test_the_dialog_begins_with_what_the_run_follows_that_goes_on_whatever_was_pinned_before(page, session, qtbot):
    first, other = (make_run(runs_folder() / name, (0, 10), state="stopped") for name in ("first", "other"))
    with qtbot.waitSignal(session.replayed):
        session.open_run(first)
    session.pin([PinnedSentence(source="Good day.")])
    assert page._pinned() == (PinnedSentence(source="Good day."),)
    with qtbot.waitSignal(session.replayed):
        session.open_run(other)
    assert [sentence.source for sentence in page._pinned()] == ["the red house", "good day"]
    session.pin(())
    assert page._pinned() == ()
    with qtbot.waitSignal(session.replayed):
        session.open_run(first)
    assert page._pinned() == (PinnedSentence(source="Good day."),)


def test_the_dialog_says_how_sentences_begin_where_sources_have_tags(page, session, tmp_path):
    mixed = (MixedDataset(name="law", path="law.pairs", tag="<of:law>"), MixedDataset(name="exam", path="exam.pairs"))
    for name, state in (("stopped", "stopped"), ("over", "finished")):
        RunFolder(make_run(runs_folder() / name, (0,), state=state)).change_info(mixed=mixed)
    assert page._hint() == ""
    session.open_run(runs_folder() / "stopped")
    assert page._hint() == "stopped is trained with tags: begin each sentence with one of these and a space: <of:law>"
    session.open_run(runs_folder() / "over")
    assert page._hint() == ""
    session.set_config(changed(session.config, {"data.tags": True}))
    assert page._hint() == ""
    session.mix.add(tmp_path / "news.pairs", 5)
    assert page._hint().startswith("The next new training has tags")


def open_and_pin(session, qtbot, run, text):
    with qtbot.waitSignal(session.replayed):
        session.open_run(run)
    session.pin([PinnedSentence(source=text)])


def followed_by(session, qtbot, run):
    with qtbot.waitSignal(session.replayed):
        session.open_run(run)
    return [sentence.source for sentence in session.followed]


def test_what_was_pinned_while_a_run_was_shown_that_is_over_is_not_for_one_that_gets_its_name(session, qtbot):
    run = make_run(runs_folder() / "run", (0, 10))
    open_and_pin(session, qtbot, run, "Good day.")
    shutil.rmtree(run)
    make_run(run, (0, 10), state="stopped")
    assert followed_by(session, qtbot, run) == ["the red house", "good day"]


def test_what_was_pinned_for_a_run_is_not_for_another_one_that_is_given_its_name(session, qtbot):
    run, other = (make_run(runs_folder() / name, (0, 10), state="stopped") for name in ("run", "other"))
    open_and_pin(session, qtbot, run, "Good day.")
    shutil.rmtree(run)
    session.follow(other, other.rename(run))
    assert followed_by(session, qtbot, run) == ["the red house", "good day"]


def test_sentences_that_are_followed_no_more_are_not_offered(page, qtbot, tmp_path):
    run = make_run(tmp_path / "run", (0,))
    write_look(run, 10, SENTENCES[1:])
    page.open(run)
    qtbot.waitUntil(lambda: page.machine.sentence.count() == 2)
    assert page._pinned() == (PinnedSentence(source="good day"),)
