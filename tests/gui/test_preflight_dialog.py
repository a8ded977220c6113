"""The check before a training, driven on the Training page with a scripted job."""

import os

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QLabel
from training_pages import click

from gui.pages.training import TrainingPage
from tests.gui.access_audit import name_of
from tfmodel.contract import events
from tfmodel.contract.problems import changed


@pytest.fixture
def page(session, qtbot, tmp_path):
    made = TrainingPage(session)
    made.resize(1100, 760)
    qtbot.addWidget(made)
    made.show()
    session._dataset = tmp_path / "some.pairs"  # the scripted check does not read it
    session.dataset_changed.emit(session.dataset)
    return made


def check(qtbot, page, session, tokens):
    session.set_config(changed(session.config, {"training.batch_tokens": tokens}))
    click(qtbot, page.controls.check)
    return page.preflight


def test_what_does_not_fit_is_changed_by_a_button_and_fits_then(page, session, qtbot):
    before = session.config.training.accumulate_steps
    dialog = check(qtbot, page, session, 4000)
    qtbot.waitUntil(lambda: dialog.verdict.text() == "It does not fit")
    assert "1.5 GB are free" in dialog.reasons.text()
    assert dialog.figure("Parameters") == "1,549,568" and dialog.figure("Norms") == "5,376"
    assert (dialog.figure("One step"), dialog.figure("Memory")) == ("0.412 s", "2.0 GB")
    assert "2.0 GB" in map(name_of, dialog.findChildren(QLabel))  # a screen reader says the figure, not its title alone
    assert dialog.figure("Whole training") == "50 min 0 s"
    batch, model = dialog.change_buttons
    assert before != 4 and "Batch = 1000" in batch.toolTip() and model.isEnabled()
    click(qtbot, batch)
    assert not batch.isEnabled()
    assert (session.config.training.batch_tokens, session.config.training.accumulate_steps) == (1000, 4)
    click(qtbot, dialog.again)
    qtbot.waitUntil(lambda: dialog.verdict.text() == "It fits")
    assert dialog.change_buttons == [] and not dialog.reasons.isVisible()
    assert session.run is None and page.controls.start.isEnabled()


def test_the_datasets_of_the_mix_are_checked_too(page, session, qtbot, tmp_path):
    other = tmp_path / "other.pairs"
    session.mix.add(other, 100)
    heard = []
    session.job_started.connect(lambda job: job.received.connect(heard.append))
    dialog = check(qtbot, page, session, 1000)
    qtbot.waitUntil(lambda: dialog.verdict.text() == "It fits")
    asked = next(event.message for event in heard if isinstance(event, events.Log))
    assert asked == f"Asked: {session.dataset} {other}"


def test_the_measuring_is_shown_and_can_be_cancelled(page, session, qtbot):
    dialog = check(qtbot, page, session, 64)
    qtbot.waitUntil(lambda: dialog.progress.text.text() == "Measuring training steps")
    assert dialog.progress.bar.value() == 200 and not dialog.again.isEnabled()
    click(qtbot, dialog.progress.cancel)
    qtbot.waitUntil(lambda: dialog.verdict.text() == "Not measured")
    assert not dialog.progress.isVisible() and dialog.again.isEnabled()


def test_closing_ends_the_measuring_and_the_next_one_begins_anew(page, session, qtbot):
    dialog = check(qtbot, page, session, 64)
    qtbot.waitUntil(lambda: dialog.progress.text.text() == "Measuring training steps")
    with qtbot.waitSignal(session.job_ended):
        click(qtbot, dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close))
    assert not dialog.isVisible()
    assert check(qtbot, page, session, 900) is dialog
    qtbot.waitUntil(lambda: dialog.verdict.text() == "It fits")


def test_closing_twice_while_the_measuring_ends_begins_no_other_one(page, session, qtbot):
    dialog = check(qtbot, page, session, 64)
    qtbot.waitUntil(lambda: dialog.progress.text.text() == "Measuring training steps")
    started = []
    session.job_started.connect(lambda job: started.append(job.name))
    with qtbot.waitSignal(dialog.progress.ended):
        dialog.reject()
        dialog.open()
        dialog.measure()
        dialog.reject()
    assert "preflight" not in started and not dialog.progress.is_running
    assert not dialog.isVisible() and dialog.verdict.text() == "Not measured"


@pytest.mark.skipif(os.name == "nt", reason="sends SIGKILL")
def test_a_check_that_the_system_killed_says_what_a_training_would_meet(page, session, qtbot):
    dialog = check(qtbot, page, session, 65)
    qtbot.waitUntil(lambda: "died" in dialog.verdict.text())
    assert "smaller batch" in dialog.reasons.text()


def test_there_is_nothing_to_check_without_a_dataset(page, session):
    session.open_dataset(None)
    assert not page.controls.check.isEnabled()
