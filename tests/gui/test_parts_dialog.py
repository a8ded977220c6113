"""The parts of a dataset, divided anew by the program's own job."""

import pytest
from dataset_windows import make_dataset, shown_page
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox

from gui.session import Session
from gui.widgets.parts_dialog import PartsDialog
from gui.worker import Outcome
from tfmodel.corpus.detection import detect
from tfmodel.corpus.division import SplitPlan, plan_of
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.resplitting import resplit
from tfmodel.corpus.store import PairStore


@pytest.fixture
def session(qtbot):
    return Session()


@pytest.fixture
def page(session, qtbot, tmp_path):
    return shown_page(session, qtbot, make_dataset(tmp_path))


def answer_with(qtbot, choose):
    """Fills the dialog that is about to open, and presses OK."""

    def answer():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PartsDialog)
        choose(dialog)
        accept = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)

    QTimer.singleShot(100, answer)


def test_other_shares_are_drawn(page, session, qtbot):
    def choose(dialog):
        dialog.shares["validation"].setValue(10)
        dialog.shares["test"].setValue(0)
        dialog.draw.setValue(7)

    answer_with(qtbot, choose)
    panel = page.dataset.splitting
    assert not panel.isVisible()
    with qtbot.waitSignal(session.job_ended):
        qtbot.mouseClick(page.dataset.parts, Qt.MouseButton.LeftButton)
        assert panel.isVisible() and panel.cancel.isEnabled()
        assert panel.text.text() == "Dividing the pairs"
    assert not panel.isVisible()
    assert [page.dataset.figure(part) for part in ("train", "validation", "test")] == ["540", "60", "0"]


def test_another_dataset_that_was_opened_meanwhile_is_not_divided(page, session, qtbot, tmp_path):
    other = make_dataset(tmp_path, 60, name="other")
    answer_with(qtbot, lambda dialog: session.open_dataset(other))
    qtbot.mouseClick(page.dataset.parts, Qt.MouseButton.LeftButton)
    assert page.dataset.place.text() == str(other)
    assert not page.dataset.splitting.is_running and page.dataset.parts.isEnabled()


def test_a_division_that_was_done_before_it_could_be_cancelled_is_shown(page, session, qtbot):
    page.dataset._divided = session.dataset
    with qtbot.waitSignal(session.dataset_changed):
        page.dataset.splitting.ended.emit(Outcome(0, stopped=True, failure=None))
    with qtbot.assertNotEmitted(session.dataset_changed):
        page.dataset.splitting.ended.emit(Outcome(130, stopped=True, failure=None))


def test_a_division_that_ends_over_another_dataset_leaves_it_alone(page, session, qtbot, tmp_path):
    other = make_dataset(tmp_path, 50, name="other")
    answer_with(qtbot, lambda dialog: dialog.draw.setValue(7))
    qtbot.mouseClick(page.dataset.parts, Qt.MouseButton.LeftButton)
    assert page.dataset.splitting.is_running
    session.open_dataset(other)
    page.dataset.pairs.search.setText("very")
    qtbot.waitUntil(lambda: not page.dataset.splitting.is_running)
    assert page.dataset.pairs.search.text() == "very"


def test_a_file_can_be_a_part_of_its_own(qtbot):
    dialog = PartsDialog(["a.tsv", "b.tsv"], SplitPlan())
    qtbot.addWidget(dialog)
    dialog.choice(1).setCurrentIndex(2)
    assert dialog.words == [
        *("--draw", "0", "--validation-share", "0.05", "--test-share", "0.05", "--test-origin", "b.tsv"),
    ]


def test_shares_that_nobody_changed_stay_to_the_pair(qtbot):
    planned = 1_000 / 3_000_000, 1_000 / 600_000
    dialog = PartsDialog(["a.tsv"], SplitPlan(validation_share=planned[0], test_share=planned[1]))
    qtbot.addWidget(dialog)
    assert dialog.words == ["--draw", "0", "--validation-share", str(planned[0]), "--test-share", str(planned[1])]
    assert dialog.shares["validation"].value() == 0.0333
    dialog.shares["validation"].setValue(0.05)
    assert dialog.words[3] == "0.0005"


def test_each_of_thousands_of_files_is_chosen_for_when_it_is_seen(qtbot):
    names = [f"{number}.tsv" for number in range(5_000)]
    dialog = PartsDialog(names, SplitPlan(validation_origins=(names[4_000],), test_origins=(names[-1],)))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.choice(0).setCurrentIndex(2)
    dialog.files.scrollToBottom()
    last = dialog.files.cellWidget(4_999, 1)
    assert isinstance(last, QComboBox) and last.currentData() == "test"
    last.setCurrentIndex(0)
    assert len(dialog.findChildren(QComboBox)) < 600
    assert dialog.words == [
        *("--draw", "0", "--validation-share", "0.05", "--validation-origin", names[4_000]),
        *("--test-share", "0.05", "--test-origin", names[0]),
    ]


def test_the_dialog_begins_with_the_division_as_it_is(qtbot, tmp_path):
    dataset, exam = make_dataset(tmp_path), tmp_path / "exam.en-fr.tsv"
    exam.write_text("".join(f"question {n}\tune question {n}\n" for n in range(40)), encoding="utf-8")
    resplit(dataset, SplitPlan(draw=7, validation_share=0.1, test_share=0.0))
    import_pairs(detect([exam]), dataset, ImportOptions(split="test"))
    with PairStore.open(dataset) as store:
        dialog = PartsDialog(store.origin_names(), plan_of(store))
        before = store.counts()
    qtbot.addWidget(dialog)
    assert [dialog.choice(row).currentData() for row in range(2)] == ["", "test"]
    assert dialog.words == [
        *("--draw", "7", "--validation-share", "0.1", "--test-share", "0.05", "--test-origin", exam.name),
    ]
    with PairStore.open(dataset) as store:
        resplit(dataset, plan_of(store))
        assert store.counts() == before


def test_a_part_that_nobody_wanted_stays_away(tmp_path):
    dataset = make_dataset(tmp_path)
    resplit(dataset, SplitPlan(validation_share=0.1, test_share=0.0))
    with PairStore.open(dataset) as store:
        assert plan_of(store) == SplitPlan(validation_share=0.1, test_share=0.0)
