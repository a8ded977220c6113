"""The size and the form of a Transformer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from tfmodel.contract.failure import fail


@dataclass(frozen=True, kw_only=True)
class Architecture:
    """Everything that decides which weights a Transformer has and how they are used.

    Attributes:
        source_vocabulary: Number of source tokens, symbols included.
        target_vocabulary: Number of target tokens, symbols included.
        num_encoder_layers: Blocks of the encoder (section 3.1).
        num_decoder_layers: Blocks of the decoder (section 3.1).
        d_model: Width of every token's vector; even, and divisible by `num_heads`.
        num_heads: Parallel attentions, each `d_model / num_heads` wide (section 3.2.2).
        feed_forward_width: Width of the hidden feed-forward layer (section 3.3).
        dropout: Rate after each sub-layer and after the sum of embeddings and positions (section 5.4).
        attention_dropout: Rate on attention weights.
        activation_dropout: Rate on hidden feed-forward values.
        norm_position: "post", after the residual sum, as in the paper; "pre", before each sub-layer, with one more
            normalisation at the end of each stack.
        activation: Non-linearity of the feed-forward layer.
        share_embeddings: Source and target are of one vocabulary and use one embedding (section 3.4).
        tie_output: The target embedding is also the output projection (section 3.4).
        max_length: Longest sequence, in tokens.
        seed: Of the first weights and of the dropout masks.
    """

    source_vocabulary: int
    target_vocabulary: int
    num_encoder_layers: int
    num_decoder_layers: int
    d_model: int
    num_heads: int
    feed_forward_width: int
    dropout: float = 0.1
    attention_dropout: float = 0.0
    activation_dropout: float = 0.0
    norm_position: Literal["pre", "post"] = "pre"
    activation: Literal["relu", "gelu"] = "relu"
    share_embeddings: bool = True
    tie_output: bool = True
    max_length: int = 512
    seed: int = 0

    def __post_init__(self) -> None:
        if self.d_model % self.num_heads:
            self._refuse(f"d_model is {self.d_model}, which {self.num_heads} heads do not divide.")
        if self.d_model % 2:
            self._refuse(f"d_model is {self.d_model}; sinusoidal positions need an even number.")
        if self.share_embeddings and self.source_vocabulary != self.target_vocabulary:
            self._refuse(
                "share_embeddings needs one vocabulary, but there are "
                f"{self.source_vocabulary} source and {self.target_vocabulary} target tokens."
            )
        if self.norm_position not in ("pre", "post"):
            self._refuse(f'norm_position is "pre" or "post", not "{self.norm_position}".')

    def _refuse(self, cause: str) -> None:
        raise fail("Impossible model", cause, "Change the model's settings.")

    def to_dict(self) -> dict[str, Any]:
        """All fields by name, as plain numbers and strings."""
        return asdict(self)
