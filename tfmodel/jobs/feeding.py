"""Batches on their way to `fit`: made by a thread ahead of the steps that use them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from tfmodel.corpus.batches import Batch, Batches
from tfmodel.corpus.shapes import Shapes
from tfmodel.jobs.devices import Devices
from tfmodel.jobs.plan import USUAL_CALL

Portion = tuple[Any, ...]  # (x, labels) or (x, labels, sample weights)
PATIENCE = 0.1  # seconds between two looks at whether anybody still wants a batch


@dataclass(frozen=True)
class Form:
    """In which form batches reach the model.

    Attributes:
        parts: In how many parts a batch comes, one after the other.
        replicas: Among how many copies of the model TensorFlow divides the rows of a part.
        shapes: Pads parts; their rows to a multiple of the devices.
    """

    parts: int
    replicas: int
    shapes: Shapes

    @property
    def weighted(self) -> bool:
        """Whether there are sample weights (see `net.accumulation`)."""
        return self.parts > 1 or self.replicas > 1


@dataclass(frozen=True)
class Feed:
    """Where the batches of a training come from, and where they go.

    Attributes:
        batches: Cuts them.
        batch_tokens: The budget that they are cut by.
        longest: Tokens of a sentence at most (see `Shapes`).
        devices: Share each batch.
        compiled: Whether XLA makes a program for each shape, of which there are few then.
        whole: Whether batches are cut into numbers of rows that need no padding (see `BatchSource`).
        parts: In how many parts each of them comes.
        per_call: Steps without a return to Python, unless the configuration says how many.
    """

    batches: Batches
    batch_tokens: int
    longest: int
    devices: Devices
    compiled: bool
    whole: bool = False
    parts: int = 1
    per_call: int = USUAL_CALL

    @property
    def form(self) -> Form:
        """Of the batches, as the model is given them."""
        tokens, whole = -(-self.batch_tokens // self.parts), self.whole and self.parts == 1
        shapes = Shapes(tokens, self.longest, self.devices.count, few=self.compiled, whole=whole)
        return Form(self.parts, self.devices.replicas, shapes)


@contextmanager
def feeding(source: Batches, step: int, ahead: int, form: Form) -> Iterator[Any]:
    """What `fit` takes, from global step `step` on, for ever.

    Args:
        source: Cuts the batches.
        step: Number of finished steps.
        ahead: Batches that wait ready for their step.
        form: Of the batches.

    Raises:
        Exception: What kept a batch from being made, where the model asked for it.
    """
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        met: list[Exception] = []
        try:
            yield _dataset(source, step, ahead, form, met)
        except tf.errors.OpError as error:
            if met:
                raise met[0] from error
            raise
        return
    ready = prefetched(portions(source.from_step(step), form), ahead * form.parts)
    try:
        yield ready
    finally:
        ready.close()


def _dataset(source: Batches, step: int, ahead: int, form: Form, met: list[Exception]) -> Any:
    """With one signature, so that the graph is traced once; what batches cannot be made for is added to `met`."""
    import tensorflow as tf

    def made() -> Iterator[Portion]:
        try:
            yield from portions(source.from_step(step), form)
        except Exception as error:
            met.append(error)  # TensorFlow makes an error of its own of it, which tells it in words alone
            raise

    ids = tf.TensorSpec([None, None], tf.int32)
    signature: tuple[Any, ...] = ({"source": ids, "target": ids}, ids)
    if form.weighted:
        signature = (*signature, tf.TensorSpec([None], tf.float32))
    dataset = tf.data.Dataset.from_generator(made, output_signature=signature)
    options = tf.data.Options()
    options.autotune.enabled = False  # there is nothing to tune, and its thread ended up to 17 s after a stretch
    options.experimental_distribute.auto_shard_policy = tf.data.experimental.AutoShardPolicy.OFF  # there is one host
    return dataset.prefetch(ahead * form.parts).with_options(options)


def portions(batches: Iterator[Batch], form: Form) -> Iterator[Portion]:
    """What a model is given, one after the other: whole batches, or their parts with a weight for each row.

    Of what stands in one part and goes to one replica all rows weigh alike: their real tokens over the mean of the
    parts. The gradients of replicas are added up, those of parts averaged: so it is that of the whole batch.
    """
    for batch in batches:
        for part in batch.parts(form.parts) if form.parts > 1 else (batch,):
            made = form.shapes.padded(part)
            weights = (_weights(made, batch.tokens / form.parts, form),) if form.weighted else ()
            yield {"source": made.source, "target": made.target}, made.labels, *weights


def _weights(part: Batch, mean: float, form: Form) -> np.ndarray:
    blocks = np.array_split(part.labels, form.replicas)
    tokens = [np.count_nonzero(block) for block in blocks]
    return np.repeat(np.array(tokens, "float32") / np.float32(mean), [len(block) for block in blocks])


def prefetched(items: Iterator[Portion], ahead: int) -> Iterator[Portion]:
    """The items, which a thread makes ahead of their use; close the generator when no more are wanted."""
    ready: queue.Queue[Portion | Exception] = queue.Queue(max(1, ahead))
    done = threading.Event()

    def put(item: Portion | Exception) -> None:
        while not done.is_set():
            try:
                return ready.put(item, timeout=PATIENCE)
            except queue.Full:
                continue

    def fill() -> None:
        try:
            for item in items:
                put(item)
                if done.is_set():
                    return
        except Exception as error:  # noqa: BLE001  whoever takes the items is to hear of it
            put(error)

    thread = threading.Thread(target=fill, name="feeding", daemon=True)
    thread.start()
    try:
        while True:
            item = ready.get()
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        done.set()
        thread.join()
