"""The one Keras callback: turns what `fit` says into events, and ends a stretch early when somebody waits."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import keras

from tfmodel.contract import events
from tfmodel.contract.awake import awake_seconds
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.optimizing import finished_steps, gradient_norm
from tfmodel.jobs.plan import Plan
from tfmodel.jobs.trouble import Watch

REPORT_SECONDS = 0.5  # at most two reports a second


class Reporter(keras.callbacks.Callback):
    """Reports the mean loss and the speed since the report before.

    Args:
        report: Where a `TrainingReport` goes.
        controls: Looked at after each call of the train function.
        clock: Seconds of training so far, over all sessions of the run.
        learning_rate: From a step to the learning rate.
        plan: Gives the plan of now: how many steps there are, how many an epoch has, and how many parts a step.
        ends: Whether the time for training is up.
        watch: Judges each loss before anybody hears of it.

    Attributes:
        diverged: The watch has ended this stretch.
    """

    def __init__(
        self,
        report: Callable[[events.TrainingReport], None],
        controls: Controls,
        clock: Callable[[], float],
        learning_rate: Callable[[int], float],
        plan: Callable[[], Plan],
        ends: Callable[[], bool],
        watch: Watch,
    ) -> None:
        super().__init__()
        self.async_safe = is_async_safe()
        self._report = report
        self._controls = controls
        self._clock = clock
        self._learning_rate = learning_rate
        self._plan = plan
        self._ends = ends
        self._watch = watch
        self.begin(0)

    def begin(self, step: int) -> None:
        """Another stretch begins after `step` finished steps; Keras' sums begin again at zero."""
        self.diverged = False
        self._first_step = step
        self._last = (awake_seconds(), 0.0, 0.0)

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """After each call of the train function (several steps); `batch` counts the parts."""
        steps, parts = divmod(batch + 1, self._plan().parts)
        if parts:  # amid a step, as with PyTorch: reports are of whole ones, and its masks would be others once more
            return
        now = awake_seconds()
        if now - self._last[0] >= REPORT_SECONDS:
            replicas = _replicas(self.model)
            logs = {name: replicas * float(value) for name, value in (logs or {}).items()}
            now = awake_seconds()  # the device may have had to catch up
            self._send(self._first_step + steps, now, logs)
        if self._controls.interrupts or self._ends() or self.diverged:
            self.model.stop_training = True

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """The end of a stretch: the rest since the last report."""
        self._send(finished_steps(self.model.optimizer), awake_seconds(), logs or {})

    def _send(self, step: int, now: float, logs: dict[str, Any]) -> None:
        then, loss_then, tokens_then = self._last
        loss_sum, tokens = float(logs["loss_sum"]), float(logs["tokens"])
        if self.diverged or tokens <= tokens_then:
            return
        self._last = (now, loss_sum, tokens)
        if hasattr(self.model, "jax_state_sync"):
            self.model.jax_state_sync()  # the variables are read next; in a stretch JAX has their values elsewhere
        loss = (loss_sum - loss_then) / (tokens - tokens_then)
        self.diverged = self._watch.sees(step, loss)
        if not math.isfinite(loss):
            return
        self._report(
            events.TrainingReport(
                step=step,
                epoch=step / self._plan().steps_per_epoch,
                loss=loss,
                learning_rate=self._learning_rate(step),
                gradient_norm=_if_finite(gradient_norm(self.model.optimizer)),
                tokens_per_second=(tokens - tokens_then) / max(now - then, 1e-6),
                seconds=self._clock(),
                last_step=self._plan().total,
            )
        )


class UnhurriedCallbacks(keras.callbacks.CallbackList):
    """Hands on what a call of the train function tells as it is, and if it waits, once the call before it is done.

    Keras' own list makes numbers of it first, for which the device would stand still after each call. Without any
    waiting JAX would be dozens of steps ahead, and who stops a training waits for all of them; PyTorch is not.
    """

    def __init__(self, *args: Any, waits: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waits = waits
        self._before: dict[str, Any] = {}

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """After each call."""
        for value in self._before.values():
            float(value)
        self._before = dict(logs or {}) if self._waits else {}
        for callback in self.callbacks:
            callback.on_train_batch_end(batch, logs)


def is_async_safe() -> bool:
    """Whether Keras may hand a callback what a call tells while the next one runs, so that none waits for a report.

    JAX has given what a report reads to the next step by then, and with PyTorch the next step changes it.
    """
    return keras.backend.backend() == "tensorflow"


def callbacks_of(own: keras.callbacks.Callback, model: keras.Model) -> keras.callbacks.CallbackList | list[Any]:
    """What `fit` of that model is given for a callback of ours."""
    if is_async_safe():
        return [own]
    waits = keras.backend.backend() == "jax"
    return UnhurriedCallbacks([own], add_history=True, model=model, waits=waits)


def _replicas(model: keras.Model) -> int:
    """Copies of the model under a strategy of TensorFlow: Keras tells the mean of their sums during a stretch."""
    strategy = getattr(model, "distribute_strategy", None)
    return 1 if strategy is None else int(strategy.num_replicas_in_sync)


def _if_finite(value: float) -> float | None:
    """In float16 a gradient may be too long to be a number; the step is skipped then."""
    return value if math.isfinite(value) else None
