import shutil

import pytest
from PySide6.QtCore import Qt

from gui.widgets.run_chooser import RunChooser
from tfmodel.contract import places
from tfmodel.contract.config import Config
from tfmodel.contract.run_folder import RunFolder, RunInfo


@pytest.fixture
def chooser(qtbot):
    chooser = RunChooser()
    qtbot.addWidget(chooser)
    return chooser


def make_run(name, *, folder=None, model=True, **info):
    run = RunFolder.create((folder or places.runs_folder()) / name, Config(), RunInfo(name=name, **info))
    if model:
        run.model_file.touch()
    return run.path


def texts(chooser):
    return [chooser.choice.itemText(row) for row in range(chooser.choice.count())]


def test_without_runs_nothing_can_be_chosen(chooser, qtbot):
    chooser.show()
    assert chooser.path is None
    assert not chooser.choice.isEnabled()


def test_runs_with_a_model_are_listed_with_what_is_known_of_them(chooser, qtbot):
    make_run("bare", model=False)
    made = make_run("good", state="finished", step=1200, best_bleu=34.26)
    with qtbot.waitSignal(chooser.chosen) as chosen:
        chooser.show()
    assert chosen.args == [made]
    assert texts(chooser) == ["good  ·  finished  ·  step 1,200  ·  BLEU 34.3"]


def test_refreshing_finds_new_runs_and_keeps_the_choice(chooser, qtbot):
    first = make_run("first")
    chooser.show()
    make_run("second")
    with qtbot.assertNotEmitted(chooser.chosen):
        qtbot.mouseClick(chooser.again, Qt.MouseButton.LeftButton)
    assert len(texts(chooser)) == 2
    assert chooser.path == first


def test_a_run_that_was_just_trained_is_chosen_once_it_has_a_model(chooser, qtbot):
    first = make_run("first")
    chooser.show()
    trained = make_run("second", model=False)
    chooser.prefer(RunFolder(trained))
    chooser.refresh()
    assert chooser.path == first
    RunFolder(trained).model_file.touch()
    with qtbot.waitSignal(chooser.chosen) as chosen:
        chooser.refresh()
    assert chosen.args == [trained]
    chooser.choose(first)
    chooser.refresh()
    assert chooser.path == first


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_choice_of_a_person_is_not_taken_back_when_a_training_saves_its_first_model(chooser, by_hand):
    make_run("first")
    other, trained = make_run("other"), make_run("trained", model=False)
    chooser.show()
    chooser.prefer(RunFolder(trained))
    if by_hand:
        row = chooser.choice.findData(str(other))
        chooser.choice.setCurrentIndex(row)
        chooser.choice.activated.emit(row)
    else:
        chooser.choose(other)
    RunFolder(trained).model_file.touch()
    chooser.refresh()
    assert len(texts(chooser)) == 3 and chooser.path == other


def test_a_run_of_another_folder_can_be_chosen(chooser, tmp_path):
    chooser.show()
    elsewhere = make_run("far", folder=tmp_path / "else where")
    chooser.choose(elsewhere)
    assert chooser.path == elsewhere
    chooser.refresh()
    assert chooser.path == elsewhere


def test_a_folder_without_a_model_is_refused_with_a_reason(chooser, qtbot, tmp_path):
    with qtbot.waitSignal(chooser.failed) as failed:
        chooser.choose(tmp_path)
    assert "no run.json" in failed.args[0].cause
    bare = make_run("bare", model=False)
    with qtbot.waitSignal(chooser.failed) as failed:
        chooser.choose(bare)
    assert "has not saved a model yet" in failed.args[0].cause
    assert chooser.path is None


def test_a_run_of_a_newer_version_is_refused_with_a_reason(chooser, qtbot):
    path = make_run("newer", format=99)
    with qtbot.waitSignal(chooser.failed) as failed:
        chooser.choose(path)
    assert "newer version" in failed.args[0].cause


def test_nothing_is_read_while_nobody_looks(chooser, qtbot):
    chooser.show()
    chooser.hide()
    make_run("new")
    with qtbot.assertNotEmitted(chooser.listed, wait=50):
        chooser.refresh()
    assert texts(chooser) == []
    chooser.show()
    assert len(texts(chooser)) == 1


def test_many_runs_are_read_in_turns_of_the_event_loop(chooser, qtbot):
    first = make_run("run-000")
    for number in range(1, 400):
        shutil.copytree(first, places.runs_folder() / f"run-{number:03}")
    with qtbot.waitSignal(chooser.listed):
        chooser.show()
        assert texts(chooser) == []  # the window has had its turn before all of them are read
    assert len(texts(chooser)) == 400
    chosen = chooser.path
    shutil.rmtree(places.runs_folder() / "run-007")
    with qtbot.waitSignal(chooser.listed):
        chooser.refresh()
    assert len(texts(chooser)) == 399 and (chooser.path == chosen or chosen.name == "run-007")
