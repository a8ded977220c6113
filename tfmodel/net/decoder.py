"""The decoder: blocks that read the target so far and the encoded source (section 3.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import keras
from keras import ops

from tfmodel.net.architecture import Architecture
from tfmodel.net.attention import KeyValue
from tfmodel.net.masks import causal_mask, every_key, past_mask
from tfmodel.net.parts import cross_attention, feed_forward, final_normalisation, self_attention, stack_input
from tfmodel.net.residual import Residual
from tfmodel.net.seeds import derive
from tfmodel.net.taps import scope, tap
from tfmodel.net.tensor import Tensor


@dataclass(frozen=True)
class DecoderCache:
    """What the decoder keeps between two positions of K hypotheses of each of B sentences.

    Groups of Q hypotheses are related: one may continue another. Keys and values stay where they were written, whoever
    continues whom; each hypothesis knows whose are its own. To move them would take longer than all products.

    Attributes:
        origins: (R, Q, P) int32 for R = B * K / Q groups: which hypothesis of its group wrote what this one remembers
            of each of P places.
        past: Keys and values of the target so far, one entry a block: (R, G, ..., P * Q).
        memory: Keys and values of the source, one entry a block, of B rows; they never change.
        memory_mask: (B, 1, 1, S).
    """

    origins: Tensor
    past: tuple[KeyValue, ...]
    memory: tuple[KeyValue, ...]
    memory_mask: Tensor

    def tensors(self) -> tuple[Tensor, ...]:
        """The tensors that change, flat, as a loop carries them."""
        return self.origins, *(tensor for pair in self.past for tensor in (pair.keys, pair.values))

    def with_tensors(self, tensors: tuple[Tensor, ...]) -> DecoderCache:
        """The inverse of `tensors`."""
        origins, *pairs = tensors
        past = tuple(KeyValue(keys, values) for keys, values in zip(pairs[::2], pairs[1::2], strict=True))
        return replace(self, origins=origins, past=past)

    def constants(self) -> tuple[Tensor, ...]:
        """The tensors that do not change, flat."""
        return *(tensor for pair in self.memory for tensor in (pair.keys, pair.values)), self.memory_mask

    def with_constants(self, tensors: tuple[Tensor, ...]) -> DecoderCache:
        """The inverse of `constants`."""
        *pairs, mask = tensors
        memory = tuple(KeyValue(keys, values) for keys, values in zip(pairs[::2], pairs[1::2], strict=True))
        return replace(self, memory=memory, memory_mask=mask)

    @property
    def places(self) -> int:
        """P, where it is known."""
        return int(self.origins.shape[2])

    def with_room(self, places: int | Tensor) -> DecoderCache:
        """The cache with more places, the new ones empty; what is in it stays where it is."""
        _, hypotheses, before = ops.shape(self.origins)
        more = places - before
        past = tuple(pair.with_room(more * hypotheses) for pair in self.past)
        return replace(self, origins=ops.pad(self.origins, ((0, 0), (0, 0), (0, more))), past=past)

    def with_source_room(self, tokens: int) -> DecoderCache:
        """The cache with sources padded to so many tokens."""
        more = tokens - self.memory_mask.shape[3]
        mask = ops.pad(self.memory_mask, ((0, 0), (0, 0), (0, 0), (0, more)))
        return replace(self, memory=tuple(pair.with_room(more) for pair in self.memory), memory_mask=mask)

    def continued(self, parents: Tensor) -> DecoderCache:
        """The cache in which a hypothesis continues number `parents` (B, K) of the hypotheses of its group."""
        groups = ops.reshape(parents, ops.shape(self.origins)[:2])
        return replace(self, origins=ops.take_along_axis(self.origins, groups[:, :, None], axis=1))

    def at(self, position: Tensor) -> DecoderCache:
        """The cache when every hypothesis is about to write what it remembers of a position."""
        _, hypotheses, places = ops.shape(self.origins)
        here = ops.equal(ops.arange(places), position % places)
        own = ops.arange(hypotheses, dtype="int32")[:, None]
        return replace(self, origins=ops.where(here, own, self.origins))

    def own_past(self, position: Tensor) -> Tensor:
        """What each hypothesis may attend to, this position included: (R or 1, 1, Q, P * Q)."""
        rows, hypotheses, places = ops.shape(self.origins)
        seen = past_mask(position, places)
        if hypotheses == 1:
            return seen
        own = ops.equal(self.origins[..., None], ops.arange(hypotheses, dtype="int32"))
        own = ops.logical_and(own, seen[0, 0, 0, :, None])
        return ops.reshape(own, (rows, 1, hypotheses, places * hypotheses))


@dataclass(frozen=True)
class Source:
    """The source as a block attends to it: keys and values, and the mask (B, 1, 1, S) of its tokens."""

    memory: KeyValue
    mask: Tensor


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

    def step(self, x: Tensor, position: Tensor, past: KeyValue, mask: Tensor, source: Source) -> BlockStep:
        """One position of K hypotheses a sentence: x is (B, K, D).

        To the source, which they share, the K hypotheses are K queries of one sentence; to their past, related ones
        are queries of one cache, whose mask says what is whose.
        """
        around = self.around_self_attention
        groups = ops.reshape(around.enter(x), (-1, mask.shape[2], self.d_model))
        attended = self.self_attention.step(groups, position, past, mask)
        x = around.leave(x, ops.reshape(attended.output, ops.shape(x)))
        return BlockStep(self._read_source(x, source.memory, source.mask, False), attended.cache)

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

    def places(self, positions: Tensor | int) -> Tensor | int:
        """How many positions a cache remembers of so many."""
        return self.blocks[0].self_attention.places(positions)

    def start(
        self, memory: Tensor, memory_mask: Tensor, max_length: int | Tensor, beams: int, related: int
    ) -> DecoderCache:
        """An empty past of `max_length` positions for `beams` hypotheses a sentence, and the source to attend to."""
        groups = ops.shape(memory)[0] * (beams // related)
        places = self.places(max_length)
        past = tuple(block.self_attention.empty_cache(groups, places, related) for block in self.blocks)
        remembered = tuple(block.cross_attention.remember(memory) for block in self.blocks)
        origins = ops.zeros((groups, related, places), dtype="int32")
        return DecoderCache(origins, past, remembered, memory_mask)

    def step(self, x: Tensor, position: Tensor, cache: DecoderCache) -> DecoderStep:
        """Embedded tokens (B, K, D), all standing at `position`, to hidden (B, K, D)."""
        x = self.positions.step(x, position)
        cache = cache.at(position)
        mask = cache.own_past(position)
        past = []
        for block, before, memory in zip(self.blocks, cache.past, cache.memory, strict=True):
            stepped = block.step(x, position, before, mask, Source(memory, cache.memory_mask))
            x = stepped.output
            past.append(stepped.past)
        return DecoderStep(self.norm(x), replace(cache, past=tuple(past)))
