"""Whether a training step that failed has changed anything, and how what it counted is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import keras
from keras import ops

from tfmodel.net.transformer import Transformer


class Journal(Protocol):
    """Tells whether the variables of a model are those of a finished step."""

    @property
    def is_open(self) -> bool:
        """Whether an update was begun and not ended: the variables are those of no step."""


class NoJournal:
    """No journal: after a failed step nothing is known of the variables, or they are gone as JAX' are."""

    is_open = True


def journal_of(optimizer: keras.optimizers.Optimizer, *, plain: bool) -> Journal:
    """A journal of all updates that the optimizer makes from now on, where one can be kept: in one plain graph."""
    if keras.backend.backend() != "tensorflow" or not plain:
        return NoJournal()
    return GraphJournal(optimizer)


class GraphJournal:
    """Notes in the graph when a step begins to change variables and when it has changed all of them.

    TensorFlow runs what a step is made of in any order that its data allow: one whose gradient finds no memory may have
    counted itself already, or given some weights their new values. So nothing of an update begins before all gradients
    are there and the beginning is noted; what is open afterwards is half done.
    """

    def __init__(self, optimizer: keras.optimizers.Optimizer) -> None:
        import tensorflow as tf

        self._begun = tf.Variable(0, dtype=tf.int64, trainable=False)
        self._ended = tf.Variable(0, dtype=tf.int64, trainable=False)
        self._watch(optimizer)

    @property
    def is_open(self) -> bool:
        """Whether an update was begun and not ended: the variables are those of no step."""
        return int(self._begun.numpy()) != int(self._ended.numpy())

    def _watch(self, optimizer: keras.optimizers.Optimizer) -> None:
        """Keeps to this order in all updates that the optimizer makes from now on, in graphs."""
        import tensorflow as tf

        apply = optimizer.apply

        def noted(grads: Sequence[Any], trainable_variables: Any = None) -> None:
            graph = tf.compat.v1.get_default_graph()
            with tf.control_dependencies([grad for grad in grads if grad is not None]):
                begun = self._begun.assign_add(1, read_value=False)
            known = len(graph.get_operations())
            with tf.control_dependencies([begun]):
                apply(grads, trainable_variables)
            with tf.control_dependencies(graph.get_operations()[known:]):
                self._ended.assign_add(1, read_value=False)

        optimizer.apply = noted


class DropoutCounters:
    """The counters of dropout as they are now. Each pass counts; one that fails may have counted as well.

    Args:
        transformer: Of what is not trained it has counters alone, one for each dropout.
    """

    def __init__(self, transformer: Transformer) -> None:
        self._variables = list(transformer.non_trainable_variables)
        self._before = [int(ops.convert_to_numpy(variable)) for variable in self._variables]

    def keep(self, passes: int) -> None:
        """Takes back what was counted since then beyond so many passes."""
        for variable, before in zip(self._variables, self._before, strict=True):
            variable.assign(min(before + passes, int(ops.convert_to_numpy(variable))))
