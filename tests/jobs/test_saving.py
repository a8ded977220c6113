"""What a checkpoint means for the rest of the run folder."""

import errno
import os
from types import SimpleNamespace

import pytest
from silent_channel import Deaf

from tfmodel.contract import atomic, events
from tfmodel.contract.config import Config
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.contract.run_summary import summary_of
from tfmodel.jobs.checkpoints import Progress, Writer
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.saving import Saver


@pytest.fixture
def run(tmp_path):
    return RunFolder.create(tmp_path / "run", Config(), RunInfo(name="a"))


@pytest.fixture
def saver(run):
    model = SimpleNamespace(optimizer=SimpleNamespace(variables=[]), transformer=SimpleNamespace(variables=[]))
    return Saver(run, model, Deaf(), Controls(Deaf()), apart=100)


def test_a_full_disk_leaves_the_finished_model_of_an_earlier_end(run, saver, monkeypatch):
    def full(*words):
        raise OSError(errno.ENOSPC, "No space left on device")

    run.model_file.write_bytes(b"finished")
    with monkeypatch.context() as there, pytest.raises(OSError, match="No space"):
        there.setattr(Writer, "save", full)
        saver.save(Progress(step=8))
    assert run.model_file.read_bytes() == b"finished"
    saver.save(Progress(step=8))
    assert not run.model_file.exists()


def test_a_finished_model_that_somebody_reads_ends_no_training(run, saver, monkeypatch):
    """Windows neither removes nor renames what is open: the next checkpoint takes it away."""
    replace = os.replace

    def held(path, *words, **more):
        raise PermissionError(errno.EACCES, "held", str(path))

    def renamed(source, target):
        (held if source == run.model_file else replace)(source, target)

    run.model_file.write_bytes(b"finished")
    with monkeypatch.context() as there:
        there.setattr(atomic, "PATIENCE", 0.0)
        there.setattr(os, "replace", renamed)
        there.setattr(type(run.model_file), "unlink", held)
        saver.save(Progress(step=8))
    assert run.model_file.read_bytes() == b"finished" and run.info().step == 8
    saver.save(Progress(step=16))
    assert not run.model_file.exists() and not list(run.path.glob(".*"))


def test_a_run_knows_its_highest_bleu_beside_that_of_its_best_validation(run, saver):
    saver.save(Progress(step=8))
    assert (run.info().best_bleu, run.info().highest_bleu) == (None, None)
    saver.save(Progress(step=16, best_step=16, best_bleu=20.0, highest_bleu=30.0, highest_step=8))
    assert (run.info().best_bleu, run.info().highest_bleu) == (20.0, 30.0) and summary_of(run.path).bleu == 30.0


def test_reports_are_on_the_disk_before_the_checkpoint_that_counts_them(run, saver, monkeypatch):
    """Or a power failure takes a validation that no resumed training makes again."""
    synced, fsync = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(os.fstat(handle).st_ino), fsync(handle)))
    values = {"epoch": 0.8, "loss": 1.0, "learning_rate": 0.1, "tokens_per_second": 5, "seconds": 1}
    run.append("metrics.jsonl", events.TrainingReport(step=8, **values))
    run.append("samples.jsonl", events.Samples(step=8, samples=()))
    saver.save(Progress(step=8))
    files = (run.path / "metrics.jsonl", run.path / "samples.jsonl", run.checkpoints()[0] / "weights.npz")
    expected = [file.stat().st_ino for file in files]
    assert [number for number in synced if number in expected] == expected
