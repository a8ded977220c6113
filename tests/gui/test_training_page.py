import os
import re
import shutil
import signal
import time
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QTabWidget
from training_pages import begin, click, training_page

from gui.errors import FailureDialog
from gui.pages.training import TrainingPage
from gui.session import Session
from gui.widgets.log_view import MOST_LINES
from tests.gui.made_runs import make_run
from tfmodel.contract import events, run_log
from tfmodel.contract.failure import fail
from tfmodel.contract.places import runs_folder
from tfmodel.contract.processes import own_process


@pytest.fixture
def page(session, qtbot):
    return training_page(session, qtbot)


def test_without_a_dataset_it_says_so_with_the_button_that_gets_one(page, session, qtbot):
    assert not page.controls.start.isEnabled()
    assert "dataset" in page.need.text
    with qtbot.waitSignal(session.page_requested) as asked:
        click(qtbot, page.need.button)
    assert asked.args == ["data"]


def test_with_a_wrong_setting_it_sends_to_the_model(page, session, qtbot, tmp_path):
    values = session.config.model_dump()
    values["model"]["dropout"] = 5
    session.edit(values)
    session._dataset = tmp_path / "some.pairs"
    session.dataset_changed.emit(session.dataset)
    assert not page.controls.start.isEnabled()
    with qtbot.waitSignal(session.page_requested) as asked:
        click(qtbot, page.need.button)
    assert asked.args == ["model"]


def test_everything_of_a_training_is_shown(page, session, qtbot, tmp_path):
    begin(qtbot, page, session, tmp_path)
    qtbot.waitUntil(lambda: page.progress.text("speed") == "5,000 tokens/s")
    assert page.progress.text("device") == "A test processor · float32"
    qtbot.waitUntil(lambda: " / " in page.progress.text("step") and page.progress.text("left") != "–")
    steps, losses = page.loss.points("training")
    assert losses == [8 / step for step in steps] and steps[:3] == [1, 2, 3]
    steps, losses = page.loss.points("validation")
    assert steps[0] == 5 and losses[0] == 9 / 5
    assert page.rate.points("rate")[1][0] == pytest.approx(1.0)  # in thousandths
    rows, expected = page.samples.model(), ["✓", "the house", "la maison", "la maison"]
    qtbot.waitUntil(lambda: [rows.index(0, column).data() for column in range(4)] == expected)
    qtbot.waitUntil(lambda: page.attention.layer.count() == 1 and page.attention.head.count() == 3)
    assert not page.controls.start.isEnabled() and not page.controls.runs.isEnabled()


def test_nothing_is_offered_that_a_training_does_not_obey_while_it_chooses_its_model(page, session, qtbot, tmp_path):
    begin(qtbot, page, session, tmp_path, "deliberate")
    qtbot.waitUntil(lambda: session.state == "finishing")
    controls = page.controls
    assert not any(button.isEnabled() for button in (controls.pause, controls.now, controls.ways))
    assert controls.stop.isEnabled() and page.progress.state.text() == "Choosing the finished model"
    with qtbot.waitSignal(session.training_ended):
        controls.save_now.trigger()  # as the scripted training has it
    assert session.state == "finished"


def test_validate_now_and_save_now_reach_the_training_and_its_load_is_shown(page, session, qtbot, tmp_path):
    assert not page.controls.now.isEnabled()
    begin(qtbot, page, session, tmp_path)
    heard = []
    session.logged.connect(lambda event: heard.append(event.message))
    assert page.controls.now.isEnabled()
    page.controls.validate_now.trigger()
    qtbot.waitUntil(lambda: page.progress.text("load") == "CPU 75 % · 1.0 GB")
    assert page.progress.text("energy") == "not known"
    page.controls.save_now.trigger()
    qtbot.waitUntil(lambda: heard == ["Asked: validate", "Asked: save"])
    qtbot.waitUntil(lambda: page.progress.text("energy") == "1.5 Wh")
    with qtbot.waitSignal(session.training_ended):
        session.kill_training()
    path = session.run.path
    session.close_run()
    assert page.progress.text("energy") == "–"
    session.open_run(path)
    assert page.progress.text("energy") == "1.5 Wh"


def test_the_learning_rate_is_changed_while_a_run_trains(page, session, qtbot, tmp_path):
    begin(qtbot, page, session, tmp_path)
    heard = []
    session.logged.connect(lambda event: heard.append(event.message))
    rates = page.controls.rates
    assert [factor for factor, action in rates.items() if action.isChecked()] == [1.0]
    rates[0.5].trigger()
    qtbot.waitUntil(lambda: heard == ["Factor: 0.5"])
    assert [factor for factor, action in rates.items() if action.isChecked()] == [0.5]
    qtbot.waitUntil(lambda: session.learning_rate_factor == 0.5)
    with qtbot.waitSignal(session.training_ended):
        session.stop_training()
    session.open_run(session.run.path)
    assert [factor for factor, action in rates.items() if action.isChecked()] == [0.5]


def test_all_heads_are_a_press_away(page, session, qtbot):
    with qtbot.waitSignal(session.page_requested) as asked:
        click(qtbot, page.attention.all_heads)
    assert asked.args == ["inspect"]


def test_a_probe_sentence_reaches_the_training(page, session, qtbot, tmp_path):
    begin(qtbot, page, session, tmp_path)
    heard = []
    session.logged.connect(lambda event: heard.append(event.message))
    qtbot.keyClicks(page.attention.probe, "The cat sleeps.")
    click(qtbot, page.attention.follow)
    qtbot.waitUntil(lambda: "Following: The cat sleeps." in heard)
    assert session.followed is None  # alone in Pinned sentences… it would replace those that the run has chosen


@pytest.mark.skipif(os.name == "nt", reason="sends SIGKILL")
def test_a_killed_training_says_what_happened_and_resumes(page, session, qtbot, tmp_path):
    begin(qtbot, page, session, tmp_path)
    with qtbot.waitSignal(session.training_ended):
        os.kill(session.training_job.process_id, signal.SIGKILL)
    assert page.alert.isVisible() and "signal 9" in page.alert.text
    last = page.loss.points("training")[0][-1]
    click(qtbot, page.alert.help_button)
    assert not page.alert.isVisible()
    qtbot.waitUntil(lambda: page.loss.points("training")[0][-1] > last)
    steps = page.loss.points("training")[0]
    assert steps == list(range(1, len(steps) + 1))  # the steps done twice are there once


@pytest.mark.skipif(os.name == "nt", reason="sends SIGKILL")
def test_a_new_window_shows_the_training_that_ended_with_the_old_one(page, session, qtbot, tmp_path):
    begin(qtbot, page, session, tmp_path)
    with qtbot.waitSignal(session.training_ended):
        os.kill(session.training_job.process_id, signal.SIGKILL)
    later = Session(command=session._command)
    with qtbot.waitSignal(later.replayed):
        again = TrainingPage(later)
        qtbot.addWidget(again)
    assert later.run.path == session.run.path
    assert "was interrupted" in again.alert.text and again.alert.help_button.text() == "Resume"
    assert again.loss.points("training") == page.loss.points("training")


def test_out_of_memory_has_a_button_that_halves_the_batch(page, session, qtbot, tmp_path):
    with qtbot.waitSignal(session.training_ended):
        begin(qtbot, page, session, tmp_path, "hungry")
    assert "Out of memory" in page.alert.text and page.alert.help_button.text() == "Halve the batch and resume"
    page.findChild(QTabWidget).setCurrentWidget(page.log)
    half = session.run.config().training.batch_tokens // 2
    click(qtbot, page.alert.help_button)
    qtbot.waitUntil(lambda: f"training.batch_tokens={half}" in page.log.toPlainText())


def test_an_earlier_run_is_shown_and_a_new_one_begins_empty(page, session, qtbot, tmp_path):
    begin(qtbot, page, session, tmp_path)
    with qtbot.waitSignal(session.training_ended):
        session.stop_training()
    expected = page.loss.points("training")
    page.controls.runs.setCurrentIndex(0)
    page.controls.runs.activated.emit(0)
    assert page.loss.points("training") == ([], []) and session.run is None
    paths = [page.controls.runs.itemData(row) for row in range(page.controls.runs.count())]
    row = paths.index(runs_folder() / "run")
    page.controls.runs.setCurrentIndex(row)
    with qtbot.waitSignal(session.replayed):
        page.controls.runs.activated.emit(row)
    assert page.loss.points("training") == expected
    assert "stopped" in page.controls.runs.itemText(row)


def test_a_child_that_cannot_start_is_said_on_the_page(qtbot, session, tmp_path):
    session._training._command = ("/nowhere/python",)
    page = TrainingPage(session)
    qtbot.addWidget(page)
    page.show()
    session._dataset = tmp_path / "some.pairs"
    session.dataset_changed.emit(session.dataset)
    with qtbot.waitSignal(session.training_ended):
        click(qtbot, page.controls.start)
    assert "/nowhere/python" in page.alert.text and not page.alert.help_button.isVisible()


def test_the_name_of_a_run_that_could_not_begin_is_there_to_be_tried_again(page, session, qtbot, tmp_path):
    session._training._command = ("/nowhere/python",)
    session._dataset = tmp_path / "some.pairs"
    session.dataset_changed.emit(session.dataset)
    page.controls.name.setText("court")
    with qtbot.waitSignal(session.training_ended):
        click(qtbot, page.controls.start)
    assert page.controls.runs.currentText() == "New run" and page.controls.start.isEnabled()
    assert page.controls.name.isVisible() and page.controls.name.text() == "court"


@pytest.mark.parametrize("button", ["start", "help"])
def test_a_run_that_is_gone_is_not_resumed_by_beginning_another(page, session, qtbot, tmp_path, button):
    run = make_run("gone", state="failed", failure=fail("Out of memory", "There was too little of it.", "").failure)
    session._dataset = tmp_path / "some.pairs"
    with qtbot.waitSignal(session.replayed):
        session.open_run(run.path)
    shutil.rmtree(run.path)
    click(qtbot, page.controls.start if button == "start" else page.alert.help_button)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FailureDialog))
    dialog = QApplication.activeModalWidget()
    assert dialog.failure.title == "No run there" and session.run == run
    assert not session.is_training and not run.path.exists()
    dialog.close()


def test_a_training_that_says_nothing_is_said_until_it_speaks_again(page, session, qtbot, tmp_path):
    session.silence.patience = 0.3
    begin(qtbot, page, session, tmp_path, "silent")
    qtbot.waitUntil(page.alert.isVisible)
    assert "says nothing" in page.alert.text and "Stop twice" in page.alert.text and session.is_training
    page.controls.save_now.trigger()
    qtbot.waitUntil(lambda: not page.alert.isVisible())
    qtbot.waitUntil(lambda: page.loss.points("training")[0][-1] > 6)


@pytest.mark.skipif(os.name == "nt", reason="sends SIGKILL")
def test_a_training_that_is_killed_after_a_silence_says_how_it_died(page, session, qtbot, tmp_path):
    session.silence.patience = 0.3
    begin(qtbot, page, session, tmp_path, "silent")
    qtbot.waitUntil(lambda: "says nothing" in page.alert.text)
    with qtbot.waitSignal(session.training_ended):
        os.kill(session.training_job.process_id, signal.SIGKILL)
    assert page.alert.isVisible() and "signal 9" in page.alert.text and page.alert.help_button.text() == "Resume"


def test_a_training_that_begins_when_the_one_before_ends_is_listened_to_as_well(page, session, qtbot, tmp_path):
    session.silence.patience = 0.3
    begin(qtbot, page, session, tmp_path, "brief")
    once = Qt.ConnectionType.SingleShotConnection
    session.training_ended.connect(lambda outcome: session.start_training("silent"), once)
    with qtbot.waitSignal(session.training_ended):
        session.stop_training()
    qtbot.waitUntil(lambda: page.alert.isVisible() and "says nothing" in page.alert.text)
    assert session.run.path.name == "silent"


def test_a_run_begun_beside_a_finished_one_does_not_ask_for_its_name_again(page, session, qtbot, tmp_path):
    page.controls.name.setText("before")
    session._dataset = tmp_path / "some.pairs"
    with qtbot.waitSignal(session.replayed):
        session.open_run(make_run("before").path)
    assert not page.controls.name.isVisible() and session.state == "finished"
    with qtbot.waitSignal(session.training_reported):
        click(qtbot, page.controls.start)
    assert session.run.path.name != "before" and page.controls.name.text() == ""


def test_garbage_stands_in_the_log_and_the_curves_go_on(page, session, qtbot, tmp_path):
    begin(qtbot, page, session, tmp_path, "garbled")
    page.findChild(QTabWidget).setCurrentWidget(page.log)
    qtbot.waitUntil(lambda: page.loss.points("training")[0][-1] > 8)
    qtbot.waitUntil(lambda: "a library complains" in page.log.toPlainText())
    lines = [line.split("  ", 1)[-1] for line in page.log.toPlainText().splitlines()]
    assert {'{"event": "training", "step": "six"}', '{"event": "tomorrow"}', '{"event":', "[]"} <= set(lines)
    assert any("no text" in line for line in lines)
    steps = page.loss.points("training")[0]
    assert steps == list(range(1, len(steps) + 1)) and not page.alert.isVisible() and session.state == "training"


@pytest.mark.slow  # 13 s; test_worker has a shorter flood
def test_a_flood_of_a_hundred_thousand_lines_leaves_the_newest_and_a_living_window(page, session, qtbot, tmp_path):
    page.findChild(QTabWidget).setCurrentWidget(page.log)
    turns = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: turns.append(time.thread_time()))
    timer.start()
    heard = []
    session.logged.connect(lambda event: heard.append(event.message))
    begin(qtbot, page, session, tmp_path, "flooding")
    qtbot.waitUntil(lambda: "The flood is over" in heard[-5:])
    timer.stop()
    assert len(heard) > 2 * 50_000
    qtbot.waitUntil(lambda: "The flood is over" in page.log.toPlainText())
    assert page.log.blockCount() <= MOST_LINES
    assert max(after - before for before, after in pairwise(turns)) < 0.2  # seconds of computing in one turn
    qtbot.waitUntil(lambda: page.loss.points("training")[0][-1] > 6)


@pytest.mark.skipif(os.name == "nt", reason="sends SIGKILL")
@pytest.mark.parametrize(
    ("name", "state", "said"), [("let-go", "interrupted", True), ("brief-let-go", "finished", False)]
)
def test_a_followed_training_that_ends_or_is_killed_is_reported(page, session, qtbot, tmp_path, name, state, said):
    begin(qtbot, page, session, tmp_path, name)
    child = session.training_job.process_id
    with qtbot.waitSignal(session.training_ended):
        session.let_training_go()
    later = Session(command=session._command)
    again = TrainingPage(later)
    qtbot.addWidget(again)
    again.show()
    with qtbot.waitSignal(later.training_ended) as ended:
        assert later.is_following
        if said:
            os.kill(child, signal.SIGKILL)
        else:
            (later.run.path / "seen").touch()
    assert later.state == state and ended.args[0].stopped is False
    assert again.alert.isVisible() is said and ("was interrupted" in again.alert.text) is said
    assert not later.is_training and again.controls.start.isEnabled() is said


def test_of_several_runs_the_one_that_trains_is_shown(qtbot):
    training = make_run("earlier", state="training", **own_process())
    (make_run("damaged").path / "run.json").write_text("[]", encoding="utf-8")
    make_run("newest")
    session = Session()
    page = TrainingPage(session)
    qtbot.addWidget(page)
    assert session.run == training
    with qtbot.waitSignal(session.replayed):
        pass
    assert session.is_following
    session.close_run()


def test_earlier_runs_of_the_same_data_and_preset_are_a_band_behind_the_curves(page, session, qtbot):
    for name, final in (("shown", 3.0), ("first", 1.0), ("second", 2.0)):
        make_run(name, final=final)
    with qtbot.waitSignal(page.expectation.found):
        session.open_run(runs_folder() / "shown")
    qtbot.waitUntil(lambda: bool(page.loss.chart.bands))
    (band,) = page.loss.chart.bands
    assert band.name == "2 earlier runs" and page.bleu.chart.bands and not page.curves.plots["gradient"].chart.bands
    assert (band.low[0], band.high[0]) == (pytest.approx(1.5), pytest.approx(2.5))
    qtbot.waitUntil(lambda: page.loss.chart.isVisible() and bool(page.loss.chart.lines))
    chart = page.loss.chart
    inside = chart.grab().toImage().pixelColor(chart.place_of(25, 1.8).toPoint())
    assert inside.red() > inside.green() and inside.red() > inside.blue() + 20  # a faint orange
    session.close_run()
    assert not page.loss.chart.bands


def test_one_earlier_run_is_no_band(page, session, qtbot):
    for name in ("shown", "only"):
        make_run(name)
    with qtbot.waitSignal(session.replayed):
        session.open_run(runs_folder() / "shown")
    qtbot.waitUntil(lambda: not page.expectation._reading.is_active)
    assert not page.loss.chart.bands


def test_the_log_of_a_reopened_run_is_there_with_its_times(page, session, qtbot):
    run = make_run("shown")
    run_log.append(run.path, events.Log(level="warning", message="The loss jumped"))
    with (run.path / run_log.NAME).open("a", encoding="utf-8") as file:
        file.write("2001-02-03T04:05:06+00:00 info Long ago\n")
    page.findChild(QTabWidget).setCurrentWidget(page.log)
    with qtbot.waitSignal(session.replayed):
        session.open_run(run.path)
    qtbot.waitUntil(lambda: "Long ago" in page.log.toPlainText())
    newer, older = page.log.toPlainText().splitlines()
    assert re.fullmatch(r"(\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d  warning: The loss jumped", newer)
    assert older.startswith("2001-02-0")
