"""From a configuration to a Transformer, and from a run folder to one with its weights."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass

import keras

from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.tokenizers import TokenizerPair
from tfmodel.jobs import checkpoints
from tfmodel.net.accumulation import RDropModelInParts, TrainingModelInParts
from tfmodel.net.architecture import Architecture
from tfmodel.net.objective import TrainingModel
from tfmodel.net.r_drop import RDropModel
from tfmodel.net.transformer import Transformer


@dataclass(frozen=True)
class Trained:
    """A model that can translate: its weights are those of `step`, in a finished model perhaps a mean up to it."""

    transformer: Transformer
    tokenizers: TokenizerPair
    config: Config
    step: int
    finished: bool = False


def architecture(config: Config, tokenizers: TokenizerPair) -> Architecture:
    """The size and form that the configuration and the vocabularies give."""
    return Architecture(
        source_vocabulary=tokenizers.source.vocabulary_size,
        target_vocabulary=tokenizers.target.vocabulary_size,
        share_embeddings=tokenizers.shared,
        max_length=config.max_length,
        seed=config.training.seed,
        **config.model.model_dump(),
    )


def build(config: Config, tokenizers: TokenizerPair, precision: str = "float32") -> Transformer:
    """A Transformer with fresh weights, drawn from the seed."""
    return Transformer(architecture(config, tokenizers), dtype=precision)


def training_model(config: Config, tokenizers: TokenizerPair, precision: str, *, weighted: bool) -> TrainingModel:
    """A fresh Transformer as `fit` sees it.

    Args:
        config: Says what is minimised.
        tokenizers: Of both sides.
        precision: The Keras policy.
        weighted: Whether what it is given is part of a batch and has a weight (see `net.accumulation`).
    """
    transformer = build(config, tokenizers, precision)
    training = config.training
    if training.r_drop:
        r_drop = RDropModelInParts if weighted else RDropModel
        return r_drop(transformer, training.label_smoothing, training.r_drop)
    plain = TrainingModelInParts if weighted else TrainingModel
    return plain(transformer, training.label_smoothing)


def load(run: RunFolder) -> Trained:
    """The finished model of a run, or the newest weights of one in training.

    Raises:
        FailureError: When the run has no weights yet.
    """
    config, tokenizers = run.config(), TokenizerPair.load(run.path / "tokenizer")
    if run.model_file.is_file():
        transformer = _finished(run)
        return Trained(transformer, tokenizers, config, run.info().model_step, finished=True)
    transformer = build(config, tokenizers)
    step = load_newest(run, transformer)
    return Trained(transformer, tokenizers, config, step)


def _finished(run: RunFolder) -> Transformer:
    if not zipfile.is_zipfile(run.model_file):
        raise _damaged(run, "it is no whole Keras file")
    try:
        return keras.saving.load_model(run.model_file, compile=False, safe_mode=True)
    except (OSError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
        raise _damaged(run, str(error).splitlines()[0].rstrip(".")) from error


def _damaged(run: RunFolder, reason: str) -> FailureError:
    return fail("Damaged model", f"{run.model_file} cannot be read: {reason}.", "Resume the run to make it anew.")


def load_newest(run: RunFolder, transformer: Transformer) -> int:
    """Puts the newest checkpoint's weights into a model; returns its step."""
    found = run.checkpoints()
    if not found:
        raise fail(
            "No model yet", f"{run.path} has no checkpoint yet.", "Wait for the first validation of the training."
        )
    checkpoints.load_weights(found[-1], transformer)
    return RunFolder.step_of(found[-1])
