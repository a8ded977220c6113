"""Rotary positions, shared keys and values, and windows: the forms of attention beside the paper's."""

from __future__ import annotations

from functools import partial

import keras
import keras_hub
import net_reference as ref
import numpy as np
import pytest
import tensorflow as tf

from tfmodel.net.attention import CrossAttention, SelfAttention, grouped_product
from tfmodel.net.masks import band_mask, causal_mask, every_key, past_mask
from tfmodel.net.rotary import Rotary
from tfmodel.net.taps import trace
from tfmodel.net.windowed import WindowedSelfAttention

B, D, H = 2, 16, 4
SIDES = pytest.mark.parametrize("causal", [False, True], ids=["both sides", "back"])


def normal(*shape: int) -> np.ndarray:
    return np.random.default_rng(sum(shape)).normal(size=shape).astype("float32")


def built(layer: keras.layers.Layer) -> keras.layers.Layer:
    layer.build()
    ref.scramble(layer)
    return layer


def windowed(causal: bool, window: int = 3, **kwargs: object) -> WindowedSelfAttention:
    return built(WindowedSelfAttention(D, H, window=window, causal=causal, dropout=0.0, seed=1, **kwargs))


def cutting(layer: WindowedSelfAttention) -> WindowedSelfAttention:
    """The layer, with the shortest sequence cut into chunks."""
    layer.longest_whole = 0
    return layer


def key_mask(length: int) -> np.ndarray:
    """Two sentences, of which the second is a third shorter."""
    mask = np.ones((B, length), bool)
    mask[1, length - length // 3 :] = False
    return mask


# Rotary positions


def test_rotation_equals_complex_numbers() -> None:
    x = normal(B, 40, 24)
    assert ref.relative_error(Rotary(8, 64).sequence(x), ref.rotated(x.astype("float64"), 8)) < 1e-6


def test_rotation_equals_keras_hub() -> None:
    x = normal(B, 40, 3, 8)
    theirs = keras_hub.layers.RotaryEmbedding()(x)
    ours = Rotary(8, 64).sequence(x.reshape(B, 40, 24))
    np.testing.assert_allclose(np.reshape(ours, (B, 40, 3, 8)), theirs, atol=1e-5)


def test_one_position_is_rotated_like_that_of_a_sequence() -> None:
    x, rotary = normal(B, 40, 24), Rotary(8, 40)
    whole = np.asarray(rotary.sequence(x))
    for position in (0, 1, 17, 39):
        step = rotary.position(x[:, position : position + 1], position)
        np.testing.assert_array_equal(np.asarray(step)[:, 0], whole[:, position])


def test_rotated_products_know_the_distance_and_nothing_else() -> None:
    query, key = normal(1, 1, 8), normal(1, 1, 8) * 2 + 1
    rotary = Rotary(8, 64)
    for distance in (0, 1, 9):
        products = [
            float(np.sum(np.asarray(rotary.position(query, t + distance)) * np.asarray(rotary.position(key, t))))
            for t in (0, 5, 50)
        ]
        assert products == pytest.approx([products[0]] * 3, abs=1e-5)


def test_rotary_self_attention_equals_numpy() -> None:
    layer, x = built(SelfAttention(D, H, rotation=Rotary(D // H, 9), dropout=0.0, seed=1)), normal(B, 9, D)
    mask = np.repeat(np.tri(9, dtype=bool)[None], B, axis=0)
    assert ref.relative_error(layer(x, causal_mask(9)), ref.self_attention(x.astype("float64"), layer, mask)) < 1e-5


# Shared keys and values


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_a_grouped_product_is_the_product_with_repeated_heads(groups: int) -> None:
    a, b = normal(B, 4, 5, 6), normal(B, groups, 6, 7)
    np.testing.assert_allclose(grouped_product(a, b), a @ np.repeat(b, 4 // groups, axis=1), atol=1e-5)


@pytest.mark.parametrize("groups", [1, 2])
def test_self_attention_with_shared_keys_equals_numpy(groups: int) -> None:
    layer, x = built(SelfAttention(D, H, num_key_value_heads=groups, dropout=0.0, seed=1)), normal(B, 9, D)
    mask = np.repeat(np.tri(9, dtype=bool)[None], B, axis=0)
    assert ref.relative_error(layer(x, causal_mask(9)), ref.self_attention(x.astype("float64"), layer, mask)) < 1e-5


@pytest.mark.parametrize("groups", [1, 2])
def test_cross_attention_with_shared_keys_equals_keras_own(groups: int) -> None:
    layer = built(CrossAttention(D, H, num_key_value_heads=groups, dropout=0.0, seed=1))
    x, memory, mask = normal(B, 5, D), normal(B, 7, D), key_mask(7)
    theirs = keras.layers.GroupQueryAttention(D // H, H, groups)
    theirs.build((B, 5, D), (B, 7, D))
    kernels = np.split(ref.array(layer.kv_projection.kernel), 2, axis=1)
    biases = np.split(ref.array(layer.kv_projection.bias), 2)
    for dense, kernel, bias in zip((theirs._key_dense, theirs._value_dense), kernels, biases, strict=True):
        dense.set_weights([kernel.reshape(D, groups, D // H), bias.reshape(groups, D // H)])
    query, output = (
        [ref.array(dense.kernel), ref.array(dense.bias)] for dense in (layer.query_projection, layer.output_projection)
    )
    theirs._query_dense.set_weights([query[0].reshape(D, H, D // H), query[1].reshape(H, D // H)])
    theirs._output_dense.set_weights([output[0].reshape(H, D // H, D), output[1]])
    expected = theirs(x, memory, attention_mask=np.repeat(mask[:, None], 5, axis=1))
    np.testing.assert_allclose(layer(x, memory, mask[:, None, None]), expected, atol=5e-6)


def test_shared_keys_make_the_cache_smaller() -> None:
    shared = SelfAttention(D, H, num_key_value_heads=2, dropout=0.0, seed=1).empty_cache(3, 10)
    assert (shared.keys.shape, shared.values.shape) == ((3, 2, 4, 10), (3, 2, 10, 4))


# Windows


def test_a_band_is_what_its_distances_say() -> None:
    mask = np.asarray(band_mask(np.arange(3) + 2, np.arange(6), 2, 1))[0, 0]
    np.testing.assert_array_equal(mask, [[1, 1, 1, 1, 0, 0], [0, 1, 1, 1, 1, 0], [0, 0, 1, 1, 1, 1]])


@SIDES
@pytest.mark.parametrize("length", [1, 2, 31, 32, 33, 64, 83])
def test_windows_equal_numpy_whole_and_in_chunks(length: int, causal: bool) -> None:
    layer, x, mask = windowed(causal), normal(B, length, D), key_mask(length)
    expected = ref.self_attention(x.astype("float64"), layer, np.repeat(mask[:, None], length, axis=1))
    for form in (layer, cutting(layer)):
        actual = np.asarray(form(x, mask[:, None, None]))
        assert ref.relative_error(np.where(mask[..., None], actual, 0), np.where(mask[..., None], expected, 0)) < 1e-5


@SIDES
def test_windows_wider_than_the_smallest_chunk_equal_numpy(causal: bool) -> None:
    layer, x = cutting(windowed(causal, window=37, num_key_value_heads=2)), normal(B, 100, D)
    expected = ref.self_attention(x.astype("float64"), layer, np.ones((B, 100, 100), bool))
    assert ref.relative_error(layer(x, every_key(100)), expected) < 1e-5


@SIDES
def test_a_window_over_everything_is_full_attention(causal: bool) -> None:
    layer, x = cutting(windowed(causal, window=70)), normal(B, 70, D)
    full = built(SelfAttention(D, H, dropout=0.0, seed=1))
    mask = causal_mask(70) if causal else every_key(70)
    np.testing.assert_allclose(layer(x, every_key(70)), full(x, mask), atol=5e-6)


@SIDES
def test_lengths_that_are_known_only_while_running_give_the_same(causal: bool) -> None:
    layer = windowed(causal)
    assert 5 < layer.longest_whole < 120
    graph = tf.function(lambda x: layer(x, every_key(tf.shape(x)[1])), autograph=False)
    dynamic = graph.get_concrete_function(tf.TensorSpec((None, None, D)))
    for length in (5, 120):
        x = normal(B, length, D)
        np.testing.assert_allclose(dynamic(tf.constant(x)), layer(x, every_key(length)), atol=5e-6)


@SIDES
def test_no_tensor_grows_with_the_square_of_the_length(causal: bool) -> None:
    """Each 512 positions add as many numbers to everything that forward and backward pass compute."""
    layer = windowed(causal)

    def numbers(length: int) -> int:
        def gradient(x: tf.Tensor) -> tf.Tensor:
            with tf.GradientTape() as tape:
                tape.watch(x)
                total = tf.reduce_sum(layer(x, every_key(length)) ** 2)
            return tape.gradient(total, x)

        graph = tf.function(gradient, autograph=False).get_concrete_function(tf.TensorSpec((B, length, D))).graph
        shapes = [output.shape for operation in graph.get_operations() for output in operation.outputs]
        return sum(shape.num_elements() for shape in shapes if shape.is_fully_defined())

    short, middle, long = (numbers(length) for length in (512, 1024, 1536))
    assert long - middle == pytest.approx(middle - short, rel=0.001)


def test_one_position_at_a_time_through_a_window_equals_all_at_once() -> None:
    rotated = partial(windowed, causal=True, rotation=Rotary(D // H, 60), num_key_value_heads=2)
    for layer in (windowed(True), rotated(), rotated(window=40)):
        x, places = normal(B, 12, D), layer.places(12)
        assert places == min(12, layer.window + 1)
        cache = layer.empty_cache(B, places)
        outputs = []
        for position in range(12):
            stepped = layer.step(x[:, position : position + 1], position, cache, past_mask(position, places))
            cache = stepped.cache
            outputs.append(stepped.output)
        np.testing.assert_allclose(np.concatenate(outputs, axis=1), layer(x, every_key(12)), atol=5e-6)


@SIDES
def test_a_trace_has_the_whole_map_of_a_window(causal: bool) -> None:
    layer, x = cutting(windowed(causal, num_key_value_heads=2)), normal(B, 60, D)
    with trace() as tensors:
        traced = layer(x, every_key(60))
    weights = np.asarray(tensors["weights"])
    assert weights.shape == (B, H, 60, 60)
    np.testing.assert_array_equal(weights[0, 0] > 0, ref.near(60, layer))
    np.testing.assert_allclose(weights.sum(-1), 1.0, rtol=1e-5)
    np.testing.assert_allclose(traced, layer(x, every_key(60)), atol=5e-6)
