"""A step of TensorFlow on a processor, of which each core computes some rows of the batch.

Most operations of a small model are too short to be divided among cores, and each waits for the one before it. Rows
need nothing of each other: cores that have rows of their own never wait. Measured on two cores, a step of 1,500 tokens
of `tiny`: 135 ms with each operation on both cores, 117 with each on one, 100 in two parts side by side.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import keras
from keras import ops

from tfmodel.contract.symbols import PAD
from tfmodel.net.dropout import counting_rows_from
from tfmodel.net.objective import TrainingModel

MOST = 4  # parts: every one of them has all of the model's operations


def compute_side_by_side(model: TrainingModel, parts: int) -> None:
    """Gives a model another step, before it is compiled. Its loss, gradients and dropout are those of the whole batch.

    Args:
        model: To be trained by TensorFlow, on one device.
        parts: Of a batch.
    """
    model.train_step = partial(_step, model, parts)


def _step(model: TrainingModel, parts: int, data: Any) -> dict[str, Any]:
    """What Keras' own step does; the body of a loop is traced once, and TensorFlow runs its rounds side by side."""
    import tensorflow as tf

    x, labels, weights = keras.utils.unpack_x_y_sample_weight(data)
    batch = {**x, "labels": labels} | ({} if weights is None else {"weights": weights})
    rows, tokens = tf.shape(labels)[0], _tokens(labels)
    parts, before = tf.minimum(parts, rows), _State(model)

    def part(index: Any, gradients: list[Any], _: list[Any], sums: list[Any]) -> tuple[Any, ...]:
        first, last = rows * index // parts, rows * (index + 1) // parts
        own = {name: values[first:last] for name, values in batch.items()}
        with _counting_from(first, last - first), before.scope() as scope, tf.GradientTape() as tape:
            tape.watch(before.trained)
            hidden = model({"source": own["source"], "target": own["target"]}, training=True)
            loss = model.compute_loss(y=own["labels"], y_pred=hidden, sample_weight=own.get("weights"))
            share = ops.cast(_tokens(own["labels"]) / tf.maximum(tokens, 1), loss.dtype)
            scaled = model.optimizer.scale_loss(loss * share)
        found = tape.gradient(scaled, before.trained, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        counted, summed = before.after(scope)
        return index + 1, _added(gradients, found), counted, _added(sums, [*summed, loss * share])

    start = 0, [tf.zeros_like(each) for each in before.trained], before.counted, before.nothing
    _, gradients, counted, (*sums, loss) = tf.while_loop(
        lambda index, *_: index < parts, part, start, parallel_iterations=MOST
    )
    model.optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
    before.put(counted, sums)
    return {**model.get_metrics_result(), "loss": loss}


class _State:
    """What a model's variables are before a step: constants inside of the loop, where nothing is assigned."""

    def __init__(self, model: TrainingModel) -> None:
        import tensorflow as tf

        self._trained, self._counted = model.trainable_variables, model.non_trainable_weights
        self._summed = [*model.loss_sum.variables, *model.token_count.variables]
        self.trained = [tf.convert_to_tensor(variable) for variable in self._trained]
        self.counted = [tf.convert_to_tensor(variable) for variable in self._counted]
        self.nothing = [ops.zeros(()) for _ in (*self._summed, "loss")]

    def scope(self) -> keras.StatelessScope:
        """Sums begin at 0."""
        variables = [*self._trained, *self._counted, *self._summed]
        values = [*self.trained, *self.counted, *self.nothing]
        return keras.StatelessScope(state_mapping=list(zip(variables, values, strict=False)))

    def after(self, scope: keras.StatelessScope) -> tuple[list[Any], list[Any]]:
        """Counters and sums at the end of a scope."""
        counted, summed = ([scope.get_current_value(each) for each in kind] for kind in (self._counted, self._summed))
        return counted, summed

    def put(self, counted: list[Any], sums: list[Any]) -> None:
        """Each part has counted one step from the same number."""
        for variable, value in zip(self._counted, counted, strict=True):
            variable.assign(value)
        for variable, more in zip(self._summed, sums, strict=True):
            variable.assign_add(more)


def _tokens(labels: Any) -> Any:
    return ops.count_nonzero(ops.not_equal(labels, PAD))


def _added(sums: list[Any], more: list[Any]) -> list[Any]:
    return [ops.cast(one, total.dtype) + total for total, one in zip(sums, more, strict=True)]


def _counting_from(first: Any, rows: Any) -> Any:
    """Of a tensor that has a multiple of a part's rows as many times what stands before the part."""
    return counting_rows_from(lambda size: first * (size // ops.maximum(rows, 1)))
