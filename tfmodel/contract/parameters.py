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
    model: ModelConfig, source_vocabulary: int, target_vocabulary: int, *, shared: bool, max_length: int
) -> ParameterCount:
    """Counts the parameters of the Transformer that `model` describes.

    Args:
        model: Size and form.
        source_vocabulary: Tokens of the source side.
        target_vocabulary: Tokens of the target side; equal to the source's when `shared`.
        shared: One embedding for both sides.
        max_length: Longest sequence, in tokens: each of them has a learned position on either side, if any has.
    """
    width = model.d_model
    attention, feed_forward, norm = _attention(model), _feed_forward(model), _norm(model)
    final_norm = norm if model.norm_position == "pre" else 0
    positions = 2 * max_length if model.positions == "learned" else 0
    return ParameterCount(
        embeddings=width * (source_vocabulary + (0 if shared else target_vocabulary) + positions),
        encoder=model.num_encoder_layers * (attention + feed_forward + 2 * norm) + final_norm,
        decoder=model.num_decoder_layers * (2 * attention + feed_forward + 3 * norm) + final_norm,
        output=0 if model.tie_output else width * target_vocabulary,
    )


def _attention(model: ModelConfig) -> int:
    """Query, key, value and output, each with a bias."""
    width, key_value_width = model.d_model, model.d_model // model.num_heads * model.key_value_heads
    return 2 * (width * width + width) + 2 * (width * key_value_width + key_value_width)


def _feed_forward(model: ModelConfig) -> int:
    """Two matrices with their biases; gated, three without."""
    matrix = model.d_model * model.feed_forward_width
    return 3 * matrix if model.activation == "swiglu" else 2 * matrix + model.feed_forward_width + model.d_model


def _norm(model: ModelConfig) -> int:
    """A scale and, unless it is the root mean square, a shift."""
    return model.d_model if model.normalisation == "rms" else 2 * model.d_model


def parameters_by_block(
    model: ModelConfig, source_vocabulary: int, target_vocabulary: int, *, shared: bool, max_length: int
) -> dict[str, int]:
    """The parameters of `count_parameters` by what they do; blocks that the model does not have are left out."""
    whole = count_parameters(model, source_vocabulary, target_vocabulary, shared=shared, max_length=max_length)
    encoder, decoder = model.num_encoder_layers, model.num_decoder_layers
    positions = 2 * max_length * model.d_model if model.positions == "learned" else 0
    blocks = {
        "Embeddings": whole.embeddings - positions,
        "Positions": positions,
        "Encoder self-attention": encoder * _attention(model),
        "Encoder feed-forward": encoder * _feed_forward(model),
        "Decoder self-attention": decoder * _attention(model),
        "Decoder cross-attention": decoder * _attention(model),
        "Decoder feed-forward": decoder * _feed_forward(model),
    }
    blocks["Norms"] = whole.encoder + whole.decoder + positions + blocks["Embeddings"] - sum(blocks.values())
    blocks["Output projection"] = whole.output
    return {name: count for name, count in blocks.items() if count}
