"""The decoder: blocks that read the target so far and the encoded source (section 3.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import keras
from keras import ops

from tfmodel.net.architecture import Architecture
from tfmodel.net.attention import KeyValue
from tfmodel.net.masks import causal_mask, every_key
from tfmodel.net.parts import cross_attention, feed_forward, final_normalisation, self_attention, stack_input
from tfmodel.net.residual import Residual
from tfmodel.net.seeds import derive
from tfmodel.net.taps import scope, tap
from tfmodel.net.tensor import Tensor


@dataclass(frozen=True)
class DecoderCache:
    """What the decoder keeps between two positions of N = B * beams sequences.

    Attributes:
        past: Keys and values of the target so far, one entry a block, of N rows and a fixed number of positions.
        memory: Keys and values of the source, one entry a block, of B rows; they never change.
        memory_mask: (B, 1, 1, S).
    """

    past: tuple[KeyValue, ...]
    memory: tuple[KeyValue, ...]
    memory_mask: Tensor

    def tensors(self) -> tuple[Tensor, ...]:
        """The tensors that change, flat, as a loop carries them."""
        return tuple(tensor for pair in self.past for tensor in (pair.keys, pair.values))

    def with_tensors(self, tensors: tuple[Tensor, ...]) -> DecoderCache:
        """The inverse of `tensors`."""
        past = tuple(KeyValue(keys, values) for keys, values in zip(tensors[::2], tensors[1::2], strict=True))
        return replace(self, past=past)

    def reordered(self, rows: Tensor) -> DecoderCache:
        """The cache in which row i is the old row `rows[i]`; rows (N,) may only move within their sentence."""
        return self.with_tensors(tuple(ops.take(tensor, rows, axis=0) for tensor in self.tensors()))


@dataclass(frozen=True)
class BlockStep:
    """Result of one position of one block: the output (B, K, D) and the keys and values so far."""

    output: Tensor
    past: KeyValue


@dataclass(frozen=True)
class DecoderStep:
    """Result of one position of the stack: hidden (B, K, D) and the cache for the next position."""

    hidden: Tensor
    cache: DecoderCache


class DecoderBlock(keras.layers.Layer):
    """Causal self-attention, attention to the source, feed-forward, each with its residual connection."""

    def __init__(self, architecture: Architecture, *, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy = self.dtype_policy
        self.d_model = architecture.d_model
        self.self_attention = self_attention(architecture, derive(seed, "self_attention"), policy, causal=True)
        self.around_self_attention = Residual(architecture, seed=derive(seed, "around_self_attention"), dtype=policy)
        self.cross_attention = cross_attention(architecture, derive(seed, "cross_attention"), policy)
        self.around_cross_attention = Residual(architecture, seed=derive(seed, "around_cross_attention"), dtype=policy)
        self.feed_forward = feed_forward(architecture, derive(seed, "feed_forward"), policy)
        self.around_feed_forward = Residual(architecture, seed=derive(seed, "around_feed_forward"), dtype=policy)

    def build(self, input_shape: Any = None) -> None:
        """Make all weights."""
        attentions = (self.self_attention, self.around_self_attention, self.cross_attention)
        for part in (*attentions, self.around_cross_attention, self.feed_forward, self.around_feed_forward):
            part.build()

    def call(self, x: Tensor, memory: Tensor, mask: Tensor, memory_mask: Tensor, training: bool = False) -> Tensor:
        """(B, T, D) and memory (B, S, D) to (B, T, D); masks are (1, 1, T or 1, T) and (B, 1, 1, S)."""
        with scope("self_attention"):
            around = self.around_self_attention
            x = around.leave(x, self.self_attention(around.enter(x), mask, training=training), training)
        return self._read_source(x, self.cross_attention.remember(memory), memory_mask, training)

    def step(self, x: Tensor, position: Tensor, past: KeyValue, memory: KeyValue, memory_mask: Tensor) -> BlockStep:
        """One position of K hypotheses a sentence: x is (B, K, D).

        To the source, which they share, the K hypotheses are K queries of one sentence; to their own past they are
        rows of one query each.
        """
        around = self.around_self_attention
        rows = ops.reshape(around.enter(x), (-1, 1, self.d_model))
        attended = self.self_attention.step(rows, position, past)
        x = around.leave(x, ops.reshape(attended.output, ops.shape(x)))
        return BlockStep(self._read_source(x, memory, memory_mask, False), attended.cache)

    def _read_source(self, x: Tensor, memory: KeyValue, memory_mask: Tensor, training: bool) -> Tensor:
        """The second and the third sub-layer, alike for whole sequences and for single positions."""
        with scope("cross_attention"):
            around = self.around_cross_attention
            attended = self.cross_attention.read(around.enter(x), memory, memory_mask, training)
            x = around.leave(x, attended, training)
        with scope("feed_forward"):
            around = self.around_feed_forward
            return around.leave(x, self.feed_forward(around.enter(x), training=training), training)


class Decoder(keras.layers.Layer):
    """Positions, the blocks, and in the pre-norm form a last normalisation."""

    def __init__(self, architecture: Architecture, *, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy = self.dtype_policy
        self.d_model = architecture.d_model
        self.positions = stack_input(architecture, derive(seed, "positions"), policy)
        self.blocks = [
            DecoderBlock(architecture, seed=derive(seed, f"block/{index}"), name=f"block_{index}", dtype=policy)
            for index in range(architecture.num_decoder_layers)
        ]
        self.norm = final_normalisation(architecture, policy)
        # A window masks what it cuts out by itself; (T, T) would grow with the square of the length.
        self._mask = causal_mask if architecture.attention_window is None else every_key

    def build(self, input_shape: Any = None) -> None:
        """Make all weights."""
        for part in (self.positions, *self.blocks):
            part.build()
        self.norm.build((None, None, self.d_model))

    def call(self, x: Tensor, memory: Tensor, memory_mask: Tensor, training: bool = False) -> Tensor:
        """Embedded target (B, T, D) and memory (B, S, D) to hidden (B, T, D)."""
        x = self.positions(x, training=training)
        tap("input", x)
        mask = self._mask(ops.shape(x)[1])
        for index, block in enumerate(self.blocks):
            with scope(str(index)):
                x = block(x, memory, mask, memory_mask, training=training)
        x = self.norm(x)
        tap("output", x)
        return x

    def start(self, memory: Tensor, memory_mask: Tensor, max_length: int | Tensor, beams: int) -> DecoderCache:
        """An empty past of `max_length` positions for `beams` hypotheses a sentence, and the source to attend to."""
        rows = ops.shape(memory)[0] * beams
        past = tuple(block.self_attention.empty_cache(rows, max_length) for block in self.blocks)
        remembered = tuple(block.cross_attention.remember(memory) for block in self.blocks)
        return DecoderCache(past, remembered, memory_mask)

    def step(self, x: Tensor, position: Tensor, cache: DecoderCache) -> DecoderStep:
        """Embedded tokens (B, K, D), all standing at `position`, to hidden (B, K, D)."""
        x = self.positions.step(x, position)
        past = []
        for block, before, memory in zip(self.blocks, cache.past, cache.memory, strict=True):
            stepped = block.step(x, position, before, memory, cache.memory_mask)
            x = stepped.output
            past.append(stepped.past)
        return DecoderStep(self.norm(x), replace(cache, past=tuple(past)))
