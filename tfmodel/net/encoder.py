"""The encoder: a stack of blocks of self-attention and feed-forward (section 3.1)."""

from __future__ import annotations

from typing import Any

import keras

from tfmodel.net.architecture import Architecture
from tfmodel.net.parts import feed_forward, final_normalisation, self_attention, stack_input
from tfmodel.net.residual import Residual
from tfmodel.net.seeds import derive
from tfmodel.net.taps import scope, tap
from tfmodel.net.tensor import Tensor


class EncoderBlock(keras.layers.Layer):
    """Self-attention, then feed-forward, each with its residual connection."""

    def __init__(self, architecture: Architecture, *, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy = self.dtype_policy
        self.self_attention = self_attention(architecture, derive(seed, "self_attention"), policy, causal=False)
        self.around_self_attention = Residual(architecture, seed=derive(seed, "around_self_attention"), dtype=policy)
        self.feed_forward = feed_forward(architecture, derive(seed, "feed_forward"), policy)
        self.around_feed_forward = Residual(architecture, seed=derive(seed, "around_feed_forward"), dtype=policy)

    def build(self, input_shape: Any = None) -> None:
        """Make all weights."""
        for part in (self.self_attention, self.around_self_attention, self.feed_forward, self.around_feed_forward):
            part.build()

    def call(self, x: Tensor, mask: Tensor, training: bool = False) -> Tensor:
        """(B, S, D) to (B, S, D); the mask is (B, 1, 1, S)."""
        with scope("self_attention"):
            around = self.around_self_attention
            x = around.leave(x, self.self_attention(around.enter(x), mask, training=training), training)
        with scope("feed_forward"):
            around = self.around_feed_forward
            return around.leave(x, self.feed_forward(around.enter(x), training=training), training)


class Encoder(keras.layers.Layer):
    """Positions, the blocks, and in the pre-norm form a last normalisation."""

    def __init__(self, architecture: Architecture, *, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy = self.dtype_policy
        self.d_model = architecture.d_model
        self.positions = stack_input(architecture, derive(seed, "positions"), policy)
        self.blocks = [
            EncoderBlock(architecture, seed=derive(seed, f"block/{index}"), name=f"block_{index}", dtype=policy)
            for index in range(architecture.num_encoder_layers)
        ]
        self.norm = final_normalisation(architecture, policy)

    def build(self, input_shape: Any = None) -> None:
        """Make all weights."""
        for part in (self.positions, *self.blocks):
            part.build()
        self.norm.build((None, None, self.d_model))

    def call(self, x: Tensor, mask: Tensor, training: bool = False) -> Tensor:
        """Embedded source (B, S, D) and mask (B, 1, 1, S) to memory (B, S, D)."""
        x = self.positions(x, training=training)
        tap("input", x)
        for index, block in enumerate(self.blocks):
            with scope(str(index)):
                x = block(x, mask, training=training)
        x = self.norm(x)
        tap("output", x)
        return x
