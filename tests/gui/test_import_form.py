"""What was detected in a file, each guess changed, and the import of it, with the program's own job."""

import gzip

import pytest
from data_pages import empty_page, imported, look_into, press_import, settle, write_pairs
from dataset_windows import cells
from PySide6.QtCore import Qt

from gui.session import Session
from tfmodel.contract import places
from tfmodel.corpus.store import PairStore


@pytest.fixture
def session(qtbot):
    return Session()


@pytest.fixture
def page(session, qtbot):
    return empty_page(session, qtbot)


def type_into(field, qtbot, text):
    field.lineEdit().selectAll()
    qtbot.keyClicks(field.lineEdit(), text)


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


def test_languages_that_were_cleared_stay_away(page, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "my pairs.en-fr.tsv"))
    for language in (page.form.reading.source_language, page.form.reading.target_language):
        language.setText("")
    settle(page, qtbot)
    press_import(page, qtbot)
    assert page.dataset.figure("total") == "300"
    with PairStore.open(page._session.dataset) as store:
        assert store.languages == ("", "")


def test_languages_that_were_never_found_are_looked_for_in_the_columns_that_were_chosen(page, qtbot, tmp_path):
    path = tmp_path / "table.tsv"
    path.write_text("".join(f"{n}\t{n % 7}\tx\n" for n in range(300)), encoding="utf-8")
    look_into(page, qtbot, path)
    assert page.form.reading.source_language.text() == ""
    assert not [word for word in page.form.request.arguments(tmp_path) if word.startswith("--source-language")]


def test_two_parallel_files_also_packed(page, qtbot, tmp_path):
    english, french = tmp_path / "train.en", tmp_path / "train.fr.gz"
    english.write_text("".join(f"the number {n}\n" for n in range(50)))
    french.write_bytes(gzip.compress("".join(f"le numéro {n}\n" for n in range(50)).encode()))
    look_into(page, qtbot, english, french)
    assert not page.form.reading.delimiter.isVisible()
    assert page.form.name.text() == "train"
    press_import(page, qtbot)
    assert page.dataset.figure("total") == "50"


def test_two_files_are_turned_round_by_their_languages_in_the_preview_and_in_the_dataset(page, qtbot, tmp_path):
    english, french = tmp_path / "train.en", tmp_path / "train.fr"
    english.write_text("".join(f"the number {n}\n" for n in range(50)), encoding="utf-8")
    french.write_text("".join(f"le numéro {n}\n" for n in range(50)), encoding="latin-1")
    look_into(page, qtbot, english, french)
    page.form.reading.source_language.setText("fr")
    page.form.reading.target_language.setText("en")
    settle(page, qtbot)
    assert [cells(page.form.preview.view, column)[0] for column in (0, 1)] == ["le numéro 0", "the number 0"]
    press_import(page, qtbot)
    assert [cells(page.dataset.pairs.view, column)[0] for column in (1, 2)] == ["le numéro 0", "the number 0"]
    with PairStore.open(page._session.dataset) as store:
        assert store.languages == ("fr", "en")


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


def test_a_cancelled_import_leaves_nothing(page, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "big.tsv", 400_000))
    qtbot.mouseClick(page.form.accept, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.progress.numbers.text() != "")
    assert not page.form.isEnabled()
    with qtbot.waitSignal(page._session.job_ended):
        qtbot.mouseClick(page.progress.cancel, Qt.MouseButton.LeftButton)
    assert "cancelled" in page.result.text()
    assert page._session.dataset is None
    assert list(places.datasets_folder().glob("*")) == []
