"""Several files that are dropped together: all that are chosen are imported, or none."""

import pytest
from data_pages import empty_page, look_into, press_import, settle, told, write_memory, write_pairs
from dataset_windows import cells
from PySide6.QtCore import Qt

from gui import import_command
from gui.session import Session
from tfmodel.contract import places
from tfmodel.corpus.detection import Choices


@pytest.fixture
def session(qtbot):
    return Session()


@pytest.fixture
def page(session, qtbot):
    return empty_page(session, qtbot)


@pytest.fixture
def folder(tmp_path):
    """A memory of five languages, two parallel files, a table whose columns are the other way round, and no pairs."""
    folder = tmp_path / "corpora"
    folder.mkdir()
    write_memory(folder / "memory.tmx")
    (folder / "news.en").write_text("".join(f"some news {n}\n" for n in range(30)))
    (folder / "news.fr").write_text("".join(f"des nouvelles {n}\n" for n in range(30)))
    (folder / "table.tsv").write_text("".join(f"le numéro {n}\tthe number {n}\n" for n in range(20)), encoding="utf-8")
    (folder / "README").write_text("About these files.")
    return folder


def names(found):
    return [found.item(row).text() for row in range(found.count())]


def uncheck(found, qtbot, row):
    found.setCurrentRow(row)
    qtbot.keyClick(found, Qt.Key.Key_Space)


def test_all_that_is_found_in_a_folder_is_imported_each_as_it_was_corrected(page, qtbot, folder):
    look_into(page, qtbot, folder)
    form = page.form
    assert names(form.found) == ["memory.tmx", "news.en + news.fr", "table.tsv"]
    assert form.name.text() == "corpora"
    form.found.setFocus()
    for title in ("news.en + news.fr", "table.tsv"):
        qtbot.keyClick(form.found, Qt.Key.Key_Down)
        settle(page, qtbot)
        assert form.title.text() == title
    form.reading.source_column.setValue(2)
    form.reading.target_column.setValue(1)
    form.reading.source_language.setText("en")
    form.reading.target_language.setText("fr")
    settle(page, qtbot)
    qtbot.keyClick(form.found, Qt.Key.Key_Up)
    settle(page, qtbot)
    assert cells(form.preview.view, 1)[0] == "des nouvelles 0"
    press_import(page, qtbot)
    assert page.dataset.figure("total") == "90"
    assert page._session.dataset.stem == "corpora"
    assert {"house 3", "some news 3", "the number 3"} <= set(cells(page.dataset.pairs.view, 1))


def test_a_file_that_is_left_before_it_was_looked_into_takes_no_other_ones_place(page, qtbot, folder):
    look_into(page, qtbot, folder)
    form = page.form
    form.found.setCurrentRow(1)
    form.found.setCurrentRow(0)
    settle(page, qtbot)
    assert form.title.text() == "memory.tmx"
    assert [path.name for path in form.request.files[0].paths] == ["memory.tmx"]
    form.found.setCurrentRow(1)
    settle(page, qtbot)
    assert form.title.text() == "news.en + news.fr"
    form.reading.detect_again.emit(Choices())
    form.found.setCurrentRow(0)
    settle(page, qtbot)
    assert form.title.text() == "memory.tmx"


def test_what_is_not_checked_is_left(page, qtbot, folder):
    look_into(page, qtbot, folder)
    uncheck(page.form.found, qtbot, 2)
    settle(page, qtbot)
    uncheck(page.form.found, qtbot, 0)
    settle(page, qtbot)
    press_import(page, qtbot)
    assert page.dataset.figure("total") == "30"


def test_nothing_checked_is_said(page, qtbot, folder):
    look_into(page, qtbot, folder)
    for row in range(3):
        uncheck(page.form.found, qtbot, row)
        settle(page, qtbot)
    assert page.form.problem.text() == "Choose at least one file."
    assert not page.form.accept.isEnabled()


def test_what_holds_no_pairs_is_named_with_its_reason_and_left(page, qtbot, folder):
    (folder / "a.tmx").write_text("no memory")
    (folder / "notes.txt").write_text("About these files.\nNothing else.\n")
    look_into(page, qtbot, folder)
    found = page.form.found
    assert names(found)[3:] == ["a.tmx: Not a TMX file", "notes.txt: One column only"]
    assert "notes.txt" in found.item(4).toolTip()
    assert found.item(4).data(Qt.ItemDataRole.CheckStateRole) is None
    assert not found.item(4).flags() & Qt.ItemFlag.ItemIsEnabled
    assert page.form.name.text() == "corpora"
    press_import(page, qtbot)
    assert page.dataset.figure("total") == "90"


def test_one_that_cannot_be_read_any_more_leaves_everything_as_it_was(page, qtbot, tmp_path):
    files = [write_memory(tmp_path / name) for name in ("a.tmx", "b.tmx", "bad.tmx")]
    look_into(page, qtbot, *files)
    page.form.found.setCurrentRow(2)
    settle(page, qtbot)
    files[2].write_text("no memory")
    settle(page, qtbot)
    press_import(page, qtbot)
    assert "bad.tmx" in told(qtbot).cause
    assert page._session.dataset is None
    assert list(places.datasets_folder().glob("*")) == []


def test_files_of_one_name_are_told_apart_by_their_folders(page, qtbot, tmp_path):
    for part in ("de", "fr"):
        (tmp_path / part).mkdir()
        write_pairs(tmp_path / part / "django.tsv", 30 if part == "de" else 20)
    look_into(page, qtbot, tmp_path)
    assert names(page.form.found) == ["de/django.tsv", "fr/django.tsv"]
    press_import(page, qtbot)
    assert page.dataset.figure("total") == "30"
    rejected = page.dataset.rejected
    assert not rejected.view.isColumnHidden(2)
    assert cells(rejected.view, 2) == ["fr/django.tsv"] * 20


def test_more_files_than_a_command_line_holds_are_imported(page, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(import_command, "LONGEST", 100)
    look_into(page, qtbot, *(write_pairs(tmp_path / f"{n}.tsv", 10 * n) for n in (1, 2, 3)))
    press_import(page, qtbot)
    assert page.dataset.figure("total") == "30"


def test_one_file_shows_no_list(page, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "a.tsv"))
    assert not page.form.found.isVisible()


def test_inline_codes_are_chosen_for_the_files_that_were_not_looked_at_too(page, qtbot, tmp_path):
    files = [write_memory(tmp_path / name) for name in ("a.tmx", "b.tmx", "c.tmx")]
    for file in files[1:]:
        file.write_text(file.read_text(encoding="utf-8").replace("<seg>", f"<seg>{file.stem} "), encoding="utf-8")
    look_into(page, qtbot, *files)
    reading = page.form.reading
    reading.inline.setCurrentIndex(reading.inline.findData("keep"))
    settle(page, qtbot)
    page.form.found.setCurrentRow(1)
    settle(page, qtbot)
    assert reading.inline.currentData() == "keep"
    press_import(page, qtbot)
    assert page.dataset.figure("total") == "120"
    assert all("{1}" in source for source in cells(page.dataset.pairs.view, 1))
