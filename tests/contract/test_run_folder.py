import json
import os
import subprocess
import sys
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from tfmodel.contract import events, run_log
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.processes import own_process, process_start
from tfmodel.contract.run_folder import RunFolder, RunInfo, find_runs


@pytest.fixture
def run(tmp_path):
    return RunFolder.create(tmp_path / "räksmörgås 1", Config(), RunInfo(name="one"))


def report(step):
    values = {"loss": 1.0, "learning_rate": 0.1, "tokens_per_second": 5, "seconds": 1}
    return events.TrainingReport(step=step, epoch=step / 10, **values)


def test_a_new_run_says_what_was_asked_before_anything_is_computed(run):
    assert RunFolder.open(run.path).config() == Config()
    assert run.info().state == "preparing"


@pytest.mark.parametrize(("inside", "asked"), [("", "."), ("checkpoints", "..")])
def test_a_run_that_is_named_from_inside_has_the_name_of_its_folder(run, monkeypatch, inside, asked):
    (run.path / inside).mkdir(exist_ok=True)
    monkeypatch.chdir(run.path / inside)
    opened = RunFolder.open(Path(asked))
    assert opened.path.name == run.path.name and opened.path.samefile(run.path)


def test_a_second_run_at_the_same_place_is_refused(run):
    with pytest.raises(FailureError, match="is a run already"):
        RunFolder.create(run.path, Config(), RunInfo(name="two"))


def test_a_folder_with_other_files_is_not_taken(tmp_path):
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(FailureError, match="is not empty"):
        RunFolder.create(tmp_path, Config(), RunInfo(name="x"))


@pytest.mark.parametrize("name", [".DS_Store", "desktop.ini", "Thumbs.db"])
def test_a_folder_that_a_file_manager_has_looked_into_is_taken_as_an_empty_one(tmp_path, name):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / name).touch()
    assert RunFolder.is_run(RunFolder.create(tmp_path / "new", Config(), RunInfo(name="new")).path)


def test_a_run_of_a_newer_format_is_refused_with_both_numbers(run):
    values = json.loads((run.path / "run.json").read_text(encoding="utf-8"))
    (run.path / "run.json").write_text(json.dumps({**values, "format": 99}), encoding="utf-8")
    with pytest.raises(FailureError, match=r"run format 99; this reads 1.*Update the program"):
        RunFolder.open(run.path)


@pytest.mark.parametrize(
    ("section", "changes", "title", "said"),
    [
        ("decoding", {"humour": 1}, "Newer run", "has the setting decoding.humour, which this version does not know."),
        ("model", {"d_model": 0}, "Damaged run", "config.json cannot be read: model.d_model: must be "),
    ],
)
def test_a_setting_of_a_newer_version_or_a_wrong_one_is_named(run, section, changes, title, said):
    values = json.loads((run.path / "config.json").read_text(encoding="utf-8"))
    values[section] |= changes
    (run.path / "config.json").write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(FailureError) as refused:
        run.config()
    assert refused.value.failure.title == title and said in refused.value.failure.cause


@pytest.mark.parametrize("content", ["", "{", "[]", '{"name": 3}', "[" * 100_000], ids=range(5))
def test_a_damaged_run_is_named_by_its_file(run, content):
    (run.path / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(FailureError, match=r"run\.json cannot be read"):
        RunFolder.open(run.path)


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    with pytest.raises(FailureError, match=r"has no run\.json"):
        RunFolder.open(tmp_path)


def test_a_run_whose_process_was_killed_is_interrupted(run):
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    info = run.info().model_copy(
        update={"state": "training", "pid": child.pid, "process_started": process_start(child.pid)}
    )
    run.write_info(info)
    assert run.state() == "training"
    child.kill()
    child.wait()
    child.stdin.close()
    assert run.state() == "interrupted"


def test_a_later_process_of_the_same_number_is_not_the_training(run):
    later = {**own_process(), "process_started": process_start(own_process()["pid"]) - 100}
    run.write_info(run.info().model_copy(update={"state": "training", **later}))
    assert run.state() == "interrupted"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system keeps when a process began")
def test_a_training_lives_on_when_the_clock_is_set(run, monkeypatch):
    run.write_info(run.info().model_copy(update={"state": "training", **own_process()}))
    before = psutil.boot_time()
    monkeypatch.setattr("psutil._pslinux.boot_time", lambda: before + 3600.0)
    assert run.is_alive() and run.state() == "training"


def test_reports_are_replayed_and_a_line_cut_short_is_skipped(run):
    for step in (1, 2, 3):
        run.append("metrics.jsonl", report(step))
    with (run.path / "metrics.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"event":"training","step":4,')
    assert [event.step for event in run.replay()] == [1, 2, 3]


def test_a_line_that_a_full_disk_cut_short_swallows_no_other(run):
    for step in (1, 2):
        run.append("metrics.jsonl", report(step))
        run_log.append(run.path, events.Log(message=f"line {step}"))
        for name, stub in (("metrics.jsonl", '{"event":"training","st'), ("log.txt", "2026-11-25T22:14:27+00:00 in")):
            with (run.path / name).open("a", encoding="utf-8") as file:
                file.write(stub)
    assert [event.step for event in run.replay()] == [1, 2]
    assert [line.message for line in run.log()] == ["line 1", "line 2"]


def test_a_resumed_run_forgets_the_reports_after_its_checkpoint(run):
    for step in (1, 2, 3):
        run.append("metrics.jsonl", report(step))
    run.forget_after(2)
    assert [event.step for event in run.replay()] == [1, 2]


def test_the_reports_that_stay_are_the_same_bytes_and_never_in_memory_together(run):
    lines = [(report(step).line() + "\n").encode() for step in range(20_000)]
    (run.path / "metrics.jsonl").write_bytes(b"".join(lines))
    tracemalloc.start()
    try:
        run.forget_after(18_999)
        assert tracemalloc.get_traced_memory()[1] < 2**21
    finally:
        tracemalloc.stop()
    assert (run.path / "metrics.jsonl").read_bytes() == b"".join(lines[:19_000])
    assert not list(run.path.glob(".metrics.*"))


def test_half_written_files_are_swept_away_and_whole_ones_stay(run):
    (run.path / "checkpoints" / ".step-00000001.abc").mkdir(parents=True)
    (run.path / "checkpoints" / "step-00000002").mkdir()
    (run.path / ".model.tmp.keras").write_bytes(b"half")
    (run.path / "tokens" / ".train-abc.xyz").mkdir(parents=True)
    (run.path / "tokens" / "train-abc").mkdir()
    run.sweep()
    assert [path.name for path in (run.path / "tokens").iterdir()] == ["train-abc"]
    assert [path.name for path in (run.path / "checkpoints").iterdir()] == ["step-00000002"]
    assert not (run.path / ".model.tmp.keras").exists()


def test_the_pairs_of_a_run_are_named_from_its_folder_or_absolutely_or_not_at_all(run, tmp_path):
    for name, path in (("", None), ("dataset.pairs", run.path / "dataset.pairs"), (str(tmp_path), tmp_path)):
        run.change_info(dataset=name)
        assert run.dataset() == run.dataset(run.info()) == path


def test_runs_are_found_newest_first(tmp_path):
    for name in ("a", "b"):
        RunFolder.create(tmp_path / name, Config(), RunInfo(name=name))
    (tmp_path / "other").mkdir()
    os.utime(tmp_path / "a" / "run.json", (2e9, 2e9))
    assert [run.path.name for run in find_runs(tmp_path)] == ["a", "b"]
    assert find_runs(tmp_path / "nowhere") == []


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a privilege there")
def test_a_run_that_went_away_meanwhile_is_left_out(tmp_path):
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "run.json").symlink_to(tmp_path / "nowhere")  # as if it were so
    assert find_runs(tmp_path) == []


def test_the_log_keeps_level_text_and_time_and_its_newest_lines(run, monkeypatch):
    monkeypatch.setattr(run_log, "MOST", 2000)
    for number in range(100):
        run_log.append(run.path, events.Log(level="warning", message=f"line {number}\nof two"))
    with (run.path / "log.txt").open("a", encoding="utf-8") as file:
        file.write("not a line of ours\n")
    said = list(run.log())
    assert (run.path / "log.txt").stat().st_size < 2100 and 10 < len(said) < 50
    assert {line.level for line in said} == {"warning"} and said[-1].message == "line 99 of two"
    assert abs((datetime.now(UTC) - said[-1].at).total_seconds()) < 60
