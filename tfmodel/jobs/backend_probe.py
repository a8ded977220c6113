"""One backend of Keras in a process of its own: which devices it sees, and how fast a small training step is on it.

    KERAS_BACKEND=jax python -m tfmodel.jobs.backend_probe [--measure]

Prints one line of JSON, a `Probe`, last.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
from pydantic import BaseModel

WARM_STEPS = 2  # compiled, and its memory taken
SECONDS = 3.0
ROWS, LENGTH, VOCABULARY = 64, 24, 4000  # of the step that is the same everywhere


class Probe(BaseModel):
    """What a backend says of itself; `cuda` is the version it was built for, "" for none or not known."""

    devices: tuple[str, ...]
    gpu: bool
    cuda: str = ""
    tokens_per_second: float | None = None


def main(words: list[str]) -> int:
    """Probes the backend that KERAS_BACKEND names."""
    found = {"tensorflow": _tensorflow, "jax": _jax, "torch": _torch}[os.environ["KERAS_BACKEND"]]()
    if "--measure" in words:
        found = found.model_copy(update={"tokens_per_second": _measured()})
    print(found.model_dump_json(), flush=True)
    return 0


def _tensorflow() -> Probe:
    from tfmodel.jobs.environment import prepare_process

    prepare_process()
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    names = [tf.config.experimental.get_device_details(gpu).get("device_name", "GPU") for gpu in gpus]
    return Probe(
        devices=("CPU", *names), gpu=bool(gpus), cuda=str(tf.sysconfig.get_build_info().get("cuda_version", ""))
    )


def _jax() -> Probe:
    jax = importlib.import_module("jax")
    devices = jax.devices()
    names = tuple("CPU" if device.platform == "cpu" else str(device.device_kind) for device in devices)
    return Probe(devices=names, gpu=any(device.platform == "gpu" for device in devices))


def _torch() -> Probe:
    torch = importlib.import_module("torch")
    names = [torch.cuda.get_device_name(number) for number in range(torch.cuda.device_count())]
    names += ["Apple GPU"] if torch.backends.mps.is_available() else []
    return Probe(devices=("CPU", *names), gpu=bool(names), cuda=str(torch.version.cuda or ""))


def _measured() -> float:
    """Target tokens a second of a model of two layers a side, d_model 128, in float32."""
    import keras

    from tfmodel.net.architecture import Architecture
    from tfmodel.net.objective import TrainingModel
    from tfmodel.net.transformer import Transformer

    architecture = Architecture(
        source_vocabulary=VOCABULARY,
        target_vocabulary=VOCABULARY,
        num_encoder_layers=2,
        num_decoder_layers=2,
        d_model=128,
        num_heads=4,
        feed_forward_width=256,
        max_length=LENGTH,
        dropout=0.1,
    )
    model = TrainingModel(Transformer(architecture))
    model.compile(keras.optimizers.Adam(1e-4), jit_compile=keras.backend.backend() == "jax")
    model.optimizer.build(model.trainable_variables)
    batches = _batches()
    for _ in range(WARM_STEPS):
        _step(model, *next(batches))
    steps, began = 0, time.monotonic()
    while (seconds := time.monotonic() - began) < SECONDS:
        _step(model, *next(batches))
        steps += 1
    return steps * ROWS * LENGTH / seconds


def _batches() -> Iterator[tuple[np.ndarray, np.ndarray]]:
    draw = np.random.default_rng(1)
    while True:
        source, target = (draw.integers(4, VOCABULARY, (ROWS, LENGTH), dtype="int32") for _ in range(2))
        yield source, target


def _step(model: Any, source: np.ndarray, target: np.ndarray) -> None:
    logs = model.train_on_batch({"source": source, "target": target}, target, return_dict=True)
    float(logs["loss_sum"])  # waits for the device


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
