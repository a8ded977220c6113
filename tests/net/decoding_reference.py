"""Small models to decode with, and what a hypothesis is worth by whole sequences in float64."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import net_reference as ref
import numpy as np
import tensorflow as tf

from tfmodel.net.decoding.hypotheses import Hypotheses
from tfmodel.net.decoding.search import Given, Method
from tfmodel.net.decoding.search import search as search_eagerly
from tfmodel.net.transformer import Transformer

PAD, BOS, EOS = 0, 1, 2


def model(seed: int = 0, **changes: object) -> Transformer:
    """A model whose translations end after a few tokens: without training, EOS would hardly ever be likely."""
    transformer = ref.scrambled(
        seed, **{"tie_output": False, "num_encoder_layers": 1, "num_decoder_layers": 1, **changes}
    )
    table = ref.array(transformer.output_embedding.embeddings)
    transformer.output_embedding.embeddings.assign(table * 3)
    return transformer


def small(seed: int = 0) -> Transformer:
    """A model of three words, of whose translations all can be counted."""
    return model(seed, source_vocabulary=6, target_vocabulary=6)


def search(model: Transformer, source: np.ndarray, method: Method, given: Given | None = None) -> Hypotheses:
    """A search as a graph: of many positions, several times as fast as eagerly."""
    given = given or Given(np.full(len(source), method.max_length, "int32"))

    @tf.function(autograph=False)
    def graph(source: tf.Tensor, values: tuple[tf.Tensor, ...]) -> dict[str, tf.Tensor]:
        return search_eagerly(model, source, method, given.with_tensors(values)).tensors()

    return Hypotheses(**graph(tf.constant(source), tuple(map(tf.constant, given.tensors()))))


def mixed() -> np.ndarray:
    source, _, _ = ref.pairs(4, 7, 1)
    source[1, 3:] = source[2, 5:] = source[3, 1:] = 0
    return source


def next_log_probs(model: Transformer, source: np.ndarray, tokens: tuple[int, ...]) -> np.ndarray:
    """Log-probabilities (T + 1, V) of what follows each beginning of a hypothesis of T tokens."""
    target = np.array([[BOS, *tokens]], "int32")
    logits = ref.transformer(model, source[None], target)[0]
    logits = logits - logits.max(-1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(-1, keepdims=True))


def log_probabilities(model: Transformer, source: np.ndarray, tokens: np.ndarray) -> float:
    """Of one hypothesis (without padding)."""
    log_probs = next_log_probs(model, source, tuple(tokens[:-1]))
    return float(log_probs[np.arange(len(tokens)), tokens].sum())


def complete(words: tuple[int, ...], limit: int) -> Iterator[tuple[int, ...]]:
    """All translations of words that end within a limit."""
    for count in range(limit):
        for tokens in itertools.product(words, repeat=count):
            yield *tokens, EOS


def score(model: Transformer, source: np.ndarray, tokens: tuple[int, ...], alpha: float) -> float:
    """Length-penalised log-probability."""
    return log_probabilities(model, source, np.array(tokens)) / ((5 + len(tokens)) / 6) ** alpha


def arrays(found: Hypotheses) -> dict[str, np.ndarray]:
    return {name: np.asarray(tensor) for name, tensor in found.tensors().items()}


def translations(found: Hypotheses) -> list[list[tuple[int, ...]]]:
    """The tokens of all hypotheses of all sentences, without padding."""
    return [[tuple(int(token) for token in row if token != PAD) for row in rows] for rows in np.asarray(found.tokens)]


def assert_equal(found: Hypotheses, expected: Hypotheses) -> None:
    np.testing.assert_array_equal(found.tokens, expected.tokens)
    np.testing.assert_array_equal(found.lengths, expected.lengths)
    np.testing.assert_allclose(found.log_probs, expected.log_probs, atol=1e-4)
    np.testing.assert_allclose(found.scores, expected.scores, atol=1e-4)
