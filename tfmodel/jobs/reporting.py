"""The one Keras callback: turns what `fit` says into events, and ends a stretch early when somebody waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import keras

from tfmodel.contract import events
from tfmodel.jobs.controls import Controls

REPORT_SECONDS = 0.5  # at most two reports a second


class Reporter(keras.callbacks.Callback):
    """Reports the mean loss and the speed since the report before.

    Args:
        report: Where a `TrainingReport` goes.
        controls: Looked at after each call of the train function.
        clock: Seconds of training so far, over all sessions of the run.
        learning_rate: From a step to the learning rate.
        steps_per_epoch: To say how many epochs are done.
        ends: Whether the time for training is up.
    """

    async_safe = True  # or each step would wait for the report before it (Keras)

    def __init__(
        self,
        report: Callable[[events.TrainingReport], None],
        controls: Controls,
        clock: Callable[[], float],
        learning_rate: Callable[[int], float],
        steps_per_epoch: int,
        ends: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._report = report
        self._controls = controls
        self._clock = clock
        self._learning_rate = learning_rate
        self._steps_per_epoch = steps_per_epoch
        self._ends = ends
        self.begin(0)

    def begin(self, step: int) -> None:
        """Another stretch begins after `step` finished steps; Keras' sums begin again at zero."""
        self._first_step = step
        self._last = (time.monotonic(), 0.0, 0.0)

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """After each call of the train function (several steps)."""
        now = time.monotonic()
        if self._controls.interrupts or self._ends():
            self.model.stop_training = True
        if now - self._last[0] >= REPORT_SECONDS:
            self._send(self._first_step + batch + 1, now, logs or {})

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """The end of a stretch: the rest since the last report."""
        step = int(self.model.optimizer.iterations.numpy())
        self._send(step, time.monotonic(), logs or {})

    def _send(self, step: int, now: float, logs: dict[str, Any]) -> None:
        then, loss_then, tokens_then = self._last
        loss_sum, tokens = float(logs["loss_sum"]), float(logs["tokens"])
        if tokens <= tokens_then:
            return
        self._last = (now, loss_sum, tokens)
        self._report(
            events.TrainingReport(
                step=step,
                epoch=step / self._steps_per_epoch,
                loss=(loss_sum - loss_then) / (tokens - tokens_then),
                learning_rate=self._learning_rate(step),
                tokens_per_second=(tokens - tokens_then) / max(now - then, 1e-6),
                seconds=self._clock(),
            )
        )
