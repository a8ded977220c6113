"""Trainings at their limits: of minutes, and of the length of sentences."""

import json
import shutil

from running import events_of, job, losses, only, settings

from tfmodel.contract import events
from tfmodel.contract.run_folder import RunFolder


def test_minutes_are_counted_over_all_sessions(finished, tmp_path):
    run = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    state = run.checkpoints()[-1] / "state.json"
    state.write_text(json.dumps(json.loads(state.read_text("utf-8")) | {"seconds": 600.0}), encoding="utf-8")
    more = "training.max_epochs=1000", "training.max_steps="
    over = job("train", "--run", run.path, "--resume", "--json", *only(*more, "training.max_minutes=9"))
    assert over.returncode == 0, over.stderr
    assert run.info().step == 48 and not [e for e in events_of(over.stdout) if isinstance(e, events.TrainingReport)]
    enough = "training.max_steps=64", "training.max_minutes=30"
    on = job("train", "--run", run.path, "--resume", *only(more[0], *enough))
    assert on.returncode == 0 and run.info().step == 64, on.stderr
    seconds = [event.seconds for event in run.replay() if isinstance(event, events.TrainingReport)]
    assert seconds[-1] > 600.0


def test_over_long_validation_sentences_are_left_out(pairs_file, tmp_path):
    kept = pairs_file.read_text("utf-8").splitlines()[1:9]
    (tmp_path / "validation.tsv").write_text("\n".join([f"{'a ' * 70}\tb", *kept]) + "\n", encoding="utf-8")
    limits = ("data.max_source_tokens=24", "data.max_target_tokens=24", "training.validation_sentences=9")
    asked = settings(*limits, "training.max_steps=8")
    words = ("--data", pairs_file, "--validation", tmp_path / "validation.tsv", "--run", tmp_path / "run")
    made = job("train", *words, "--json", *asked)
    assert made.returncode == 0, made.stderr
    told = events_of(made.stdout)
    assert "1 over-long validation pairs are left out" in [e.message for e in told if isinstance(e, events.Log)]
    (samples,) = [event.samples for event in told if isinstance(event, events.Samples)]
    assert {sample.source for sample in samples} == {line.split("\t")[0] for line in kept}


def test_pairs_of_exactly_the_longest_length_are_trained_on_and_translated(tmp_path):
    lines = [f"{'a b ' * 9}c {word}\t{'d e ' * 9}f {word}\n" for word in map(str, range(60))]
    (tmp_path / "long.tsv").write_text("".join(lines), encoding="utf-8")
    limits = ("data.max_source_tokens=20", "data.max_target_tokens=20", "decoding.max_length=20")
    asked = settings(*limits, "training.max_steps=8", "training.validate_every=4")
    run = tmp_path / "run"
    made = job("train", "--data", tmp_path / "long.tsv", "--run", run, *asked)
    assert made.returncode == 0, made.stderr
    assert "left out" not in made.stderr and set(losses(run)[1]) == {4, 8}
    told = job("translate", run, stdin="".join(line.split("\t")[0] + "\n" for line in lines[:2]))
    assert told.returncode == 0 and len(told.stdout.splitlines()) == 2, told.stderr
