"""A few real steps of a training, timed: its own model, optimizer and batches, and nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import keras

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.failure import is_out_of_memory
from tfmodel.corpus.batches import Batch, Batches
from tfmodel.jobs.compiling import batches_in_a_call
from tfmodel.jobs.feeding import Feed, Form, feeding
from tfmodel.jobs.training import Training

SECONDS = 10.0  # of measuring, after the first call
MOST_STEPS = 40
COMPILING_FACTOR = 4.0  # times those seconds, where compiling is what takes the time


@dataclass(frozen=True)
class Measured:
    """What the steps showed.

    Attributes:
        steps: How many were timed.
        seconds: What they took.
        tokens: Real target tokens in them.
        out_of_memory: Whether the device refused memory to one.
    """

    steps: int
    seconds: float
    tokens: int
    out_of_memory: bool = False

    @property
    def step_seconds(self) -> float | None:
        """Of one step; None when there was none."""
        return self.seconds / self.steps if self.steps else None

    @property
    def tokens_per_second(self) -> float | None:
        """Real target tokens a second; None when there was no step."""
        return self.tokens / self.seconds if self.steps else None


@dataclass(frozen=True)
class _LongestFirst:
    """The batch of the longest pairs, which takes the most memory, and then those of the training in their order."""

    batches: Batches
    longest_batch: Batch

    @property
    def longest(self) -> int:
        return self.batches.longest

    def batches_per_epoch(self) -> int:
        return self.batches.batches_per_epoch() + 1

    def from_step(self, step: int) -> Iterator[Batch]:
        return chain([self.longest_batch], self.batches.from_step(step))


def measure(training: Training, longest_batch: Batch, channel: Channel, seconds: float = SECONDS) -> Measured:
    """Runs steps for about so many seconds; the first one, with its trace and the longest pairs, is not timed.

    The weights are changed by it: a training that is to be used must be made anew.
    """
    model, feed, form = training.model, training.feed, training.form
    model.steps_per_execution = batches_in_a_call(form.parts)
    batches = _LongestFirst(feed.batches, longest_batch)
    watch = _StopWatch(feed, form, channel, seconds)
    try:
        with feed.devices.scope(), feeding(batches, 0, 2, form) as data:
            steps = (1 + MOST_STEPS) * form.parts
            model.fit(data, steps_per_epoch=steps, shuffle=False, verbose=0, callbacks=[watch])
    except Exception as error:
        if not is_out_of_memory(error):
            raise
        return replace(watch.measured, out_of_memory=True)
    return watch.measured


class _StopWatch(keras.callbacks.Callback):
    """Times the steps whose shape has been met before: a backend may compile for each new one.

    Keras waits for the device after each call, because of what this says to `async_safe`.
    """

    async_safe = False

    def __init__(self, feed: Feed, form: Form, channel: Channel, seconds: float) -> None:
        super().__init__()
        self.measured = Measured(0, 0.0, 0)
        self._batches, self._form, self._compiled = feed.batches.from_step(0), form, feed.compiled
        self._channel, self._seconds = channel, seconds
        self._met: set[tuple[int, ...]] = set()
        self._start = self._began = time.monotonic()

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        """`batch` counts parts."""
        if batch % self._form.parts == 0:
            self._began = time.monotonic()

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """The first step is that of the longest pairs."""
        if (batch + 1) % self._form.parts:
            return
        now = time.monotonic()
        if batch < self._form.parts:
            self._start = now
            return
        made = next(self._batches)
        shape = self._form.shapes.padded(made).source.shape
        if shape in self._met or not self._compiled:
            self._count(now - self._began, made.tokens)
        self._met.add(shape)
        spent, steps = self.measured.seconds, max(1, self.measured.steps)
        if spent + spent / steps > self._seconds or now - self._start > COMPILING_FACTOR * self._seconds:
            self.model.stop_training = True

    def _count(self, seconds: float, tokens: int) -> None:
        known = self.measured
        self.measured = Measured(known.steps + 1, known.seconds + seconds, known.tokens + tokens)
        done = min(self._seconds, self.measured.seconds)
        self._channel.emit(events.Progress(text="Measuring training steps", done=done, total=self._seconds, unit="s"))
