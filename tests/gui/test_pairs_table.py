"""The table of pairs by real keys and clicks, with the program's own searching and writing processes."""

import sys
from types import SimpleNamespace

import pytest
from data_pages import told
from dataset_windows import cells, make_dataset, replace_dataset, shown_page
from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from gui.errors import FailureDialog
from gui.session import Session
from tests.corpus.corpus_pairs import damage
from tests.gui.access_audit import name_of
from tfmodel.contract import events
from tfmodel.corpus.cleaning_pass import clean_dataset
from tfmodel.corpus.rules import PRESETS
from tfmodel.corpus.store import PairStore

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
OPEN_FILES_GO = pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be replaced")
REPLACED = "The file was replaced meanwhile. This is the new one: nothing was done with it."


@pytest.fixture
def session(qtbot):
    return Session()


@pytest.fixture
def page(session, qtbot, tmp_path):
    return shown_page(session, qtbot, make_dataset(tmp_path))


@pytest.fixture
def pairs(page):
    return page.dataset.pairs


def select(pairs, *rows):
    model, selection = pairs.view.model(), pairs.view.selectionModel()
    selection.clearSelection()
    for row in rows:
        selection.select(
            model.index(row, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        )
    pairs.view.setFocus()


def stored(page, *ids):
    with PairStore.open(page._session.dataset) as store:
        return store.rows(ids)


def test_excluding_restoring_undoing_by_keys(page, pairs, qtbot):
    train = int(page.dataset.figure("train"))
    select(pairs, 2, 4)
    pairs.view.setFocus()
    qtbot.keyClick(pairs.view, Qt.Key.Key_Delete)
    assert [row.excluded for row in stored(page, 3, 4, 5)] == [True, False, True]
    assert cells(pairs.view, 4)[2] == "Excluded"
    assert page.dataset.figure("unused") == "2"
    qtbot.keyClick(pairs.view, Qt.Key.Key_Z, CTRL)
    assert page.dataset.figure("unused") == "0"
    assert int(page.dataset.figure("train")) == train
    assert pairs.actions_row.note.text() == "Taken back: 2 pairs excluded."
    qtbot.keyClick(pairs.view, Qt.Key.Key_Z, CTRL | SHIFT)
    assert page.dataset.figure("unused") == "2"
    select(pairs, 2)
    qtbot.mouseClick(pairs.actions_row.restore, Qt.MouseButton.LeftButton)
    assert page.dataset.figure("unused") == "1"


def test_pairs_are_excluded_and_restored_by_keys_that_a_mac_has(session, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("gui.keys.sys", SimpleNamespace(platform="darwin"))
    page = shown_page(session, qtbot, make_dataset(tmp_path))
    select(page.dataset.pairs, 2)
    qtbot.keyClick(page.dataset.pairs.view, Qt.Key.Key_Backspace)
    assert stored(page, 3)[0].excluded
    select(page.dataset.pairs, 2)
    qtbot.keyClick(page.dataset.pairs.view, Qt.Key.Key_Backspace, SHIFT)
    assert not stored(page, 3)[0].excluded


def test_a_cell_is_edited_in_place_and_taken_back(page, pairs, qtbot):
    pairs.view.setCurrentIndex(pairs.view.model().index(0, 1))
    pairs.view.setFocus()
    qtbot.keyClick(pairs.view, Qt.Key.Key_F2)
    editor = pairs.view.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "nought")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cells(pairs.view, 1)[0] == "nought")
    assert stored(page, 1)[0].source == "nought"
    assert "Edited" in cells(pairs.view, 4)[0]
    qtbot.mouseClick(pairs.actions_row.undo, Qt.MouseButton.LeftButton)
    assert cells(pairs.view, 1)[0] == "the number 0 is large"


def test_a_screen_reader_says_the_selected_pair(pairs):
    pairs.view.setCurrentIndex(pairs.view.model().index(0, 1))
    assert name_of(pairs._pair).startswith("the number 0 is large\nle numéro 0 est grand")


def test_what_cannot_be_taken_back_is_said(page, pairs, qtbot, tmp_path):
    actions = pairs.actions_row
    actions.edit(stored(page, 1)[0], "source", "nought")
    make_dataset(tmp_path, count=1)  # imports the first pair again
    page.open_files([tmp_path / "pairs.pairs"])
    qtbot.mouseClick(actions.undo, Qt.MouseButton.LeftButton)
    assert actions.note.text() == "1 pair kept the text: another pair has the earlier one."
    assert stored(page, 1)[0].source == "nought"
    assert not actions.undo.isEnabled()


def test_what_a_job_cannot_take_back_is_not_said_to_be_taken_back(page, pairs, session, qtbot, tmp_path):
    clean_dataset(tmp_path / "pairs.pairs", PRESETS["standard"])
    page.open_files([tmp_path / "pairs.pairs"])
    actions = pairs.actions_row
    with qtbot.waitSignal(session.job_ended):
        actions.edit(stored(page, 1)[0], "source", "nought")
    make_dataset(tmp_path, count=1)  # imports the first pair again
    page.open_files([tmp_path / "pairs.pairs"])
    with qtbot.waitSignal(session.job_ended):
        qtbot.mouseClick(actions.undo, Qt.MouseButton.LeftButton)
    assert actions.note.text() == "1 pair kept the text: another pair has the earlier one."
    assert stored(page, 1)[0].source == "nought" and not actions.undo.isEnabled()


def test_a_cleaned_dataset_judges_an_edited_pair_in_a_process_of_its_own(page, pairs, session, qtbot, tmp_path):
    clean_dataset(tmp_path / "pairs.pairs", PRESETS["standard"])
    page.open_files([tmp_path / "pairs.pairs"])
    model, note = pairs.view.model(), pairs.actions_row.note
    model.setData(model.index(0, 1), "one <b>mark</b> <i>up</i>")
    model.setData(model.index(1, 2), "-un deux trois quatre")  # waits for its turn
    assert note.text() == "Pair 1 is being edited…"
    qtbot.waitUntil(lambda: note.text() == "Pair 2 edited.")
    assert "markup" in stored(page, 1)[0].flags and stored(page, 2)[0].target == "-un deux trois quatre"
    with qtbot.waitSignal(session.job_ended):
        qtbot.mouseClick(pairs.actions_row.undo, Qt.MouseButton.LeftButton)
    assert cells(pairs.view, 2)[1] == "le numéro 1 est très grand"


@pytest.fixture
def cleaned(page, pairs, tmp_path):
    """The pairs of a dataset with rules: a job of a second edits each."""
    clean_dataset(tmp_path / "pairs.pairs", PRESETS["standard"])
    page.open_files([tmp_path / "pairs.pairs"])
    return pairs


def test_undo_right_after_an_edit_takes_that_back_and_nothing_before_it(page, cleaned, qtbot):
    model, actions = cleaned.view.model(), cleaned.actions_row
    select(cleaned, 2)
    qtbot.keyClick(cleaned.view, Qt.Key.Key_Delete)
    model.setData(model.index(0, 1), "nought")
    qtbot.keyClick(cleaned.view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: actions.note.text() == "Taken back: One pair edited.")
    first, third = stored(page, 1, 3)
    assert first.source == "the number 0 is large" and third.excluded
    assert actions.undo.isEnabled() and actions.redo.isEnabled()


def test_what_is_chosen_during_an_edit_comes_after_it_and_is_taken_back_before_it(page, cleaned, qtbot):
    model, actions = cleaned.view.model(), cleaned.actions_row
    model.setData(model.index(0, 1), "nought")
    for row in (2, 4):
        select(cleaned, row)
        qtbot.keyClick(cleaned.view, Qt.Key.Key_Delete)
    qtbot.keyClick(cleaned.view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: actions.note.text() == "Taken back: One pair excluded.")
    first, third, fifth = stored(page, 1, 3, 5)
    assert first.source == "nought" and third.excluded and not fifth.excluded


def test_undo_right_after_an_edit_that_is_refused_takes_nothing_back(page, cleaned, qtbot):
    model, actions = cleaned.view.model(), cleaned.actions_row
    select(cleaned, 2)
    qtbot.keyClick(cleaned.view, Qt.Key.Key_Delete)
    model.setData(model.index(0, 1), " ")
    qtbot.keyClick(cleaned.view, Qt.Key.Key_Z, CTRL)
    assert "Exclude it" in told(qtbot).advice
    assert not actions._job.is_running and stored(page, 3)[0].excluded


def test_of_selected_pairs_those_are_counted_that_were_not_excluded_yet(pairs, qtbot):
    for rows, said in (([2], "One pair excluded."), ([2, 3, 4], "2 pairs excluded."), ([2, 3, 4], "")):
        select(pairs, *rows)
        qtbot.keyClick(pairs.view, Qt.Key.Key_Delete)
        assert pairs.actions_row.note.text() == said


def test_undo_right_after_an_edit_that_changes_nothing_takes_nothing_back(page, cleaned, session, qtbot):
    model, actions = cleaned.view.model(), cleaned.actions_row
    select(cleaned, 2)
    qtbot.keyClick(cleaned.view, Qt.Key.Key_Delete)
    model.setData(model.index(0, 1), "the number 0 is large ")
    with qtbot.waitSignal(session.job_ended):
        qtbot.keyClick(cleaned.view, Qt.Key.Key_Z, CTRL)
    assert not actions._job.is_running and stored(page, 3)[0].excluded
    assert actions.note.text() == ""


def test_edits_that_wait_are_made_also_when_another_dataset_is_opened(page, cleaned, session, qtbot, tmp_path):
    first, other = session.dataset, make_dataset(tmp_path, 50, name="other")
    model, actions = cleaned.view.model(), cleaned.actions_row
    model.setData(model.index(0, 1), "nought")
    model.setData(model.index(1, 1), "one")
    assert actions.waits.text() == "Changes that wait: 1" and actions.waits.isVisible()
    session.open_dataset(other)
    qtbot.waitUntil(lambda: not actions._job.is_running)
    assert not actions.waits.isVisible() and actions.note.text() == ""
    with PairStore.open(first) as store:
        assert [row.source for row in store.rows([1, 2])] == ["nought", "one"]
    assert stored(page, 2)[0].source == "the number 1 is very large"


def test_an_empty_text_is_refused_with_advice(page, pairs, qtbot):
    model = pairs.view.model()
    model.setData(model.index(0, 2), "  ")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FailureDialog))
    dialog = QApplication.activeModalWidget()
    assert "Exclude it" in dialog.failure.advice
    dialog.reject()
    assert stored(page, 1)[0].target == "le numéro 0 est grand"


def test_filters_narrow_together_and_are_cleared(page, pairs, qtbot):
    select(pairs, 0)
    qtbot.mouseClick(pairs.actions_row.exclude, Qt.MouseButton.LeftButton)
    pairs.filters.state.setCurrentText("Set aside")
    qtbot.waitUntil(lambda: pairs.found.text() == "1 of 600 pairs")
    pairs.filters.state.setCurrentText("Used")
    pairs.filters.lengths["source", "from"].setValue(8)
    pairs.filters.lengths["source", "to"].setValue(8)
    pairs.search.setText("number")
    qtbot.waitUntil(lambda: pairs.found.text() == "120 of 600 pairs")
    assert all(text.count("very") == 3 for text in cells(pairs.view, 1))
    pairs.search.clear()
    qtbot.mouseClick(pairs.filters.clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pairs.found.text() == "600 of 600 pairs")


def exported(pairs, session, qtbot, path):
    with qtbot.waitSignal(session.job_ended):
        pairs.actions_row.export_to(path)
    return path.read_text(encoding="utf-8")


def test_a_selection_is_copied_and_exported(pairs, session, qtbot, tmp_path):
    select(pairs, 5, 1)
    qtbot.keyClick(pairs.view, Qt.Key.Key_C, CTRL)
    assert [line.split("\t")[1] for line in QApplication.clipboard().text().splitlines()] == [
        *("the number 1 is very large", "the number 5 is large")
    ]
    lines = exported(pairs, session, qtbot, tmp_path / "two.tsv").splitlines()
    assert [line.split("\t")[0] for line in lines[1:]] == ["the number 1 is very large", "the number 5 is large"]
    assert "Wrote 2 pairs to two.tsv" in pairs.actions_row.note.text()
    select(pairs, 3)
    (line,) = exported(pairs, session, qtbot, tmp_path / "one.tsv").splitlines()[1:]
    assert line.split("\t")[0] == "the number 3 is very very very large"


def test_a_file_that_gets_its_ending_here_stays_when_a_person_says_so(pairs, qtbot, tmp_path):
    (tmp_path / "x.tsv").write_text("old", encoding="utf-8")
    asked = []

    def decline():
        box = QApplication.activeModalWidget()
        asked.append(box.text() if isinstance(box, QMessageBox) else "")
        box.reject()

    QTimer.singleShot(100, decline)
    pairs.actions_row.export_to(tmp_path / "x")
    assert asked == ["x.tsv is there already. Replace it?"] and not pairs.actions_row._job.is_running
    assert (tmp_path / "x.tsv").read_text(encoding="utf-8") == "old"


def test_what_is_found_is_exported_as_a_translation_memory(pairs, session, qtbot, tmp_path):
    pairs.search.setText("number 59")
    qtbot.waitUntil(lambda: pairs.found.text() == "11 of 600 pairs")
    text = exported(pairs, session, qtbot, tmp_path / "found.tmx")
    assert text.count("</tu>") == 11
    assert '<tuv xml:lang="fr">' in text


def test_the_form_that_is_chosen_in_the_dialog_is_written(pairs, session, qtbot, tmp_path, monkeypatch):
    chosen = (str(tmp_path / "memory"), "Translation memory (*.tmx)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: chosen)
    with qtbot.waitSignal(session.job_ended):
        qtbot.mouseClick(pairs.actions_row.export, Qt.MouseButton.LeftButton)
    assert (tmp_path / "memory.tmx").read_text(encoding="utf-8").count("</tu>") == 600
    assert not (tmp_path / "memory.tsv").exists()


def test_too_many_are_not_copied_but_exported(session, qtbot, tmp_path):
    page = shown_page(session, qtbot, make_dataset(tmp_path, count=2_500, name="more"))
    pairs = page.dataset.pairs
    pairs.view.selectAll()
    pairs.view.setFocus()
    QApplication.clipboard().setText("before")
    qtbot.keyClick(pairs.view, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "before"
    assert "export them instead" in pairs.actions_row.note.text()
    assert len(exported(pairs, session, qtbot, tmp_path / "all.tsv").splitlines()) == 2_501


def test_a_cancelled_export_leaves_nothing_behind(session, qtbot, tmp_path):
    page = shown_page(session, qtbot, make_dataset(tmp_path, count=30_000, name="many"))
    row, folder = page.dataset.pairs.actions_row, tmp_path / "folder"
    row._job.received.connect(lambda event: isinstance(event, events.Progress) and row.progress.cancel.click())
    row.export_to(folder / "all.tmx")
    qtbot.waitUntil(lambda: row.note.text() == "Cancelled: everything is as it was.")
    assert list(folder.iterdir()) == []


def test_thousands_are_excluded_and_taken_back_by_a_job(session, qtbot, tmp_path):
    page = shown_page(session, qtbot, make_dataset(tmp_path, count=2_500, name="more"))
    pairs = page.dataset.pairs
    pairs.view.selectAll()
    pairs.view.setFocus()
    for key, modifiers, unused in ((Qt.Key.Key_Delete, {}, "2,500"), (Qt.Key.Key_Z, {"modifier": CTRL}, "0")):
        with qtbot.waitSignal(session.job_ended, timeout=30_000):
            qtbot.keyClick(pairs.view, key, **modifiers)
        assert page.dataset.figure("unused") == unused
    assert pairs.actions_row.note.text() == "Taken back: 2,500 pairs excluded."


def test_of_a_dataset_that_has_grown_those_are_excluded_that_are_listed(session, qtbot, tmp_path):
    dataset = make_dataset(tmp_path, count=500)
    page = shown_page(session, qtbot, dataset)
    pairs = page.dataset.pairs
    make_dataset(tmp_path, count=1_000)  # adds the others
    pairs.view.selectAll()
    with qtbot.waitSignal(session.job_ended):
        qtbot.mouseClick(pairs.actions_row.exclude, Qt.MouseButton.LeftButton)
    with PairStore.open(dataset) as store:
        assert (store.counts().total, store.counts().unused) == (1_000, 500)
        assert [row.excluded for row in store.rows([1, 500, 501])] == [True, True, False]


def test_what_ends_over_another_dataset_says_nothing_there(pairs, session, qtbot, tmp_path):
    other = make_dataset(tmp_path, count=50, name="other")
    actions = pairs.actions_row
    pairs.view.selectAll()
    qtbot.mouseClick(actions.exclude, Qt.MouseButton.LeftButton)
    assert actions._job.is_running
    session.open_dataset(other)
    with qtbot.assertNotEmitted(pairs.changed):
        qtbot.waitUntil(lambda: not actions._job.is_running, timeout=30_000)
    assert actions.note.text() == "" and not actions.progress.isVisible()


def test_answers_that_nobody_looks_at_any_more_are_removed(pairs, qtbot):
    kept = pairs._searching.scratch
    for state in ("Set aside", "Used", "Set aside"):
        with qtbot.waitSignal(pairs._searching.found):
            pairs.filters.state.setCurrentText(state)
    qtbot.waitUntil(lambda: [path.name for path in kept.glob("found-*")] == [pairs._searching.file.name])


def test_a_search_grows_while_pairs_are_found(pairs, qtbot):
    pairs.search.setText("very")
    qtbot.waitUntil(lambda: pairs.found.text() == "480 of 600 pairs")
    assert cells(pairs.view, 0)[-1] == "600"
    assert cells(pairs.view, 1)[239] == "the number 299 is very very very very large"


def test_the_lines_left_out_are_exported(session, qtbot, tmp_path):
    page = shown_page(session, qtbot, make_dataset(tmp_path, extra="alone\t\n", name="bad"))
    view = page.dataset.rejected
    page.dataset.tabs.setCurrentWidget(view)
    with qtbot.waitSignal(session.job_ended):
        view.export_to(tmp_path / "left")
    assert "601\tThe target is empty\talone" in (tmp_path / "left.tsv").read_text(encoding="utf-8")
    assert "Wrote 1 line to" in view.note.text()


def test_another_dataset_that_was_opened_meanwhile_is_not_exported(page, session, tmp_path, monkeypatch):
    others = [make_dataset(tmp_path, 60, extra="alone\t\n", name=name) for name in ("one", "two", "three")]
    into = tmp_path / "written.tsv"

    def answer(*asked):
        session.open_dataset(others.pop())
        return str(into), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    session.open_dataset(others.pop())
    for part in (page.dataset.pairs.actions_row, page.dataset.rejected):
        part._ask_file()
        assert not part._job.is_running
    assert not others and not into.exists()


def test_a_selection_is_not_exported_as_all_pairs_where_its_list_is_gone(pairs, session, tmp_path, monkeypatch):
    into = tmp_path / "written.tsv"

    def answer(*asked):
        session.open_dataset(session.dataset)  # as at the end of an import into it
        return str(into), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    select(pairs, 2, 4)
    pairs.actions_row._ask_file()
    assert not pairs.actions_row._job.is_running and not into.exists()
    assert pairs.actions_row.note.text() == "The list has changed meanwhile: nothing was exported."


def test_a_damaged_page_is_told_once_and_left_empty(session, qtbot, tmp_path):
    page = shown_page(session, qtbot, damage(make_dataset(tmp_path), "the number 3 is"))
    view = page.dataset.pairs.view
    view.grab()
    assert "damaged" in told(qtbot).cause
    for _ in range(3):
        view.grab()
        qtbot.wait(50)
    assert not isinstance(QApplication.activeModalWidget(), FailureDialog)
    assert cells(view, 1)[0] is None and cells(view, 1)[-1] == "the number 599 is very very very very large"


# A file in the place of the shown one


@OPEN_FILES_GO
@pytest.mark.parametrize("has_edited", [False, True])
def test_another_file_in_the_place_of_the_shown_one_is_shown_and_not_edited(page, pairs, qtbot, tmp_path, has_edited):
    first, second = stored(page, 1, 2)
    if has_edited:
        pairs.actions_row.edit(first, "source", "nought")
    replace_dataset(tmp_path / "pairs.pairs")
    pairs.actions_row.edit(second, "source", "one")
    qtbot.waitUntil(lambda: len(cells(pairs.view, 1)) == 50)
    assert cells(pairs.view, 1)[:2] == ["the number 0 is large", "the number 1 is very large"]
    assert not any(row.edited for row in stored(page, 1, 2))
    assert pairs.actions_row.note.text() == REPLACED and page.dataset.figure("total") == "50"


@OPEN_FILES_GO
def test_another_file_in_the_place_of_the_shown_one_is_changed_by_no_job(page, pairs, qtbot, tmp_path):
    replace_dataset(tmp_path / "pairs.pairs", count=700)
    pairs.view.selectAll()
    qtbot.mouseClick(pairs.actions_row.exclude, Qt.MouseButton.LeftButton)
    assert not pairs.actions_row._job.is_running
    qtbot.waitUntil(lambda: page.dataset.figure("total") == "700")
    assert page.dataset.figure("unused") == "0" and pairs.actions_row.note.text() == REPLACED


@OPEN_FILES_GO
def test_another_file_in_the_place_of_the_shown_one_is_seen_when_the_page_is(page, pairs, qtbot, tmp_path):
    page.hide()
    replace_dataset(tmp_path / "pairs.pairs")
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.dataset.figure("total") == "50")
    assert pairs.actions_row.note.text() == REPLACED


@OPEN_FILES_GO
def test_another_file_in_the_place_of_the_shown_one_is_not_searched_for_pairs_of_that(page, pairs, qtbot, tmp_path):
    qtbot.wait(50)  # the look of a page that is shown is over
    replace_dataset(tmp_path / "pairs.pairs", count=700)
    pairs.search.setText("650")
    qtbot.waitUntil(lambda: page.dataset.figure("total") == "700")
    assert cells(pairs.view, 1)[650] == "the number 650 is large"
    assert pairs.actions_row.note.text() == REPLACED


@OPEN_FILES_GO
def test_what_was_found_in_another_file_in_the_place_of_the_shown_one_is_not_listed(page, pairs, qtbot, tmp_path):
    replace_dataset(tmp_path / "pairs.pairs")
    pairs._searching.found.emit(events.PairsFound(id=1, count=3, done=True, seconds=0.1))
    assert not pairs.found.text().startswith("3 of")
    qtbot.waitUntil(lambda: page.dataset.figure("total") == "50")
    assert pairs.actions_row.note.text() == REPLACED
