"""The same ten training steps on every backend that is installed, each in a process of its own."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


def losses(backend):
    path = os.pathsep.join([str(HERE.parents[1]), str(HERE)])
    done = subprocess.run(
        [sys.executable, str(HERE / "ten_steps.py")],
        env={**os.environ, "KERAS_BACKEND": backend, "PYTHONPATH": path, "CUDA_VISIBLE_DEVICES": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def on_tensorflow():
    return losses("tensorflow")


def installed(backend):
    missing = importlib.util.find_spec(backend) is None
    return pytest.param(
        backend, marks=pytest.mark.skipif(missing, reason=f"{backend} is not installed: pip install {backend}")
    )


@pytest.mark.parametrize("backend", [installed("jax"), installed("torch")])
def test_ten_steps_with_dropout_give_the_losses_of_tensorflow(on_tensorflow, backend):
    found = losses(backend)
    assert list(found) == list(on_tensorflow) == ["paper", "modern", "two passes"]
    for form, expected in on_tensorflow.items():
        assert len(expected) == 10 and expected[-1] < 0.98 * expected[0]
        assert found[form] == pytest.approx(expected, rel=1e-5)
