"""`preflight` and `devices` as a person runs them."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from running import events_of, job, settings

from tfmodel.contract import events
from tfmodel.contract.presets import load_preset
from tfmodel.contract.problems import changed
from tfmodel.corpus.batches import BatchSource
from tfmodel.corpus.token_cache import TokenCache
from tfmodel.jobs import preflight

WITH_8_GB = (sys.executable, str(Path(__file__).with_name("eight_gigabytes.py")))


def test_files_that_nobody_looks_at_are_free_memory_in_a_container(tmp_path, monkeypatch):
    for name, text in (
        ("memory.max", "300000000\n"),
        ("memory.current", "290000000\n"),
        ("memory.stat", "anon 40000000\nfile 250000000\ninactive_file 200000000\n"),
    ):
        (tmp_path / name).write_text(text, encoding="ascii")
    monkeypatch.setattr(preflight, "CGROUP", tmp_path)
    assert preflight._memory_free() == 210_000_000


def test_a_training_is_measured_and_nothing_is_left(pairs_file, tmp_path):
    home = tmp_path / "home"
    (home / "cache" / "preflight-999999999-left").mkdir(parents=True)  # of a process that was killed
    run = tmp_path / "run"
    words = ("preflight", "--data", pairs_file, "--run", run, "--json", *settings("training.max_epochs=5"))
    done = job(*words, before=WITH_8_GB, TRANSFORMER_DESK_HOME=str(home))
    assert done.returncode == 0, done.stderr
    told = events_of(done.stdout)
    (found,) = [event for event in told if isinstance(event, events.Preflight)]
    assert any(isinstance(event, events.Progress) and event.unit == "s" for event in told)
    while_cut = [event for event in between(told, "Cutting the pairs", "Loading") if isinstance(event, events.Progress)]
    assert [(event.unit, event.done == event.total) for event in while_cut] == 2 * [("pairs", True)]
    assert not run.exists() and not list((home / "cache").glob("preflight-*"))
    assert found.steps_measured > 0 and 0 < found.step_seconds < 1 and found.tokens_per_second > 100
    assert found.total_steps == 5 * found.steps_per_epoch
    assert found.seconds > found.total_steps * found.step_seconds > 0
    assert 2e8 < found.memory < 4e9 and found.memory_free == 8e9
    assert found.fits and found.reasons == () and found.changes == ()
    assert found.parameters["Encoder self-attention"] == 4 * (32 * 32 + 32)


def between(told, *beginnings):
    """The events from one state to another, by how their texts begin."""
    texts = [event.text if isinstance(event, events.State) else "" for event in told]
    first, last = (next(n for n, text in enumerate(texts) if text.startswith(word)) for word in beginnings)
    return told[first:last]


def test_the_steps_of_a_mix_are_those_that_its_training_has(pairs_file, tmp_path):
    """Half of an epoch are a few long pairs, again and again: it has more batches than all pairs once."""
    lines = [f"{n}{' and so on' * 8}\t{n}{' et cetera' * 8}\n" for n in range(60)]
    (tmp_path / "long.tsv").write_text("".join(lines), encoding="utf-8")
    mix = ("--data", pairs_file, "--data", tmp_path / "long.tsv", "--weight", 1, "--weight", 1)
    done = job("preflight", *mix, "--json", *settings(), TRANSFORMER_DESK_HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    told = events_of(done.stdout)
    (found,) = [event for event in told if isinstance(event, events.Preflight)]
    (said,) = [event.message for event in told if isinstance(event, events.Log) and "steps an epoch" in event.message]
    assert f" {found.steps_per_epoch:,} steps an epoch" in said


@pytest.mark.parametrize(("lengths", "shape"), [([100] * 67, (32, 101)), ([100] * 64 + [109] * 32, (32, 110))])
def test_the_steps_that_are_measured_begin_with_the_batch_that_takes_most_memory(lengths, shape):
    """The budget has room for 35 pairs of 101 tokens; whole batches hold 32, 32 and 3 of 67."""
    tokens, offsets = np.full(sum(lengths), 5, np.int32), np.concatenate([[0], np.cumsum(lengths)])
    cache = TokenCache(tokens, offsets, tokens, offsets, np.arange(len(lengths)), 0)
    batches = BatchSource(cache, batch_tokens=3_535, seed=1, shuffle=False, whole=True)
    assert preflight.Tokens(cache, cache, batches).longest_batch.labels.shape == shape


def test_what_cannot_fit_is_not_tried(pairs_file, tmp_path):
    """A step of this size would be killed by the system: it is told from the estimate, as text."""
    words = ("preflight", "--data", pairs_file, "--preset", "big", "--set", "training.batch_tokens=262144")
    done = job(*words, before=WITH_8_GB, TRANSFORMER_DESK_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "It does not fit." in done.stdout and "not measured" in done.stdout
    assert "--set training.batch_tokens=" in done.stdout


def test_the_disk_that_is_foreseen_is_that_of_a_run(finished, pairs_file, tmp_path):
    """The estimate for a training like the finished one, at its largest, is no less than what that one takes."""
    from tfmodel.contract.disk import DataSize, disk_needed
    from tfmodel.contract.run_folder import RunFolder

    run = RunFolder(finished[0])
    files = [file for file in run.path.rglob("*") if file.is_file()]
    made_before = sum(file.stat().st_size for file in files if {"tokens", "tokenizer"} & set(file.parts))
    made_before += (run.path / "dataset.pairs").stat().st_size
    foreseen = disk_needed(run.config(), run.info().parameters, 3, DataSize(made_before, 3.0, 3.0))
    assert 0.9 * sum(file.stat().st_size for file in files) < foreseen < 2 * sum(file.stat().st_size for file in files)


def test_the_disk_has_room_for_the_epochs_whose_subwords_are_drawn(tmp_path):
    def write(name, size):
        path = tmp_path / "tokens" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(size))

    def foreseen(alpha):
        config = changed(load_preset("tiny"), {"tokenizer.sampling_alpha": alpha})
        return preflight._prepared_bytes(SimpleNamespace(run=SimpleNamespace(path=tmp_path), config=config))

    write("train-0/rows.bin", 1_000)
    write("texts.jsonl", 200)
    assert [foreseen(alpha) for alpha in (None, 0.1)] == [1_200, 4_200]
    write("epoch-000000/rows.bin", 1_100)
    write(".epoch-000001.a/rows.bin", 50)
    assert foreseen(0.1) == 1_200 + 3 * 1_100


def test_every_backend_is_asked_in_a_process_of_its_own():
    done = job("devices", "--json")
    assert done.returncode == 0, done.stderr
    (found,) = [event for event in events_of(done.stdout) if isinstance(event, events.Hardware)]
    assert [report.backend for report in found.backends] == ["tensorflow", "jax", "torch"]
    for report in found.backends:
        assert bool(report.version) == (find_spec(report.backend) is not None)
        assert bool(report.devices) == bool(report.version), report.problem
    assert bool(found.why_not) <= bool(found.gpus)
    assert json.loads(found.line())["event"] == "hardware"
