"""The parts of encoder and decoder, each of the form that the architecture chooses."""

from __future__ import annotations

from functools import partial
from typing import Any

import keras

from tfmodel.net.architecture import Architecture
from tfmodel.net.attention import CrossAttention, SelfAttention
from tfmodel.net.feed_forward import FeedForward, GatedFeedForward
from tfmodel.net.positions import LearnedPositions, NoPositions, SinusoidalPositions
from tfmodel.net.residual import normalisation
from tfmodel.net.rotary import Rotary, Rotation, Unrotated
from tfmodel.net.windowed import WindowedSelfAttention

_POSITIONS = {"sinusoidal": SinusoidalPositions, "learned": LearnedPositions, "rotary": NoPositions}
_FEED_FORWARD = {
    "relu": partial(FeedForward, activation="relu"),
    "gelu": partial(FeedForward, activation="gelu"),
    "swiglu": partial(GatedFeedForward, activation="silu"),
}


def stack_input(architecture: Architecture, seed: int, dtype: Any) -> NoPositions:
    """What the embeddings of one side pass on their way to the first block."""
    rate = architecture.embedding_dropout
    return _POSITIONS[architecture.positions](
        architecture.max_length,
        architecture.d_model,
        dropout=architecture.dropout if rate is None else rate,
        seed=seed,
        name="positions",
        dtype=dtype,
    )


def self_attention(architecture: Architecture, seed: int, dtype: Any, *, causal: bool) -> SelfAttention:
    """The self-attention of one block, over everything or through a window."""
    make = SelfAttention
    if architecture.attention_window is not None:
        make = partial(WindowedSelfAttention, window=architecture.attention_window, causal=causal)
    return make(**_heads(architecture), rotation=rotation(architecture), seed=seed, name="self_attention", dtype=dtype)


def cross_attention(architecture: Architecture, seed: int, dtype: Any) -> CrossAttention:
    """The attention to the source of one block of the decoder."""
    return CrossAttention(**_heads(architecture), seed=seed, name="cross_attention", dtype=dtype)


def _heads(architecture: Architecture) -> dict[str, Any]:
    return {
        "d_model": architecture.d_model,
        "num_heads": architecture.num_heads,
        "num_key_value_heads": architecture.num_key_value_heads,
        "dropout": architecture.attention_dropout,
    }


def rotation(architecture: Architecture) -> Rotation:
    """What self-attention does to queries and keys."""
    if architecture.positions == "rotary":
        return Rotary(architecture.d_model // architecture.num_heads, architecture.max_length)
    return Unrotated()


def feed_forward(architecture: Architecture, seed: int, dtype: Any) -> FeedForward:
    """The feed-forward network of one block."""
    return _FEED_FORWARD[architecture.activation](
        architecture.d_model,
        architecture.feed_forward_width,
        dropout=architecture.activation_dropout,
        seed=seed,
        name="feed_forward",
        dtype=dtype,
    )


def final_normalisation(architecture: Architecture, dtype: Any) -> keras.layers.Layer:
    """Pre-norm blocks leave their sum unnormalised, so the stack needs one normalisation more."""
    if architecture.norm_position == "pre":
        return normalisation(architecture, name="norm", dtype=dtype)
    return keras.layers.Identity(name="norm", dtype=dtype)
