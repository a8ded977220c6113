import json
import math
import os
import random
from itertools import pairwise
from math import isnan

import pytest

from tfmodel.contract import events
from tfmodel.contract.comparing import Basis, differences, why_not_ranked
from tfmodel.contract.config import Config
from tfmodel.contract.curves import read_curves
from tfmodel.contract.marks import Marks, read_marks, tags_in, write_marks
from tfmodel.contract.problems import changed
from tfmodel.contract.processes import own_process
from tfmodel.contract.reports import latest_loss, thinned_lines
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.contract.run_summary import RunIndex, summary_of


@pytest.fixture
def run(tmp_path):
    info = RunInfo(name="öne", state="finished", step=40, best_bleu=12.5, parameters=1000, dataset="/x/some.pairs")
    return RunFolder.create(tmp_path / "öne", changed(Config(preset="small"), {}), info)


def training(step, loss=1.0):
    more = {"learning_rate": 0.1, "tokens_per_second": 5, "seconds": 2.0 * step}
    return events.TrainingReport(step=step, epoch=step / 10, loss=loss, **more)


def validation(step, loss=0.5, bleu=12.5):
    scores = {"bleu": bleu, "bleu_signature": "tok:13a", "chrf": 40.0, "chrf_signature": "c6", "best": True}
    more = {"perplexity": 2.0, "token_accuracy": 0.5, "sentences": 20, "seconds": 2.0 * step}
    return events.ValidationReport(step=step, epoch=1, loss=loss, **scores, **more)


def test_a_summary_says_what_the_files_say(run):
    for event in (training(40), validation(40), training(50)):
        run.append("metrics.jsonl", event)
    write_marks(run.path, Marks(star=True, tags=("a", "b")))
    found = summary_of(run.path)
    assert (found.name, found.state, found.dataset, found.preset) == ("öne", "finished", "some", "small")
    assert (found.bleu, found.loss, found.seconds, found.step, found.parameters) == (12.5, 0.5, 100.0, 50, 1000)
    assert found.scored_as == "tok:13a · 20 sentences"
    assert found.marks.star and found.marks.tags == ("a", "b")


@pytest.mark.parametrize("last", [3_000, 12_000])
def test_a_validation_far_before_the_end_is_found(run, last):
    run.append("metrics.jsonl", validation(1))
    with (run.path / "metrics.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(training(step).line() + "\n" for step in range(2, last))
    assert summary_of(run.path).loss == 0.5


def test_a_damaged_or_newer_run_says_what_is_wrong(run, tmp_path):
    (run.path / "run.json").write_text("{", encoding="utf-8")
    assert summary_of(run.path).state == "unreadable"
    assert "run.json cannot be read" in summary_of(run.path).problem
    newer = RunFolder.create(tmp_path / "newer", Config(), RunInfo(name="newer", format=99))
    assert "newer version" in summary_of(newer.path).problem


def test_a_run_whose_process_is_gone_is_interrupted(run):
    run.write_info(run.info().model_copy(update={"state": "training", **own_process()}))
    assert summary_of(run.path).state == "training"
    run.write_info(run.info().model_copy(update={"state": "training", "pid": 2**22 + 1}))
    assert summary_of(run.path).state == "interrupted"


def test_an_index_reads_again_only_what_has_changed(tmp_path):
    for name in ("a", "b", "c"):
        RunFolder.create(tmp_path / name, Config(), RunInfo(name=name, state="finished"))
    (tmp_path / "no run").mkdir()
    index = RunIndex()
    first = {summary.name: summary for summary in index.refresh(tmp_path)}
    assert set(first) == {"a", "b", "c"}
    write_marks(tmp_path / "b", Marks(note="new"))
    os.rename(tmp_path / "c", tmp_path / "d")
    second = {summary.name: summary for summary in index.refresh(tmp_path)}
    assert set(second) == {"a", "b", "d"}
    assert second["a"] is first["a"] and second["b"].marks.note == "new"
    assert list(index.refresh(tmp_path / "nowhere")) == []


@pytest.mark.parametrize(
    ("kind", "name", "value", "taken"),
    [
        ("validation", "sentences", "[1]", 0),
        ("validation", "loss", '"x"', None),
        ("validation", "loss", "1" + "0" * 400, None),
        ("training", "step", "1e999", 40),
        ("training", "step", "null", 40),
        ("training", "seconds", "{}", 0.0),
        ("training", "seconds", "[" * 100_000, 0.0),
    ],
    ids=range(7),
)
def test_an_odd_report_of_one_run_hides_no_other(tmp_path, kind, name, value, taken):
    for run in ("a", "b", "c"):
        RunFolder.create(tmp_path / run, Config(), RunInfo(name=run, state="finished", step=40))
    odd = json.loads((training(50) if kind == "training" else validation(40)).line()) | {name: "ODD"}
    line = json.dumps(odd, separators=(",", ":")).replace('"ODD"', value)
    (tmp_path / "b" / "metrics.jsonl").write_text(line + "\n", encoding="utf-8")
    found = {summary.name: summary for summary in RunIndex().refresh(tmp_path)}
    assert sorted(found) == ["a", "b", "c"]
    assert found["b"].state == "finished" and getattr(found["b"], name) == taken
    read_curves(tmp_path / "b")


def test_damaged_marks_are_as_good_as_none(run):
    (run.path / "marks.json").write_text('{"star": 7}', encoding="utf-8")
    assert read_marks(run.path) == Marks()
    assert tags_in(" a, b ,,a") == ("a", "b")


def test_a_long_file_is_thinned_evenly_and_nothing_rare_is_lost(run):
    path = run.path / "metrics.jsonl"
    lines = [training(step).line() for step in range(1, 5001)]
    lines.insert(2000, validation(2000).line())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    kept = [json.loads(line) for line in thinned_lines(path, 500)]
    steps = [report["step"] for report in kept if report["event"] == "training"]
    assert 400 <= len(steps) <= 800 and steps[0] == 1 and steps[-1] == 5000 and steps == sorted(set(steps))
    gaps = [after - before for before, after in pairwise(steps)]
    assert max(gaps) <= 2 * 5000 // len(steps)
    assert [report["step"] for report in kept if report["event"] == "validation"] == [2000]
    assert len(list(thinned_lines(path, 10_000))) == 5001
    assert [event.step for event in run.replay(500) if event.event == "training"] == steps


@pytest.mark.parametrize("seed", range(4))
def test_whatever_stands_between_the_reports_of_a_long_file_is_given_with_the_report_before_it(run, seed):
    chance = random.Random(seed)
    lines, rare = [training(1).line()], []
    for step in range(2, 8000):
        other = chance.random() < 0.01
        lines.append(validation(step).line() if other else training(step, chance.random()).line())
        if other:
            rare.append(len(lines) - 1)
    path = run.path / "metrics.jsonl"
    cut = '{"event":"training","st'  # by a power failure
    path.write_text("\n".join([*lines, cut]), encoding="utf-8", newline="\n")
    kept = [line.decode().rstrip("\n") for line in thinned_lines(path, 300)]
    places = {line: place for place, line in enumerate([*lines, cut])}
    found = [places[line] for line in kept]
    assert found == sorted(set(found)) and found[0] == 0 and found[-1] == len(lines)
    assert {*rare, *(place - 1 for place in rare)} <= set(found)
    assert max(after - before for before, after in pairwise(found)) <= 2 * 8000 // 300


def test_the_latest_loss_is_the_mean_of_the_last_reports_of_training(run):
    path = run.path / "metrics.jsonl"
    path.unlink(missing_ok=True)
    assert math.isnan(latest_loss(path))
    for event in (training(1, 9.0), training(2, 3.0), validation(2), training(3, 2.0)):
        run.append("metrics.jsonl", event)
    assert latest_loss(path, last=2) == 2.5


def test_curves_have_steps_seconds_and_values(run):
    for event in (training(1, 3.0), training(2, 2.0), validation(2), training(2, 1.5)):
        run.append("metrics.jsonl", event)
    with (run.path / "metrics.jsonl").open("a", encoding="utf-8") as file:
        file.write(training(3).line().replace('"loss":1.0', '"loss":null') + '\n{"event":"training","st')
    curves = read_curves(run.path)
    assert list(curves["loss"].steps) == [1, 2, 3]
    assert list(curves["loss"].values)[:2] == [3.0, 1.5] and isnan(curves["loss"].values[2])
    assert list(curves["validation_loss"].values) == [0.5] and list(curves["bleu"].seconds) == [4.0]
    assert read_curves(run.path / "nowhere")["loss"].values.tolist() == []


def test_only_settings_that_differ_are_told():
    one, two = Config(), changed(Config(), {"model.d_model": 256, "training.max_steps": 5})
    found = differences([one, two, one])
    assert [(item.setting.path, item.values) for item in found] == [
        ("model.d_model", (128, 256, 128)),
        ("training.max_steps", (None, 5, None)),
    ]
    assert differences([one]) == [] and differences([]) == []


@pytest.mark.parametrize(
    ("bases", "word"),
    [
        ([Basis("a", "s"), Basis("a", "s")], ""),
        ([Basis("a", "s"), Basis("b", "s")], "test sets"),
        ([Basis("a", "s"), Basis("a", "t")], "signatures"),
        ([Basis("a", "s"), Basis("a", "")], "not known"),
        ([Basis("a", "s"), Basis("a", "s", is_stale=True)], "no longer has"),
        ([Basis("a", "s", sentences=200), Basis("a", "s", sentences=191)], ""),
        ([Basis("a", "s", sentences=200), Basis("a", "s", sentences=180)], "numbers of sentences"),
    ],
)
def test_scores_of_another_kind_are_not_ranked(bases, word):
    assert word in why_not_ranked(bases) and bool(word) == bool(why_not_ranked(bases))
