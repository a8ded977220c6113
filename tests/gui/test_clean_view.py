"""The chain of cleaning rules by clicks and keys, with the program's own jobs."""

import json
import sqlite3
import sys

import pytest
from data_pages import told
from dataset_windows import cells, make_dataset, replace_dataset, shown_page
from PySide6.QtCore import Qt

from gui.session import Session
from gui.widgets.clean_view import differences, problems_of_chain
from gui.widgets.rule_list import NOW, WOULD
from gui.worker import Outcome
from tfmodel.contract.events import Cleaned
from tfmodel.corpus.cleaning_pass import clean_dataset
from tfmodel.corpus.rules import PRESETS
from tfmodel.corpus.store import PairStore

BAD = (
    "word word word word word word word word word word word word word word word word word word\tmot\n"
    "two words of markup <b>here</b> now\tdeux mots de balise ici maintenant\n"
)
CLEANED = Cleaned(path="pairs.pairs", preview=False, pairs=602, used=600, taken={}, seconds=0.1)


@pytest.fixture
def session(qtbot):
    return Session()


@pytest.fixture
def page(session, qtbot, tmp_path):
    page = shown_page(session, qtbot, make_dataset(tmp_path, extra=BAD))
    page.dataset.tabs.setCurrentWidget(page.dataset.cleaning)
    return page


@pytest.fixture
def view(page):
    return page.dataset.cleaning


def only(view, *names):
    """Ticks these rules and no others."""
    view.presets.setCurrentIndex(view.presets.findData("standard"))
    view.presets.activated.emit(view.presets.currentIndex())
    for name in PRESETS["standard"].model_dump():
        state = Qt.CheckState.Checked if name in names else Qt.CheckState.Unchecked
        view.rules.item_of(name).setCheckState(0, state)


def run(view, button, session, qtbot):
    with qtbot.waitSignal(session.job_ended, timeout=60_000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_preview_counts_and_shows_pairs_and_changes_nothing(page, view, session, qtbot):
    only(view, "length_ratio", "markup")
    assert view.presets.currentData() == ""
    view.rules.choose("length_ratio")
    run(view, view.preview, session, qtbot)
    assert view.rules.text_of("length_ratio", WOULD) == "1"
    assert view.rules.text_of("markup", WOULD) == "1"
    assert view.rules.text_of("numbers", WOULD) == ""
    assert "Would take 1 pair." in view.details.count.text()
    assert cells(view.details.examples, 2) == ["mot"]
    assert page.dataset.figure("unused") == "0"


def test_applied_rules_set_pairs_aside_and_are_switched_off_and_on(page, view, session, qtbot):
    only(view, "length_ratio", "markup")
    run(view, view.apply, session, qtbot)
    assert page.dataset.figure("unused") == "2"
    assert view.rules.text_of("length_ratio", NOW) == "1"
    assert "600 of 602 pairs are used" in view.note.text()
    view.rules.choose("markup")
    run(view, view.details.switch, session, qtbot)
    assert page.dataset.figure("unused") == "1"
    assert view.rules.text_of("markup", NOW) == "1, off"
    run(view, view.details.switch, session, qtbot)
    assert page.dataset.figure("unused") == "2"
    pairs = page.dataset.pairs
    pairs.filters.state.setCurrentText("Rule: Length ratio")
    qtbot.waitUntil(lambda: cells(pairs.view, 2) == ["mot"])
    assert "Length ratio" in cells(pairs.view, 4)[0]


def test_broken_encoding_is_repaired_by_a_button_and_taken_back(session, qtbot, tmp_path):
    page = shown_page(session, qtbot, make_dataset(tmp_path, extra="the cafÃ© is open\tle cafÃ© est ouvert\n"))
    page.dataset.tabs.setCurrentWidget(page.dataset.cleaning)
    view = page.dataset.cleaning
    only(view, "encoding")
    view.rules.choose("length")
    assert not view.details.mend.isVisible()
    view.rules.choose("encoding")
    assert view.details.mend.isVisible() and not view.details.mend.isEnabled()
    assert "Apply the rules first" in view.details.mend.toolTip()
    run(view, view.apply, session, qtbot)
    run(view, view.details.mend, session, qtbot)
    assert view.note.text() == "One pair was repaired; undo takes it back."
    assert page.dataset.figure("unused") == "0"
    page.dataset.tabs.setCurrentWidget(page.dataset.pairs)
    with PairStore.open(tmp_path / "pairs.pairs") as store:
        assert store.rows([601])[0].source == "the café is open"
        undo_by_click(page, qtbot)
        assert store.rows([601])[0].target == "le cafÃ© est ouvert"
    assert page.dataset.figure("unused") == "1"
    page.dataset.tabs.setCurrentWidget(view)
    assert view.rules.text_of("encoding", NOW) == "1" and view.details.mend.isEnabled()


def undo_by_click(page, qtbot):
    with qtbot.waitSignal(page.dataset.pairs.changed):
        qtbot.mouseClick(page.dataset.pairs.actions_row.undo, Qt.MouseButton.LeftButton)


def test_what_was_previewed_can_still_be_read_when_it_was_applied(page, view, session, qtbot):
    only(view, "length_ratio", "markup")
    view.rules.choose("length_ratio")
    run(view, view.preview, session, qtbot)
    run(view, view.apply, session, qtbot)
    assert cells(view.details.examples, 2) == ["mot"] and view.details.examples.isVisible()
    assert "Took 1 pair." in view.details.count.text()
    session.open_dataset(session.dataset)
    assert "Press Preview" in view.details.count.text()


def test_the_chain_stays_with_the_dataset(page, view, session, qtbot):
    only(view, "markup")
    run(view, view.apply, session, qtbot)
    with PairStore.open(session.dataset) as store:
        assert store.chain() == view.chain
    session.open_dataset(session.dataset)
    assert [name for name, rule in view.chain if rule.enabled] == ["markup"]


def test_a_cleaning_that_was_done_before_it_could_be_cancelled_is_told(view, session, qtbot, monkeypatch):
    monkeypatch.setattr(view.progress, "run", lambda text, words: None)
    qtbot.mouseClick(view.apply, Qt.MouseButton.LeftButton)
    view.progress.received.emit(CLEANED)
    with qtbot.waitSignal(session.dataset_changed):
        view.progress.ended.emit(Outcome(0, stopped=True, failure=None))
    assert view.note.text().startswith("Cleaned in")
    qtbot.mouseClick(view.apply, Qt.MouseButton.LeftButton)
    view.progress.ended.emit(Outcome(130, stopped=True, failure=None))
    assert view.note.text() == "Cancelled: the dataset is as it was."


def test_what_a_job_tells_of_one_dataset_is_not_said_of_another(view, session, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(view.progress, "run", lambda text, words: None)
    qtbot.mouseClick(view.apply, Qt.MouseButton.LeftButton)
    session.open_dataset(make_dataset(tmp_path, name="other"))
    view.progress.received.emit(CLEANED)
    with qtbot.assertNotEmitted(session.dataset_changed):
        view.progress.ended.emit(Outcome(0, stopped=True, failure=None))
        view.progress.ended.emit(Outcome(130, stopped=True, failure=None))
    assert view.note.text() == "Rules set pairs aside and never delete them."


def test_another_dataset_ends_a_preview_and_no_cleaning_that_was_applied(view, session, qtbot, tmp_path):
    cleaned, other = session.dataset, make_dataset(tmp_path, 60, name="other")
    qtbot.mouseClick(view.apply, Qt.MouseButton.LeftButton)
    session.open_dataset(other)
    assert view.progress.text.text() != "Stopping…"
    qtbot.waitUntil(lambda: not view.progress.is_running, timeout=60_000)
    with PairStore.open(cleaned) as store:
        assert store.chain() == PRESETS["standard"] and store.counts().unused > 0
    qtbot.mouseClick(view.preview, Qt.MouseButton.LeftButton)
    session.open_dataset(cleaned)
    assert view.progress.text.text() == "Stopping…"
    qtbot.waitUntil(lambda: not view.progress.is_running, timeout=60_000)


def test_settings_that_are_not_applied_yet_outlast_the_other_buttons(view, session, qtbot):
    only(view, "markup")
    run(view, view.apply, session, qtbot)
    view.rules.choose("length_ratio")
    field = view.details.fields["length_ratio.maximum"]
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "4")
    view.rules.choose("markup")
    run(view, view.details.switch, session, qtbot)
    assert view.rules.text_of("markup", NOW) == "1, off"
    assert differences(view.chain)["length_ratio.maximum"] == 4
    view.rules.choose("length_ratio")
    assert view.details.fields["length_ratio.maximum"].editor.text() == "4"


def test_a_setting_that_cannot_be_is_said_in_place(view, qtbot):
    view.rules.choose("length_ratio")
    field = view.details.fields["length_ratio.maximum"]
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "0")
    assert field.message.text()
    assert not view.apply.isEnabled()
    assert view.chain is None
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "4")
    assert view.apply.isEnabled()
    assert differences(view.chain)["length_ratio.maximum"] == 4


def test_space_switches_the_chosen_rule(view, qtbot):
    view.rules.choose("numbers")
    view.rules.setFocus()
    before = view.chain.numbers.enabled
    qtbot.keyClick(view.rules, Qt.Key.Key_Space)
    assert view.chain.numbers.enabled is not before


def test_presets_are_recognised(view):
    for name in PRESETS:
        view.presets.setCurrentIndex(view.presets.findData(name))
        view.presets.activated.emit(view.presets.currentIndex())
        assert view.chain == PRESETS[name]
        assert view.presets.currentData() == name
    assert differences(PRESETS["standard"]) == {}
    assert problems_of_chain(PRESETS["strict"].model_dump()) == {}


def test_rules_of_a_newer_version_are_said_where_they_are_shown_and_needed(session, qtbot, tmp_path):
    dataset = make_dataset(tmp_path, 60)
    clean_dataset(dataset, PRESETS["gentle"])
    newer = json.dumps({**PRESETS["gentle"].model_dump(), "humour": {"enabled": True}})
    connection = sqlite3.connect(dataset, isolation_level=None)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'chain'", (newer,))
    connection.close()
    page = shown_page(session, qtbot, dataset)
    page.dataset.tabs.setCurrentWidget(page.dataset.cleaning)
    view = page.dataset.cleaning
    assert "was cleaned with humour" in view.note.text() and view.presets.currentData() == "standard"
    with PairStore.open(dataset) as store:
        page.dataset.pairs.actions_row.edit(store.rows([1])[0], "source", "another one")
        assert "was cleaned with humour" in told(qtbot).cause
        assert store.rows([1])[0].source == "the number 0 is large"


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be replaced")
def test_another_file_in_the_place_of_the_shown_one_is_not_cleaned(page, view, qtbot, tmp_path):
    replace_dataset(tmp_path / "pairs.pairs")
    qtbot.mouseClick(view.apply, Qt.MouseButton.LeftButton)
    assert not view.progress.is_running
    qtbot.waitUntil(lambda: page.dataset.figure("total") == "50")
    assert view.note.text().startswith("The file was replaced meanwhile.")
    with PairStore.open(tmp_path / "pairs.pairs") as store:
        assert store.rule_names() == []
