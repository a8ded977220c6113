"""What the README promises of every job: nothing is sent anywhere, and no model file has its code run."""

import os
import shutil
import subprocess
import sys

import keras
import pytest
from running import environment, job, refused, settings

from tfmodel.contract.run_folder import RunFolder

# Loaded by every Python at its start. Of connections only those that have a port: others stay on the machine.
LISTENER = """
import os, sys

def heard(event, about):
    reaches = event in ("socket.connect", "socket.sendto") and isinstance(about[-1], tuple)
    if reaches or event == "socket.getaddrinfo":
        with open(os.environ["HEARD"], "a") as file:
            print(event, about, sys.orig_argv, file=file)

sys.addaudithook(heard)
"""


@pytest.fixture
def listening(tmp_path):
    """The variables with which whatever reaches for a network is written into a file, and the file."""
    (tmp_path / "sitecustomize.py").write_text(LISTENER, encoding="utf-8")
    paths = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    file = tmp_path / "heard.txt"
    return {"PYTHONPATH": paths, "HEARD": str(file)}, file


def test_neither_a_training_nor_a_translation_reaches_for_a_network(pairs_file, tmp_path, listening):
    variables, heard = listening
    for code in ("socket.getaddrinfo('localhost', 9)", "socket.socket(2, 2).sendto(b'x', ('127.0.0.1', 9))"):
        words = [sys.executable, "-c", f"import socket; {code}"]
        subprocess.run(words, env=environment(**variables), capture_output=True, check=False)
        assert "socket." in heard.read_text(encoding="utf-8")  # so it would be seen
        heard.unlink()
    run = tmp_path / "run"
    done = job("train", "--data", pairs_file, "--run", run, *settings("training.max_steps=16"), **variables)
    assert done.returncode == 0, done.stderr
    answer = job("translate", run, stdin="one two four\n", **variables)
    assert answer.returncode == 0 and answer.stdout.count("\n") == 1, answer.stderr
    assert not heard.exists(), heard.read_text(encoding="utf-8")


def test_a_model_file_whose_code_would_have_to_be_run_is_refused(finished, tmp_path):
    run = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    keras.Sequential([keras.Input((4,)), keras.layers.Lambda(lambda x: 2 * x)]).save(run.model_file)
    done = job("translate", run.path, stdin="one two four\n")
    refused(done, str(run.model_file), "cannot be read", "safe_mode")
    assert done.stdout == ""
