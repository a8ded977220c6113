"""The Transformer once more, in NumPy float64 and as plainly as possible: what the layers are compared with."""

from __future__ import annotations

import math
from typing import Any

import keras
import numpy as np

from tfmodel.net.architecture import Architecture
from tfmodel.net.feed_forward import GatedFeedForward
from tfmodel.net.positions import LearnedPositions, SinusoidalPositions
from tfmodel.net.rotary import Rotary
from tfmodel.net.transformer import Transformer
from tfmodel.net.windowed import WindowedSelfAttention

PAD, BOS = 0, 1


def tiny_architecture(**changes: Any) -> Architecture:
    sizes: dict[str, Any] = {
        "source_vocabulary": 23,
        "target_vocabulary": 23,
        "num_encoder_layers": 2,
        "num_decoder_layers": 2,
        "d_model": 16,
        "num_heads": 4,
        "feed_forward_width": 24,
        "max_length": 64,
        "dropout": 0.0,
    }
    return Architecture(**{**sizes, **changes})


def scramble(layer: keras.layers.Layer, seed: int = 0) -> None:
    """Random numbers in every weight, so that no bias is 0 and no scale is 1 when layers are compared."""
    rng = np.random.default_rng(seed)
    for weight in layer.trainable_weights:
        centre = 1.0 if weight.path.endswith(("gamma", "scale")) else 0.0
        weight.assign(rng.normal(centre, 0.3, weight.shape))


def scrambled(seed: int = 0, dtype: str = "float32", **changes: Any) -> Transformer:
    model = Transformer(tiny_architecture(**changes), dtype=dtype)
    scramble(model, seed)
    return model


def relative_error(actual: Any, expected: np.ndarray) -> float:
    actual = np.asarray(keras.ops.convert_to_numpy(actual), dtype="float64")
    assert actual.shape == expected.shape
    return float(np.abs(actual - expected).max() / np.abs(expected).max())


def array(weight: Any) -> np.ndarray:
    return keras.ops.convert_to_numpy(keras.ops.convert_to_tensor(weight)).astype("float64")


def softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def norm(x: np.ndarray, layer: Any) -> np.ndarray:
    if isinstance(layer, keras.layers.Identity):
        return x
    if isinstance(layer, keras.layers.RMSNormalization):
        return x / np.sqrt((x**2).mean(-1, keepdims=True) + 1e-6) * array(layer.scale)
    centred = x - x.mean(-1, keepdims=True)
    variance = (centred**2).mean(-1, keepdims=True)
    return centred / np.sqrt(variance + 1e-6) * array(layer.gamma) + array(layer.beta)


def linear(x: np.ndarray, layer: Any) -> np.ndarray:
    return x @ array(layer.kernel) + (array(layer.bias) if layer.use_bias else 0.0)


def heads_one_by_one(q: np.ndarray, k: np.ndarray, v: np.ndarray, mask: np.ndarray, num_heads: int) -> np.ndarray:
    """Equation 1 with explicit loops over sentences and heads; mask (B, T, S). Narrower keys are shared by groups."""
    out = np.zeros_like(q)
    width = q.shape[-1] // num_heads
    sharing = q.shape[-1] // k.shape[-1]
    for b in range(q.shape[0]):
        for h in range(num_heads):
            part = slice(h * width, (h + 1) * width)
            shared = slice(h // sharing * width, (h // sharing + 1) * width)
            scores = q[b, :, part] @ k[b, :, shared].T / np.sqrt(width)
            scores[~mask[b]] = -1e30  # a finite number: padding may see nothing at all, which must not spread NaN
            out[b, :, part] = softmax(scores) @ v[b, :, shared]
    return out


def rotated(x: np.ndarray, width: int) -> np.ndarray:
    """Pairs of each head as complex numbers, multiplied by e^(i angle)."""
    heads = x.reshape(*x.shape[:2], -1, width)
    numbers = heads[..., : width // 2] + 1j * heads[..., width // 2 :]
    angles = np.arange(x.shape[1])[:, None] / 10000 ** (2 * np.arange(width // 2) / width)
    turned = numbers * np.exp(1j * angles)[:, None]
    return np.concatenate([turned.real, turned.imag], axis=-1).reshape(x.shape)


def near(length: int, layer: Any) -> np.ndarray:
    """Which position may see which through the window of a layer, written out."""
    mask = np.zeros((length, length), bool)
    for t in range(length):
        for s in range(length):
            mask[t, s] = -layer.window <= s - t <= layer.ahead
    return mask


def self_attention(x: np.ndarray, layer: Any, mask: np.ndarray) -> np.ndarray:
    width, key_width = layer.d_model, layer.d_model // layer.num_heads * layer.num_key_value_heads
    q, k, v = np.split(linear(x, layer.qkv_projection), [width, width + key_width], axis=-1)
    if isinstance(layer.rotation, Rotary):
        q, k = (rotated(part, layer.d_model // layer.num_heads) for part in (q, k))
    if isinstance(layer, WindowedSelfAttention):
        mask = mask & near(x.shape[1], layer)
    return linear(heads_one_by_one(q, k, v, mask, layer.num_heads), layer.output_projection)


def cross_attention(x: np.ndarray, memory: np.ndarray, layer: Any, mask: np.ndarray) -> np.ndarray:
    k, v = np.split(linear(memory, layer.kv_projection), 2, axis=-1)
    q = linear(x, layer.query_projection)
    return linear(heads_one_by_one(q, k, v, mask, layer.num_heads), layer.output_projection)


def feed_forward(x: np.ndarray, layer: Any) -> np.ndarray:
    hidden = linear(x, layer.inner)
    if isinstance(layer, GatedFeedForward):
        gate, value = np.split(hidden, 2, axis=-1)
        return linear(gate / (1 + np.exp(-gate)) * value, layer.outer)
    if layer.activation is keras.activations.gelu:
        return linear(hidden * (1 + np.vectorize(math.erf)(hidden / np.sqrt(2))) / 2, layer.outer)
    return linear(np.maximum(hidden, 0.0), layer.outer)


def around(x: np.ndarray, residual: Any, sublayer: Any) -> np.ndarray:
    if residual.pre:
        return x + sublayer(norm(x, residual.norm))
    return norm(x + sublayer(x), residual.norm)


def positions(length: int, width: int) -> np.ndarray:
    table = np.zeros((length, width))
    for pos in range(length):
        for i in range(width // 2):
            angle = pos / 10000 ** (2 * i / width)
            table[pos, 2 * i], table[pos, 2 * i + 1] = np.sin(angle), np.cos(angle)
    return table


def embed(ids: np.ndarray, embedding: Any, stack: Any) -> np.ndarray:
    table = array(embedding.embeddings)
    scaled = table[ids] * np.sqrt(table.shape[1])
    if isinstance(stack.positions, LearnedPositions):
        return scaled + array(stack.positions.embeddings)[: ids.shape[1]]
    if isinstance(stack.positions, SinusoidalPositions):
        return scaled + positions(ids.shape[1], table.shape[1])
    return scaled


def encoder_block(x: np.ndarray, block: Any, mask: np.ndarray) -> np.ndarray:
    x = around(x, block.around_self_attention, lambda h: self_attention(h, block.self_attention, mask))
    return around(x, block.around_feed_forward, lambda h: feed_forward(h, block.feed_forward))


def decoder_block(x: np.ndarray, memory: np.ndarray, block: Any, masks: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    x = around(x, block.around_self_attention, lambda h: self_attention(h, block.self_attention, masks[0]))
    x = around(x, block.around_cross_attention, lambda h: cross_attention(h, memory, block.cross_attention, masks[1]))
    return around(x, block.around_feed_forward, lambda h: feed_forward(h, block.feed_forward))


def transformer(model: Transformer, source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Logits (B, T, V) in float64."""
    batch, length = target.shape
    memory_mask = np.repeat((source != PAD)[:, None, :], max(length, source.shape[1]), axis=1)
    memory = embed(source, model.source_embedding, model.encoder)
    for block in model.encoder.blocks:
        memory = encoder_block(memory, block, memory_mask[:, : source.shape[1]])
    memory = norm(memory, model.encoder.norm)
    causal = np.repeat(np.tri(length, dtype=bool)[None], batch, axis=0)
    x = embed(target, model.target_embedding, model.decoder)
    for block in model.decoder.blocks:
        x = decoder_block(x, memory, block, (causal, memory_mask[:, :length]))
    x = norm(x, model.decoder.norm)
    return x @ array(model.output_embedding.embeddings).T


def pairs(rows: int, source: int, target: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Random source, target beginning with BOS, and labels: no padding."""
    rng = np.random.default_rng(seed)
    x = rng.integers(4, 23, (rows, source)).astype("int32")
    y = rng.integers(4, 23, (rows, target)).astype("int32")
    return x, np.concatenate([np.full((rows, 1), BOS), y[:, :-1]], axis=1).astype("int32"), y
