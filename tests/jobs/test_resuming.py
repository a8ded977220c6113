"""How a training goes on: a finished run, in whose newest checkpoint the test writes where it stands."""

import json
import shutil

import pytest
from running import job, only

from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import checkpoints

STEP = 48  # of that checkpoint
UNBEATABLE = {"best_bleu": 101.0, "best_chrf": 101.0, "best_loss": 0.0}
POOR = {"best_bleu": -1.0, "best_chrf": -1.0, "best_loss": 100.0}


def copied(finished, path, **state):
    run = RunFolder(shutil.copytree(finished[0], path))
    file = run.checkpoints()[-1] / "state.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | state), encoding="utf-8")
    return run


@pytest.mark.slow
def test_an_early_end_within_minutes_waits_until_the_speed_is_known(finished, tmp_path):
    run = copied(finished, tmp_path / "run", validations_without_gain=3, **UNBEATABLE)
    more = "training.max_epochs=1000", "training.max_steps=", "training.max_minutes=30"
    done = job("train", "--run", run.path, "--resume", *only(*more, "training.cooldown=0.5", "training.patience=3"))
    assert done.returncode == 0, done.stderr
    begins, ends = run.info().cooldown
    assert STEP < begins < ends == run.info().step


def test_more_steps_are_trained_than_a_fall_that_was_cut_short_had(finished, tmp_path):
    run = copied(finished, tmp_path / "run")
    run.change_info(cooldown=(40, 56))
    more = "training.max_epochs=10", "training.max_steps=96"
    done = job("train", "--run", run.path, "--resume", *only(*more))
    assert done.returncode == 0, done.stderr
    assert (run.info().step, run.info().cooldown) == (96, None)


def test_a_better_validation_in_a_planned_fall_begins_the_waiting_anew_also_after_a_resume(finished, tmp_path):
    """As without an interruption: patience has not begun that fall."""
    run = copied(finished, tmp_path / "run", validations_without_gain=3, **POOR)
    more = "training.max_epochs=10", "training.max_steps=64", "training.cooldown=0.5", "training.patience=3"
    done = job("train", "--run", run.path, "--resume", *only(*more))
    assert done.returncode == 0, done.stderr
    progress = checkpoints.read_progress(run.checkpoints()[-1])
    assert (progress.step, progress.best_step, progress.validations_without_gain) == (64, 64, 0)


def test_weights_behind_the_checkpoint_that_is_gone_on_from_are_forgotten(finished, tmp_path):
    """A divergence may leave some, whose optimizer was removed long before: they counted as the newest ones."""
    run = copied(finished, tmp_path / "run")
    (run.checkpoints()[-1] / "optimizer.npz").unlink()
    done = job("train", "--run", run.path, "--resume", *only("training.max_steps=40"))
    assert done.returncode == 0, done.stderr
    assert RunFolder.step_of(run.checkpoints()[-1]) == 40 < STEP
