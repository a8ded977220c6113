"""Measures which way of computing a training step is the fastest here, for small and for large models."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import product
from typing import Any

import keras
import numpy as np

from tfmodel.contract import calibration
from tfmodel.contract.calibration import Calibration, Choice, SizeClass
from tfmodel.jobs.environment import Environment
from tfmodel.jobs.side_by_side import compute_side_by_side
from tfmodel.net.architecture import Architecture
from tfmodel.net.chunks import CACHED
from tfmodel.net.objective import TrainingModel
from tfmodel.net.transformer import Transformer

WARM_STEPS = 2  # compiled, and its memory taken
SECONDS = 2.0  # of each way
ROWS, LENGTH, VOCABULARY = 64, 24, 4000  # of the step that is the same everywhere
_WIDTHS: dict[SizeClass, tuple[int, int]] = {"narrow": (128, 256), "wide": (512, 2048)}  # d_model, feed-forward


def calibrate(here: Environment) -> dict[SizeClass, Calibration]:
    """Measures every way that could be the fastest, and remembers them for this device and these versions."""
    found = {size: Calibration(choices=tuple(_choices(here, size))) for size in _WIDTHS}
    calibration.remember({here.key(size): measured for size, measured in found.items()})
    return found


def _choices(here: Environment, size: SizeClass) -> Iterator[Choice]:
    for precision, xla in ways(here):
        speed = _measured(size, precision, 1 if xla else here.side_by_side, xla=xla)
        yield Choice(precision=precision, xla=xla, tokens_per_second=speed)


def ways(here: Environment) -> list[tuple[str, bool]]:
    """Precision and whether XLA compiles.

    TensorFlow on a processor goes without XLA: each shape takes it 10 s, and bfloat16 gains nothing under it (design,
    section 8). JAX has nothing else.
    """
    compilers = {"jax": (True,), "torch": (False,)}.get(here.backend, (False, True) if here.gpu else (False,))
    return list(product(dict.fromkeys(("float32", here.fast_precision)), compilers))


def _measured(size: SizeClass, precision: str, parts: int, *, xla: bool) -> float:
    """Target tokens a second of a model of two layers a side."""
    keras.utils.clear_session()
    d_model, feed_forward_width = _WIDTHS[size]
    architecture = Architecture(
        source_vocabulary=VOCABULARY,
        target_vocabulary=VOCABULARY,
        num_encoder_layers=2,
        num_decoder_layers=2,
        d_model=d_model,
        num_heads=d_model // 32,
        feed_forward_width=feed_forward_width,
        max_length=LENGTH,
        dropout=0.1,
    )
    model = TrainingModel(Transformer(architecture, dtype=precision))
    if parts > 1:  # as in a training
        compute_side_by_side(model, parts)
        model.logits_at_once = CACHED
    model.compile(keras.optimizers.Adam(1e-4), jit_compile=xla)
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
