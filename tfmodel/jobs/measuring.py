"""A few real steps of a training, timed: its own model, optimizer and batches, and nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import keras
import numpy as np

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.failure import is_out_of_memory
from tfmodel.corpus.batches import Batch, Batches
from tfmodel.jobs.feeding import dataset
from tfmodel.jobs.training import Training

SECONDS = 10.0  # of measuring, after the first call
MOST_STEPS = 40


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

    def batches_per_epoch(self, number: int = 0) -> int:
        return self.batches.batches_per_epoch(number) + 1

    def from_step(self, step: int) -> Iterator[Batch]:
        return chain([self.longest_batch], self.batches.from_step(step))


def measure(training: Training, longest_batch: Batch, channel: Channel, seconds: float = SECONDS) -> Measured:
    """Runs steps for about so many seconds; the first one, with its trace and the longest pairs, is not timed.

    The weights are changed by it: a training that is to be used must be made anew.
    """
    model, parts = training.model, training.plan.parts
    model.steps_per_execution = parts
    batches = _LongestFirst(training.batches, longest_batch)
    data = iter(dataset(batches, 0, 2, parts))
    model.make_train_function()
    step = model.train_function
    steps, spent, tokens = 0, 0.0, 0
    counted = training.batches.from_step(0)
    try:
        _finish(step(data))
        while steps < MOST_STEPS and spent + spent / max(1, steps) <= seconds:
            began = time.monotonic()
            _finish(step(data))
            spent += time.monotonic() - began
            tokens += next(counted).tokens
            steps += 1
            done, total = min(seconds, spent), seconds
            channel.emit(events.Progress(text="Measuring training steps", done=done, total=total, unit="s"))
    except Exception as error:
        if not is_out_of_memory(error):
            raise
        return Measured(steps, spent, tokens, out_of_memory=True)
    return Measured(steps, spent, tokens)


def _finish(logs: dict[str, object]) -> None:
    """Waits for the device: what a step returns is there when it has been computed."""
    for value in logs.values():
        np.asarray(keras.ops.convert_to_numpy(value))
