"""What the Runs page starts: comparisons, sweeps, reports and examinations."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from gui.errors import FailureDialog
from gui.widgets.doctor_panel import DoctorPanel
from gui.widgets.parallel_coordinates import Axis
from gui.widgets.sweep_dialog import SweepDialog
from tests.gui.made_runs import make_run
from tests.gui.runs_pages import choose, click, page_of_three
from tfmodel.contract import events, places
from tfmodel.contract.failure import Failure, FailureError
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.scores import add_scores
from tfmodel.contract.sweeping import read_sweep, write_sweep


@pytest.fixture
def page(session, qtbot, tmp_path):
    return page_of_three(session, qtbot, tmp_path)


def compare(qtbot, page, *names):
    choose(page, *names)
    qtbot.waitUntil(lambda: {run.name for run in page.scores.runs} == set(names))
    click(qtbot, page.scores.go)
    qtbot.waitUntil(lambda: page.scores.go.isEnabled() and bool(page.scores.table.texts))


def test_chosen_runs_are_scored_ranked_and_tested(page, qtbot):
    page.tabs.setCurrentWidget(page.scores)
    choose(page, "alpha")
    qtbot.waitUntil(lambda: not page.scores.go.isEnabled())
    compare(qtbot, page, "alpha", "beta")
    rows = page.scores.table.texts
    assert [row[0] for row in rows] == ["1", "2"]
    baseline = rows[1][1]
    assert rows[0][2] == "21.0  [19.0, 23.0]" and rows[0][4] == f"yes, p = 0.010, from {baseline}"
    assert rows[1][4] == "is the baseline" and "tok:13a" in page.scores.note.text()


def test_scores_of_weights_that_a_run_no_longer_has_are_not_ranked(page, qtbot):
    page.tabs.setCurrentWidget(page.scores)
    runs = [places.runs_folder() / name for name in ("alpha", "beta")]
    score = events.Interval(score=20.0, low=19.0, high=21.0)
    rows = [events.ComparedRun(run=str(run), name=run.name, bleu=score, chrf=score, step=1200) for run in runs]
    add_scores(events.Compared(test_set="t", sentences=9, bleu_signature="s", chrf_signature="c", rows=tuple(rows)))
    for run, step in zip(runs, (1200, 2400), strict=True):
        (run / "model.keras").touch()
        RunFolder(run).change_info(finished_step=step)
    page.scores.show_runs(runs)
    rows = page.scores.table.texts
    assert [row[0] for row in rows] == ["–", "–"]
    assert [row[-1] for row in rows] == ["1,200", "1,200; trained further since"]
    assert "no longer has" in page.scores.note.text()


def test_scores_of_a_chosen_run_that_trains_on_are_told_to_be_of_weights_that_it_had(page, qtbot):
    page.tabs.setCurrentWidget(page.scores)
    choose(page, "alpha")
    run = RunFolder(places.runs_folder() / "alpha")
    (run.path / "checkpoints" / "step-00001200").mkdir(parents=True)
    score = events.Interval(score=20.0, low=19.0, high=21.0)
    rows = (events.ComparedRun(run=str(run.path), name="alpha", bleu=score, chrf=score, step=1200),)
    add_scores(events.Compared(test_set="t", sentences=9, bleu_signature="s", chrf_signature="c", rows=rows))
    page.scores.show_runs([run.path])
    assert page.scores.table.texts[0][-1] == "1,200"
    (run.path / "checkpoints" / "step-00002400").mkdir()
    more = {"epoch": 1.0, "loss": 1.0, "learning_rate": 1e-3, "tokens_per_second": 4000, "seconds": 100.0}
    run.append("metrics.jsonl", events.TrainingReport(step=2400, **more))
    page.library.refresh()
    qtbot.waitUntil(lambda: page.scores.table.texts[0][-1] == "1,200; trained further since")


def test_scores_of_other_test_sets_are_not_ranked(page, qtbot):
    page.tabs.setCurrentWidget(page.scores)
    compare(qtbot, page, "alpha", "beta")
    page.scores.source.setText("a.txt")
    page.scores.reference.setText("b.txt")
    assert page.scores.words == ["--source", "a.txt", "--reference", "b.txt"]
    compare(qtbot, page, "beta", "gamma")
    choose(page, "alpha", "gamma")
    qtbot.waitUntil(lambda: [row[0] for row in page.scores.table.texts] == ["–", "–"])
    assert "different test sets" in page.scores.note.text()


def dialog_of(qtbot, page):
    page.tabs.setCurrentWidget(page.sweeps)
    click(qtbot, page.sweeps.new)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), SweepDialog))
    return QApplication.activeModalWidget()


def test_a_sweep_is_set_up_run_and_shown(page, qtbot):
    dialog = dialog_of(qtbot, page)
    assert not dialog.begin.isEnabled()
    qtbot.keyClicks(dialog.rows[0][1], "0.001, 0.003")
    qtbot.keyClicks(dialog.rows[1][1], "64,128")
    assert dialog.verdict.text() == "4 runs, one after another."
    click(qtbot, dialog.begin)
    qtbot.waitUntil(lambda: not page.jobs.is_sweeping and len(page.sweeps.table.texts) == 4)
    qtbot.waitUntil(lambda: page.sweeps.table.texts[3][1:5] == ["0.003", "128", "finished", "40.0"])
    lines = page.sweeps.plot.lines()
    assert [len(line) for line in lines] == [4, 4, 4, 4]
    plot = page.sweeps.plot
    middle = (lines[3][0] + lines[3][1]) / 2
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=middle.toPoint())
    assert page.sweeps.table.currentIndex().row() in (2, 3)
    with qtbot.waitSignal(page.sweeps.run_chosen) as chosen:
        page.sweeps.table.doubleClicked.emit(page.sweeps.table.model().index(1, 0))
    assert [run.name for run in page.table.selection] == chosen.args
    page.activateWindow()
    page.sweeps.table.selectRow(2)
    page.sweeps.table.setFocus()
    qtbot.waitUntil(page.sweeps.table.hasFocus)
    with qtbot.waitSignal(page.sweeps.run_chosen) as by_key:
        qtbot.keyClick(page.sweeps.table, Qt.Key.Key_Return)
    assert [run.name for run in page.table.selection] == by_key.args != chosen.args


def states(page):
    return [row[-3] for row in page.sweeps.table.texts]


def sweep_of_two(page, qtbot, words=()):
    page.tabs.setCurrentWidget(page.sweeps)
    page.jobs.sweep(["--name", "sweep-1", "--set", "model.d_model=64,128", *words])
    qtbot.waitUntil(lambda: not page.jobs.is_sweeping and states(page) == ["finished"] * 2)


def test_renamed_and_deleted_trials_are_told_and_trained_again_only_when_asked(page, qtbot):
    sweep_of_two(page, qtbot)
    assert not page.sweeps.go_on.isEnabled() and not page.sweeps.again.isVisible()
    choose(page, "sweep-1-01")
    page.actions_on_runs.edit(page.table.selection[0], "name", "the wide one")
    shutil.rmtree(places.runs_folder() / "sweep-1-02")
    page.library.refresh()
    qtbot.waitUntil(lambda: states(page) == ["finished", "deleted"])
    assert page.sweeps.table.texts[0][-2] == "10.0"
    with qtbot.waitSignal(page.sweeps.run_chosen) as chosen:
        page.sweeps.table.doubleClicked.emit(page.sweeps.table.model().index(0, 0))
    assert chosen.args == ["the wide one"]
    assert not page.sweeps.go_on.isEnabled()
    click(qtbot, page.sweeps.again)
    click(qtbot, page.sweeps.go_on)
    qtbot.waitUntil(lambda: not page.jobs.is_sweeping and states(page) == ["finished"] * 2)
    assert not (places.runs_folder() / "sweep-1-01").exists()


def test_a_trial_that_found_the_disk_full_waits_and_the_sweep_can_go_on(page, qtbot):
    sweep_of_two(page, qtbot)
    full = Failure(title="Disk full", cause="There is no space left on the disk for model.keras.", is_of_disk=True)
    RunFolder(places.runs_folder() / "sweep-1-02").change_info(state="failed", failure=full)
    page.library.refresh()
    qtbot.waitUntil(lambda: states(page) == ["finished", "waiting"])
    assert page.sweeps.go_on.isEnabled() and page.sweeps.table.texts[1][-2] == "20.0"


def test_a_sweep_goes_on_from_its_panel(page, qtbot):
    sweep_of_two(page, qtbot)
    kept = read_sweep(places.runs_folder(), "sweep-1")
    shutil.rmtree(places.runs_folder() / "sweep-1-02")
    write_sweep(places.runs_folder(), kept.model_copy(update={"begun": ("sweep-1-01",)}))
    page.library.refresh()
    qtbot.waitUntil(lambda: states(page) == ["finished", "waiting"])
    click(qtbot, page.sweeps.go_on)
    qtbot.waitUntil(lambda: not page.jobs.is_sweeping and states(page) == ["finished"] * 2)
    assert (places.runs_folder() / "sweep-1-02").is_dir() and not page.sweeps.go_on.isEnabled()


def test_trials_of_other_pairs_are_not_ranked(page, qtbot):
    """The dataset was edited before an older version of the program went on with the sweep."""
    sweep_of_two(page, qtbot)
    assert not page.sweeps.warning.isVisible() and any(page.sweeps.plot._merits)
    RunFolder(places.runs_folder() / "sweep-1-02").change_info(dataset_fingerprint="of other pairs")
    page.library.refresh()
    qtbot.waitUntil(page.sweeps.warning.isVisible)
    assert "different test sets" in page.sweeps.warning.text() and not any(page.sweeps.plot._merits)


def test_a_sweep_trains_on_the_mix_with_its_weights(page, session, qtbot, tmp_path):
    session.mix.add(tmp_path / "other.pairs", 30)
    session.set_config(changed(session.config, {"data.weights": "3 1"}))
    sweep_of_two(page, qtbot)
    kept = read_sweep(places.runs_folder(), "sweep-1")
    assert kept.data == ((str(tmp_path / "some.pairs"),), (str(tmp_path / "other.pairs"),))
    assert kept.base["data"]["weights"] == "3 1"


def test_a_name_that_a_sweep_has_is_refused_in_the_dialog(page, qtbot):
    sweep_of_two(page, qtbot)
    dialog = dialog_of(qtbot, page)
    assert dialog.name.text() == "sweep-2"
    qtbot.keyClicks(dialog.rows[1][1], "64,128")
    assert dialog.begin.isEnabled()
    dialog.name.setText("sweep-1")
    assert "There is a sweep sweep-1 already" in dialog.verdict.text() and not dialog.begin.isEnabled()
    dialog.reject()


def test_a_sweep_is_not_set_up_around_a_wrong_setting(page, session, qtbot):
    page.tabs.setCurrentWidget(page.sweeps)
    values = session.config.model_dump()
    values["model"]["d_model"] = 101
    session.edit(values)
    with qtbot.waitSignal(session.page_requested) as asked:
        click(qtbot, page.sweeps.new)
    dialog = QApplication.activeModalWidget()
    assert asked.args == ["model"] and isinstance(dialog, FailureDialog)
    assert dialog.failure.title == "Wrong setting"
    dialog.close()
    with pytest.raises(FailureError, match="Model page"):
        page.jobs.sweep(["--name", "sweep-1", "--set", "training.max_epochs=1,2"])
    assert not page.jobs.is_sweeping


def test_a_setting_that_is_chosen_in_two_rows_is_refused(page, qtbot):
    dialog = dialog_of(qtbot, page)
    qtbot.keyClicks(dialog.rows[1][1], "64,128")
    setting, values = dialog.rows[0]
    setting.setCurrentIndex(setting.findData("model.d_model"))
    assert dialog.begin.isEnabled()  # a row without values is none
    values.setText("256")
    assert "model.d_model is chosen in several rows" in dialog.verdict.text() and not dialog.begin.isEnabled()
    values.clear()
    assert dialog.begin.isEnabled() and dialog.changes == {"model.d_model": "64,128"}
    dialog.reject()


def test_a_comparison_is_cancelled(page, qtbot):
    page.tabs.setCurrentWidget(page.scores)
    page.scores.source.setText("endless")
    choose(page, "alpha", "beta")
    click(qtbot, page.scores.go)
    qtbot.waitUntil(lambda: "Translating" in page.scores.note.text())
    click(qtbot, page.scores.cancel)
    qtbot.waitUntil(lambda: page.scores.go.isVisible() and page.scores.go.isEnabled())
    assert page.scores.table.texts == [] and QApplication.activeModalWidget() is None


def test_the_dialog_says_what_is_wrong_with_a_sweep(page, qtbot):
    dialog = dialog_of(qtbot, page)
    qtbot.keyClicks(dialog.rows[1][1], "64,101")
    assert "model.d_model=101" in dialog.verdict.text() and not dialog.begin.isEnabled()
    dialog.rows[1][1].setText("10..90")
    assert "draw at random" in dialog.verdict.text() and not dialog.begin.isEnabled()
    qtbot.mouseClick(dialog.some, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.some.height() // 2))
    dialog.rows[1][1].setText("0.1..0.3")
    dialog.rows[1][0].setCurrentIndex(dialog.rows[1][0].findData("model.dropout"))
    assert dialog.begin.isEnabled() and dialog.words[-2:] == ["--random", "8"]
    dialog.reject()


def test_places_on_an_axis():
    assert Axis("a", (1.0, 10.0, 100.0)).places() == pytest.approx([0, 0.5, 1])  # logarithmic
    assert Axis("a", (1.0, 2.0, 3.0)).places() == pytest.approx([0, 0.5, 1])
    assert Axis("a", ("x", "y", "x")).places() == [0, 1, 0]
    assert Axis("a", (None, 4.0)).places() == [None, 0.5]


def test_the_ends_of_an_axis_are_written_without_exponents():
    assert [text for _, text in Axis("a", (8000.0, 16_384.0)).marks()] == ["8,000", "16,384"]
    assert Axis("a", (12_000.0, 12_000.0)).marks() == [(0.5, "12,000")]


def test_a_number_among_names_is_written_as_a_number():
    axis = Axis("a", ("none", 8.0, 20_000.0, 8.0, None))
    assert axis.marks() == [(0.0, "none"), (0.5, "8"), (1.0, "20,000")]
    assert axis.places() == [0.0, 0.5, 1.0, 0.5, None]


def test_a_report_is_written_by_a_job(page, qtbot, tmp_path):
    choose(page, "alpha")
    out = tmp_path / "r.html"
    with qtbot.waitSignal(page.actions_on_runs.done):
        page.actions_on_runs.write_report(page.table.selection[0], out)
    assert out.is_file() and str(out) in page.undo.text and not page.undo.undo_button.isVisible()


@pytest.mark.parametrize(
    ("name", "written"),
    [("", []), ("r", ["r.html"]), ("r.1", ["r.1.html"]), ("r.HTM", ["r.HTM"]), ("there", [])],
)
def test_a_report_that_is_saved_gets_its_ending(page, tmp_path, monkeypatch, name, written):
    outs = []
    (tmp_path / "there.html").touch()
    monkeypatch.setattr("gui.saving._may_replace", lambda parent, path: False)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (str(tmp_path / name) if name else "", ""))
    monkeypatch.setattr(page.actions_on_runs, "write_report", lambda run, out: outs.append(out.name))
    page.actions_on_runs.report(page.runs.shown[0])
    assert outs == written


def test_curves_are_written_for_tensorboard_by_a_key(page, qtbot):
    choose(page, "alpha")
    run = page.table.selection[0].path
    with qtbot.waitSignal(page.actions_on_runs.done):
        page.table.actions_by_key["tensorboard"].trigger()
    assert (run / "tensorboard").is_dir() and f"tensorboard --logdir {run / 'tensorboard'}" in page.undo.text


def test_the_doctor_examines_the_chosen_run_and_its_way_out_is_tried(page, session, qtbot):
    page.tabs.setCurrentWidget(page.doctor)
    choose(page, "alpha", "beta")
    qtbot.waitUntil(lambda: "Choose one run" in page.doctor.state.text())
    choose(page, "beta")
    qtbot.waitUntil(lambda: page.doctor.findings == ())
    assert "nothing is known against it" in page.doctor.state.text()
    choose(page, "alpha")
    qtbot.waitUntil(lambda: len(page.doctor.cards) == 1)
    with qtbot.waitSignal(session.page_requested) as asked:
        click(qtbot, page.doctor.cards[0].findChild(QPushButton))
    assert asked.args == ["model"] and session.config.training.peak_learning_rate == 0.0005


def test_an_examination_that_failed_is_said_to_have(page, qtbot):
    page.tabs.setCurrentWidget(page.doctor)
    choose(page, "gamma")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FailureDialog))
    QApplication.activeModalWidget().close()
    assert page.doctor.state.text() == "gamma could not be examined: It cannot be read."
    choose(page, "beta")
    qtbot.waitUntil(lambda: page.doctor.findings == ())


def test_a_run_that_is_looked_at_does_not_wait_until_another_is_examined_to_its_end(session, qtbot):
    panel = DoctorPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_run(Path("endless"))
    qtbot.waitUntil(lambda: any(job.process_id for job in session.running_jobs))
    with qtbot.assertNotEmitted(panel.failed):
        panel.show_run(Path("alpha"))
        qtbot.waitUntil(lambda: len(panel.cards) == 1 and not session.running_jobs)
        panel.show_run(Path("beta"))
        panel.show_run(Path("endless"))
        panel.show_run(Path("beta"))
        assert not panel.cards
        qtbot.waitUntil(lambda: panel.findings == () and not session.running_jobs)
        panel.show_run(Path("endless"))
        panel.show_run(None)
        qtbot.waitUntil(lambda: not session.running_jobs)
    assert "Choose one run" in panel.state.text()


def test_a_run_with_tags_is_scored_on_files_as_one_of_its_datasets(page):
    mixed = tuple(MixedDataset(name=name, path=f"/{name}.pairs", tag=f"<of:{name}>") for name in ("law", "news"))
    make_run("mixed", mixed=mixed)
    scores = page.scores
    page.tabs.setCurrentWidget(scores)
    scores.show_runs([places.runs_folder() / "alpha"])
    assert not scores.tag.isVisible()
    scores.show_runs([places.runs_folder() / name for name in ("alpha", "mixed")])
    assert scores.tag.isVisible() and not scores.tag.isEnabled() and scores.words == []
    scores.source.setText("a.txt")
    scores.reference.setText("b.txt")
    assert scores.tag.isEnabled()
    assert scores.words == ["--source", "a.txt", "--reference", "b.txt", "--tag", "law"]
    scores.tag.setCurrentIndex(1)
    scores.show_runs(scores.runs)
    assert scores.words[-2:] == ["--tag", "news"]
    scores.show_runs([places.runs_folder() / "alpha"])
    assert "--tag" not in scores.words
    for name, names in (("other", ("news", "talks")), ("foreign", ("talks", "web"))):
        make_run(name, mixed=tuple(MixedDataset(name=one, path=f"/{one}.pairs", tag=f"<of:{one}>") for one in names))
    scores.show_runs([places.runs_folder() / name for name in ("mixed", "other")])
    assert scores.tag.count() == 1 and scores.words[-2:] == ["--tag", "news"]
    scores.show_runs([places.runs_folder() / name for name in ("mixed", "foreign")])
    assert not scores.tag.isVisible() and "--tag" not in scores.words
