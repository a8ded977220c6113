from __future__ import annotations

from typing import Any

import keras_hub
import net_reference as ref
import numpy as np
import pytest
from keras_hub.src.models.llama.llama_decoder import LlamaTransformerDecoder

from tfmodel.net.decoder import DecoderBlock
from tfmodel.net.encoder import EncoderBlock
from tfmodel.net.feed_forward import FeedForward, GatedFeedForward
from tfmodel.net.masks import causal_mask

B, T, S, D, H, F = 3, 5, 7, 16, 4, 24
NORMS = pytest.mark.parametrize("norm_position", ["pre", "post"])


def normal(*shape: int) -> np.ndarray:
    return np.random.default_rng(sum(shape)).normal(size=shape).astype("float32")


def source_mask() -> np.ndarray:
    return np.array([[1] * 7, [1] * 4 + [0] * 3, [1] + [0] * 6], dtype=bool)


def encoder_block(norm_position: str) -> EncoderBlock:
    block = EncoderBlock(ref.tiny_architecture(norm_position=norm_position), seed=1)
    block.build()
    ref.scramble(block)
    return block


def decoder_block(norm_position: str) -> DecoderBlock:
    block = DecoderBlock(ref.tiny_architecture(norm_position=norm_position), seed=1)
    block.build()
    ref.scramble(block)
    return block


def test_feed_forward_equals_numpy() -> None:
    layer = FeedForward(D, F, activation="relu", dropout=0.0, seed=1)
    layer.build()
    ref.scramble(layer)
    x = normal(B, T, D)
    assert ref.relative_error(layer(x), ref.feed_forward(x.astype("float64"), layer)) < 1e-5


@pytest.mark.parametrize("activation", ["gelu", "silu"])
def test_gated_and_smooth_feed_forward_equal_numpy(activation: str) -> None:
    kind = GatedFeedForward if activation == "silu" else FeedForward
    layer = kind(D, F, activation=activation, dropout=0.0, seed=1)
    layer.build()
    ref.scramble(layer)
    x = normal(B, T, D)
    assert ref.relative_error(layer(x), ref.feed_forward(x.astype("float64"), layer)) < 1e-5


def test_activation_dropout_acts_in_training_only() -> None:
    layer = FeedForward(D, F, activation="gelu", dropout=0.5, seed=1)
    layer.build()
    x = normal(B, T, D)
    assert np.abs(layer(x, training=True) - layer(x)).max() > 0.01
    np.testing.assert_array_equal(layer(x), layer(x))


@NORMS
def test_encoder_block_equals_numpy(norm_position: str) -> None:
    block, x = encoder_block(norm_position), normal(B, S, D)
    expected = ref.encoder_block(x.astype("float64"), block, np.repeat(source_mask()[:, None], S, axis=1))
    assert ref.relative_error(block(x, source_mask()[:, None, None]), expected) < 1e-5


@NORMS
def test_decoder_block_equals_numpy(norm_position: str) -> None:
    block, x, memory = decoder_block(norm_position), normal(B, T, D), normal(B, S, D)
    causal = np.repeat(np.tri(T, dtype=bool)[None], B, axis=0)
    masks = (causal, np.repeat(source_mask()[:, None], T, axis=1))
    expected = ref.decoder_block(x.astype("float64"), memory.astype("float64"), block, masks)
    actual = block(x, memory, causal_mask(T), source_mask()[:, None, None])
    assert ref.relative_error(actual, expected) < 1e-5


@NORMS
def test_encoder_block_equals_keras_hub(norm_position: str) -> None:
    ours, x = encoder_block(norm_position), normal(B, S, D)
    theirs = keras_hub.layers.TransformerEncoder(F, H, layer_norm_epsilon=1e-6, normalize_first=norm_position == "pre")
    theirs.build((B, S, D))
    give_self_attention(ours.self_attention, theirs._self_attention_layer)
    give_norm(ours.around_self_attention, theirs._self_attention_layer_norm)
    give_feed_forward(ours, theirs)
    expected = theirs(x, padding_mask=source_mask())
    np.testing.assert_allclose(ours(x, source_mask()[:, None, None]), expected, atol=5e-6)


@NORMS
def test_decoder_block_equals_keras_hub(norm_position: str) -> None:
    ours, x, memory = decoder_block(norm_position), normal(B, T, D), normal(B, S, D)
    theirs = keras_hub.layers.TransformerDecoder(F, H, layer_norm_epsilon=1e-6, normalize_first=norm_position == "pre")
    theirs.build((B, T, D), (B, S, D))
    give_self_attention(ours.self_attention, theirs._self_attention_layer)
    give_norm(ours.around_self_attention, theirs._self_attention_layer_norm)
    give_cross_attention(ours.cross_attention, theirs._cross_attention_layer)
    give_norm(ours.around_cross_attention, theirs._cross_attention_layer_norm)
    give_feed_forward(ours, theirs)
    expected = theirs(x, memory, encoder_padding_mask=source_mask())
    actual = ours(x, memory, causal_mask(T), source_mask()[:, None, None])
    np.testing.assert_allclose(actual, expected, atol=5e-6)


def test_rotary_rms_gated_block_with_shared_keys_equals_keras_hubs_llama() -> None:
    modern = {"positions": "rotary", "normalisation": "rms", "activation": "swiglu", "num_key_value_heads": 2}
    ours, x = EncoderBlock(ref.tiny_architecture(**modern), seed=1), normal(B, T, D)
    ours.build()
    ref.scramble(ours)
    attention, feed_forward = ours.self_attention, ours.feed_forward
    for projection in (attention.qkv_projection, attention.output_projection):  # Llama has no biases
        projection.bias.assign(np.zeros(projection.bias.shape))
    theirs = LlamaTransformerDecoder(F, H, 2, layer_norm_epsilon=1e-6)
    theirs.build((B, T, D))
    query, key, value = np.split(ref.array(attention.qkv_projection.kernel), [D, D + D // 2], axis=1)
    other = theirs._self_attention_layer
    other._query_dense.set_weights([query.reshape(D, H, D // H)])
    other._key_dense.set_weights([key.reshape(D, 2, D // H)])
    other._value_dense.set_weights([value.reshape(D, 2, D // H)])
    other._output_dense.set_weights([ref.array(attention.output_projection.kernel).reshape(H, D // H, D)])
    gate, intermediate = np.split(ref.array(feed_forward.inner.kernel), 2, axis=1)
    theirs._feedforward_gate_dense.set_weights([gate])
    theirs._feedforward_intermediate_dense.set_weights([intermediate])
    theirs._feedforward_output_dense.set_weights([ref.array(feed_forward.outer.kernel)])
    theirs._self_attention_layernorm.set_weights([ref.array(ours.around_self_attention.norm.scale)])
    theirs._feedforward_layernorm.set_weights([ref.array(ours.around_feed_forward.norm.scale)])
    np.testing.assert_allclose(ours(x, causal_mask(T)), theirs(x), atol=5e-6)


def give_self_attention(ours: Any, theirs: Any) -> None:
    kernels = np.split(ref.array(ours.qkv_projection.kernel), 3, axis=1)
    biases = np.split(ref.array(ours.qkv_projection.bias), 3)
    give_attention(kernels, biases, ours, theirs)


def give_cross_attention(ours: Any, theirs: Any) -> None:
    kernels = np.split(ref.array(ours.kv_projection.kernel), 2, axis=1)
    biases = np.split(ref.array(ours.kv_projection.bias), 2)
    query = ours.query_projection
    give_attention([ref.array(query.kernel), *kernels], [ref.array(query.bias), *biases], ours, theirs)


def give_attention(kernels: list[np.ndarray], biases: list[np.ndarray], ours: Any, theirs: Any) -> None:
    denses = (theirs.query_dense, theirs.key_dense, theirs.value_dense)
    for dense, kernel, bias in zip(denses, kernels, biases, strict=True):
        dense.set_weights([kernel.reshape(D, H, D // H), bias.reshape(H, D // H)])
    out = ours.output_projection
    theirs.output_dense.set_weights([ref.array(out.kernel).reshape(H, D // H, D), ref.array(out.bias)])


def give_norm(ours: Any, theirs: Any) -> None:
    theirs.set_weights([ref.array(ours.norm.gamma), ref.array(ours.norm.beta)])


def give_feed_forward(ours: Any, theirs: Any) -> None:
    give_norm(ours.around_feed_forward, theirs._feedforward_layer_norm)
    for mine, dense in (
        (ours.feed_forward.inner, theirs._feedforward_intermediate_dense),
        (ours.feed_forward.outer, theirs._feedforward_output_dense),
    ):
        dense.set_weights([ref.array(mine.kernel), ref.array(mine.bias)])
