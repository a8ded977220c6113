"""Whether a failed step is known to have changed something: an operation of TensorFlow finds no memory.

Really none would do as well (`test_trouble.py`), but TensorFlow waits ten seconds then for some that is given back.
"""

import keras
import numpy as np
import pytest
import tensorflow as tf

from tfmodel.jobs.journal import GraphJournal


def found_memory(wanted):
    if wanted:
        raise MemoryError  # TensorFlow makes a ResourceExhaustedError of it
    return np.float32(0.0)


def room(condition):
    """A 0, or no memory for it."""
    zero = tf.numpy_function(found_memory, [condition], tf.float32)
    zero.set_shape(())
    return zero


class Greedy(keras.optimizers.SGD):
    """Finds no memory for the last variable when told so."""

    fails = None

    def update_step(self, gradient, variable, learning_rate):
        last = variable.shape == self._trainable_variables[-1].shape
        super().update_step(gradient + room(self.fails) if last else gradient, variable, learning_rate)


def trained(scaled):
    """A step (fails in the gradient, fails in the update), the weights that it moves, its optimizer, its journal."""
    weights = [keras.Variable(np.ones(size, "float32")) for size in (3, 4)]
    inner = Greedy(0.5)
    optimizer = keras.optimizers.LossScaleOptimizer(inner, initial_scale=1.0) if scaled else inner
    optimizer.build(weights)
    journal = GraphJournal(optimizer)

    @tf.function
    def step(in_gradient, in_update):
        inner.fails = in_update
        optimizer.apply([tf.ones(3), tf.ones(4) + room(in_gradient)], weights)

    return step, weights, optimizer, journal


@pytest.mark.parametrize("scaled", [False, True])
def test_a_step_without_memory_for_its_gradient_changes_nothing(scaled):
    step, weights, optimizer, journal = trained(scaled)
    for _ in range(3):
        step(tf.constant(False), tf.constant(False))
    for _ in range(20):  # the order is another one each time
        with pytest.raises(tf.errors.ResourceExhaustedError):
            step(tf.constant(True), tf.constant(False))
        assert not journal.is_open
    for weight in weights:
        np.testing.assert_array_equal(weight.numpy(), np.full(weight.shape, 1 - 3 * 0.5))
    assert int(optimizer.iterations.numpy()) == 3


@pytest.mark.parametrize("scaled", [False, True])
def test_a_step_without_memory_for_its_update_is_known_to_be_half_done(scaled):
    step, _, _, journal = trained(scaled)
    step(tf.constant(False), tf.constant(False))
    with pytest.raises(tf.errors.ResourceExhaustedError):
        step(tf.constant(False), tf.constant(True))
    assert journal.is_open
