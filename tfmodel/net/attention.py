"""Multi-head scaled dot-product attention (section 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from tfmodel.net.dropout import HashDropout
from tfmodel.net.masks import attention_bias, past_mask
from tfmodel.net.projection import Projection, fused_glorot, project_to
from tfmodel.net.seeds import derive
from tfmodel.net.taps import tap, tracing
from tfmodel.net.tensor import Tensor


@dataclass(frozen=True)
class KeyValue:
    """What can be attended to, split into heads of width D/H.

    Attributes:
        keys: (B, H, D/H, S), the way the product with queries wants them.
        values: (B, H, S, D/H).
    """

    keys: Tensor
    values: Tensor


@dataclass(frozen=True)
class AttentionStep:
    """Result of one position of self-attention.

    Attributes:
        output: (N, 1, D).
        cache: The keys and values with those of this position.
    """

    output: Tensor
    cache: KeyValue


class MultiHeadAttention(keras.layers.Layer):
    """What self- and cross-attention have in common: heads, equation 1, and the output projection.

    Args:
        d_model: D, the width.
        num_heads: H, which divides D.
        dropout: Rate on attention weights.
        seed: Of first weights and dropout masks.
    """

    def __init__(self, d_model: int, num_heads: int, *, dropout: float, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.d_model = d_model
        self.num_heads = num_heads
        self.seed = seed
        self.output_projection = project_to(
            d_model, seed=derive(seed, "output"), name="output", dtype=self.dtype_policy
        )
        self.dropout = HashDropout(dropout, seed=derive(seed, "dropout"), name="dropout", dtype=self.dtype_policy)

    def build(self, input_shape: Any = None) -> None:
        """Make the weights of the output projection and the dropout's counter."""
        self.output_projection.build((None, self.d_model))
        self.dropout.build()

    def split(self, x: Tensor) -> Tensor:
        """(B, T, D) to (B, T, H, D/H)."""
        batch, length, _ = ops.shape(x)
        return ops.reshape(x, (batch, length, self.num_heads, self.d_model // self.num_heads))

    def remembered(self, keys: Tensor, values: Tensor) -> KeyValue:
        """Keys and values (B, S, D), split into heads."""
        return KeyValue(ops.transpose(self.split(keys), (0, 2, 3, 1)), ops.transpose(self.split(values), (0, 2, 1, 3)))

    def attend(self, queries: Tensor, memory: KeyValue, mask: Tensor, training: bool = False) -> Tensor:
        """Equation 1 for all heads, then the output projection.

        Args:
            queries: (B, T, D).
            memory: Keys and values of S positions.
            mask: Boolean, broadcastable to (B, H, T, S).
            training: Whether to drop attention weights.

        Returns:
            (B, T, D).
        """
        heads = ops.transpose(self.split(queries), (0, 2, 1, 3))
        _tap_inputs(heads, memory)
        scores = ops.matmul(heads * (self.d_model // self.num_heads) ** -0.5, memory.keys)
        tap("scores", scores)
        weights = _softmax(scores + attention_bias(mask, scores.dtype))
        tap("weights", weights)
        context = ops.matmul(self.dropout(weights, training=training), memory.values)
        tap("context", context)
        joined = ops.reshape(ops.transpose(context, (0, 2, 1, 3)), ops.shape(queries))
        output = self.output_projection(joined)
        tap("output", output)
        return output

    def _fused(self, parts: int, name: str) -> Projection:
        """One product for several projections of the same input, side by side in one matrix (D, parts * D)."""
        initializer = fused_glorot(self.d_model, derive(self.seed, name))
        return Projection(parts * self.d_model, kernel_initializer=initializer, name=name, dtype=self.dtype_policy)


def _softmax(scores: Tensor) -> Tensor:
    """Softmax over keys. Of a single key (a source of one token) it is 1, of which Keras would warn."""
    return ops.ones_like(scores) if scores.shape[-1] == 1 else ops.softmax(scores)


def _tap_inputs(queries: Tensor, memory: KeyValue) -> None:
    """Queries, keys and values, all as (B, H, positions, D/H)."""
    if tracing():
        tap("queries", queries)
        tap("keys", ops.transpose(memory.keys, (0, 1, 3, 2)))
        tap("values", memory.values)


class SelfAttention(MultiHeadAttention):
    """Positions of a sequence attend to one another. One product makes queries, keys and values, in this order."""

    def __init__(self, d_model: int, num_heads: int, **kwargs: Any) -> None:
        super().__init__(d_model, num_heads, **kwargs)
        self.qkv_projection = self._fused(3, "qkv")

    def build(self, input_shape: Any = None) -> None:
        """Make all weights."""
        super().build()
        self.qkv_projection.build((None, self.d_model))

    def call(self, x: Tensor, mask: Tensor, training: bool = False) -> Tensor:
        """(B, T, D) to (B, T, D); the mask is broadcastable to (B, H, T, T)."""
        queries, keys, values = ops.split(self.qkv_projection(x), 3, axis=-1)
        return self.attend(queries, self.remembered(keys, values), mask, training)

    def empty_cache(self, rows: Tensor | int, length: int) -> KeyValue:
        """Room for the keys and values of `length` positions of `rows` sequences."""
        width = self.d_model // self.num_heads
        return KeyValue(
            ops.zeros((rows, self.num_heads, width, length), dtype=self.compute_dtype),
            ops.zeros((rows, self.num_heads, length, width), dtype=self.compute_dtype),
        )

    def step(self, x: Tensor, position: Tensor, cache: KeyValue) -> AttentionStep:
        """One position of the causal form.

        The cache is written by selection: the only way that graphs, XLA and ONNX all know.

        Args:
            x: (N, 1, D).
            position: Scalar; where `x` stands.
            cache: Keys and values of the positions before.
        """
        queries, keys, values = ops.split(self.qkv_projection(x), 3, axis=-1)
        new = self.remembered(keys, values)
        length = cache.values.shape[2]
        here = ops.equal(ops.arange(length), position)
        cache = KeyValue(
            ops.where(here[None, None, None, :], new.keys, cache.keys),
            ops.where(here[None, None, :, None], new.values, cache.values),
        )
        return AttentionStep(self.attend(queries, cache, past_mask(position, length)), cache)


class CrossAttention(MultiHeadAttention):
    """Positions of the target attend to the encoded source. Keys and values come from one product, in this order."""

    def __init__(self, d_model: int, num_heads: int, **kwargs: Any) -> None:
        super().__init__(d_model, num_heads, **kwargs)
        self.query_projection = project_to(
            d_model, seed=derive(self.seed, "query"), name="query", dtype=self.dtype_policy
        )
        self.kv_projection = self._fused(2, "kv")

    def build(self, input_shape: Any = None) -> None:
        """Make all weights."""
        super().build()
        self.query_projection.build((None, self.d_model))
        self.kv_projection.build((None, self.d_model))

    def call(self, x: Tensor, memory: Tensor, mask: Tensor, training: bool = False) -> Tensor:
        """Queries from x (B, T, D), keys and values from memory (B, S, D); the mask is (B, 1, 1, S)."""
        return self.read(x, self.remember(memory), mask, training)

    def remember(self, memory: Tensor) -> KeyValue:
        """Keys and values of the encoded source (B, S, D): once a sentence, however long the translation."""
        keys, values = ops.split(self.kv_projection(memory), 2, axis=-1)
        return self.remembered(keys, values)

    def read(self, x: Tensor, memory: KeyValue, mask: Tensor, training: bool = False) -> Tensor:
        """`call` on what `remember` returned."""
        return self.attend(self.query_projection(x), memory, mask, training)
