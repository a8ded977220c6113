"""The programs of training steps on JAX, one for each shape of batch, made side by side before the first step.

XLA makes one in ten to twenty seconds on one core, and keeps the whole training waiting for each of the twenty that it
meets first. What Python has to do for a program is done in turn; what XLA has to do for all of them, at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Any

import keras

from tfmodel.jobs.compiling import compiles_each_shape
from tfmodel.jobs.environment import available_cores
from tfmodel.jobs.feeding import Feed, portions
from tfmodel.net.objective import TrainingModel

MOST = 8  # at once: each takes some hundred MB of the machine's memory
LOOKED_AT = 400  # batches, among which are all shapes but the rarest
SECONDS = 0.2  # between two looks at whether they are still wanted

Shape = tuple[tuple[int, ...], ...]


def own_programs(model: TrainingModel, feed: Feed) -> Programs | None:
    """Takes the making of programs over from Keras; not where several devices share a batch, whose states it divides.

    Args:
        model: Compiled, its optimizer built.
        feed: Where its batches come from.
    """
    if not compiles_each_shape() or feed.devices.count > 1:
        return None
    programs = Programs(model, feed)
    model.jit_compile, model.train_step = False, programs
    return programs


class Programs:
    """What a model does in a step, as Keras calls it where it shall compile nothing itself.

    Args:
        model: Compiled, its optimizer built; it trains on one device.
        feed: Where its batches come from.
    """

    def __init__(self, model: TrainingModel, feed: Feed) -> None:
        import jax

        self._model, self._feed = model, feed
        self._step = jax.jit(model.train_step, donate_argnums=0)
        self._made: dict[Shape, Future[Any]] = {}

    def __call__(self, state: Any, data: Any) -> Any:
        """Logs and the new state."""
        made = self._made.get(_shape(data))
        return (made.result() if made else self._step)(state, data)

    def make(self, step: int, last: int, is_wanted: Callable[[], bool]) -> None:
        """Makes those of the shapes that come soon.

        They are waited for: beside a step XLA would try its kernels in the memory that the step needs.

        Args:
            step: Number of finished steps.
            last: Number of steps in all.
            is_wanted: Asked now and then; no more are made when it says no.
        """
        state = self._state()
        pool = ThreadPoolExecutor(min(available_cores(), MOST), thread_name_prefix="programs")
        try:
            for portion in self._portions(step, last):
                if not is_wanted():
                    return
                if _shape(portion) not in self._made:
                    lowered = self._step.lower(state, portion)
                    self._made[_shape(portion)] = pool.submit(lowered.compile)
            while is_wanted() and wait(self._made.values(), SECONDS).not_done:
                pass
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # what XLA has begun, it ends

    def _portions(self, step: int, last: int) -> Iterator[Any]:
        """Of the next steps, an epoch at most: the tokens of a later one may not be drawn yet."""
        batches, form = self._feed.batches, self._feed.form
        soon = min(LOOKED_AT, last - step, batches.batches_per_epoch())
        return islice(portions(batches.from_step(step), form), soon * form.parts)

    def _state(self) -> tuple[list[Any], ...]:
        """Shapes and types of what a step reads and writes."""
        import jax

        model = self._model
        return tuple(
            [jax.ShapeDtypeStruct(variable.shape, variable.dtype) for variable in variables]
            for variables in (
                model.trainable_variables,
                model.non_trainable_variables,
                model.optimizer.variables,
                model.metrics_variables,
            )
        )


def _shape(data: Any) -> Shape:
    return tuple(array.shape for array in keras.tree.flatten(data))
