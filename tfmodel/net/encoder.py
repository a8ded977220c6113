"""The encoder: a stack of blocks of self-attention and feed-forward (section 3.1)."""

from __future__ import annotations

from typing import Any

import keras

from tfmodel.net.architecture import Architecture
from tfmodel.net.attention import SelfAttention
from tfmodel.net.embedding import PositionalEncoding
from tfmodel.net.feed_forward import FeedForward
from tfmodel.net.residual import Residual, layer_normalisation
from tfmodel.net.seeds import derive
from tfmodel.net.taps import scope, tap
from tfmodel.net.tensor import Tensor


class EncoderBlock(keras.layers.Layer):
    """Self-attention, then feed-forward, each with its residual connection."""

    def __init__(self, architecture: Architecture, *, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy = self.dtype_policy
        self.self_attention = self_attention(architecture, derive(seed, "self_attention"), policy)
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
        self.positions = positional_encoding(architecture, derive(seed, "positions"), policy)
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


def self_attention(architecture: Architecture, seed: int, dtype: Any) -> SelfAttention:
    """The self-attention of one block."""
    return SelfAttention(
        architecture.d_model,
        architecture.num_heads,
        dropout=architecture.attention_dropout,
        seed=seed,
        name="self_attention",
        dtype=dtype,
    )


def feed_forward(architecture: Architecture, seed: int, dtype: Any) -> FeedForward:
    """The feed-forward network of one block."""
    return FeedForward(
        architecture.d_model,
        architecture.feed_forward_width,
        activation=architecture.activation,
        dropout=architecture.activation_dropout,
        seed=seed,
        name="feed_forward",
        dtype=dtype,
    )


def positional_encoding(architecture: Architecture, seed: int, dtype: Any) -> PositionalEncoding:
    """What is added to the embeddings of one side."""
    return PositionalEncoding(
        architecture.max_length,
        architecture.d_model,
        dropout=architecture.dropout,
        seed=seed,
        name="positions",
        dtype=dtype,
    )


def final_normalisation(architecture: Architecture, dtype: Any) -> keras.layers.Layer:
    """Pre-norm blocks leave their sum unnormalised, so the stack needs one normalisation more."""
    if architecture.norm_position == "pre":
        return layer_normalisation(name="norm", dtype=dtype)
    return keras.layers.Identity(name="norm", dtype=dtype)
