"""Layer normalisation against NumPy in float64 and against Keras' own layer."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf

from tfmodel.net.layer_norm import LayerNorm

EPSILON = 1e-6


def reference(x, gamma, beta, given):
    """Results and gradients by x, gamma and beta, in float64, by the chain rule through mean and variance."""
    width = x.shape[-1]
    centred = x - x.mean(-1, keepdims=True)
    deviation = np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
    unit = centred / deviation
    rows = x.reshape(-1, width)
    by_x = np.empty_like(rows)
    for row, (u, s, g) in enumerate(
        zip(unit.reshape(-1, width), deviation.reshape(-1), given.reshape(-1, width), strict=True)
    ):
        jacobian = (np.eye(width) - 1.0 / width - np.outer(u, u) / width) / s  # d unit_i / d x_j
        by_x[row] = (g * gamma) @ jacobian
    positions = tuple(range(x.ndim - 1))
    return unit * gamma + beta, by_x.reshape(x.shape), (given * unit).sum(positions), given.sum(positions)


def layer(width, dtype):
    made = LayerNorm(epsilon=EPSILON, dtype=dtype)
    made.build((None, None, width))
    draw = np.random.default_rng(1)
    made.set_weights([draw.normal(1.0, 0.3, width), draw.normal(0.0, 0.3, width)])
    return made


@pytest.mark.parametrize("shape", [(3, 5, 8), (4, 16)])
def test_results_and_gradients_are_those_of_the_formula(shape):
    made, draw = layer(shape[-1], "float64"), np.random.default_rng(2)
    x, given = draw.normal(0.5, 2.0, shape), draw.normal(size=shape)
    source = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(source)
        result = made(source, training=True)
        weighted = tf.reduce_sum(result * given)
    found = tape.gradient(weighted, [source, made.gamma.value, made.beta.value])
    gamma, beta = (weight.astype("float64") for weight in made.get_weights())
    for ours, theirs in zip([result, *found], reference(x, gamma, beta, given), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-12)


def test_in_half_precision_only_the_result_is_rounded():
    made = layer(64, "mixed_bfloat16")
    x = np.random.default_rng(3).normal(300.0, 1.0, (2, 3, 64)).astype("float32")  # bfloat16 has steps of 2 there
    trained = made(tf.cast(x, tf.bfloat16), training=True)
    assert trained.dtype == tf.bfloat16
    used = made(tf.cast(x, tf.bfloat16), training=False)
    np.testing.assert_allclose(tf.cast(trained, tf.float32), tf.cast(used, tf.float32), atol=0.02)


def test_weights_and_their_names_are_those_of_keras():
    theirs = keras.layers.LayerNormalization(epsilon=EPSILON)
    theirs.build((None, None, 8))
    ours = layer(8, "float32")
    assert [weight.name for weight in ours.weights] == [weight.name for weight in theirs.weights]
