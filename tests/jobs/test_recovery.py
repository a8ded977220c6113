"""Trainings that run out of memory or diverge, and go on."""

import sys
from pathlib import Path

import numpy as np
import pytest
from running import events_of, job, losses, settings

from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.jobs import checkpoints
from tfmodel.jobs.recovery import Recovery
from tfmodel.jobs.trouble import DivergedError

SHORT = (sys.executable, str(Path(__file__).with_name("short_of_memory.py")))
DIVERGING = (sys.executable, str(Path(__file__).with_name("diverging.py")))


def logged(done, *, status=0):
    """The messages of a job and its warnings."""
    assert done.returncode == status, done.stderr
    told = [event for event in events_of(done.stdout) if isinstance(event, events.Log)]
    return [event.message for event in told], [event.message for event in told if event.level == "warning"]


def test_a_batch_too_large_for_the_memory_comes_in_parts_and_nothing_of_the_failed_step_stays(pairs_file, tmp_path):
    """Weights, moments, average and counters of dropout: those of a training that ends before that step."""
    options = settings(
        "model.dropout=0.2", "training.ema_decay=0.9", "training.optimizer=adamw", "training.warmup_steps=8"
    )
    words = ("train", "--data", pairs_file, "--json", *options, "--set")
    failed, ended = RunFolder(tmp_path / "failed"), RunFolder(tmp_path / "ended")
    messages, warnings = logged(job(*words, "training.max_steps=16", "--run", failed.path, before=SHORT))
    assert [text.partition(":")[0] for text in warnings] == ["Out of memory"]
    assert "Going on from step 6" in messages
    assert failed.info().memory_factor == 2 and failed.info().step == 16 and failed.model_file.is_file()
    logged(job(*words, "training.max_steps=6", "--run", ended.path))
    for name in ("weights.npz", "optimizer.npz"):
        found, expected = (np.load(run.path / "checkpoints" / "step-00000006" / name) for run in (failed, ended))
        assert found.files == expected.files
        for key in found.files:
            np.testing.assert_allclose(found[key], expected[key], atol=1e-6, err_msg=key)


@pytest.mark.slow
def test_the_steps_stay_what_they_were_when_memory_runs_out(pairs_file, tmp_path):
    """The validation loss is that of a training with memory enough; resumed, it knows its parts from the start."""
    words = ("train", "--data", pairs_file, "--json", *settings("training.max_steps=16", "model.dropout=0"))
    wide, narrow = tmp_path / "wide", tmp_path / "narrow"
    logged(job(*words, "--run", wide))
    logged(job(*words, "--run", narrow, before=SHORT))
    assert losses(narrow)[1] == pytest.approx(losses(wide)[1], abs=1e-3)
    for run, before in ((wide, ()), (narrow, SHORT)):
        again = ("train", "--run", run, "--resume", "--json", "--set", "training.max_steps=32")
        assert logged(job(*again, before=before))[1] == []
    assert losses(narrow)[1] == pytest.approx(losses(wide)[1], abs=1e-3)


class Recording:
    """A channel without commands that keeps the events."""

    def __init__(self):
        self.told = []

    def emit(self, event):
        self.told.append(event)

    def command(self, *, wait=0.0):
        return None


def test_a_training_that_diverges_goes_back_and_on_with_half_the_learning_rate(pairs_file, tmp_path):
    folder = tmp_path / "wild"
    done = job(
        "train",
        "--data",
        pairs_file,
        "--run",
        folder,
        "--json",
        *settings("training.peak_learning_rate=1.0", "training.max_steps=64", "training.max_epochs=100"),
    )
    _, warnings = logged(done, status=done.returncode)
    assert 1 <= len(warnings) <= 2 and "Training diverged: The loss is" in warnings[0]
    assert RunFolder(folder).info().learning_rate_factor == 0.5 ** len(warnings)
    reports = [event for event in RunFolder(folder).replay() if isinstance(event, events.TrainingReport)]
    steps = [event.step for event in reports]
    assert steps == sorted(set(steps))  # what led there is forgotten
    if done.returncode == 0:  # at such a rate each processor's rounding decides whether half or a quarter is low enough
        assert steps[-1] == 64
    else:
        assert len(warnings) == 2 and "Half and a quarter of the learning rate did not help" in done.stderr


def test_what_a_divergence_takes_back_has_taken_its_time(pairs_file, tmp_path):
    """Or the time that is left would be wrong, and whoever goes on later would be given those minutes again."""
    run = RunFolder(tmp_path / "run")
    words = settings("training.max_steps=64", "training.max_epochs=100")
    done = job("train", "--data", pairs_file, "--run", run.path, "--json", *words, before=DIVERGING)
    messages, warnings = logged(done)
    assert [text.partition(":")[0] for text in warnings] == ["Training diverged"]
    assert any(text.startswith("Going on from step ") for text in messages)
    seconds = [event.seconds for event in events_of(done.stdout) if isinstance(event, events.TrainingReport)]
    assert seconds == sorted(seconds) and seconds[-1] > 1000
    assert checkpoints.read_progress(checkpoints.newest_complete(run)).seconds > 1000


def made_run(path, *steps):
    run = RunFolder.create(path, Config(), RunInfo(name="a"))
    for step in steps:
        (path / "checkpoints" / f"step-{step:08}").mkdir(parents=True)
    return run


def test_a_third_divergence_is_the_end(tmp_path):
    run = made_run(tmp_path / "run", 100, 200, 300)
    channel = Recording()
    recovery = Recovery(run, channel)
    recovery.slow_down(DivergedError("The loss is no number any more at step 310.", 250))
    assert [path.name for path in run.checkpoints()] == ["step-00000100", "step-00000200"]
    recovery.slow_down(DivergedError("The loss is no number any more at step 210.", 205))
    assert run.info().learning_rate_factor == 0.25 and [event.level for event in channel.told] == ["warning"] * 2
    with pytest.raises(FailureError, match=r"Lower training\.peak_learning_rate"):
        recovery.slow_down(DivergedError("The loss is no number any more at step 220.", 210))
    assert run.info().learning_rate_factor == 0.25


def test_what_devices_share_does_not_come_in_parts(tmp_path):
    run = made_run(tmp_path / "run")
    with pytest.raises(FailureError, match=r"2 devices have no memory.*--backend jax"):
        Recovery(run, Recording()).cut_batches(longest=60, replicas=2)
    assert run.info().memory_factor == 1


def test_a_pair_cannot_be_cut(tmp_path):
    """Config() has 3,500 tokens a batch: 1,750, then 875, and a pair of 600 would not fit into less than that."""
    run = made_run(tmp_path / "run")
    recovery = Recovery(run, Recording())
    recovery.cut_batches(longest=600)
    recovery.cut_batches(longest=600)
    with pytest.raises(FailureError, match="875 tokens at a time"):
        recovery.cut_batches(longest=600)
    assert run.info().memory_factor == 4
