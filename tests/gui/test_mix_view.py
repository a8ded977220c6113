import shutil
from pathlib import Path

import pytest
from dataset_windows import cells, make_dataset, shown_page
from PySide6.QtCore import Qt

from gui import errors
from gui.widgets.mix_view import WEIGHT
from tfmodel.contract.problems import changed
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs

FORMER = Path(__file__).parents[1] / "corpus" / "former_format_1.sqlite"


@pytest.fixture
def view(session, qtbot, tmp_path):
    """The Mix tab of 90 training pairs, with a dataset of 30 beside them."""
    page = shown_page(session, qtbot, make_dataset(tmp_path, 100, name="large"))
    page.dataset.tabs.setCurrentWidget(page.dataset.mix)
    page.dataset.mix.add_datasets([make_dataset(tmp_path, 34, name="small")])
    return page.dataset.mix


def percents(view):
    return [float(text.removesuffix(" %")) for text in cells(view.view, 3)]


def test_the_table_says_what_an_epoch_holds(view):
    assert cells(view.view, 0) == ["large", "small"]
    sizes = [int(text) for text in cells(view.view, 1)]
    assert percents(view) == pytest.approx([100 * size / sum(sizes) for size in sizes], abs=0.1)
    assert cells(view.view, 4) == ["1 ×", "1 ×"]
    assert f"{sum(sizes):,} pairs" in view.summary.text()


def test_a_weight_in_the_table_is_in_the_configuration_and_changes_the_shares_at_once(view, session):
    view.view.model().item(1, WEIGHT).setText("9")
    view.view.model().item(0, WEIGHT).setText("1")
    assert percents(view) == [10.0, 90.0]
    assert session.config.data.weights == "1 9"
    view.view.model().item(0, WEIGHT).setText("never")
    assert session.config.data.weights == "1 9" and cells(view.view, WEIGHT) == ["1", "9"]


def test_a_weight_can_be_typed_beside_a_dataset_without_training_pairs(view, session, tmp_path):
    lines = "".join(f"the exam number {n}\tun examen numéro {n}\n" for n in range(20))
    (tmp_path / "exam.en-fr.tsv").write_text(lines, encoding="utf-8")
    import_pairs(detect([tmp_path / "exam.en-fr.tsv"]), tmp_path / "exam.pairs", ImportOptions(split="test"))
    view.add_datasets([tmp_path / "exam.pairs"])
    view.view.model().item(1, WEIGHT).setText("9")
    assert cells(view.view, WEIGHT)[1] == "9"
    weights = [float(word) for word in session.config.data.weights.split()]
    assert len(weights) == 3 and weights[1] == 9.0 and all(weight > 0 for weight in weights)
    assert percents(view)[2] == 0.0


def test_a_temperature_fills_the_weights(view, session):
    view.view.model().item(0, WEIGHT).setText("50")
    view.temperature.setValue(100.0)
    assert percents(view) == pytest.approx([50, 50], abs=0.5)
    assert session.config.data.weights == "" and session.config.data.temperature == 100.0


def test_a_temperature_is_typed_with_its_decimal(view, session, qtbot):
    view.temperature.selectAll()
    qtbot.keyClicks(view.temperature, "2.5")
    assert session.config.data.temperature == view.temperature.value() == 2.5
    session.set_config(changed(session.config, {"data.temperature": 4.0}))
    assert view.temperature.value() == 4.0


def test_a_dataset_that_is_removed_takes_the_weights_along(view, session, qtbot):
    view.view.model().item(0, WEIGHT).setText("50")
    view.view.selectRow(1)
    qtbot.mouseClick(view.remove, Qt.MouseButton.LeftButton)
    assert cells(view.view, 0) == ["large"] and session.config.data.weights == ""
    assert not view.tags.isEnabled() and "alone" in view.summary.text()


def test_what_was_removed_comes_back_with_its_weight(view, session, qtbot):
    view.view.model().item(0, WEIGHT).setText("50")
    weights = session.config.data.weights
    view.view.selectRow(1)
    qtbot.mouseClick(view.remove, Qt.MouseButton.LeftButton)
    assert view.undo.isVisible() and "small" in view.undo.text
    qtbot.mouseClick(view.undo.undo_button, Qt.MouseButton.LeftButton)
    assert cells(view.view, 0) == ["large", "small"] and session.config.data.weights == weights
    assert not view.undo.isVisible()


def test_what_was_removed_does_not_come_back_in_place_of_what_was_added_since(view, session, qtbot, tmp_path):
    view.view.selectRow(1)
    qtbot.mouseClick(view.remove, Qt.MouseButton.LeftButton)
    assert view.undo.isVisible()
    third = make_dataset(tmp_path, 34, name="third")
    view.add_datasets([third])
    assert not view.undo.isVisible() and session.mix.others == (third,)


def test_a_dataset_of_an_older_format_is_not_brought_up_in_the_window(view, qtbot, tmp_path, monkeypatch):
    former = tmp_path / "former.pairs"
    shutil.copy(FORMER, former)
    before = former.read_bytes()
    said = []
    monkeypatch.setattr(errors, "show_failure", lambda parent, failure: said.append(failure))
    view.add_datasets([former])
    assert [failure.title for failure in said] == ["Older format"]
    assert former.read_bytes() == before and cells(view.view, 0) == ["large", "small"]


def test_pairs_that_are_excluded_are_in_no_epoch(view, qtbot):
    dataset = view.window().dataset
    before = int(cells(view.view, 1)[0])
    dataset.tabs.setCurrentWidget(dataset.pairs)
    dataset.pairs.view.selectRow(cells(dataset.pairs.view, 3).index("Training"))
    qtbot.mouseClick(dataset.pairs.actions_row.exclude, Qt.MouseButton.LeftButton)
    assert int(cells(view.view, 1)[0]) == before - 1
    qtbot.mouseClick(dataset.pairs.actions_row.undo, Qt.MouseButton.LeftButton)
    assert int(cells(view.view, 1)[0]) == before


def test_another_dataset_begins_without_a_mix(view, session, tmp_path):
    session.open_dataset(make_dataset(tmp_path, 50, name="third"))
    assert session.mix.others == () and cells(view.view, 0) == ["third"]


def test_the_training_is_started_with_all_datasets(view, session, monkeypatch):
    said = []
    monkeypatch.setattr(session.training_job, "start", said.append)
    session.start_training("mixed")
    words = said[0]
    named = [Path(words[n + 1]).name for n, word in enumerate(words) if word == "--data"]
    assert named == ["large.pairs", "small.pairs"]
