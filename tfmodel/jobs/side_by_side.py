"""A step of TensorFlow on a processor, of which each core computes some rows of the batch.

Most operations of a small model are too short to be divided among cores, and each waits for the one before it. Rows
need nothing of each other: cores that have rows of their own never wait. Measured on two cores, a step of 1,500 tokens
of `tiny`: 135 ms with each operation on both cores, 117 with each on one, 100 in two parts side by side. Of batches
that have fewer rows than there are cores, some cores stay idle.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import keras
from keras import ops

from tfmodel.contract.symbols import PAD
from tfmodel.net.dropout import counting_rows_from
from tfmodel.net.objective import TrainingModel

MOST = 8  # parts: each has all of the model's operations, and a gradient that has to be added


def compute_side_by_side(model: TrainingModel, parts: int) -> None:
    """Gives a model another step, before it is compiled. Its loss, gradients and dropout are those of the whole batch.

    The second pass of R-drop has other masks than in one piece. Sample weights are those of `net.accumulation` or none.

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

    def part(index: Any, gradients: list[Any], sums: list[Any]) -> tuple[Any, ...]:
        first, last = rows * index // parts, rows * (index + 1) // parts
        own = {name: values[first:last] for name, values in batch.items()}
        with _counting_from(first, last - first), before.scope() as scope, tf.GradientTape() as tape:
            tape.watch(before.trained)
            hidden = model({"source": own["source"], "target": own["target"]}, training=True)
            loss = model.compute_loss(y=own["labels"], y_pred=hidden, sample_weight=own.get("weights"))
            share = ops.cast(_tokens(own["labels"]) / tf.maximum(tokens, 1), loss.dtype)
            scaled = model.optimizer.scale_loss(loss * share)
        found = tape.gradient(scaled, before.trained, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        return index + 1, _added(gradients, found), _added(sums, [*before.sums(scope), loss * share])

    start = 0, [tf.zeros_like(each) for each in before.trained], [*before.nothing, ops.zeros(())]
    _, gradients, (*sums, loss) = tf.while_loop(lambda index, *_: index < parts, part, start, parallel_iterations=MOST)
    model.optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
    before.count(sums)
    next(metric for metric in model.metrics if metric.name == "loss").update_state(loss)
    return model.get_metrics_result()


class _State:
    """What a model's variables are before a step: constants inside of the loop, where nothing is assigned.

    Of what is not trained there are the counters of dropout alone, each of which counts one step, in whatever branch of
    the graph it is met.
    """

    def __init__(self, model: TrainingModel) -> None:
        import tensorflow as tf

        self._trained, counters = model.trainable_variables, model.non_trainable_weights
        self._counters = _Counters(counters, [tf.convert_to_tensor(counter) for counter in counters])
        self._summed = [*model.loss_sum.variables, *model.token_count.variables]
        self.trained = [tf.convert_to_tensor(variable) for variable in self._trained]
        self.nothing = [ops.zeros(()) for _ in self._summed]

    def scope(self) -> keras.StatelessScope:
        """Sums begin at 0."""
        variables, values = [*self._trained, *self._summed], [*self.trained, *self.nothing]
        return _Scope(self._counters, list(zip(variables, values, strict=True)))

    def sums(self, scope: keras.StatelessScope) -> list[Any]:
        """At the end of a scope."""
        return [scope.get_current_value(variable) for variable in self._summed]

    def count(self, sums: list[Any]) -> None:
        """After the loop: one step of those that counted, and what the parts have added up to."""
        self._counters.count()
        for variable, more in zip(self._summed, sums, strict=True):
            variable.assign_add(more)


class _Counters:
    """Those of dropout, and which of them a step moves: known as soon as it is traced."""

    def __init__(self, variables: Sequence[keras.Variable], values: Sequence[Any]) -> None:
        self._variables, self.values = variables, {id(one): value for one, value in zip(variables, values, strict=True)}
        self.moved: set[int] = set()

    def count(self) -> None:
        for variable in self._variables:
            if id(variable) in self.moved:
                variable.assign(self.values[id(variable)] + 1)


class _Scope(keras.StatelessScope):
    """Takes note of counters that move instead of their new values, which may belong to a branch of the graph."""

    def __init__(self, counters: _Counters, mapping: list[tuple[keras.Variable, Any]]) -> None:
        super().__init__(state_mapping=mapping)
        self.state_mapping.update(counters.values)
        self._counters = counters

    def add_update(self, update: tuple[keras.Variable, Any]) -> None:
        """A variable and its new value."""
        if id(update[0]) in self._counters.values:
            self._counters.moved.add(id(update[0]))
        else:
            super().add_update(update)


def _tokens(labels: Any) -> Any:
    return ops.count_nonzero(ops.not_equal(labels, PAD))


def _added(sums: list[Any], more: list[Any]) -> list[Any]:
    return [ops.cast(one, total.dtype) + total for total, one in zip(sums, more, strict=True)]


def _counting_from(first: Any, rows: Any) -> Any:
    """Of a tensor that has a multiple of a part's rows as many times what stands before the part."""
    return counting_rows_from(lambda size: first * (size // ops.maximum(rows, 1)))
