"""The whole of figure 1 of "Attention Is All You Need"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from tfmodel.contract.failure import fail
from tfmodel.net.architecture import Architecture
from tfmodel.net.decoder import Decoder, DecoderCache
from tfmodel.net.embedding import TokenEmbedding
from tfmodel.net.encoder import Encoder
from tfmodel.net.masks import padding_mask
from tfmodel.net.seeds import derive
from tfmodel.net.taps import scope, tap
from tfmodel.net.tensor import Tensor, widened


@dataclass(frozen=True)
class Encoded:
    """A source as the decoder sees it.

    Attributes:
        memory: (B, S, D).
        mask: (B, 1, 1, S) boolean; True where a token is.
    """

    memory: Tensor
    mask: Tensor


@dataclass(frozen=True)
class StepResult:
    """One position decoded.

    Attributes:
        logits: (N, V) float32 of the next token.
        cache: For the next position.
    """

    logits: Tensor
    cache: DecoderCache


@keras.saving.register_keras_serializable(package="transformer_desk")
class Transformer(keras.Model):
    """An encoder-decoder Transformer. Built, with all weights, as soon as it is made.

    Args:
        architecture: Size and form; a dictionary of the same fields is taken as well.
        **kwargs: Keras' own: `name`, `dtype` (a policy such as "mixed_bfloat16"), `trainable`.
    """

    def __init__(self, architecture: Architecture | dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not isinstance(architecture, Architecture):
            architecture = Architecture(**architecture)
        self.architecture = architecture
        policy, seed = self.dtype_policy, architecture.seed
        self.target_embedding = self._table("target_embedding", architecture.target_vocabulary)
        self.source_embedding = (
            self.target_embedding
            if architecture.share_embeddings
            else self._table("source_embedding", architecture.source_vocabulary)
        )
        self.output_embedding = (
            self.target_embedding
            if architecture.tie_output
            else self._table("output_embedding", architecture.target_vocabulary)
        )
        self.encoder = Encoder(architecture, seed=derive(seed, "encoder"), name="encoder", dtype=policy)
        self.decoder = Decoder(architecture, seed=derive(seed, "decoder"), name="decoder", dtype=policy)
        self.build()

    def _table(self, name: str, vocabulary: int) -> TokenEmbedding:
        architecture = self.architecture
        seed = derive(architecture.seed, name)
        return TokenEmbedding(vocabulary, architecture.d_model, seed=seed, name=name, dtype=self.dtype_policy)

    def build(self, input_shape: Any = None) -> None:
        """Make all weights; nothing, the second time."""
        if self.built:
            return
        for embedding in (self.target_embedding, self.source_embedding, self.output_embedding):
            embedding.build()
        self.encoder.build()
        self.decoder.build()

    def call(self, inputs: dict[str, Tensor], training: bool = False) -> Tensor:
        """Logits of the token after each target token.

        Args:
            inputs: "source" (B, S) and "target" (B, T), the latter beginning with BOS; int32 ids, padded with PAD.
            training: Whether to drop out.

        Returns:
            (B, T, V) float32.
        """
        encoded = self.encode(inputs["source"], training=training)
        return self.project(self.decode(inputs["target"], encoded, training=training))

    def encode(self, source: Tensor, training: bool = False) -> Encoded:
        """Read a source (B, S) of token ids."""
        mask = padding_mask(source)
        with scope("encoder"):
            memory = self.encoder(self.source_embedding(source), mask, training=training)
        return Encoded(memory, mask)

    def decode(self, target: Tensor, encoded: Encoded, training: bool = False) -> Tensor:
        """Hidden vectors (B, T, D) of a target (B, T) that begins with BOS."""
        with scope("decoder"):
            embedded = self.target_embedding(target)
            return self.decoder(embedded, encoded.memory, encoded.mask, training=training)

    def projection(self) -> Tensor:
        """The matrix (D, V) that makes logits of hidden vectors."""
        return ops.transpose(self.output_embedding.table())

    def project(self, hidden: Tensor, projection: Tensor | None = None) -> Tensor:
        """Hidden vectors (..., D) to float32 logits (..., V).

        Args:
            hidden: The vectors.
            projection: `projection()`, where it was made before: of few vectors the product takes three times as long
                when the matrix has to be turned.
        """
        *leading, width = ops.shape(hidden)
        matrix = self.projection() if projection is None else projection
        flat = ops.matmul(ops.reshape(hidden, (-1, width)), matrix)
        logits = widened(ops.reshape(flat, (*leading, self.architecture.target_vocabulary)))
        tap("logits", logits)
        return logits

    def start(
        self, encoded: Encoded, *, max_length: int | Tensor, beams: int = 1, related: int | None = None
    ) -> DecoderCache:
        """Prepare to decode `max_length` positions of `beams` hypotheses a sentence, one position a time.

        Args:
            encoded: The sources.
            max_length: For which there is to be room.
            beams: K.
            related: Q, which divides K: hypotheses side by side that may continue one another; None: all K.

        Raises:
            FailureError: `max_length` is above the architecture's; a tensor is not looked into.
        """
        limit = self.architecture.max_length
        if isinstance(max_length, int) and max_length > limit:
            raise fail(
                "Translation too long",
                f"The model was made for {limit} tokens; a translation of up to {max_length} is asked.",
                "Ask for a shorter one, or train a model with a larger maximum length.",
            )
        return self.decoder.start(encoded.memory, encoded.mask, max_length, beams, related or beams)

    def step(
        self, token: Tensor, position: Tensor, cache: DecoderCache, projection: Tensor | None = None
    ) -> StepResult:
        """Decode one position.

        Args:
            token: (N,) ids at this position, N = B * beams; the rows of a sentence stand side by side.
            position: Scalar, from 0.
            cache: From `start` or from the step before.
            projection: See `project`.
        """
        sentences = ops.shape(cache.memory_mask)[0]
        grouped = ops.reshape(token, (sentences, -1))
        stepped = self.decoder.step(self.target_embedding(grouped), position, cache)
        hidden = ops.reshape(stepped.hidden, (-1, self.architecture.d_model))
        return StepResult(self.project(hidden, projection), stepped.cache)

    def get_config(self) -> dict[str, Any]:
        """All that `__init__` takes."""
        return {**super().get_config(), "architecture": self.architecture.to_dict()}
