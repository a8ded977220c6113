"""How many numbers a model has to learn, counted from its configuration alone: no model is built."""

from __future__ import annotations

from dataclasses import dataclass

from tfmodel.contract.config import ModelConfig


@dataclass(frozen=True)
class ParameterCount:
    """Trainable parameters by part."""

    embeddings: int
    encoder: int
    decoder: int
    output: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.embeddings + self.encoder + self.decoder + self.output


def count_parameters(
    model: ModelConfig, source_vocabulary: int, target_vocabulary: int, *, shared: bool
) -> ParameterCount:
    """Counts the parameters of the Transformer that `model` describes.

    Args:
        model: Size and form.
        source_vocabulary: Tokens of the source side.
        target_vocabulary: Tokens of the target side; equal to the source's when `shared`.
        shared: One embedding for both sides.
    """
    width, hidden = model.d_model, model.feed_forward_width
    attention = 4 * (width * width + width)  # query, key, value and output, each with a bias
    feed_forward = 2 * width * hidden + hidden + width
    norm = 2 * width
    final_norm = norm if model.norm_position == "pre" else 0
    return ParameterCount(
        embeddings=width * (source_vocabulary if shared else source_vocabulary + target_vocabulary),
        encoder=model.num_encoder_layers * (attention + feed_forward + 2 * norm) + final_norm,
        decoder=model.num_decoder_layers * (2 * attention + feed_forward + 3 * norm) + final_norm,
        output=0 if model.tie_output else width * target_vocabulary,
    )
