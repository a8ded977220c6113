"""An estimate of the memory that a training takes, from the configuration alone."""

from __future__ import annotations

from dataclasses import dataclass

from tfmodel.contract.config import Config
from tfmodel.contract.parameters import ParameterCount, count_parameters
from tfmodel.contract.training_config import TrainingConfig

BYTES = 4  # float32
WEIGHT_COPIES = 4  # the weight, its gradient, Adam's two means; of Muon, which has one of matrices, rather too much
TYPICAL_LENGTH = 32  # tokens of a sentence, for the attention scores
# Fitted to the peaks of trainings on a processor (benchmarks/results/cost.md, train.md and quality-rows.jsonl): `tiny`
# 1.6 GB in ten minutes, 2.1 GB with 16,000 tokens a batch and 1.6 GB with 32,000 words, both without validations;
# `base` 9.9 GB. Rather too much than too little: a system that has too little kills the program.
PROGRAM = 1_100_000_000  # bytes of Python, TensorFlow and the graphs of translating, before the first batch
GRAPH = 33_000_000  # bytes of a layer's graph in the program
COPIES = 1.5  # of an activation: its gradient beside it, and what is taken and freed between
LOGITS = 0.5  # of a batch's logits and their gradient: the loss is made in chunks


@dataclass(frozen=True)
class Size:
    """What a configuration amounts to, with a vocabulary that is filled to its limit.

    Attributes:
        parameters: By part of the model.
        weights: Bytes of weights, gradients, optimizer and moving average.
        activations: Bytes that the forward and backward pass of one batch take, roughly.
        program: Bytes of the program, its libraries and its graphs.
    """

    parameters: ParameterCount
    weights: int
    activations: int
    program: int

    @property
    def total(self) -> int:
        """Bytes in all, the program's own included."""
        return self.program + self.weights + self.activations


def size_of(config: Config) -> Size:
    """Counts parameters exactly and estimates the memory of training."""
    vocabulary = config.tokenizer.vocabulary_size
    parameters = count_parameters(
        config.model, vocabulary, vocabulary, shared=config.tokenizer.shared, max_length=config.max_length
    )
    program = PROGRAM + GRAPH * (config.model.num_encoder_layers + config.model.num_decoder_layers)
    weights = parameters.total * BYTES * _weight_copies(config.training)
    return Size(parameters, weights, _activations(config), program)


def _weight_copies(training: TrainingConfig) -> int:
    """Numbers that are kept of each parameter; Lion has one mean alone."""
    return WEIGHT_COPIES - (training.optimizer == "lion") + (training.ema_decay is not None)


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
    return round(tokens * (COPIES * (encoder + decoder) * width + LOGITS * logits))
