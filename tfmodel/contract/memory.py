"""An estimate of the memory that a training takes, from the configuration alone."""

from __future__ import annotations

from dataclasses import dataclass

from tfmodel.contract.config import Config
from tfmodel.contract.parameters import ParameterCount, count_parameters

BYTES = 4  # float32
WEIGHT_COPIES = 4  # the weight, its gradient, Adam's two means
TYPICAL_LENGTH = 32  # tokens of a sentence, for the attention scores
# Fitted to the peaks of two trainings of `tiny` on a processor: 1.08 GB with 2,000 tokens a batch and 1,900 words, 2.04
# GB with 3,500 tokens and 10,000 subwords.
PROGRAM = 830_000_000  # bytes of Python, TensorFlow and the graph, before the first batch
COPIES = 2.2  # of an activation: its gradient beside it, and what is taken and freed between


@dataclass(frozen=True)
class Size:
    """What a configuration amounts to, with a vocabulary that is filled to its limit.

    Attributes:
        parameters: By part of the model.
        weights: Bytes of weights, gradients and optimizer.
        activations: Bytes that the forward and backward pass of one batch take, roughly.
    """

    parameters: ParameterCount
    weights: int
    activations: int

    @property
    def total(self) -> int:
        """Bytes in all, the program's own included."""
        return PROGRAM + self.weights + self.activations


def size_of(config: Config) -> Size:
    """Counts parameters exactly and estimates the memory of training."""
    vocabulary = config.tokenizer.vocabulary_size
    parameters = count_parameters(
        config.model, vocabulary, vocabulary, shared=config.tokenizer.shared, max_length=config.max_length
    )
    return Size(parameters, parameters.total * BYTES * WEIGHT_COPIES, _activations(config))


def _activations(config: Config) -> int:
    model = config.model
    width = BYTES if config.training.precision in ("auto", "float32") else BYTES // 2
    scores = 2 * model.num_heads * TYPICAL_LENGTH  # weights before and after the softmax, of one attention
    keys_and_values = 2 * model.d_model // model.num_heads * model.key_value_heads
    sublayer = 4 * model.d_model + keys_and_values  # normalised input, query, context, output
    hidden = 4 if model.activation == "swiglu" else 2  # before and after the activation; gated, the gate's as well
    feed_forward = 2 * model.d_model + hidden * model.feed_forward_width
    encoder = model.num_encoder_layers * (sublayer + scores + feed_forward)
    decoder = model.num_decoder_layers * (2 * (sublayer + scores) + feed_forward)
    logits = 2 * config.tokenizer.vocabulary_size * BYTES  # the softmax and its gradient stay in float32
    tokens = config.training.batch_tokens * (2 if config.training.r_drop else 1)  # R-drop passes twice over a batch
    return round(COPIES * tokens * ((encoder + decoder) * width + logits))
