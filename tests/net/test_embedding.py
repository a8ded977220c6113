from __future__ import annotations

import keras
import keras_hub
import net_reference as ref
import numpy as np
import pytest
import tensorflow as tf

from tfmodel.net.embedding import TokenEmbedding
from tfmodel.net.positions import LearnedPositions, NoPositions, SinusoidalPositions, sinusoids

KINDS = pytest.mark.parametrize("kind", [SinusoidalPositions, LearnedPositions, NoPositions])


def test_sinusoids_follow_the_formula() -> None:
    np.testing.assert_allclose(sinusoids(512, 16), ref.positions(512, 16), atol=6e-8)


def test_sinusoids_equal_keras_hub() -> None:
    theirs = keras_hub.layers.SinePositionEncoding()(np.zeros((1, 40, 16), "float32"))
    np.testing.assert_allclose(sinusoids(40, 16), theirs[0], atol=1e-5)


def test_embeddings_begin_with_variance_1_after_scaling() -> None:
    embedding = TokenEmbedding(5000, 64, seed=1)
    embedding.build()
    vectors = np.asarray(embedding(np.arange(5000)))
    assert vectors.std() == pytest.approx(1.0, rel=0.02)
    np.testing.assert_allclose(vectors, ref.array(embedding.embeddings) * 8.0, rtol=1e-6)


def test_the_parts_of_a_repeated_token_are_added_before_an_optimizer_squares_them() -> None:
    """Clipped to length 1, the step of plain gradient descent has length 1."""
    embedding = TokenEmbedding(5, 4, seed=1)
    embedding.build()
    before = ref.array(embedding.embeddings)
    optimizer = keras.optimizers.SGD(1.0, global_clipnorm=1.0)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(embedding(np.array([[2, 2, 2, 3]])))
    optimizer.apply(tape.gradient(loss, embedding.trainable_weights), embedding.trainable_weights)
    assert np.linalg.norm(ref.array(embedding.embeddings) - before) == pytest.approx(1.0, rel=1e-5)


@KINDS
def test_step_adds_what_call_adds(kind: type[NoPositions]) -> None:
    layer = kind(10, 16, dropout=0.0, seed=0)
    layer.build()
    x = np.random.default_rng(0).normal(size=(2, 10, 16)).astype("float32")
    whole = np.asarray(layer(x))
    for position in range(10):
        np.testing.assert_array_equal(layer.step(x[:, position : position + 1], position)[:, 0], whole[:, position])


def test_learned_positions_equal_keras_hub() -> None:
    ours, theirs = LearnedPositions(10, 16, dropout=0.0, seed=0), keras_hub.layers.PositionEmbedding(10)
    x = np.random.default_rng(0).normal(size=(2, 7, 16)).astype("float32")
    ours.build()
    theirs.build(x.shape)
    theirs.set_weights([ref.array(ours.embeddings)])
    np.testing.assert_array_equal(ours(x), x + theirs(x))


def test_no_positions_change_nothing_but_drop_out() -> None:
    layer, x = NoPositions(10, 16, dropout=0.5, seed=0), np.ones((2, 10, 16), "float32")
    layer.build()
    np.testing.assert_array_equal(layer(x), x)
    assert set(np.unique(layer(x, training=True))) == {0.0, 2.0}


@KINDS
def test_a_sequence_beyond_the_limit_is_refused(kind: type[NoPositions]) -> None:
    layer = kind(10, 16, dropout=0.0, seed=0)
    layer.build()
    with pytest.raises(ValueError, match="11 tokens is longer than the model's 10"):
        layer(np.zeros((1, 11, 16), "float32"))
