"""Trainings whose batches several devices share: logical ones, made of the processor."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from running import environment, events_of, job, settings

from tfmodel.contract import events
from tfmodel.contract.run_folder import RunFolder

SHARED = Path(__file__).with_name("shared_steps.py")


def losses(*words):
    done = subprocess.run(
        [sys.executable, str(SHARED), *words], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("backend", "parts", "counts"),
    [
        ("tensorflow", "1", ("2", "4")),
        ("tensorflow", "1", ("2", "attention_window=2", "attention_dropout=0.2")),
        pytest.param("jax", "2", ("2",), marks=pytest.mark.slow),
    ],
)
def test_several_devices_have_the_losses_of_one(backend, parts, counts):
    """With dropout, clipping, weight decay and a moving average; no number of devices divides the rows."""
    found = losses(backend, parts, *counts)
    alone = found.pop("1")
    assert (
        len(alone) == 6 and alone[-1] < 0.95 * alone[0] and list(found) == [word for word in counts if "=" not in word]
    )
    for shared in found.values():
        assert shared == pytest.approx(alone, rel=1e-5)


OVERFLOW = """
import sys
import keras
import tensorflow as tf
sys.path.insert(0, sys.argv[1])
from tfmodel.contract.training_config import TrainingConfig
from tfmodel.jobs import optimizing
from tfmodel.jobs.environment import environment
from tfmodel.net.schedule import Constant
training = TrainingConfig(devices=2, clip_norm=1.0)
devices = environment(training).devices
with devices.scope():
    weight = keras.Variable(1.0, name="kernel")
    made = optimizing.make_optimizer(training, Constant(0.1, 1), [weight], 1, devices.replicas)
    optimizer = keras.optimizers.LossScaleOptimizer(made, initial_scale=8.0)
    optimizer.build([weight])
    optimizing.agree_on_overflow(optimizer)
@tf.function
def step(first, second):
    def of_replica():
        here = tf.distribute.get_replica_context().replica_id_in_sync_group
        optimizer.apply([tf.where(here == 0, first, second)], [weight])
    tf.distribute.get_strategy().run(of_replica)
with devices.scope():
    for first, second in ((1.0, float("inf")), (float("inf"), 1.0), (1.0, 1.0)):
        step(first, second)
        print(*(keras.ops.convert_to_numpy(one) for one in (weight, optimizer.dynamic_scale, optimizer.iterations)))
"""


def test_a_gradient_that_is_too_large_on_one_device_is_left_out_on_all():
    words = [sys.executable, "-c", OVERFLOW, str(SHARED.parents[2])]
    done = subprocess.run(words, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = [[float(value) for value in line.split()] for line in done.stdout.splitlines()]
    assert rows[:2] == [[1.0, 4.0, 0.0], [1.0, 2.0, 0.0]]
    assert rows[2][0] < 1.0 and rows[2][1:] == [2.0, 1.0]


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_a_run_on_two_devices_is_the_run_on_one(pairs_file, tmp_path, backend):
    found = []
    for devices in ("1", "2"):
        folder = tmp_path / devices
        words = ("--backend", backend, "--devices", devices, *settings("training.max_steps=32"))
        done = job("train", "--data", pairs_file, "--run", folder, "--json", *words)
        assert done.returncode == 0, done.stderr
        told = events_of(done.stdout)
        found.append({event.step: event.loss for event in told if isinstance(event, events.ValidationReport)})
    assert RunFolder(folder).info().device.startswith("2 devices: ")
    assert found[1] == pytest.approx(found[0], rel=1e-5)
    reports = [event for event in told if isinstance(event, events.TrainingReport)]
    assert sum(report.loss for report in reports) / len(reports) > min(found[0].values())


@pytest.mark.slow
def test_what_was_too_much_for_one_device_goes_on_on_two(pairs_file, tmp_path):
    folder = tmp_path / "run"
    done = job("train", "--data", pairs_file, "--run", folder, *settings("training.max_steps=16"))
    assert done.returncode == 0, done.stderr
    RunFolder(folder).change_info(memory_factor=4)
    again = job("train", "--run", folder, "--resume", "--devices", "2", "--set", "training.max_steps=24")
    assert again.returncode == 0, again.stderr
    assert RunFolder(folder).info().step == 24


@pytest.mark.slow
def test_two_devices_take_a_part_each_of_batches_in_two_parts(pairs_file, tmp_path):
    found = []
    for devices in ("1", "2"):
        folder = tmp_path / devices
        words = ("--devices", devices, *settings("training.max_steps=32", "training.accumulate_steps=2"))
        without_dropout = ("--set", "model.dropout=0")  # which is drawn for each part, or for the rows of all
        done = job("train", "--data", pairs_file, "--run", folder, "--json", *words, *without_dropout)
        assert done.returncode == 0, done.stderr
        told = events_of(done.stdout)
        found.append({event.step: event.loss for event in told if isinstance(event, events.ValidationReport)})
    assert found[1] == pytest.approx(found[0], rel=1e-4)
