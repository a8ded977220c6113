"""Several devices of one machine that share each batch, by Keras' and TensorFlow's own distribution.

TensorFlow copies the model to each device (`MirroredStrategy`), which computes the loss of its own rows; under JAX one
program runs on all of them (`keras.distribution.DataParallel`) and computes what it would on one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import keras

from tfmodel.contract.failure import fail
from tfmodel.net.dropout import counting_rows_from


@dataclass(frozen=True)
class Devices:
    """Those of a training.

    Attributes:
        count: How many there are.
        strategy: What divides the work among more than one: a strategy of TensorFlow or a distribution of Keras.
    """

    count: int = 1
    strategy: Any = None

    @property
    def replicas(self) -> int:
        """Copies of the model, each of which makes a loss of its own."""
        return self.count if self.strategy is not None and keras.backend.backend() == "tensorflow" else 1

    @contextlib.contextmanager
    def scope(self) -> Iterator[None]:
        """Around everything that makes the model and its optimizer, and around `fit`."""
        if self.strategy is None:
            yield
        elif self.replicas == 1:
            with self.strategy.scope():
                yield
        else:
            with self.strategy.scope(), counting_rows_from(_rows_of_other_replicas):
                yield


def find_devices(wanted: int) -> Devices:
    """The devices of this process, whose backend is loaded and has not computed anything yet.

    Args:
        wanted: How many; 0: all GPUs.

    Raises:
        FailureError: There are fewer, or the backend knows no several ones.
    """
    if wanted == 1:
        return Devices()
    backend = keras.backend.backend()
    if backend == "torch":
        raise fail(
            "One device only",
            f"{wanted or 'All'} devices are asked for, and PyTorch trains on one.",
            "Choose --devices 1, or the backend tensorflow or jax.",
        )
    return _of_tensorflow(wanted) if backend == "tensorflow" else _of_jax(wanted)


def parts_of_a_batch(parts: int, replicas: int) -> int:
    """In how many parts a batch comes that is to be computed in so many, or in more.

    Replicas share each batch: where there are as many of them, each has no more than a part anyway.

    Raises:
        FailureError: There are fewer. Keras adds up parts inside of a condition, where TensorFlow allows nothing that
            waits for other replicas.
    """
    if replicas == 1:
        return parts
    if parts > replicas:
        raise fail(
            "Parts on several devices",
            f"Batches come in {parts} parts, and TensorFlow divides them among {replicas} devices at once.",
            "Lower training.accumulate_steps, or choose --backend jax or --devices 1.",
        )
    return 1


def _of_tensorflow(wanted: int) -> Devices:
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    count = _count(wanted, len(gpus))
    if count == 1:
        return Devices()
    if gpus:
        return Devices(count, tf.distribute.MirroredStrategy([f"GPU:{number}" for number in range(count)]))
    processor = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(processor, [tf.config.LogicalDeviceConfiguration()] * count)
    names = [f"CPU:{number}" for number in range(count)]
    return Devices(count, tf.distribute.MirroredStrategy(names, tf.distribute.ReductionToOneDevice()))


def _of_jax(wanted: int) -> Devices:
    names = keras.distribution.list_devices()
    count = _count(wanted, 0 if names[0].startswith("cpu") else len(names))
    if count == 1:
        return Devices()
    return Devices(count, keras.distribution.DataParallel(devices=names[:count]))


def _count(wanted: int, gpus: int) -> int:
    """How many devices will be used; without a GPU the processor stands in for any number."""
    if gpus and wanted > gpus:
        raise fail("Too few devices", f"{wanted} devices are asked for, and there are {gpus}.", "Choose --devices all.")
    return wanted or max(1, gpus)


def _rows_of_other_replicas(rows: Any) -> Any:
    """How many rows of the batch stand before those of this replica, which has so many."""
    import tensorflow as tf

    context = tf.distribute.get_replica_context()
    return 0 if context is None else context.replica_id_in_sync_group * rows


def true_on_all_replicas(value: Any) -> Any:
    """Whether a boolean scalar is true on each replica of TensorFlow; may be called for any number of them."""
    import tensorflow as tf

    context = tf.distribute.get_replica_context()
    return tf.equal(context.all_reduce(tf.distribute.ReduceOp.SUM, tf.cast(tf.logical_not(value), tf.int32)), 0)


def summed_over_replicas(gradients: list[Any]) -> list[Any]:
    """The gradient of the whole batch on each replica of TensorFlow; may be called for any number of them."""
    import tensorflow as tf

    context = tf.distribute.get_replica_context()
    return list(context.all_reduce(tf.distribute.ReduceOp.SUM, gradients))
