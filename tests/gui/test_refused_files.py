"""Files that the Data page refuses, and says why."""

import pytest
from data_pages import empty_page, imported, look_into, press_import, told, write_pairs

from gui.session import Session
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


def test_a_file_that_is_no_dataset_leaves_the_open_one(page, qtbot, tmp_path):
    imported(page, qtbot, write_pairs(tmp_path / "good.tsv"))
    before = page._session.dataset
    bad = tmp_path / "bad.pairs"
    bad.write_text("no database")
    page.open_files([bad])
    assert "bad.pairs" in told(qtbot).cause
    assert page._session.dataset == before
    assert page.dataset.figure("total") == "300"
