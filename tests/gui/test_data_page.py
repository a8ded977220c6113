"""The Data page with the program's own import job."""

import gzip
import json
import shutil
from pathlib import Path

import pytest
from dataset_windows import end_jobs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.errors import FailureDialog
from gui.pages.data import DataPage
from gui.session import Session
from resources.samples import SAMPLES
from tfmodel.contract import places
from tfmodel.corpus.schema import is_former

FORMER = Path(__file__).parents[1] / "corpus" / "former_format_1.sqlite"


@pytest.fixture
def session(qtbot):
    session = Session()
    yield session
    session.kill_all()
    qtbot.waitUntil(lambda: not session.running_jobs)


@pytest.fixture
def page(session, qtbot):
    return shown(session, qtbot)


def shown(session, qtbot):
    page = DataPage(session)
    qtbot.addWidget(page, before_close_func=lambda widget: end_jobs(session, qtbot))
    with qtbot.waitExposed(page):
        page.show()
    return page


def write_pairs(path, count=300, *, encoding="utf-8", extra=""):
    lines = [f"the number {n}\tle numéro {n}\n" for n in range(count)]
    path.write_text("".join(lines) + extra, encoding=encoding)
    return path


def press_import(page, qtbot):
    with qtbot.waitSignal(page._session.job_ended, timeout=20_000):
        qtbot.mouseClick(page.form.accept, Qt.MouseButton.LeftButton)


def look_into(page, qtbot, *paths):
    """Opens files, and waits until the form shows them."""
    page.open_files(paths)
    settle(page, qtbot)


def settle(page, qtbot):
    qtbot.waitUntil(lambda: not page.form.is_busy, timeout=20_000)


def imported(page, qtbot, path):
    look_into(page, qtbot, path)
    press_import(page, qtbot)
    return page.dataset


def told(qtbot):
    """The failure on the screen, which is closed."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FailureDialog))
    dialog = QApplication.activeModalWidget()
    failure = dialog.failure
    dialog.reject()
    return failure


def cells(view, column):
    model = view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_a_file_is_previewed_as_detected_and_imported(page, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "my pairs.en-fr.tsv"))
    assert page.stack.currentWidget() is page.form
    assert page.form.reading.delimiter.currentText() == "Tab"
    assert page.form.reading.encoding.currentText() == "utf-8"
    assert (page.form.reading.source_language.text(), page.form.reading.target_language.text()) == ("en", "fr")
    assert cells(page.form.preview.view, 1)[:2] == ["le numéro 0", "le numéro 1"]
    press_import(page, qtbot)
    assert page._session.dataset.parent == places.datasets_folder()
    assert page.stack.currentWidget() is page.dataset
    assert page.dataset.figure("total") == "300"
    assert sum(int(page.dataset.figure(part)) for part in ("train", "validation", "test")) == 300
    assert page.result.text().startswith("Imported 300 of 300 pairs")
    assert not page.progress.isVisible()


def test_the_preview_follows_each_change(page, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "a.tsv"))
    page.form.reading.delimiter.setCurrentIndex(page.form.reading.delimiter.findData(","))
    settle(page, qtbot)
    assert not page.form.accept.isEnabled()
    assert "too few columns: 1" in page.form.problem.text()
    page.form.reading.delimiter.setCurrentIndex(page.form.reading.delimiter.findData("\t"))
    settle(page, qtbot)
    assert page.form.accept.isEnabled()
    page.form.reading.header.setChecked(True)
    settle(page, qtbot)
    assert cells(page.form.preview.view, 0)[0] == "the number 1"
    page.form.reading.source_column.setValue(2)
    settle(page, qtbot)
    assert "same column" in page.form.problem.text()
    page.form.reading.target_column.setValue(1)
    settle(page, qtbot)
    assert page.form.accept.isEnabled()


def test_an_encoding_can_be_corrected(page, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "old.tsv", encoding="latin-1"))
    assert cells(page.form.preview.view, 1)[0] == "le numéro 0"
    page.form.reading.encoding.setCurrentText("koi8-r")
    settle(page, qtbot)
    assert cells(page.form.preview.view, 1)[0] != "le numéro 0"
    page.form.reading.encoding.setCurrentText("no such encoding")
    settle(page, qtbot)
    assert not page.form.accept.isEnabled()
    assert page.form.problem.isVisible()
    page.form.reading.encoding.setCurrentText("windows-1252")
    settle(page, qtbot)
    press_import(page, qtbot)
    assert page.dataset.figure("total") == "300"


def test_swapped_columns_are_imported_swapped(page, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "a.tsv"))
    page.form.reading.source_column.setValue(2)
    settle(page, qtbot)
    page.form.reading.target_column.setValue(1)
    settle(page, qtbot)
    press_import(page, qtbot)
    assert cells(page.dataset.pairs.view, 1)[0].startswith("le numéro")


def test_two_parallel_files_also_packed(page, qtbot, tmp_path):
    english, french = tmp_path / "train.en", tmp_path / "train.fr.gz"
    english.write_text("".join(f"the number {n}\n" for n in range(50)))
    french.write_bytes(gzip.compress("".join(f"le numéro {n}\n" for n in range(50)).encode()))
    look_into(page, qtbot, english, french)
    assert not page.form.reading.delimiter.isVisible()
    assert page.form.name.text() == "train"
    press_import(page, qtbot)
    assert page.dataset.figure("total") == "50"


def type_into(field, qtbot, text):
    field.lineEdit().selectAll()
    qtbot.keyClicks(field.lineEdit(), text)


def test_the_encoding_of_the_second_file_is_corrected_by_hand(page, qtbot, tmp_path):
    german, polish = tmp_path / "train.de", tmp_path / "train.pl"
    german.write_text("".join(f"fünf {n}\n" for n in range(20)), encoding="latin-1")
    polish.write_text("".join(f"pięć {n}\n" for n in range(20)), encoding="iso-8859-2")
    look_into(page, qtbot, german, polish)
    assert page.form.reading.target_encoding.isVisible()
    assert cells(page.form.preview.view, 1)[0] != "pięć 0"
    type_into(page.form.reading.target_encoding, qtbot, "iso-8859-7x")
    settle(page, qtbot)
    assert "iso-8859-7x" in page.form.problem.text()
    type_into(page.form.reading.target_encoding, qtbot, "iso-8859-2")
    settle(page, qtbot)
    assert [cells(page.form.preview.view, column)[0] for column in (0, 1)] == ["fünf 0", "pięć 0"]
    press_import(page, qtbot)
    assert [cells(page.dataset.pairs.view, column)[0] for column in (1, 2)] == ["fünf 0", "pięć 0"]


def test_one_file_has_no_second_encoding(page, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "a.tsv"))
    assert page.form.reading.encoding.isVisible()
    assert not page.form.reading.target_encoding.isVisible()


def test_left_out_lines_are_shown_with_number_and_reason(page, qtbot, tmp_path):
    extra = "the number 7\tle numéro 7\nlonely\t\n"
    view = imported(page, qtbot, write_pairs(tmp_path / "a.tsv", extra=extra))
    assert view.figure("rejected") == "2"
    view.tabs.setCurrentWidget(view.rejected)
    rows = list(zip(cells(view.rejected.view, 0), cells(view.rejected.view, 1), strict=True))
    assert ("301", "The same pair is there already") in rows
    assert ("302", "The target is empty") in rows
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
    qtbot.waitUntil(lambda: "at most 3 words" in lengths.summary.text(), timeout=20_000)


def test_a_cancelled_import_leaves_nothing(page, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "big.tsv", 400_000))
    qtbot.mouseClick(page.form.accept, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.progress.numbers.text() != "", timeout=20_000)
    assert not page.form.isEnabled()
    with qtbot.waitSignal(page._session.job_ended, timeout=20_000):
        qtbot.mouseClick(page.progress.cancel, Qt.MouseButton.LeftButton)
    assert "cancelled" in page.result.text()
    assert page._session.dataset is None
    assert list(places.datasets_folder().glob("*")) == []


def unequal_files(tmp_path, count):
    (tmp_path / "a.en").write_text("one\n" * count)
    (tmp_path / "a.fr").write_text("un\n" * (count + 1))
    return [tmp_path / "a.en", tmp_path / "a.fr"]


def test_parallel_files_of_unequal_length_are_refused_with_both_counts(page, qtbot, tmp_path):
    look_into(page, qtbot, *unequal_files(tmp_path, 3000))
    press_import(page, qtbot)
    cause = told(qtbot).cause
    assert "3000" in cause.replace(",", "")
    assert "3001" in cause.replace(",", "")
    assert page._session.dataset is None
    assert list(places.datasets_folder().glob("*")) == []


def test_short_parallel_files_of_unequal_length_are_refused_before_the_import(page, qtbot, tmp_path):
    look_into(page, qtbot, *unequal_files(tmp_path, 2))
    assert "2" in page.form.problem.text()
    assert "3" in page.form.problem.text()
    assert not page.form.accept.isEnabled()


@pytest.mark.parametrize("content", [None, b"", bytes(range(256)) * 8, b"one column\nonly words\n" * 20])
def test_a_file_that_cannot_be_read_is_told_and_nothing_changes(page, qtbot, tmp_path, content):
    path = tmp_path / "bad.tsv"
    if content is not None:
        path.write_bytes(content)
    page.open_files([path])
    failure = told(qtbot)
    assert "bad.tsv" in failure.cause
    assert failure.advice
    assert page.stack.currentWidget() is page.start


def test_a_file_that_is_no_dataset_leaves_the_open_one(page, qtbot, tmp_path):
    imported(page, qtbot, write_pairs(tmp_path / "good.tsv"))
    before = page._session.dataset
    bad = tmp_path / "bad.pairs"
    bad.write_text("no database")
    page.open_files([bad])
    assert "bad.pairs" in told(qtbot).cause
    assert page._session.dataset == before
    assert page.dataset.figure("total") == "300"


def test_a_name_that_is_taken_is_refused_in_place(page, qtbot, tmp_path):
    path = write_pairs(tmp_path / "a.tsv")
    imported(page, qtbot, path)
    look_into(page, qtbot, path)
    assert page.form.name.text() == "a-2"
    page.form.name.setText("a")
    assert "choose another one" in page.form.problem.text()
    assert not page.form.accept.isEnabled()


def test_pairs_can_be_added_to_the_open_dataset_as_its_test_part(page, qtbot, tmp_path):
    imported(page, qtbot, write_pairs(tmp_path / "a.tsv"))
    before = int(page.dataset.figure("test"))
    more = tmp_path / "more.tsv"
    more.write_text("".join(f"a word {n}\tun mot {n}\n" for n in range(40)))
    look_into(page, qtbot, more)
    page.form.goal.setCurrentIndex(1)
    page.form.part.setCurrentText("Test")
    assert not page.form.name.isVisible()
    press_import(page, qtbot)
    assert int(page.dataset.figure("test")) == before + 40
    assert page.dataset.figure("total") == "340"


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
    again = shown(Session(), qtbot)
    again.open_first()
    assert again._session.dataset.stem == "mine"


# Other formats


def write_memory(path):
    unit = '<tu tuid="{0}">{1}</tu>'
    side = '<tuv xml:lang="{0}"><seg>{1}<ph/> {2}</seg></tuv>'
    words = {"en-US": "house", "fr-FR": "maison", "de-DE": "Haus", "ja": "家", "es-ES": "casa"}
    units = (unit.format(n, "".join(side.format(*word, n) for word in words.items())) for n in range(40))
    path.write_text(f'<tmx version="1.4"><header srclang="en"/><body>{"".join(units)}</body></tmx>', encoding="utf-8")
    return path


def test_two_of_five_languages_are_chosen_with_the_preview_following(page, qtbot, tmp_path):
    look_into(page, qtbot, write_memory(tmp_path / "memory.tmx"))
    reading = page.form.reading
    assert not reading.encoding.isVisible()
    assert (reading.source_language.text(), reading.target_language.text()) == ("en", "fr")
    assert [reading.target_language.itemText(n) for n in range(5)] == ["en", "fr", "de", "ja", "es"]
    assert cells(page.form.preview.view, 1)[0] == "maison 0"
    reading.target_language.setCurrentIndex(3)
    settle(page, qtbot)
    assert cells(page.form.preview.view, 1)[0] == "家 0"
    reading.inline.setCurrentIndex(reading.inline.findData("keep"))
    settle(page, qtbot)
    assert cells(page.form.preview.view, 1)[0] == "家{1} 0"
    reading.inline.setCurrentIndex(reading.inline.findData("skip"))
    settle(page, qtbot)
    assert "40 are left out: the sentence has inline codes (40)" in page.form.preview.left_out.text()
    reading.inline.setCurrentIndex(reading.inline.findData("strip"))
    settle(page, qtbot)
    press_import(page, qtbot)
    assert cells(page.dataset.pairs.view, 2)[0].startswith("家 ")
    assert page.dataset.figure("total") == "40"


def test_another_sheet_is_looked_into_anew(page, qtbot, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for name, word in (("First", "house"), ("Second", "dog")):
        sheet = book.create_sheet(name)
        for n in range(9):
            sheet.append((f"{name} {n}", n, f"{word} {n}") if word == "dog" else (f"a {word} {n}", f"un {word} {n}"))
    book.save(tmp_path / "book.xlsx")
    look_into(page, qtbot, tmp_path / "book.xlsx")
    sheet = page.form.reading.sheet
    assert sheet.currentText() == "First"
    assert cells(page.form.preview.view, 1)[0] == "un house 0"
    sheet.setFocus()
    qtbot.keyClick(sheet, Qt.Key.Key_Down)
    settle(page, qtbot)
    assert sheet.currentText() == "Second"
    assert page.form.reading.target_column.value() == 3
    press_import(page, qtbot)
    assert cells(page.dataset.pairs.view, 2)[0].startswith("dog ")


def test_a_key_that_names_a_language_chooses_it(page, qtbot, tmp_path):
    texts = ({"en": f"a house {n}", "fr": f"une maison {n}", "de": f"ein Haus {n}"} for n in range(30))
    lines = (json.dumps({"text": text}) + "\n" for text in texts)
    (tmp_path / "some.jsonl").write_text("".join(lines))
    look_into(page, qtbot, tmp_path / "some.jsonl")
    reading = page.form.reading
    assert (reading.source_key.currentText(), reading.target_key.currentText()) == ("text.en", "text.fr")
    reading.target_key.setCurrentText("text.de")
    settle(page, qtbot)
    assert reading.target_language.text() == "de"
    assert cells(page.form.preview.view, 1)[0] == "ein Haus 0"
    press_import(page, qtbot)
    assert cells(page.dataset.pairs.view, 2)[0].startswith("ein Haus")


def test_the_pairs_of_a_folder_are_found_and_one_is_chosen(page, qtbot, tmp_path):
    folder = tmp_path / "corpora"
    folder.mkdir()
    write_memory(folder / "memory.tmx")
    (folder / "news.en").write_text("a house\n" * 3)
    (folder / "news.fr").write_text("une maison\n" * 3)
    (folder / "README").write_text("About these files.")
    look_into(page, qtbot, folder)
    found = page.form.found
    assert [found.itemText(n) for n in range(found.count())] == ["memory.tmx", "news.en + news.fr"]
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Down)
    settle(page, qtbot)
    assert page.form.title.text() == "news.en + news.fr"
    assert cells(page.form.preview.view, 1)[0] == "une maison"


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
    with qtbot.waitSignal(session.dataset_changed, timeout=20_000):
        page.open_files([former])
        assert page.progress.isVisible() and is_former(former)  # nothing was done in the process of the window
    assert not is_former(former) and page.dataset.figure("total") == "40"
    assert not page.progress.isVisible() and page.start.isEnabled()
