"""The choices of each format in the window, with the program's own job."""

import json

import pytest
from data_pages import empty_page, look_into, press_import, settle, told, write_memory
from dataset_windows import cells
from PySide6.QtCore import Qt

from gui.session import Session


@pytest.fixture
def session(qtbot):
    return Session()


@pytest.fixture
def page(session, qtbot):
    return empty_page(session, qtbot)


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


def test_a_sheet_that_is_refused_leaves_the_one_before_in_every_field(page, qtbot, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    first, notes = book.create_sheet("First"), book.create_sheet("Notes")
    for n in range(9):
        first.append((f"a house {n}", f"un house {n}"))
        notes.append((f"note {n}",))
    book.save(tmp_path / "book.xlsx")
    look_into(page, qtbot, tmp_path / "book.xlsx")
    sheet = page.form.reading.sheet
    sheet.setFocus()
    qtbot.keyClick(sheet, Qt.Key.Key_Down)
    assert sheet.currentText() == "Notes"
    page.form.name.setText("other")
    assert not page.form.accept.isEnabled()  # until it is known what is in that sheet
    assert "book.xlsx" in told(qtbot).cause
    settle(page, qtbot)
    assert sheet.currentText() == "First" and page.form.name.text() == "other"
    press_import(page, qtbot)
    assert page._session.dataset.stem == "other"
    assert cells(page.dataset.pairs.view, 2)[0].startswith("un house ")


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


def test_one_language_on_both_sides_is_refused_in_place(page, qtbot, tmp_path):
    look_into(page, qtbot, write_memory(tmp_path / "memory.tmx"))
    reading = page.form.reading
    for same in ("en", "en-US"):
        reading.target_language.setText(same)
        settle(page, qtbot)
        assert "same language" in page.form.problem.text()
        assert not page.form.accept.isEnabled()
    reading.source_language.setText("fr")
    settle(page, qtbot)
    assert page.form.accept.isEnabled()
