"""The Data page with the program's own jobs: what it opens, and what it shows of it."""

import shutil
import sys
from pathlib import Path

import pytest
from data_pages import empty_page, imported, look_into, settle, write_memory, write_pairs
from dataset_windows import cells, make_dataset
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog

from gui.import_command import ImportRequest
from gui.session import Session
from resources.samples import SAMPLES
from tfmodel.contract import places
from tfmodel.corpus.schema import is_former

FORMER = Path(__file__).parents[1] / "corpus" / "former_format_1.sqlite"
ENDLESS = (sys.executable, str(Path(__file__).with_name("scripted_training.py")))  # its import waits to be stopped


@pytest.fixture
def session(qtbot):
    return Session()


@pytest.fixture
def page(session, qtbot):
    return empty_page(session, qtbot)


def test_left_out_lines_are_shown_with_number_and_reason(page, qtbot, tmp_path):
    extra = "the number 7\tle numéro 7\nlonely\t\n"
    view = imported(page, qtbot, write_pairs(tmp_path / "a.tsv", extra=extra))
    assert view.figure("rejected") == "2"
    view.tabs.setCurrentWidget(view.rejected)
    rows = list(zip(cells(view.rejected.view, 0), cells(view.rejected.view, 1), strict=True))
    assert ("301", "The same pair is there already") in rows
    assert ("302", "The target is empty") in rows
    assert view.rejected.view.isColumnHidden(2)  # there is one file only
    assert "Lines left out: 2" in view.rejected.summary.text()


def test_pairs_are_searched_and_narrowed(page, qtbot, tmp_path):
    pairs = imported(page, qtbot, write_pairs(tmp_path / "a.tsv")).pairs
    page.open.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert pairs.search.hasFocus()
    qtbot.keyClicks(pairs.search, "250")
    qtbot.waitUntil(lambda: pairs.found.text() == "1 of 300 pairs")
    assert cells(pairs.view, 2) == ["le numéro 250"]
    pairs.search.setText('"*( -- OR')
    qtbot.waitUntil(lambda: pairs.found.text() == "0 of 300 pairs")
    pairs.search.clear()
    pairs.part.setCurrentText("Validation")
    qtbot.waitUntil(lambda: pairs.found.text() == f"{page.dataset.figure('validation')} of 300 pairs")
    assert set(cells(pairs.view, 3)) == {"Validation"}


def test_the_lengths_are_drawn_when_they_are_seen(page, qtbot, tmp_path):
    view = imported(page, qtbot, write_pairs(tmp_path / "a.tsv"))
    assert view.picture.picture is None
    view.tabs.setCurrentWidget(view.picture)
    lengths = view.picture.cards.cards["lengths"]
    qtbot.waitUntil(lambda: "at most 3 words" in lengths.summary.text())


def test_a_sample_is_imported_once(page, session, qtbot):
    sample = next(sample for sample in SAMPLES if sample.name == "numbers")
    with qtbot.waitSignal(session.job_ended, timeout=30_000):
        qtbot.mouseClick(page.start.buttons["numbers"], Qt.MouseButton.LeftButton)
    assert session.dataset.stem == "numbers"
    session.open_dataset(None)
    with qtbot.assertNotEmitted(session.job_started):
        page.open_sample(sample)
    assert session.dataset.stem == "numbers"


def test_the_first_start_loads_the_first_sample_and_the_second_the_last_dataset(page, session, qtbot, tmp_path):
    with qtbot.waitSignal(session.job_ended, timeout=30_000):
        page.open_first()
    assert session.dataset.stem == "english-french"
    imported(page, qtbot, write_pairs(tmp_path / "mine.tsv"))
    again = empty_page(Session(), qtbot)
    again.open_first()
    assert again._session.dataset.stem == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a privilege there")
def test_the_first_start_opens_no_dataset_that_is_still_being_written_or_went_away(page, session):
    folder = places.datasets_folder()
    folder.mkdir(parents=True)
    whole = make_dataset(folder, 60)
    (folder / ".pairs.abcd1234.pairs").write_bytes(b"half")
    (folder / "gone.pairs").symlink_to(folder / "nowhere")  # as if it were so
    page.open_first()
    assert session.dataset == whole


def test_the_window_goes_on_while_a_file_is_looked_into(page, qtbot, tmp_path):
    write_memory(tmp_path / "memory.tmx")
    page.open_files([tmp_path / "memory.tmx"])
    assert page.form.is_busy
    assert page.stack.currentWidget() is page.start
    settle(page, qtbot)
    assert page.stack.currentWidget() is page.form


def test_a_dataset_of_an_older_format_is_brought_up_by_a_job_and_then_shown(page, session, qtbot, tmp_path):
    former = tmp_path / "former.pairs"
    shutil.copy(FORMER, former)
    with qtbot.waitSignal(session.dataset_changed):
        page.open_files([former])
        assert page.progress.isVisible() and is_former(former)  # nothing was done in the process of the window
    assert not is_former(former) and page.dataset.figure("total") == "40"
    assert not page.progress.isVisible() and page.start.isEnabled()


def test_a_dataset_that_another_page_asks_for_is_opened(page, session, tmp_path):
    dataset = make_dataset(tmp_path, 60)
    session.request_dataset(dataset)
    assert session.dataset == dataset and page.dataset.figure("total") == "60"


def test_files_that_an_import_leaves_out_are_named_beside_its_result(page, qtbot, tmp_path):
    bad = [tmp_path / f"bad {n}.tmx" for n in range(7)]
    for file in bad:
        file.write_text("no memory")
    files = tuple((file,) for file in (write_memory(tmp_path / "good.tmx"), *bad))
    with qtbot.waitSignal(page._session.job_ended):
        page.start_import(ImportRequest(files, tmp_path / "some.pairs"))
    first, *lines = page.result.text().split("\n")
    assert first.startswith("Imported 40 of 40 pairs")
    assert [line.split(" is left out: ")[0] for line in lines[:-1]] == [f"bad {n}.tmx" for n in range(5)]
    assert lines[-1] == "… and 2 more"


def test_the_form_stays_in_front_of_datasets_that_others_open(page, session, qtbot, tmp_path):
    imported(page, qtbot, write_pairs(tmp_path / "a.tsv"))
    look_into(page, qtbot, write_pairs(tmp_path / "other.tsv", 20))
    goal = page.form.goal
    goal.setCurrentIndex(1)
    session.open_dataset(session.dataset)  # as at the end of a cleaning
    assert page.stack.currentWidget() is page.form and goal.currentText() == "The open dataset, a"
    session.open_dataset(make_dataset(tmp_path, 60, name="second"))
    assert page.stack.currentWidget() is page.form and goal.currentText() == "A new dataset"
    assert goal.itemText(1) == "The open dataset, second" and page.form.name.isVisible()
    qtbot.mouseClick(page.form.cancel, Qt.MouseButton.LeftButton)
    assert page.stack.currentWidget() is page.dataset and page.dataset.figure("total") == "60"


def test_files_that_are_opened_during_an_import_stay_in_front_of_its_dataset(page, session, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "a.tsv"))
    with qtbot.waitSignal(session.job_ended):
        qtbot.mouseClick(page.form.accept, Qt.MouseButton.LeftButton)
        page.form.detected.emit()  # others were looked into
    assert page.dataset.figure("total") == "300" and page.stack.currentWidget() is page.form
    page.open_files([session.dataset])
    assert page.stack.currentWidget() is page.dataset


def test_the_focus_goes_from_the_form_to_cancel_and_then_to_the_pairs(page, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "a.tsv"))
    page.form.accept.setFocus()
    with qtbot.waitSignal(page._session.job_ended):
        qtbot.keyClick(page.form.accept, Qt.Key.Key_Space)
        assert page.focusWidget() is page.progress.cancel
    qtbot.waitUntil(lambda: page.focusWidget() is page.dataset.pairs.view)


@pytest.mark.parametrize("place", ["form", "start"])
def test_the_focus_comes_back_from_an_import_that_is_cancelled_by_a_key(page, qtbot, tmp_path, place):
    if place == "form":
        look_into(page, qtbot, write_pairs(tmp_path / "a.tsv"))
    begin, back = {
        "form": lambda: (page.form.accept, page.form.accept),
        "start": lambda: (page.start.buttons["numbers"], page.start.drop.button),
    }[place]()
    page._job._command = ENDLESS
    begin.setFocus()
    with qtbot.waitSignal(page._job.received):
        qtbot.keyClick(begin, Qt.Key.Key_Space)
    with qtbot.waitSignal(page._session.job_ended):
        qtbot.keyClick(page.progress.cancel, Qt.Key.Key_Space)
        assert page.focusWidget() not in (page.progress.cancel, back)
    qtbot.waitUntil(lambda: page.focusWidget() is back)
    assert "cancelled" in page.result.text()


def test_the_focus_stays_where_a_person_put_it_during_an_import(page, session, qtbot):
    page.start.buttons["numbers"].setFocus()
    with qtbot.waitSignal(session.dataset_changed, timeout=30_000):
        qtbot.keyClick(page.start.buttons["numbers"], Qt.Key.Key_Space)
        assert page.focusWidget() is page.progress.cancel
        page.open.setFocus()
    qtbot.waitUntil(lambda: not page.progress.isVisible())
    assert page.focusWidget() is page.open


def test_files_are_opened_by_a_key_and_by_the_letter_of_the_button(page, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *words: (asked.append(words), ([], ""))[1])
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert len(asked) == 1
    assert page.open.shortcut() == QKeySequence.mnemonic(page.open.text())
