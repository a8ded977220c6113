"""What is said when the process that looks at an export gives no answer."""

import os
import subprocess
import tempfile

import numpy as np
import pytest

from tfmodel.contract.failure import FailureError, failure_from
from tfmodel.jobs import exported_answers, other_process
from tfmodel.jobs.exported_answers import Comparison, largest_difference

DIES = {
    "raise OSError(28, os.strerror(28))": "Disk full",
    "raise MemoryError": "Out of memory",
    "os.kill(os.getpid(), 9)": "Out of memory",
    "sys.exit('no such model')": "Export does not load",
}


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """Yields a function that says what the other process does, and returns what becomes of the comparison."""
    monkeypatch.setattr(exported_answers, "_READER", tmp_path / "reader.py")

    def failure(code):
        (tmp_path / "reader.py").write_text(f"import os, sys\n{code}\n", encoding="utf-8")
        with pytest.raises((OSError, FailureError)) as told:
            largest_difference("keras", tmp_path, Comparison({"x": np.zeros(3)}, {}))
        return failure_from(told.value)

    return failure


@pytest.mark.parametrize(("code", "title"), DIES.items())
def test_what_keeps_the_other_process_from_answering_is_no_defect_of_the_export(code, title, reader):
    if os.name == "nt" and "kill" in code:
        pytest.skip("Windows knows no signals")
    assert reader(code).title == title


class OnWindows(subprocess.Popen):
    """Whoever waits for it hears a person who cancels between two turns, as there no waiting is interrupted."""

    def communicate(self, input=None, timeout=None):
        assert timeout is not None, "nobody is heard until it ends"
        try:
            return super().communicate(input, timeout)
        except subprocess.TimeoutExpired:
            self.running.append(self)
            raise KeyboardInterrupt from None


def test_whoever_cancels_is_heard_while_the_other_process_works(reader, monkeypatch):
    started = []
    monkeypatch.setattr(other_process, "TURN", 0.1)
    monkeypatch.setattr(OnWindows, "running", started, raising=False)
    monkeypatch.setattr(subprocess, "Popen", OnWindows)
    with pytest.raises(KeyboardInterrupt):
        reader("import time; time.sleep(120)")
    assert started[0].wait(10) != 0


def test_a_full_disk_of_temporary_files_is_named_and_not_that_of_the_export(reader, tmp_path, monkeypatch):
    def full(path, **arrays):
        raise OSError(28, os.strerror(28))

    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    theirs = reader("raise OSError(28, os.strerror(28))")
    monkeypatch.setattr(np, "savez", full)
    for told in (theirs, reader("")):
        assert told.title == "Disk full" and str(tmp_path / "temporary") in told.cause
