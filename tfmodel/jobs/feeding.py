"""Batches on their way to `fit`: made by a thread ahead of the steps that use them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import tensorflow as tf

from tfmodel.corpus.batches import Batch, Batches

_IDS = tf.TensorSpec([None, None], tf.int32)
_SIGNATURE = ({"source": _IDS, "target": _IDS}, _IDS)
_SIGNATURE_OF_PARTS = (*_SIGNATURE, tf.TensorSpec([None], tf.float32))


def dataset(source: Batches, step: int, ahead: int, parts: int) -> tf.data.Dataset:
    """What `fit` takes, from global step `step` on, for ever; one signature, so that the graph is traced once.

    Args:
        source: Cuts the batches.
        step: Number of finished steps.
        ahead: Batches that wait ready for their step.
        parts: In how many parts a batch comes, one after the other; with more than one, each has sample weights (see
            `net.accumulation`).
    """
    make = whole_batches if parts == 1 else parts_of_batches
    signature = _SIGNATURE if parts == 1 else _SIGNATURE_OF_PARTS
    made = tf.data.Dataset.from_generator(lambda: make(source.from_step(step), parts), output_signature=signature)
    options = tf.data.Options()
    options.autotune.enabled = False  # there is nothing to tune, and its thread ended up to 17 s after a stretch
    return made.prefetch(ahead * parts).with_options(options)


def whole_batches(batches: Iterator[Batch], parts: int = 1) -> Iterator[tuple[Any, ...]]:
    """(x, labels) of each batch."""
    for batch in batches:
        yield {"source": batch.source, "target": batch.target}, batch.labels


def parts_of_batches(batches: Iterator[Batch], parts: int) -> Iterator[tuple[Any, ...]]:
    """(x, labels, sample weights) of each part of each batch."""
    for batch in batches:
        mean = batch.tokens / parts
        for part in batch.parts(parts):
            weights = np.full(len(part.labels), part.tokens / mean, "float32")
            yield {"source": part.source, "target": part.target}, part.labels, weights
