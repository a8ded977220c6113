"""Batches on their way to `fit`: made by a thread ahead of the steps that use them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import tensorflow as tf

from tfmodel.corpus.batches import BatchSource


def dataset(source: BatchSource, step: int, ahead: int) -> tf.data.Dataset:
    """Batches from global step `step` on, for ever; one signature, so that the graph is traced once.

    Args:
        source: Cuts the batches.
        step: Number of finished steps.
        ahead: Batches that wait ready for their step.
    """
    ids = tf.TensorSpec([None, None], tf.int32)

    def batches() -> Iterator[tuple[dict[str, np.ndarray], np.ndarray]]:
        for batch in source.from_step(step):
            yield {"source": batch.source, "target": batch.target}, batch.labels

    made = tf.data.Dataset.from_generator(batches, output_signature=({"source": ids, "target": ids}, ids))
    return made.prefetch(ahead)
