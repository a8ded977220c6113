"""What is said of the machine."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from running import ROOT

from tfmodel.contract import calibration
from tfmodel.contract.calibration import Calibration, Choice, Speed
from tfmodel.contract.config import Config
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunInfo
from tfmodel.jobs import environment
from tfmodel.jobs.backends import forget_old_programs
from tfmodel.jobs.environment import Environment

COMPILING = """
import os, sys
from tfmodel.jobs.environment import prepare_process
prepare_process()
import tensorflow as tf
program = tf.function(lambda x: tf.nn.softmax(x @ x), jit_compile=True)
print(float(tf.reduce_sum(program(tf.eye(3)))))
"""


@pytest.mark.slow
def test_programs_are_kept_for_the_next_process(tmp_path: Path) -> None:
    kept = []
    for _ in range(2):
        words = [sys.executable, "-c", COMPILING]
        home = {**os.environ, "TRANSFORMER_DESK_HOME": str(tmp_path)}
        home.pop("TF_CPP_MIN_LOG_LEVEL", None)  # the tests before this one may have let TensorFlow speak
        done = subprocess.run(words, env=home, cwd=ROOT, capture_output=True, text=True, check=True)
        assert float(done.stdout) == pytest.approx(3.0)
        assert done.stderr == ""
        kept.append({file: file.stat().st_mtime_ns for file in tmp_path.glob("cache/xla/*/*.pb")})
    assert len(kept[0]) == 1
    assert kept[1] == kept[0]  # found, not made again


def test_of_the_programs_of_xla_the_newest_are_kept_whoever_made_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path))
    monkeypatch.setenv("TF_XLA_FLAGS", "")
    environment.keep_programs()
    (own,) = (tmp_path / "cache" / "xla").iterdir()
    former, oldest = own.with_name("former"), own.with_name("oldest")
    for begun, folder in ((1000, oldest), (2000, former), (3000, own)):
        folder.mkdir(exist_ok=True)
        for number in range(40):
            (folder / f"{number}.pb").touch()
            os.utime(folder / f"{number}.pb", (begun + number, begun + number))
    monkeypatch.setenv("TF_XLA_FLAGS", "")
    environment.keep_programs()
    assert set(own.parent.iterdir()) == {own, former}
    assert len(list(own.iterdir())) == 40
    assert {file.name for file in former.iterdir()} == {f"{number}.pb" for number in range(20, 40)}


@pytest.mark.parametrize(("name", "kept"), [("Jürgen", False), ("Juergen", True)])
def test_no_programs_are_kept_where_windows_tells_tensorflow_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kept: bool
) -> None:
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path / name))
    monkeypatch.setenv("TF_XLA_FLAGS", "")
    monkeypatch.setattr(environment, "processor", lambda: "a processor")
    monkeypatch.setattr(environment, "ROOM_FOR_PROGRAMS", 0)
    monkeypatch.setattr(sys, "platform", "win32")
    environment.keep_programs()
    assert ("persistent_cache" in os.environ["TF_XLA_FLAGS"]) is kept


SLOW = Choice(precision="float32", xla=False, tokens_per_second=4000)
FAST = Choice(precision="mixed_bfloat16", xla=True, tokens_per_second=9000)


def way(former: RunInfo | None = None, **training: str) -> tuple[str, bool, str]:
    here = Environment("tensorflow", "a card", True, "mixed_float16", devices=None)
    calibration.remember({here.key("narrow"): Calibration(choices=(SLOW, FAST), when="2026-01-02")})
    asked = changed(Config(), {f"training.{name}": value for name, value in training.items()})
    found = here.way(asked, former)
    return found.precision, found.xla, found.measured


def test_a_training_takes_the_fastest_way_that_was_measured_unless_a_person_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path))
    assert way() == ("mixed_bfloat16", True, "2026-01-02")
    assert way(xla="off") == ("float32", False, "2026-01-02")
    assert way(precision="float32") == ("float32", False, "2026-01-02")
    assert way(precision="mixed_float16") == ("mixed_float16", False, "")  # that was not measured
    assert way(precision="float32", xla="on") == ("float32", True, "")
    begun = RunInfo(name="a", backend="tensorflow", device="a card", precision="float32")
    assert way(begun) == ("float32", False, "")  # a run goes on as it began
    assert way(begun.model_copy(update={"device": "another card"}))[0] == "mixed_bfloat16"


def test_a_training_has_the_calls_that_were_measured_to_be_enough_and_keeps_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path))
    here = Environment("tensorflow", "a card", True, "mixed_float16", devices=None)
    assert here.way(Config()).per_call == 8
    calls = tuple(Speed(value=steps, tokens_per_second=speed) for steps, speed in ((1, 500.0), (2, 990.0), (4, 1000.0)))
    calibration.remember({here.key("narrow"): Calibration(choices=(FAST,), calls=calls)})
    assert here.way(Config()).per_call == 2
    assert here.way(Config(), RunInfo(name="a")).per_call == 2  # it has not begun
    begun = RunInfo(name="a", backend="jax", device="another", step=100, steps_per_call=16)
    assert here.way(Config(), begun).per_call == 16  # its validations come at multiples


def test_pytorch_is_on_the_gpu_of_a_mac_where_keras_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    mps, cuda = (SimpleNamespace(is_available=lambda there=there: there) for there in (True, False))
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(backends=SimpleNamespace(mps=mps), cuda=cuda))
    monkeypatch.delenv("KERAS_TORCH_DEVICE", raising=False)
    assert environment._torch_gpu() == ("Apple GPU", None)
    assert environment._gpu_precision(None) == "float32"
    assert [environment._gpu_precision(known) for known in ((7, 5), (8, 0))] == ["mixed_float16", "mixed_bfloat16"]
    monkeypatch.setenv("KERAS_TORCH_DEVICE", "cpu")
    assert environment._torch_gpu() is None


@pytest.mark.parametrize(("backend", "asked", "compiled"), [("torch", "on", False), ("jax", "auto", True)])
def test_xla_is_what_a_backend_has_whatever_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str, asked: str, compiled: bool
) -> None:
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path))
    here = Environment(backend, "a card", True, "mixed_float16", devices=None)
    assert here.way(changed(Config(), {"training.xla": asked})).xla is compiled


def test_of_the_programs_of_jax_the_newest_are_kept(tmp_path: Path) -> None:
    for age, name in enumerate("abcd"):
        (tmp_path / name).write_bytes(b"x" * 10)
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    forget_old_programs(tmp_path / "not there")
    forget_old_programs(tmp_path, most=25)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b"]
