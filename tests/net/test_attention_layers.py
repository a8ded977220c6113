from __future__ import annotations

import keras
import net_reference as ref
import numpy as np
import pytest

from tfmodel.net.attention import CrossAttention, SelfAttention
from tfmodel.net.masks import attention_bias, causal_mask, padding_mask, past_mask

B, T, S, D, H = 3, 5, 7, 16, 4


def normal(*shape: int) -> np.ndarray:
    return np.random.default_rng(sum(shape)).normal(size=shape).astype("float32")


def built(layer: keras.layers.Layer) -> keras.layers.Layer:
    layer.build()
    ref.scramble(layer)
    return layer


def self_layer(**kwargs: object) -> SelfAttention:
    return built(SelfAttention(D, H, **{"dropout": 0.0, "seed": 1, **kwargs}))


def cross_layer() -> CrossAttention:
    return built(CrossAttention(D, H, dropout=0.0, seed=1))


def source_mask() -> np.ndarray:
    return np.array([[1] * 7, [1] * 4 + [0] * 3, [1] + [0] * 6], dtype=bool)


def test_masks_say_who_may_attend() -> None:
    ids = np.array([[5, 6, 0], [7, 0, 0]], dtype="int32")
    expected = [[[[True, True, False]]], [[[True, False, False]]]]
    np.testing.assert_array_equal(padding_mask(ids), expected)
    np.testing.assert_array_equal(causal_mask(4)[0, 0], np.tri(4, dtype=bool))
    for position in range(4):
        np.testing.assert_array_equal(past_mask(position, 4)[0, 0, 0], np.tri(4, dtype=bool)[position])


@pytest.mark.parametrize("dtype", ["float32", "bfloat16", "float16"])
def test_forbidden_keys_get_no_weight_in_any_precision(dtype: str) -> None:
    mask = np.array([True, False, True])
    weights = keras.ops.softmax(keras.ops.cast([1.0, 50.0, 2.0], dtype) + attention_bias(mask, dtype))
    assert float(weights[1]) == 0.0
    assert float(keras.ops.sum(keras.ops.cast(weights, "float32"))) == pytest.approx(1.0, abs=0.01)


def test_a_query_that_may_see_nothing_gives_numbers() -> None:
    output = cross_layer()(normal(1, T, D), normal(1, S, D), np.zeros((1, 1, 1, S), bool))
    assert np.isfinite(output).all()


def test_a_source_of_one_token_is_all_that_is_seen() -> None:
    layer, x, memory = cross_layer(), normal(B, T, D), normal(B, 1, D)
    mask = np.ones((B, 1, 1, 1), bool)
    expected = ref.cross_attention(x.astype("float64"), memory.astype("float64"), layer, np.ones((B, T, 1), bool))
    assert ref.relative_error(layer(x, memory, mask), expected) < 1e-5


def test_self_attention_equals_numpy() -> None:
    layer, x = self_layer(), normal(B, T, D)
    causal = np.repeat(np.tri(T, dtype=bool)[None], B, axis=0)
    expected = ref.self_attention(x.astype("float64"), layer, causal)
    assert ref.relative_error(layer(x, causal[:, None]), expected) < 1e-5


def test_cross_attention_equals_numpy() -> None:
    layer, x, memory = cross_layer(), normal(B, T, D), normal(B, S, D)
    mask = np.repeat(source_mask()[:, None], T, axis=1)
    expected = ref.cross_attention(x.astype("float64"), memory.astype("float64"), layer, mask)
    assert ref.relative_error(layer(x, memory, source_mask()[:, None, None]), expected) < 1e-5


def test_cross_attention_equals_keras_own() -> None:
    layer, x, memory = cross_layer(), normal(B, T, D), normal(B, S, D)
    theirs = keras.layers.MultiHeadAttention(H, D // H)
    theirs.build((B, T, D), (B, S, D))
    key, value = np.split(ref.array(layer.kv_projection.kernel), 2, axis=1)
    key_bias, value_bias = np.split(ref.array(layer.kv_projection.bias), 2)
    theirs.query_dense.set_weights(shaped(layer.query_projection.kernel, layer.query_projection.bias))
    theirs.key_dense.set_weights(shaped(key, key_bias))
    theirs.value_dense.set_weights(shaped(value, value_bias))
    out = layer.output_projection
    theirs.output_dense.set_weights([ref.array(out.kernel).reshape(H, D // H, D), ref.array(out.bias)])
    expected = theirs(x, memory, attention_mask=source_mask()[:, None])
    np.testing.assert_allclose(layer(x, memory, source_mask()[:, None, None]), expected, atol=2e-6)


def shaped(kernel: object, bias: object) -> list[np.ndarray]:
    return [ref.array(kernel).reshape(D, H, D // H), ref.array(bias).reshape(H, D // H)]


def test_one_position_at_a_time_equals_all_at_once() -> None:
    layer, x = self_layer(), normal(B, T, D)
    cache, outputs = layer.empty_cache(B, T + 2), []
    for position in range(T):
        stepped = layer.step(x[:, position : position + 1], position, cache, past_mask(position, T + 2))
        cache = stepped.cache
        outputs.append(stepped.output)
    np.testing.assert_allclose(np.concatenate(outputs, axis=1), layer(x, causal_mask(T)), atol=2e-6)


def test_attention_dropout_acts_in_training_only() -> None:
    layer, x = self_layer(dropout=0.5), normal(B, T, D)
    whole = np.asarray(layer(x, causal_mask(T)))
    np.testing.assert_array_equal(layer(x, causal_mask(T)), whole)
    assert np.abs(layer(x, causal_mask(T), training=True) - whole).max() > 0.01


def test_the_fused_projection_begins_with_the_bounds_of_its_parts() -> None:
    layer = SelfAttention(64, 4, dropout=0.0, seed=3)
    layer.build()
    kernel = ref.array(layer.qkv_projection.kernel)
    bound = np.sqrt(6 / (64 + 64))
    assert 0.98 * bound < np.abs(kernel).max() <= bound
    assert kernel.std() == pytest.approx(bound / np.sqrt(3), rel=0.02)
