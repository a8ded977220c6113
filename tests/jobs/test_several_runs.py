"""Sweep, compare and report, as a person runs them."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from html.parser import HTMLParser
from pathlib import Path

import pytest
from running import SMALL, events_of, job

from tfmodel.channel import TextChannel
from tfmodel.contract import events, run_lock
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError, failure_from
from tfmodel.contract.marks import read_marks
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.contract.scores import newest_scores
from tfmodel.contract.trials import config_of
from tfmodel.corpus.detection import detect
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.store import PairStore
from tfmodel.jobs import sweep
from tfmodel.jobs.compare import compared
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.evaluate import with_beam

pytestmark = pytest.mark.xdist_group("sweep")  # one process makes what all of them look at


@pytest.fixture(scope="module")
def swept(pairs_file, tmp_path_factory):
    """A sweep of two trials, with what it told."""
    folder = tmp_path_factory.mktemp("sweep")
    dataset = folder / "digits.pairs"
    assert job("import", pairs_file, "--into", dataset).returncode == 0
    words = [word for setting in (*SMALL, "training.max_steps=16") for word in ("--set", setting)]
    rates = ("--set", "training.peak_learning_rate=0.001,0.01")
    done = job("sweep", "--data", dataset, "--name", "s", "--runs", folder / "runs", *words, *rates, "--json")
    assert done.returncode == 0, done.stderr
    return folder, dataset, events_of(done.stdout)


def test_a_sweep_trains_each_trial_with_its_values(swept):
    folder, _, told = swept
    trials = [event for event in told if isinstance(event, events.TrialEnded)]
    assert [(trial.number, trial.total, trial.state) for trial in trials] == [(1, 2, "finished"), (2, 2, "finished")]
    rates = [RunFolder.open(folder / "runs" / f"s-0{n}").config().training.peak_learning_rate for n in (1, 2)]
    assert rates == [0.001, 0.01]
    assert read_marks(folder / "runs" / "s-01").sweep == "s"
    assert trials[0].loss is not None and trials[0].values == {"training.peak_learning_rate": "0.001"}
    assert not list((folder / "runs").glob(".*"))


def test_trials_have_the_tokens_of_their_pairs_on_the_disk_once(swept):
    first, second = (sorted((swept[0] / "runs" / name / "tokens").glob("train-*/*")) for name in ("s-01", "s-02"))
    assert len(first) == 6 and [file.name for file in first] == [file.name for file in second]
    assert [file.stat().st_ino for file in first] == [file.stat().st_ino for file in second]


def test_a_sweep_that_is_repeated_trains_nothing_again(swept):
    folder, dataset, _ = swept
    before = (folder / "runs" / "s-01" / "metrics.jsonl").read_bytes()
    words = [word for setting in (*SMALL, "training.max_steps=16") for word in ("--set", setting)]
    rates = ("--set", "training.peak_learning_rate=0.001,0.01")
    done = job("sweep", "--data", dataset, "--name", "s", "--runs", folder / "runs", *words, *rates)
    assert done.returncode == 0 and "2/2" in done.stdout
    assert (folder / "runs" / "s-01" / "metrics.jsonl").read_bytes() == before


def test_the_name_of_a_sweep_is_refused_to_other_settings_and_other_data(swept, tmp_path):
    folder, dataset, _ = swept
    kept = (folder / "runs" / "s.sweep.json").read_bytes()
    words = [word for setting in (*SMALL, "training.max_steps=16") for word in ("--set", setting)]
    sweep = ("sweep", "--name", "s", "--runs", folder / "runs", *words, "--data")
    done = job(*sweep, dataset, "--set", "training.peak_learning_rate=0.002,0.01")
    assert done.returncode == 1 and "trained s-01 with training.peak_learning_rate=0.001, not 0.002" in done.stderr
    other = shutil.copy(dataset, tmp_path / "other.pairs")
    done = job(*sweep, other, "--set", "training.peak_learning_rate=0.001,0.01")
    assert done.returncode == 1 and "digits.pairs, not other.pairs" in done.stderr
    assert (folder / "runs" / "s.sweep.json").read_bytes() == kept


def test_a_sweep_goes_on_by_its_name_and_knows_renamed_and_deleted_runs(swept, tmp_path):
    folder, _, _ = swept
    runs = tmp_path / "runs"
    shutil.copytree(folder / "runs", runs)
    (runs / "s-01").rename(runs / "renamed")
    shutil.rmtree(runs / "s-02")
    done = job("sweep", "--resume", "--name", "s", "--runs", runs, "--json")
    assert done.returncode == 0, done.stderr
    trials = [event for event in events_of(done.stdout) if isinstance(event, events.TrialEnded)]
    assert [(trial.run, trial.state) for trial in trials] == [
        (str(runs / "renamed"), "finished"),
        (str(runs / "s-02"), "deleted"),
    ]
    assert not (runs / "s-01").exists() and not (runs / "s-02").exists()
    done = job("sweep", "--resume", "--name", "nothing", "--runs", runs)
    assert done.returncode == 1 and "There is no sweep nothing" in done.stderr


def test_a_trial_that_cannot_begin_has_failed(tmp_path):
    few = tmp_path / "few.tsv"
    few.write_text("one\t1\ntwo\t2\n", encoding="utf-8")
    rates = ("--set", "training.peak_learning_rate=0.001,0.01")
    done = job("sweep", "--data", few, "--name", "s", "--runs", tmp_path / "runs", *rates, "--json")
    told = events_of(done.stdout)
    assert [event.state for event in told if isinstance(event, events.TrialEnded)] == ["failed", "failed"]
    assert done.returncode == 1 and "2 of 2 trials failed: s-01, s-02." in done.stderr


def test_the_data_of_a_sweep_may_be_a_folder(tmp_path):
    """As that of a training: each trial reads what is in it, which is too little to train on, and says so at once."""
    few = tmp_path / "few"
    few.mkdir()
    (few / "few.tsv").write_text("one\tun\ntwo\tdeux\n", encoding="utf-8")
    rates = ("--set", "training.peak_learning_rate=0.001,0.01")
    done = job("sweep", "--data", few, "--name", "s", "--runs", tmp_path / "runs", *rates, "--json")
    said = [event.message for event in events_of(done.stdout) if isinstance(event, events.Log)]
    assert [message[:4] for message in said if " pairs to train with and " in message] == ["s-01", "s-02"], done.stderr


def test_a_killed_trial_has_failed(pairs_file, tmp_path, monkeypatch, capsys):
    @contextmanager
    def killed(words):
        command = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            yield child

    monkeypatch.setattr(sweep, "_child", killed)
    channel = TextChannel()
    made = sweep._asked(sweep.SweepOptions(((pairs_file,),), "s", {"training.seed": "1,2"}))
    _, failed = sweep._try(made, made.trials[0], tmp_path, False, Controls(channel), channel)
    assert failed == "failed" and "error: s-01 ended with status" in capsys.readouterr().err


class Told(TextChannel):
    """A channel that keeps how trials ended: number and state."""

    def __init__(self):
        super().__init__(quiet=True)
        self.trials = []

    def emit(self, event):
        if isinstance(event, events.TrialEnded):
            self.trials.append((event.number, event.state))


@pytest.mark.parametrize("begun", [False, True])
def test_a_trial_that_finds_the_disk_full_ends_the_sweep_and_waits(pairs_file, tmp_path, monkeypatch, begun):
    """While it was made, or when it was being trained."""
    full = failure_from(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "model.keras"))
    asked = []

    @contextmanager
    def child(words):
        path, is_first = Path(words[2]), not asked
        asked.append(words)
        if begun and is_first:
            RunFolder.create(path, Config(), RunInfo(name=path.name, state="failed", failure=full))
        elif RunFolder.is_run(path):
            RunFolder(path).change_info(state="finished", failure=None)
        elif not is_first:
            RunFolder.create(path, Config(), RunInfo(name=path.name, state="finished"))
        said = events.Failed(failure=full) if is_first else events.Finished()
        script = f"print({said.line()!r}); raise SystemExit({int(is_first)})"
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen([sys.executable, "-c", script], **pipes, text=True, encoding="utf-8") as process:
            yield process

    monkeypatch.setattr(sweep, "_child", child)
    asking = sweep.SweepOptions(((pairs_file,),), "s", {"training.seed": "1,2"}, folder=tmp_path / "runs")
    with pytest.raises(FailureError, match="s-01 could not be written: the disk is full") as failed:
        sweep.run(asking, channel := Told())
    assert failed.value.failure.is_of_disk and channel.trials == [(1, "waiting")]
    going_on = sweep.SweepOptions((), "s", {}, folder=tmp_path / "runs", resume=True)
    assert not sweep.run(going_on, channel := Told())
    assert channel.trials == [(1, "finished"), (2, "finished")]
    assert ["--resume" in words for words in asked] == [False, begun, False]


def test_a_trial_that_another_process_trains_or_prepares_is_left_to_it(pairs_file, tmp_path, monkeypatch, capsys):
    trained = []

    @contextmanager
    def child(words):
        trained.append(Path(words[2]).name)
        command = [sys.executable, "-c", ""]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            yield process

    monkeypatch.setattr(sweep, "_child", child)
    made = sweep._asked(sweep.SweepOptions(((pairs_file,),), "s", {"training.seed": "1,2,3"}))
    RunFolder.create(tmp_path / "s-01", Config(), RunInfo(name="s-01", state="training"))
    (tmp_path / "s-02").mkdir()
    channel = TextChannel()
    controls = Controls(channel)
    with run_lock.held(tmp_path / "s-01"), run_lock.held(tmp_path / "s-02"):
        tried = [sweep._try(made, trial, tmp_path, False, controls, channel) for trial in made.trials]
    assert [trouble for _, trouble in tried] == ["elsewhere", "elsewhere", ""] and trained == ["s-03"]
    left = [line.split()[0] for line in capsys.readouterr().err.splitlines() if "by another process" in line]
    assert left == ["s-01", "s-02"]


def test_a_trial_that_was_left_to_another_process_has_another_turn_behind_the_others(pairs_file, tmp_path, monkeypatch):
    tried = []

    def attempt(made, trial, *rest):
        tried.append(trial.run)
        return made, "elsewhere" if trial.run == "s-01" else ""

    monkeypatch.setattr(sweep, "_try", attempt)
    monkeypatch.setattr(Controls, "listening", lambda self: nullcontext())
    asked = sweep.SweepOptions(((pairs_file,),), "s", {"training.seed": "1,2"}, folder=tmp_path)
    assert not sweep.run(asked, TextChannel(quiet=True))
    assert tried == ["s-01", "s-02", "s-01"], "once: whoever trains it may take days"


def test_a_trial_is_not_trained_on_other_pairs_than_those_before_it(pairs_file, tmp_path):
    """Somebody went on with the dataset while the sweep lay still."""
    dataset = tmp_path / "digits.pairs"
    import_pairs(detect([pairs_file]), dataset, ImportOptions())
    made = sweep._asked(sweep.SweepOptions(((dataset,),), "s", {"training.seed": "1,2"}))
    with PairStore.open(dataset) as store:
        info = RunInfo(name="s-01", dataset_fingerprint=store.fingerprint())
    RunFolder.create(tmp_path / "s-01", Config(), info)
    sweep._refuse_changed_data(made, tmp_path)
    with PairEditor.open(dataset) as editor:
        editor.exclude(range(1, 10))
    channel = TextChannel(quiet=True)
    with pytest.raises(FailureError, match=r"digits\.pairs has changed since the sweep s was begun"):
        sweep._try(made, made.trials[1], tmp_path, False, Controls(channel), channel)
    assert not (tmp_path / "s-02").exists()


def test_a_dataset_that_was_imported_with_other_files_is_not_what_the_runs_were_trained_on(pairs_file, tmp_path):
    """Each trial makes a dataset of all of them in its folder."""
    dataset = tmp_path / "digits.pairs"
    import_pairs(detect([pairs_file]), dataset, ImportOptions())
    made = sweep._asked(sweep.SweepOptions(((dataset, pairs_file),), "s", {"training.seed": "1,2"}))
    RunFolder.create(tmp_path / "s-01", Config(), RunInfo(name="s-01", dataset_fingerprint="of its own dataset"))
    sweep._refuse_changed_data(made, tmp_path)


def test_values_that_fit_only_together_make_a_sweep(pairs_file):
    changes = {"model.num_heads": "6", "model.d_model": "96,192"}
    made = sweep._asked(sweep.SweepOptions(((pairs_file,),), "s", changes))
    models = [config_of(made, trial.run).model for trial in made.trials]
    assert [(model.d_model, model.num_heads) for model in models] == [(96, 6), (192, 6)]
    assert [trial.values for trial in made.trials] == [{"model.d_model": "96"}, {"model.d_model": "192"}]


@pytest.mark.parametrize("word", ["--random", "--config"])
def test_a_sweep_that_goes_on_takes_no_other_settings(swept, word):
    folder, _, _ = swept
    done = job("sweep", "--resume", "--name", "s", "--runs", folder / "runs", word, "8")
    assert done.returncode == 1 and f"Leave {word} out." in done.stderr


@pytest.mark.parametrize("name", ["exp/widths", "..", "exp\\widths"])
def test_a_sweep_whose_name_is_a_path_is_refused_before_anything_is_written(swept, tmp_path, name):
    words = ("--name", name, "--runs", tmp_path / "runs", "--set", "model.dropout=0.1,0.2")
    done = job("sweep", "--data", swept[1], *words)
    assert done.returncode == 1 and f"--name {name!r} is no name of a file" in done.stderr
    assert not (tmp_path / "runs").exists()


def test_a_sweep_from_elsewhere_writes_and_removes_nothing_outside_its_folder(pairs_file, tmp_path):
    runs, notes = tmp_path / "a" / "b" / "runs", tmp_path / "notes.json"
    runs.mkdir(parents=True)
    notes.write_text("mine", encoding="utf-8")
    values = {"name": "s", "trials": [{"run": "/../../../notes", "values": {}}], "data": [[str(pairs_file)]]}
    values["base"] = Config().model_dump(mode="json")
    (runs / "s.sweep.json").write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(FailureError, match="There is no sweep s in"):
        sweep.run(sweep.SweepOptions((), "s", {}, folder=runs, resume=True), TextChannel(quiet=True))
    assert notes.read_text(encoding="utf-8") == "mine"


def test_runs_are_compared_on_the_test_part_of_their_dataset(swept):
    folder, _, _ = swept
    runs = [folder / "runs" / name for name in ("s-01", "s-02")]
    done = job("compare", *runs, "--json")
    assert done.returncode == 0, done.stderr
    (found,) = [event for event in events_of(done.stdout) if isinstance(event, events.Compared)]
    assert [row.name for row in found.rows] == ["s-01", "s-02"]
    assert [row.step for row in found.rows] == [RunFolder(run).info().finished_step for run in runs]
    assert all(row.finished for row in found.rows)
    assert found.rows[0].bleu.p_value is None and 0 <= found.rows[1].bleu.p_value <= 1
    assert all(row.chrf.low <= row.chrf.score <= row.chrf.high for row in found.rows)
    assert "bs:1000" in found.bleu_signature and newest_scores(runs[1]).test_set == found.test_set


@pytest.mark.parametrize(
    ("method", "beam_size", "expected"),
    [
        ("sampling", 4, ("beam", 4)),
        ("greedy", 4, ("beam", 4)),
        ("diverse", 4, ("diverse", 4)),
        ("sampling", None, ("sampling", 5)),
    ],
)
def test_a_beam_that_is_asked_for_is_searched_with(method, beam_size, expected):
    decoding = with_beam(changed(Config(), {"decoding.method": method}), beam_size)
    assert (decoding.method, decoding.beam_size) == expected


def test_runs_of_different_datasets_are_not_compared(swept, finished, tmp_path):
    folder, _, _ = swept
    other = tmp_path / "other"
    shutil.copytree(folder / "runs" / "s-01", other)
    RunFolder.open(other).change_info(dataset_fingerprint="of other pairs")
    done = job("compare", other, finished[0])
    assert done.returncode == 1 and "different datasets" in done.stderr and "--source" in done.stderr
    done = job("compare", finished[0], finished[0])
    assert done.returncode == 1 and "Only one run" in done.stderr


def test_the_paired_test_is_that_of_sacrebleu(tmp_path):
    from sacrebleu.metrics import BLEU

    references = [f"the house number {number} is red and big" for number in range(200)]
    worse = [text.replace("red", "read") if number % 2 else text for number, text in enumerate(references)]
    alike = [text if number % 2 else text.replace("red", "read") for number, text in enumerate(references)]
    found = compared(
        [("a", worse), ("b", references), ("c", alike)], references, "13a", "t", [tmp_path / name for name in "abc"]
    )
    first, second, third = found.rows
    assert first.bleu.score == pytest.approx(BLEU().corpus_score(worse, [references]).score)
    assert second.bleu.score == pytest.approx(100) and second.bleu.p_value < 0.01
    assert third.bleu.p_value > 0.05 and third.chrf.p_value > 0.05  # as good as the first, on the other sentences
    assert first.bleu.low < first.bleu.score < first.bleu.high


def test_a_run_with_the_same_translations_does_not_differ(tmp_path):
    references = [f"the house number {number} is red" for number in range(20)]
    texts = [text.replace("red", "read") if number % 2 else text for number, text in enumerate(references)]
    paths = [tmp_path / name for name in "ab"]
    found = compared([("a", texts), ("b", list(texts))], references, "13a", "t", paths)
    assert (found.rows[1].bleu.p_value, found.rows[1].chrf.p_value) == (1.0, 1.0)
    assert found.rows[0].bleu.p_value is None


def test_translations_too_short_for_bleu_do_not_differ_in_it(tmp_path):
    """Both scores are 0, in every resample."""
    paths = [tmp_path / name for name in "ab"]
    found = compared([("a", ["1", "2", "9"]), ("b", ["1", "8", "3"])], ["1", "2", "3"], "13a", "t", paths)
    assert [row.bleu.score for row in found.rows] == [0.0, 0.0] and found.rows[1].bleu.p_value == 1.0


class Reader(HTMLParser):
    """What a browser would fetch, and whether all that opens is closed."""

    def __init__(self):
        super().__init__()
        self.fetched, self.open, self.lines = [], [], 0

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.fetched += [named[name] for name in ("src", "href") if name in named]
        self.lines += tag == "polyline"
        if tag not in ("meta", "path", "circle", "polyline"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.lines += tag == "polyline"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_a_report_is_one_file_that_needs_nothing_else(swept, tmp_path):
    folder, _, _ = swept
    run = RunFolder(folder / "runs" / "s-01")
    out = tmp_path / "a report.html"
    done = job("report", run.path, "--out", out)
    assert done.returncode == 0, done.stderr
    text = out.read_text(encoding="utf-8")
    reader = Reader()
    reader.feed(text)
    assert reader.open == [] and reader.fetched == [] and "url(" not in text and "@import" not in text
    assert reader.lines >= 4
    assert "training.peak_learning_rate" in text and "s-01" in text and run.info().dataset_fingerprint in text
    assert re.search(r"<h2>Sample translations</h2><table>.*(zero|one|two|three|four|five)", text)
