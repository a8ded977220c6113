"""Trains the model of the tutorial "English-to-Spanish translation with KerasHub" on the tokens of a reference run.

    python -m benchmarks.peers.keras_hub_tutorial REFERENCE [--dropout 0.3]

As the tutorial has it: `TokenAndPositionEmbedding`, `TransformerEncoder`, `TransformerDecoder`, dropout 0.5 and a
softmax over the vocabulary; 64 pairs a batch, both sides padded to 40; `fit` with rmsprop and accuracy; float32. Number
and width of the layers, heads and vocabulary are those of the reference run.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import keras
import keras_hub
import numpy as np
import tensorflow as tf

from benchmarks.corpus import Reference, report_step
from benchmarks.peers import greedy
from tfmodel.contract.config import ModelConfig
from tfmodel.contract.symbols import BOS, EOS, PAD

LENGTH = 40
SENTENCES = 64


def model(sizes: ModelConfig, vocabularies: tuple[int, int], dropout: float) -> keras.Model:
    """The tutorial's model, with the layers of `sizes`."""
    source = keras.Input(shape=(None,), name="encoder_inputs")
    target = keras.Input(shape=(None,), name="decoder_inputs")
    layer = {"intermediate_dim": sizes.feed_forward_width, "num_heads": sizes.num_heads, "dropout": dropout}
    memory = _embedding(vocabularies[0], sizes.d_model)(source)
    for _ in range(sizes.num_encoder_layers):
        memory = keras_hub.layers.TransformerEncoder(**layer)(memory)
    hidden = _embedding(vocabularies[1], sizes.d_model)(target)
    for _ in range(sizes.num_decoder_layers):
        hidden = keras_hub.layers.TransformerDecoder(**layer)(hidden, memory)
    hidden = keras.layers.Dropout(0.5)(hidden)
    return keras.Model([source, target], keras.layers.Dense(vocabularies[1], activation="softmax")(hidden))


def _embedding(vocabulary: int, width: int) -> keras.layers.Layer:
    return keras_hub.layers.TokenAndPositionEmbedding(
        vocabulary_size=vocabulary, sequence_length=LENGTH, embedding_dim=width
    )


def arrays(reference: Reference) -> tuple[np.ndarray, np.ndarray]:
    """Sources (N, 40) and targets (N, 41) with both ends, in random order."""
    order = np.random.default_rng(reference.config.training.seed).permutation(len(reference.train))
    sources = [reference.train.source(row)[:LENGTH] for row in order]
    targets = [[BOS, *reference.train.target(row)[: LENGTH - 1], EOS] for row in order]
    return _padded(sources, LENGTH), _padded(targets, LENGTH + 1)


def _padded(rows: list[Any], width: int) -> np.ndarray:
    padded = np.full((len(rows), width), PAD, "int32")
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return padded


class Teller(keras.callbacks.Callback):
    """Tells each step with the real labels of its batch, and ends the training when it is over."""

    async_safe = True  # or each step would wait for the one before

    def __init__(self, tokens: list[int], is_over: Callable[[], bool]) -> None:
        super().__init__()
        self._tokens, self._is_over = tokens, is_over
        self._step = 0

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """After each step."""
        self._step += 1
        report_step(self._step, self._tokens[batch])
        if self._is_over():
            self.model.stop_training = True


def likeliest(transformer: keras.Model) -> greedy.Likeliest:
    """The model, for greedy translation."""

    @tf.function
    def after(source: tf.Tensor, target: tf.Tensor, position: tf.Tensor) -> tf.Tensor:
        return tf.argmax(transformer([source, target], training=False)[:, position], axis=-1)

    return lambda source, target, position: after(source, target, tf.constant(position)).numpy()


def main() -> None:
    """Trains until it is killed, or for the minutes that are asked."""
    parser = argparse.ArgumentParser()
    greedy.add_options(parser)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--dropout", type=float, default=0.0, help="in the layers; the tutorial has none there")
    options = parser.parse_args()
    reference = Reference.open(options.reference)
    sources, targets = arrays(reference)
    inputs = {"encoder_inputs": sources, "decoder_inputs": targets[:, :-1]}
    dataset = tf.data.Dataset.from_tensor_slices((inputs, targets[:, 1:])).batch(SENTENCES).prefetch(16).cache()
    real = np.count_nonzero(targets[:, 1:] != PAD, axis=1)
    tokens = [int(real[start : start + SENTENCES].sum()) for start in range(0, len(real), SENTENCES)]
    tokenizers = reference.tokenizers
    vocabularies = tokenizers.source.vocabulary_size, tokenizers.target.vocabulary_size
    transformer = model(reference.config.model, vocabularies, options.dropout)
    transformer.compile("rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    teller = Teller(tokens, partial(greedy.is_over, options))
    transformer.fit(dataset, epochs=1_000, shuffle=False, verbose=0, callbacks=[teller])
    if options.translate:
        greedy.translate(options, reference, likeliest(transformer), longest=LENGTH, ending=())


if __name__ == "__main__":
    main()
