import errno
import json
import sys

import pytest

from tfmodel.contract import events, sweeping
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError, fail, failure_from
from tfmodel.contract.marks import Marks
from tfmodel.contract.presets import load_preset
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.contract.run_summary import summary_of
from tfmodel.contract.scores import add_scores, has_moved_on, newest_scores
from tfmodel.contract.sweeping import axes_of, find_sweeps, is_file_name, read_sweep, trials_of, write_sweep
from tfmodel.contract.trials import refuse_other, runs_of, state_of


def values(sweep):
    return [tuple(trial.values.values()) for trial in sweep.trials]


def test_a_grid_has_every_combination_once():
    axes = axes_of({"model.d_model": "64, 128,64", "model.num_heads": "2,4", "training.seed": "7"})
    sweep = trials_of("s", Config(), axes)
    assert values(sweep) == [("64", "2", "7"), ("64", "4", "7"), ("128", "2", "7"), ("128", "4", "7")]
    assert [trial.run for trial in sweep.trials] == ["s-01", "s-02", "s-03", "s-04"]


def test_drawing_is_repeatable_different_and_inside_the_range():
    axes = axes_of({"training.peak_learning_rate": "0.0001..0.01", "model.d_model": "64,128", "training.seed": "1..9"})
    sweep = trials_of("s", Config(), axes, count=40, seed=3)
    assert sweep == trials_of("s", Config(), axes, count=40, seed=3) != trials_of("s", Config(), axes, count=40)
    assert len(set(values(sweep))) == 40
    rates = [float(rate) for rate, _, _ in values(sweep)]
    assert min(rates) >= 0.0001 and max(rates) <= 0.01
    assert 10 <= sum(rate < 0.001 for rate in rates) <= 30  # even in the logarithm
    assert all(seed.isdecimal() and 1 <= int(seed) <= 9 for _, _, seed in values(sweep))
    assert len(trials_of("s", Config(), axes_of({"model.d_model": "64,128"}), count=9).trials) == 2


def test_drawing_passes_over_what_is_refused():
    axes = axes_of({"model.d_model": "64..256"})
    widths = [int(width) for (width,) in values(trials_of("s", load_preset("tiny"), axes, count=8))]
    assert len(set(widths)) == 8 and not any(width % 4 for width in widths)
    with pytest.raises(FailureError, match=r"model\.d_model=101 is refused"):
        trials_of("s", load_preset("tiny"), axes_of({"model.d_model": "101"}), count=8)


def test_a_range_that_is_wholly_refused_is_given_up_soon(monkeypatch):
    """The dialog asks at each keystroke."""
    asked = []
    real = sweeping.changed
    monkeypatch.setattr(sweeping, "changed", lambda *words: asked.append(1) or real(*words))
    with pytest.raises(FailureError, match="is refused"):
        trials_of("s", load_preset("tiny"), axes_of({"model.dropout": "2..5"}), count=1000)
    assert 1 <= len(asked) <= 300


@pytest.mark.parametrize(
    ("changes", "count", "words"),
    [
        ({"model.d_model": "64,,128"}, None, "empty value"),
        ({"model.d_model": "64"}, None, "1 combinations"),
        ({}, 3, "No setting has values"),
        ({"model.d_model": "64..128"}, None, "is a range"),
        ({"model.d_model": "a..b"}, 3, "no range of numbers"),
        ({"model.d_model": "9..3"}, 3, "does not rise"),
        ({"model.d_model": "64,100", "model.num_heads": "8"}, None, "model.d_model=100, model.num_heads=8 is refused"),
        ({"model.width": "1,2"}, None, "There is no setting 'model.width'"),
    ],
)
def test_what_makes_no_sweep_is_refused_with_its_reason(changes, count, words):
    with pytest.raises(FailureError, match=words):
        trials_of("s", Config(), axes_of(changes), count)


@pytest.mark.parametrize("name", ["wid?ths", "wid:ths", "widths.", "widths ", "wid\nths"])
def test_a_name_that_windows_does_not_have_is_none_there_alone(monkeypatch, name):
    monkeypatch.setattr(sys, "platform", "linux")
    assert is_file_name(name)
    monkeypatch.setattr(sys, "platform", "win32")
    assert not is_file_name(name)
    assert is_file_name("widths")


def test_sweeps_are_kept_beside_their_runs(tmp_path):
    sweep = trials_of("é", Config(), axes_of({"model.d_model": "64,128"}))
    write_sweep(tmp_path, sweep)
    (tmp_path / "broken.sweep.json").write_text("{", encoding="utf-8")
    assert find_sweeps(tmp_path) == [sweep] and find_sweeps(tmp_path / "nowhere") == []


def test_a_run_keeps_the_scores_of_its_newest_comparison(tmp_path):
    score = events.Interval(score=10.0, low=9.0, high=11.0)
    for run in ("a", "b"):
        (tmp_path / run).mkdir()

    def compared(test_set):
        rows = tuple(
            events.ComparedRun(run=str(tmp_path / run), name=run, bleu=score, chrf=score) for run in ("a", "b")
        )
        made = {"sentences": 5, "bleu_signature": "s", "chrf_signature": "c", "rows": rows}
        return events.Compared(test_set=test_set, **made)

    add_scores(compared("old"))
    add_scores(compared("new"))
    with (tmp_path / "a" / "scores.jsonl").open("ab") as file:
        file.write(b'{"event":"comp\xc3')  # a disk that was full amid a letter
    found = newest_scores(tmp_path / "a")
    assert found.test_set == "new" and [row.name for row in found.rows] == ["a"]
    add_scores(compared("newest"))
    assert newest_scores(tmp_path / "a").test_set == "newest"
    assert newest_scores(tmp_path / "nowhere") is None


def test_a_run_that_is_gone_takes_the_scores_of_no_other(tmp_path):
    """Somebody renamed or deleted it while the runs translated."""
    (tmp_path / "there").mkdir()
    score = events.Interval(score=10.0, low=9.0, high=11.0)
    rows = tuple(
        events.ComparedRun(run=str(tmp_path / run), name=run, bleu=score, chrf=score) for run in ("gone", "there")
    )
    with pytest.raises(FileNotFoundError) as told:
        add_scores(events.Compared(test_set="t", sentences=5, bleu_signature="s", chrf_signature="c", rows=rows))
    assert told.value.filename == str(tmp_path / "gone" / "scores.jsonl")
    found = newest_scores(tmp_path / "there")
    assert [row.name for row in found.rows] == ["there"] and not (tmp_path / "gone").exists()


def test_scores_are_of_the_weights_that_made_them(tmp_path):
    """First those of a checkpoint, then of a finished model; what a former version wrote does not say."""
    run = RunFolder.create(tmp_path / "run", Config(), RunInfo(name="run", step=200))
    score = events.Interval(score=10.0, low=9.0, high=11.0)

    def scored(step, finished=None):
        weights = {"step": step, "finished": finished}
        row = events.ComparedRun(run=str(run.path), name="run", bleu=score, chrf=score, **weights)
        return events.Compared(test_set="t", sentences=5, bleu_signature="s", chrf_signature="c", rows=(row,))

    for step in (100, 200):
        (run.path / "checkpoints" / f"step-{step:08}").mkdir(parents=True)
    assert [has_moved_on(run.path, scored(step)) for step in (None, 100, 200)] == [False, True, False]
    run.model_file.touch()
    run.change_info(finished_step=150)
    assert [has_moved_on(run.path, scored(step)) for step in (150, 200)] == [False, True]
    assert [has_moved_on(run.path, scored(150, finished)) for finished in (True, False)] == [False, True]


def kept(widths, **more):
    sweep = trials_of("s", Config(), axes_of({"model.d_model": widths}))
    values = {"base": Config().model_dump(mode="json"), "data": (("/a.pairs",),), **more}
    return sweep.model_copy(update=values)


def test_a_name_may_be_used_again_for_the_same_more_or_trials_that_were_not_begun(tmp_path):
    before = kept("64,128", begun=("s-01",))
    for widths in ("64,128", "64,128,256", "64,256"):
        refuse_other(before, kept(widths), {})


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (kept("32,128"), "trained s-01 with model.d_model=64, not 32"),
        (kept("64,128", base=changed(Config(), {"model.num_heads": 2}).model_dump(mode="json")), "num_heads=4, not 2"),
        (kept("64,128", data=(("/a.pairs",), ("/b.pairs",))), "a.pairs, not a.pairs and b.pairs"),
    ],
)
def test_a_name_is_refused_when_a_begun_trial_would_be_another(asked, said):
    with pytest.raises(FailureError) as refused:
        refuse_other(kept("64,128", begun=("s-01",)), asked, {})
    assert said in refused.value.failure.cause


def test_runs_of_a_sweep_that_kept_no_settings_are_compared_themselves(tmp_path):
    run = RunFolder.create(tmp_path / "s-02", Config(), RunInfo(name="s-02"))
    with pytest.raises(FailureError, match="s-02"):
        refuse_other(None, kept("64,256"), {"s-02": run.path})
    refuse_other(None, kept("64,128"), {"s-02": run.path})


def test_a_renamed_run_is_followed_and_a_deleted_one_is_not_waiting(tmp_path):
    sweep = kept("64,128,256", begun=("s-01", "s-02"))
    marked = {
        tmp_path / "moved": Marks(sweep="s", trial="s-01"),
        tmp_path / "s-01": Marks(sweep="t", trial="s-01"),
        tmp_path / "s-03": Marks(sweep="s", trial="s-07"),
    }
    assert runs_of(sweep, marked) == {"s-01": tmp_path / "moved"}
    assert [state_of(sweep, trial.run, None) for trial in sweep.trials] == ["deleted", "deleted", "waiting"]


def test_a_trial_whose_run_found_the_disk_full_waits(tmp_path):
    sweep = kept("64,128", begun=("s-01",))
    full = failure_from(OSError(errno.ENOSPC, "No space left on device", "model.keras"))
    run = RunFolder.create(tmp_path / "s-01", Config(), RunInfo(name="s-01", state="failed", failure=full))
    assert state_of(sweep, "s-01", summary_of(run.path)) == "waiting"
    run.change_info(failure=fail("Diverged", "The loss diverged.").failure)
    assert state_of(sweep, "s-01", summary_of(run.path)) == "failed"
    run.change_info(state="finished", failure=full)
    assert state_of(sweep, "s-01", summary_of(run.path)) == "finished"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "../../s"},
        {"name": "t"},
        {"trials": [{"run": "/../../../notes", "values": {}}]},
        {"trials": [{"run": "..\\notes", "values": {}}]},
        {"trials": [{"run": "s-01", "values": {"training.seed": "1"}}, {"run": "s-02", "values": {}}]},
        {"trials": []},
        {"data": [[]]},
        {"data": [["/a.pairs"], []]},
    ],
)
def test_a_sweep_from_elsewhere_that_leads_out_of_its_folder_or_varies_nothing_is_none(tmp_path, changes):
    values = kept("64,128").model_dump(mode="json")
    (tmp_path / "s.sweep.json").write_text(json.dumps(values), encoding="utf-8")
    assert [sweep.name for sweep in find_sweeps(tmp_path)] == ["s"]
    (tmp_path / "s.sweep.json").write_text(json.dumps(values | changes), encoding="utf-8")
    assert find_sweeps(tmp_path) == [] and read_sweep(tmp_path, "s") is None
