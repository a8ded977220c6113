"""Multi-head scaled dot-product attention (section 3.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any

import keras
from keras import ops

from tfmodel.net.dropout import HashDropout
from tfmodel.net.masks import attention_bias
from tfmodel.net.projection import Projection, fused_glorot, project_to
from tfmodel.net.rotary import Rotation, Unrotated
from tfmodel.net.seeds import derive
from tfmodel.net.taps import tap, tracing
from tfmodel.net.tensor import Tensor


@dataclass(frozen=True)
class KeyValue:
    """What can be attended to, split into G heads of width D/H; G is H, or fewer that groups of queries share.

    Attributes:
        keys: (B, G, D/H, S), the way the product with queries wants them.
        values: (B, G, S, D/H).
    """

    keys: Tensor
    values: Tensor

    def with_room(self, more: int | Tensor) -> KeyValue:
        """The same with so many more places behind, which are empty."""
        return KeyValue(
            ops.pad(self.keys, ((0, 0), (0, 0), (0, 0), (0, more))),
            ops.pad(self.values, ((0, 0), (0, 0), (0, more), (0, 0))),
        )


@dataclass(frozen=True)
class AttentionStep:
    """Result of one position of self-attention.

    Attributes:
        output: (R, Q, D).
        cache: The keys and values with those of this position.
    """

    output: Tensor
    cache: KeyValue


class MultiHeadAttention(keras.layers.Layer):
    """What self- and cross-attention have in common: heads, equation 1, and the output projection.

    Args:
        d_model: D, the width.
        num_heads: H, which divides D.
        num_key_value_heads: G, which divides H: heads of keys and values, each shared by H/G heads of queries
            (Ainslie et al. 2023); none: H.
        dropout: Rate on attention weights.
        seed: Of first weights and dropout masks.
    """

    def __init__(
        self,
        d_model: int,
        num_heads: int,
        *,
        num_key_value_heads: int | None = None,
        dropout: float,
        seed: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.d_model = d_model
        self.num_heads = num_heads
        self.num_key_value_heads = num_key_value_heads or num_heads
        self.head_width = d_model // num_heads
        self.key_value_width = self.num_key_value_heads * self.head_width
        self.product = ops.matmul if self.num_key_value_heads == num_heads else grouped_product
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
        """Heads side by side (B, T, n * D/H) to (B, T, n, D/H)."""
        batch, length, width = ops.shape(x)
        return ops.reshape(x, (batch, length, width // self.head_width, self.head_width))

    def remembered(self, keys: Tensor, values: Tensor) -> KeyValue:
        """Keys and values (B, S, G * D/H), split into heads."""
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
        scores = self.product(heads * self.head_width**-0.5, memory.keys)
        tap("scores", scores)
        weights = _softmax(scores + attention_bias(mask, scores.dtype))
        tap("weights", weights)
        context = self.product(self.dropout(weights, training=training), memory.values)
        tap("context", context)
        joined = ops.reshape(ops.transpose(context, (0, 2, 1, 3)), ops.shape(queries))
        output = self.output_projection(joined)
        tap("output", output)
        return output

    def _fused(self, units: int, name: str) -> Projection:
        """One product for several projections of the same input, side by side in one matrix (D, units).

        Heads begin alike, however many there are: with the bounds of a matrix (D, D).
        """
        initializer = fused_glorot(self.d_model, self.d_model, derive(self.seed, name))
        return Projection(units, kernel_initializer=initializer, name=name, dtype=self.dtype_policy)


def grouped_product(a: Tensor, b: Tensor) -> Tensor:
    """`matmul` of H heads with G heads, G of which divide H: head h meets head h // (H/G), which is never repeated.

    Args:
        a: (B, H, T, X).
        b: (B, G, X, Y).

    Returns:
        (B, H, T, Y).
    """
    batch, heads, length, inner = ops.shape(a)
    groups = b.shape[1]
    rows = ops.reshape(a, (batch, groups, heads // groups * length, inner))
    return ops.reshape(ops.matmul(rows, b), (batch, heads, length, ops.shape(b)[3]))


def _softmax(scores: Tensor) -> Tensor:
    """Softmax over keys. Of a single key (a source of one token) it is 1, of which Keras would warn."""
    return ops.ones_like(scores) if scores.shape[-1] == 1 else ops.softmax(scores)


def _tap_inputs(queries: Tensor, memory: KeyValue) -> None:
    """Queries as (B, H, T, D/H), keys and values as (B, G, S, D/H)."""
    if tracing():
        tap("queries", queries)
        tap("keys", ops.transpose(memory.keys, (0, 1, 3, 2)))
        tap("values", memory.values)


class SelfAttention(MultiHeadAttention):
    """Positions of a sequence attend to one another. One product makes queries, keys and values, in this order.

    Args:
        d_model: D, the width.
        num_heads: H.
        rotation: Of queries and keys by where they stand; none: the input knows positions.
        **kwargs: As of `MultiHeadAttention`.
    """

    def __init__(self, d_model: int, num_heads: int, *, rotation: Rotation | None = None, **kwargs: Any) -> None:
        super().__init__(d_model, num_heads, **kwargs)
        self.rotation = rotation or Unrotated()
        self.qkv_projection = self._fused(d_model + 2 * self.key_value_width, "qkv")

    def build(self, input_shape: Any = None) -> None:
        """Make all weights."""
        super().build()
        self.qkv_projection.build((None, self.d_model))

    def call(self, x: Tensor, mask: Tensor, training: bool = False) -> Tensor:
        """(B, T, D) to (B, T, D); the mask is broadcastable to (B, H, T, T)."""
        queries, keys, values = self.projected(x)
        return self.attend(queries, self.remembered(keys, values), mask, training)

    def projected(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Queries (B, T, D), keys and values (B, T, G * D/H) of whole sequences (B, T, D)."""
        return self._parts(self.qkv_projection(x), self.rotation.sequence)

    def _parts(self, qkv: Tensor, rotate: Callable[[Tensor], Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        queries, keys, values = ops.split(qkv, [self.d_model, self.d_model + self.key_value_width], axis=-1)
        return rotate(queries), rotate(keys), values

    def places(self, length: Tensor | int) -> Tensor | int:
        """How many of `length` positions a cache has to remember: all."""
        return length

    def empty_cache(self, rows: Tensor | int, places: Tensor | int, hypotheses: int = 1) -> KeyValue:
        """Room for what `hypotheses` related sequences remember of so many positions, for `rows` of such groups."""
        heads, width, room = self.num_key_value_heads, self.head_width, places * hypotheses
        return KeyValue(
            ops.zeros((rows, heads, width, room), dtype=self.compute_dtype),
            ops.zeros((rows, heads, room, width), dtype=self.compute_dtype),
        )

    def step(self, x: Tensor, position: Tensor, cache: KeyValue, mask: Tensor) -> AttentionStep:
        """One position of the causal form, of Q sequences that have one cache.

        Args:
            x: (R, Q, D).
            position: Scalar; where `x` stands.
            cache: Keys and values (R, G, ..., P * Q) of the positions before, of each position the Q side by side. One
                with room for fewer positions than there are keeps the latest.
            mask: (R or 1, 1, Q, P * Q) which of them each sequence may attend to, this position's own included.
        """
        rotate = partial(self.rotation.position, position=position)
        queries, keys, values = self._parts(self.qkv_projection(x), rotate)
        cache = written(cache, self.remembered(keys, values), position)
        return AttentionStep(self.attend(queries, cache, mask), cache)


def written(cache: KeyValue, new: KeyValue, position: Tensor) -> KeyValue:
    """A cache (R, G, ..., P * Q) with the keys and values (R, G, ..., Q) of a position.

    The order of keys means nothing to the softmax, so that places are used in rotation.
    """
    hypotheses = new.keys.shape[3]
    places = ops.shape(cache.keys)[3] // hypotheses
    return _write.get()(cache, new, position % places, hypotheses)


def _by_selection(cache: KeyValue, new: KeyValue, place: Tensor, hypotheses: int) -> KeyValue:
    """What all graphs know, ONNX included."""
    rows, heads, width, room = ops.shape(cache.keys)
    here = ops.equal(ops.arange(room // hypotheses), place)[:, None]
    keys = ops.reshape(cache.keys, (rows, heads, width, -1, hypotheses))
    values = ops.reshape(cache.values, (rows, heads, -1, hypotheses, width))
    keys = ops.where(here, new.keys[:, :, :, None], keys)
    values = ops.where(here[:, :, None], new.values[:, :, None], values)
    return KeyValue(ops.reshape(keys, ops.shape(cache.keys)), ops.reshape(values, ops.shape(cache.values)))


def _in_place(cache: KeyValue, new: KeyValue, place: Tensor, hypotheses: int) -> KeyValue:
    begin = place * hypotheses
    return KeyValue(
        ops.slice_update(cache.keys, (0, 0, 0, begin), new.keys),
        ops.slice_update(cache.values, (0, 0, begin, 0), new.values),
    )


_write: ContextVar[Callable[[KeyValue, KeyValue, Tensor, int], KeyValue]] = ContextVar("write", default=_by_selection)


@contextmanager
def written_in_place() -> Iterator[None]:
    """Inside, caches are written in place: for programs of XLA, whose positions then take a fifth less time."""
    before = _write.set(_in_place)
    try:
        yield
    finally:
        _write.reset(before)


class CrossAttention(MultiHeadAttention):
    """Positions of the target attend to the encoded source. Keys and values come from one product, in this order."""

    def __init__(self, d_model: int, num_heads: int, **kwargs: Any) -> None:
        super().__init__(d_model, num_heads, **kwargs)
        self.query_projection = project_to(
            d_model, seed=derive(self.seed, "query"), name="query", dtype=self.dtype_policy
        )
        self.kv_projection = self._fused(2 * self.key_value_width, "kv")

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
