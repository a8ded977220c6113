"""Files that the Data page refuses, and says why."""

import sqlite3

import pytest
from data_pages import empty_page, imported, look_into, press_import, settle, told, write_pairs
from dataset_windows import make_dataset

from gui.run_data import Part, data_of
from gui.session import Session
from tests.gui.made_runs import make_run
from tfmodel.contract import places


@pytest.fixture
def session(qtbot):
    return Session()


@pytest.fixture
def page(session, qtbot):
    return empty_page(session, qtbot)


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


def test_a_file_that_cannot_be_read_leaves_the_files_that_are_being_looked_at(page, qtbot, tmp_path):
    look_into(page, qtbot, write_pairs(tmp_path / "good.tsv"))
    (tmp_path / "bad.tsv").touch()
    page.open_files([tmp_path / "bad.tsv"])
    assert "bad.tsv" in told(qtbot).cause
    settle(page, qtbot)
    assert page.stack.currentWidget() is page.form and page.form.title.text() == "good.tsv"
    press_import(page, qtbot)
    assert page.dataset.figure("total") == "300"


def test_a_file_that_is_no_dataset_leaves_the_open_one(page, qtbot, tmp_path):
    imported(page, qtbot, write_pairs(tmp_path / "good.tsv"))
    before = page._session.dataset
    bad = tmp_path / "bad.pairs"
    bad.write_text("no database")
    page.open_files([bad])
    assert "bad.pairs" in told(qtbot).cause
    assert page._session.dataset == before
    assert page.dataset.figure("total") == "300"


DAMAGES = pytest.mark.parametrize("damage", ["DROP TABLE part", "UPDATE part SET pairs = 'many'"])


def damaged(path, damage="DROP TABLE part"):
    """A dataset that can be opened, and not be counted."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(damage)
    connection.close()
    return path


@DAMAGES
def test_a_dataset_that_is_damaged_where_it_is_looked_into_is_said_and_not_shown(page, qtbot, tmp_path, damage):
    imported(page, qtbot, write_pairs(tmp_path / "good.tsv"))
    page.open_files([damaged(make_dataset(tmp_path, 60, name="bad"), damage)])
    assert "bad.pairs" in told(qtbot).cause
    assert page.stack.currentWidget() is page.start and not page.dataset.is_open


def test_a_damaged_dataset_is_not_the_open_one_and_nothing_of_the_one_before_is_shown(page, session, qtbot, tmp_path):
    imported(page, qtbot, write_pairs(tmp_path / "good.tsv"))
    page.open_files([damaged(make_dataset(tmp_path, 60, name="bad"))])
    told(qtbot)
    qtbot.waitUntil(lambda: session.dataset is None)
    assert page.dataset.title.text() == page.dataset.place.text() == page.dataset.figure("total") == ""
    look_into(page, qtbot, write_pairs(tmp_path / "other.tsv"))
    page.form.cancelled.emit()
    assert page.stack.currentWidget() is page.start


@DAMAGES
def test_the_data_of_a_run_that_are_damaged_have_no_number_of_pairs(tmp_path, damage):
    bad = damaged(make_dataset(tmp_path, 60, name="bad"), damage)
    assert data_of(make_run("alpha", dataset=str(bad))) == [Part(bad, None)]
