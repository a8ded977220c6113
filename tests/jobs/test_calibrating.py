"""Which ways of computing a step are measured, and that they are found again."""

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest
from running import ROOT, SMALL, events_of, job

from tfmodel.contract import calibration
from tfmodel.contract.calibration import Calibration, Choice, Speed
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import calibrating
from tfmodel.jobs.environment import Environment, processor, versions


def here(backend="tensorflow", *, gpu=False, fast="float32", side_by_side=1):
    return Environment(backend, "a device", gpu, fast, devices=None, side_by_side=side_by_side)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (here(), [("float32", False)]),
        (here(fast="mixed_bfloat16"), [("float32", False), ("mixed_bfloat16", False)]),
        (
            here(gpu=True, fast="mixed_float16"),
            [("float32", False), ("float32", True), ("mixed_float16", False), ("mixed_float16", True)],
        ),
        (here("jax"), [("float32", True)]),
        (here("torch", gpu=True, fast="mixed_bfloat16"), [("float32", False), ("mixed_bfloat16", False)]),
    ],
)
def test_what_could_be_the_fastest_is_measured(place, expected):
    assert calibrating.ways(place) == expected


@pytest.fixture
def small(tmp_path, monkeypatch):
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path))
    monkeypatch.setattr(calibrating, "SECONDS", 0.05)
    monkeypatch.setattr(calibrating, "_WIDTHS", {"narrow": (32, 16), "wide": (64, 16)})
    monkeypatch.setattr(calibrating, "BATCH", 64)
    monkeypatch.setattr(calibrating, "LARGEST", 256)
    monkeypatch.setattr(calibrating, "CALLS", (1, 2))


def test_small_and_large_models_are_measured_and_remembered(small):
    place = here(side_by_side=2)
    found = calibrating.calibrate(place)
    assert set(found) == {"narrow", "wide"}
    for size, measured in found.items():
        (choice,) = measured.choices
        assert (choice.precision, choice.xla) == ("float32", False) and choice.tokens_per_second > 0
        assert [batch.value for batch in measured.batches] in ([64, 128], [64, 128, 256])
        assert [call.value for call in measured.calls] == [1, 2]
        assert calibration.remembered(place.key(size)) == measured


ON_JAX = """
from tfmodel.contract.training_config import TrainingConfig
from tfmodel.jobs.environment import environment
here = environment(TrainingConfig(backend="jax"))
from tfmodel.jobs import calibrating
calibrating.SECONDS, calibrating.BATCH, calibrating.LARGEST, calibrating.CALLS = 0.05, 64, 128, (1, 2)
calibrating._WIDTHS = {"narrow": (32, 16)}
(found,) = calibrating.calibrate(here).values()
print(found.model_dump_json())
"""


@pytest.mark.skipif(find_spec("jax") is None, reason="JAX is not installed")
def test_jax_is_measured_too(tmp_path):
    home = {**os.environ, "TRANSFORMER_DESK_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", ON_JAX], env=home, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = Calibration.model_validate_json(done.stdout)
    assert [(choice.precision, choice.xla) for choice in found.choices] == [("float32", True)]
    assert [batch.value for batch in found.batches] == [64, 128]
    assert [call.value for call in found.calls] == [1, 2]


class Steps:
    """Of given speeds, one after the other."""

    def __init__(self, *speeds):
        self.speeds, self.calls = iter(speeds), []

    def speed(self, tokens, per_call=1):
        self.calls.append(per_call)
        found = next(self.speeds)
        if isinstance(found, Exception):
            raise found
        return found


def batches(*speeds):
    return [batch.value for batch in calibrating._batches(Steps(*speeds))]


def test_a_larger_batch_is_tried_until_it_does_not_pay_or_does_not_fit():
    full = MemoryError("there is no more")
    assert batches(100, 190, 200) == [1024, 2048, 4096]
    assert batches(100, 190, full) == [1024, 2048]
    assert batches(*(2.0**number for number in range(9))) == [1024 * 2**number for number in range(7)]
    with pytest.raises(MemoryError):
        batches(full)
    with pytest.raises(ValueError, match="another"):
        batches(100, ValueError("another"))


def test_calls_that_keep_a_person_waiting_are_not_tried():
    steps = Steps(*[1000.0] * 9)
    assert [call.value for call in calibrating._calls(steps, 400)] == [1, 2, 4] == steps.calls


def test_a_training_says_what_it_takes_of_what_was_measured(pairs_file, tmp_path, monkeypatch):
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path))
    choice = Choice(precision="float32", xla=False, tokens_per_second=1000.0)
    calls = tuple(Speed(value=steps, tokens_per_second=100.0 * steps) for steps in (1, 2))
    measured = Calibration(choices=(choice,), calls=calls, when="2026-01-02")
    calibration.remember({calibration.key("tensorflow", versions()["tensorflow"], processor(), "narrow"): measured})
    only = [setting for setting in SMALL if "steps_per_execution" not in setting]
    words = [word for setting in (*only, "training.max_steps=6") for word in ("--set", setting)]
    done = job("train", "--data", pairs_file, "--run", tmp_path / "run", "--json", *words, stdin="")
    told = [event.message for event in events_of(done.stdout) if event.event == "log"]
    assert "Steps are computed in float32 without XLA, as measured here on 2026-01-02" in told, done.stderr
    info = RunFolder.open(tmp_path / "run").info()
    assert (info.steps_per_call, info.step, info.state) == (2, 6, "finished")
