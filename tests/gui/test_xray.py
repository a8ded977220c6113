"""From a trained model back to the pairs: losses in the table, attention on the Inspect page, the worst excluded."""

import sys

import pytest
from dataset_windows import cells, make_dataset, replace_dataset, shown_page
from made_runs import make_run
from PySide6.QtCore import QItemSelectionModel, Qt

from gui.pages.inspect import InspectPage


@pytest.fixture
def page(session, qtbot, tmp_path):
    return shown_page(session, qtbot, make_dataset(tmp_path, 60))


@pytest.fixture
def run(page, session, tmp_path):
    """A finished run of the dataset, open in the window."""
    made = make_run("first", dataset=str(tmp_path / "pairs.pairs"))
    made.model_file.touch()
    session.open_run(made.path)
    return made


def press(button, session, qtbot):
    with qtbot.waitSignal(session.job_ended):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def select(view, *rows):
    for row in rows:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        view.selectionModel().select(view.model().index(row, 0), flags)


def test_without_a_model_of_the_dataset_it_says_what_is_missing(page, session, tmp_path):
    xray = page.dataset.pairs.xray
    assert not xray.measure.isEnabled() and "Train on this dataset first" in xray.measure.toolTip()
    other = make_run("other", dataset=str(tmp_path / "another.pairs"))
    other.model_file.touch()
    session.open_run(other.path)
    assert not xray.measure.isEnabled()


def test_the_worst_pairs_are_listed_first_and_excluded(page, run, session, qtbot):
    pairs = page.dataset.pairs
    assert not pairs.filters.state.findText("Trained on, worst loss first") >= 0
    press(pairs.xray.measure, session, qtbot)
    trained = int(page.dataset.figure("train"))
    qtbot.waitUntil(lambda: pairs.view.model().rowCount() == trained)
    losses = [float(loss) for loss in cells(pairs.view, 6)]
    assert losses == sorted(losses, reverse=True)
    select(pairs.view, 0, 1, 2)
    qtbot.mouseClick(pairs.actions_row.exclude, Qt.MouseButton.LeftButton)
    assert page.dataset.figure("unused") == "3" and int(page.dataset.figure("train")) == trained - 3
    assert page.dataset.figure("unused") == "3"


def test_the_attention_of_selected_pairs_is_shown_on_the_inspect_page(page, run, session, qtbot):
    inspect = InspectPage(session)
    qtbot.addWidget(inspect)
    pairs = page.dataset.pairs
    assert not pairs.xray.attention.isEnabled()
    select(pairs.view, 4, 6)
    assert pairs.xray.attention.isEnabled()
    with qtbot.waitSignal(session.page_requested, check_params_cb=lambda key: key == "inspect"):
        press(pairs.xray.attention, session, qtbot)
    inspect.show()
    assert inspect.tabs.tabText(inspect.tabs.currentIndex()) == "Chosen pairs"
    qtbot.waitUntil(lambda: bool(inspect.pairs.grid.tiles))
    assert [inspect.pairs.sentence.itemText(n) for n in range(2)] == ["the red house", "good day"]
    assert inspect.pairs.look.sentence.translation == "5 7"


def test_too_many_pairs_are_not_looked_at(page, run):
    pairs = page.dataset.pairs
    select(pairs.view, *range(11))
    assert not pairs.xray.attention.isEnabled() and pairs.xray.measure.isEnabled()


def test_a_search_takes_the_selection_away_and_the_attention_with_it(page, run, qtbot):
    pairs = page.dataset.pairs
    select(pairs.view, 4, 6)
    assert pairs.xray.attention.isEnabled()
    pairs.search.setText("very")
    qtbot.waitUntil(lambda: pairs.found.text() == "48 of 60 pairs")
    assert not pairs.xray.attention.isEnabled() and pairs.xray.measure.isEnabled()


def test_a_measuring_that_ends_over_another_dataset_leaves_it_alone(page, run, session, qtbot, tmp_path):
    pairs = page.dataset.pairs
    other = make_dataset(tmp_path, 20, name="other")
    qtbot.mouseClick(pairs.xray.measure, Qt.MouseButton.LeftButton)
    assert pairs.xray.progress.is_running
    session.open_dataset(other)
    pairs.search.setText("very")
    qtbot.waitUntil(lambda: not pairs.xray.progress.is_running)
    assert pairs.search.text() == "very" and pairs.filters.state.currentIndex() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be replaced")
@pytest.mark.parametrize("button", ["measure", "attention"])
def test_no_model_is_asked_about_another_file_in_the_place_of_the_shown_one(page, run, qtbot, tmp_path, button):
    pairs = page.dataset.pairs
    select(pairs.view, 4, 6)
    replace_dataset(tmp_path / "pairs.pairs")
    qtbot.mouseClick(getattr(pairs.xray, button), Qt.MouseButton.LeftButton)
    assert not pairs.xray.progress.is_running
    qtbot.waitUntil(lambda: page.dataset.figure("total") == "50")
    assert pairs.actions_row.note.text().startswith("The file was replaced meanwhile.")
