"""What a checkpoint means for the rest of the run folder."""

import errno
from types import SimpleNamespace

import pytest

from tfmodel.contract.config import Config
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.jobs.checkpoints import Progress, Writer
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.saving import Saver


class Deaf:
    """A channel at whose other end is nobody."""

    def emit(self, event):
        pass


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
