"""The size and the form of a Transformer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, get_args

from tfmodel.contract.choices import Activation, Normalisation, NormPosition, Positions
from tfmodel.contract.failure import fail

_CHOICES = {
    "positions": Positions,
    "normalisation": Normalisation,
    "norm_position": NormPosition,
    "activation": Activation,
}


@dataclass(frozen=True, kw_only=True)
class Architecture:
    """Everything that decides which weights a Transformer has and how they are used.

    Attributes:
        source_vocabulary: Number of source tokens, symbols included.
        target_vocabulary: Number of target tokens, symbols included.
        num_encoder_layers: Blocks of the encoder (section 3.1).
        num_decoder_layers: Blocks of the decoder (section 3.1).
        d_model: Width of every token's vector, divisible by `num_heads`; even for sinusoidal positions, an even number
            of times the heads for rotary ones.
        num_heads: Parallel attentions, each `d_model / num_heads` wide (section 3.2.2).
        feed_forward_width: Width of the hidden feed-forward layer (section 3.3).
        dropout: Rate after each sub-layer (section 5.4).
        attention_dropout: Rate on attention weights.
        activation_dropout: Rate on hidden feed-forward values.
        embedding_dropout: Rate after the sum of embeddings and positions (section 5.4); None: `dropout`.
        positions: "sinusoidal", as in the paper (section 3.5); "learned", one vector a position; "rotary", no vectors:
            queries and keys of self-attention are rotated (Su et al. 2021).
        normalisation: "layer", as in the paper; "rms" (Zhang & Sennrich 2019).
        norm_position: "post", after the residual sum, as in the paper; "pre", before each sub-layer, with one more
            normalisation at the end of each stack.
        activation: Of the feed-forward layer: "relu", as in the paper; "gelu"; "swiglu", gated (Shazeer 2020).
        num_key_value_heads: Heads of keys and values, which divide `num_heads` (Ainslie et al. 2023); None: as many.
        attention_window: Positions on each side that self-attention sees, in the decoder those before (section 4,
            "restricted"); None: all.
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
    embedding_dropout: float | None = None
    positions: Positions = "sinusoidal"
    normalisation: Normalisation = "layer"
    norm_position: NormPosition = "pre"
    activation: Activation = "relu"
    num_key_value_heads: int | None = None
    attention_window: int | None = None
    share_embeddings: bool = True
    tie_output: bool = True
    max_length: int = 512
    seed: int = 0

    def __post_init__(self) -> None:
        for name, kinds in _CHOICES.items():
            if getattr(self, name) not in get_args(kinds):
                self._refuse(f'{name} is "{getattr(self, name)}", not one of {", ".join(get_args(kinds))}.')
        self._check_heads()
        if self.positions == "sinusoidal" and self.d_model % 2:
            self._refuse(f"d_model is {self.d_model}; sinusoidal positions need an even number.")
        if self.positions == "rotary" and self.d_model // self.num_heads % 2:
            self._refuse(
                f"A head is {self.d_model // self.num_heads} wide (d_model / num_heads); rotary positions need an even "
                "number."
            )
        if self.attention_window is not None and self.attention_window < 1:
            self._refuse(f"attention_window is {self.attention_window}; at least 1 position must be seen.")
        if self.share_embeddings and self.source_vocabulary != self.target_vocabulary:
            self._refuse(
                "share_embeddings needs one vocabulary, but there are "
                f"{self.source_vocabulary} source and {self.target_vocabulary} target tokens."
            )

    def _check_heads(self) -> None:
        if self.d_model % self.num_heads:
            self._refuse(f"d_model is {self.d_model}, which {self.num_heads} heads do not divide.")
        shared = self.num_key_value_heads
        if shared is not None and (shared < 1 or self.num_heads % shared):
            self._refuse(f"num_key_value_heads is {shared}, which does not divide the {self.num_heads} heads.")

    def _refuse(self, cause: str) -> None:
        raise fail("Impossible model", cause, "Change the model's settings.")

    def to_dict(self) -> dict[str, Any]:
        """All fields by name, as plain numbers and strings."""
        return asdict(self)
