"""Measures which way of computing a training step is the fastest here, for small and for large models.

Then, in that way, from which batch on more tokens take as much more time, and how many steps a call should have.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import keras
import numpy as np

from tfmodel.contract import calibration
from tfmodel.contract.calibration import Calibration, Choice, SizeClass, Speed
from tfmodel.contract.failure import is_out_of_memory
from tfmodel.corpus.batches import Batch
from tfmodel.corpus.shapes import Shapes
from tfmodel.jobs.compiling import batches_in_a_call
from tfmodel.jobs.environment import Environment
from tfmodel.jobs.feeding import Form, feeding
from tfmodel.jobs.reporting import callbacks_of, is_async_safe
from tfmodel.jobs.side_by_side import compute_side_by_side
from tfmodel.net.architecture import Architecture
from tfmodel.net.chunks import CACHED
from tfmodel.net.objective import TrainingModel
from tfmodel.net.transformer import Transformer

SECONDS, ROUNDS = 0.6, 3  # of each measurement: the best of them counts, because others may be at work here
LENGTH, VOCABULARY = 32, 4000  # of the steps that are the same everywhere
BATCH = 1024  # tokens, of the smallest batch
BUSY = 8 * BATCH  # tokens, with which a GPU has more to do than to begin: what is fastest there is asked with them
LARGEST = 64 * BATCH
CALLS = (1, 2, 4, 8)  # a person who presses Stop waits for the end of one, and larger models take longer steps
LONGEST_CALL = 2.0  # seconds
_WIDTHS: dict[SizeClass, tuple[int, int]] = {"narrow": (128, 256), "wide": (512, 2048)}  # d_model, feed-forward


def calibrate(here: Environment) -> dict[SizeClass, Calibration]:
    """Measures every way that could be the fastest, and remembers them for this device and these versions."""
    found = {}
    for size in _WIDTHS:
        found[size] = _calibration(here, size)
        calibration.remember({here.key(size): found[size]})
    return found


def _calibration(here: Environment, size: SizeClass) -> Calibration:
    tokens = BUSY if here.gpu else BATCH
    choices = [
        Choice(precision=precision, xla=xla, tokens_per_second=_Steps(here, size, precision, xla).speed(tokens))
        for precision, xla in ways(here)
    ]
    best = max(choices, key=lambda choice: choice.tokens_per_second)
    measured = Calibration(choices=choices, batches=tuple(_batches(_Steps(here, size, best.precision, best.xla))))
    # Another model: the one before may have ended without memory, and without its variables.
    calls = _calls(_Steps(here, size, best.precision, best.xla), measured.batch_tokens or BATCH)
    return measured.model_copy(update={"calls": tuple(calls)})


def ways(here: Environment) -> list[tuple[str, bool]]:
    """Precision and whether XLA compiles.

    TensorFlow on a processor goes without XLA: each shape takes it 10 s, and bfloat16 gains nothing under it (design,
    section 8). JAX has nothing else.
    """
    compilers = {"jax": (True,), "torch": (False,)}.get(here.backend, (False, True) if here.gpu else (False,))
    return list(product(dict.fromkeys(("float32", here.fast_precision)), compilers))


def _batches(steps: _Steps) -> Iterator[Speed]:
    """Twice as large each time, as long as that pays and the device has memory for it."""
    tokens, before = BATCH, None
    while tokens <= LARGEST:
        try:
            speed = Speed(value=tokens, tokens_per_second=steps.speed(tokens))
        except Exception as error:
            if before is None or not is_out_of_memory(error):
                raise
            return
        yield speed
        if before is not None and not calibration.pays(before, speed):
            return
        tokens, before = 2 * tokens, speed


def _calls(steps: _Steps, tokens: int) -> Iterator[Speed]:
    """None where the backend runs single steps whatever it is asked."""
    for wanted in CALLS if batches_in_a_call(2) == 2 else ():
        speed = steps.speed(tokens, wanted)
        yield Speed(value=wanted, tokens_per_second=speed)
        if 2 * wanted * tokens / speed > LONGEST_CALL:
            return


@dataclass(frozen=True)
class _Random:
    """Batches of so many tokens whose sentences are all as long."""

    tokens: int
    longest: int = LENGTH

    def batches_per_epoch(self) -> int:
        return 1

    def from_step(self, step: int) -> Iterator[Batch]:
        draw = np.random.default_rng(step)
        while True:
            rows = self.tokens // LENGTH
            source, target = (draw.integers(4, VOCABULARY, (rows, LENGTH), dtype="int32") for _ in range(2))
            yield Batch(source, target, target)


@dataclass(frozen=True)
class _Steps:
    """Steps of a model of two layers a side, which `fit` takes, and waits for, as in a training."""

    here: Environment
    size: SizeClass
    precision: str
    xla: bool

    @cached_property
    def _model(self) -> TrainingModel:
        keras.utils.clear_session()
        d_model, feed_forward_width = _WIDTHS[self.size]
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
        model = TrainingModel(Transformer(architecture, dtype=self.precision))
        if self.here.side_by_side > 1 and not self.xla:
            compute_side_by_side(model, self.here.side_by_side)
        if self.here.backend == "tensorflow" and not (self.here.gpu or self.xla):
            model.logits_at_once = CACHED
        model.compile(keras.optimizers.Adam(1e-4), jit_compile=self.xla)
        model.optimizer.build(model.trainable_variables)
        return model

    def speed(self, tokens: int, per_call: int = 1) -> float:
        """Target tokens a second, after a call that traces or compiles and takes memory."""
        model = self._model
        if model.steps_per_execution != per_call:
            model.steps_per_execution = per_call
            model.make_train_function(force=True)
        form = Form(1, 1, Shapes(tokens, LENGTH, few=self.xla))
        with feeding(_Random(tokens), 0, 2 * per_call, form) as data:
            seconds = _rounds(model, data, per_call, 1)
            steps = per_call * max(1, round(SECONDS / seconds))
            return steps * tokens / _rounds(model, data, steps, ROUNDS)


def _rounds(model: Any, data: Any, steps: int, count: int) -> float:
    """Seconds of so many steps, the best of so many rounds after one that is not counted: it traces or compiles."""
    watch = _StopWatch()
    callbacks = callbacks_of(watch, model)
    model.fit(data, steps_per_epoch=steps, epochs=1 + count, shuffle=False, verbose=0, callbacks=callbacks)
    return min(watch.seconds[1:])


class _StopWatch(keras.callbacks.Callback):
    """Seconds of each epoch, at whose end Keras reads the loss, which waits for the device."""

    def __init__(self) -> None:
        super().__init__()
        self.async_safe = is_async_safe()
        self.seconds: list[float] = []
        self._began = 0.0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """From here on its steps count."""
        self._began = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """`logs` are numbers by now."""
        self.seconds.append(time.perf_counter() - self._began)
