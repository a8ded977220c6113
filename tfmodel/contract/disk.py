"""The room that a run takes on the disk, from its configuration and its data alone."""

from __future__ import annotations

from dataclasses import dataclass

from tfmodel.contract.attention_files import MOST_BYTES, MOST_TOKENS
from tfmodel.contract.config import Config

BYTES = 4  # float32
HALF = 2  # float16, in which attention is kept
MOMENTS = {"adam": 2, "adamw": 2, "lion": 1, "muon": 2}  # that the optimizer keeps of each weight, at most
OPTIMIZERS = 3  # the two newest checkpoints have theirs, and the next is written before the older one goes
CLOSE = 72  # steps between two validations: where they are fewer, up to two older checkpoints stay whole as well
FOLLOWED = 5  # sentences whose attention is kept, when nobody chooses others


@dataclass(frozen=True)
class DataSize:
    """What is known of the data once it is cut.

    Attributes:
        prepared: Bytes of the tokens, of the vocabularies and of a dataset in the run folder; where subwords are drawn,
            also of the texts and of as many drawn epochs as are there at once.
        source: Mean length of a source, in tokens.
        target: The same of a target.
    """

    prepared: int
    source: float
    target: float


def disk_needed(config: Config, parameters: int, validations: int, data: DataSize) -> int:
    """Bytes of a run at its largest: checkpoints, the best one, the one being written, the model, attention, data."""
    weights = BYTES * parameters
    copies = MOMENTS[config.training.optimizer] + (config.training.ema_decay is not None)
    close = 2 if (config.training.validate_every or CLOSE) < CLOSE else 0
    older = min(close, max(0, validations - 2))
    checkpoints = min(config.training.average_checkpoints, validations) + older + 2
    attention = min(MOST_BYTES, (validations + 1) * FOLLOWED * snapshot(config, data))
    return (checkpoints + 1) * weights + (OPTIMIZERS + older) * copies * weights + attention + data.prepared


def snapshot(config: Config, data: DataSize) -> int:
    """Bytes of the attention of one sentence of mean length, EOS included: every head of every layer."""
    source, target = min(data.source + 1, MOST_TOKENS), min(data.target + 1, MOST_TOKENS)
    encoder = config.model.num_encoder_layers * source * source
    decoder = config.model.num_decoder_layers * (target * target + target * source)
    return round(HALF * config.model.num_heads * (encoder + decoder))
