"""Searching sentence by sentence: one graph and its compiled programs against the beam search that they hold."""

import keras
import numpy as np
import pytest

from tfmodel.contract.config import DecodingConfig
from tfmodel.contract.symbols import EOS, PAD
from tfmodel.jobs.searching import SentenceSearcher
from tfmodel.net.architecture import Architecture
from tfmodel.net.decoding.beam import beam_search
from tfmodel.net.transformer import Transformer

LIMIT = 36


@pytest.fixture(scope="module")
def transformer():
    """A model whose translations end, some early and some at the limit."""
    sizes = {"d_model": 16, "num_heads": 2, "feed_forward_width": 16, "num_encoder_layers": 1, "num_decoder_layers": 1}
    made = Transformer(
        Architecture(source_vocabulary=12, target_vocabulary=12, max_length=LIMIT, tie_output=False, **sizes)
    )
    draw = np.random.default_rng(1)
    for weight in made.trainable_weights:
        weight.assign(draw.normal(float(weight.path.endswith("gamma")), 0.5, weight.shape))
    return made


@pytest.fixture(scope="module")
def searcher(transformer):
    return SentenceSearcher(transformer, DecodingConfig(beam_size=3, length_penalty=0.6, max_length=LIMIT))


def expected(transformer, source, limit):
    found = beam_search(
        transformer, keras.ops.array([[*source, EOS]]), beam_size=3, max_length=limit, length_penalty=0.6
    )
    tokens, scores = np.asarray(found.tokens)[0], np.asarray(found.scores)[0]
    return [tuple(int(token) for token in row if token != PAD) for row in tokens], scores


def assert_as_expected(found, transformer, source, limit):
    tokens, scores = expected(transformer, source, limit)
    assert list(found.tokens) == tokens
    np.testing.assert_allclose(found.scores, scores, atol=1e-4)


SOURCES = [[3], [4, 3, 8, 9, 11, 10], [3, 4] * 12]


def test_every_sentence_gets_what_a_search_to_its_own_limit_finds(searcher, transformer):
    for source, found in zip(SOURCES, searcher.search(SOURCES), strict=True):
        positions = len(source) + 1
        assert_as_expected(found, transformer, source, min(LIMIT, positions + positions // 2 + 24))
        assert not found.compiled


@pytest.fixture
def endless(transformer):
    """The model turned round: it prefers what it avoided, and no translation ends."""
    table = transformer.output_embedding.embeddings
    table.assign(table * -1)
    yield transformer
    table.assign(table * -1)


def test_the_limit_is_half_as_many_tokens_again_and_room_for_short_sentences(searcher, endless):
    longest = [max(map(len, found.tokens)) for found in searcher.search(SOURCES)]
    assert longest == [2 + 1 + 24, 7 + 3 + 24, LIMIT]


def test_an_empty_sentence_has_an_empty_translation(searcher):
    assert [found.tokens for found in searcher.search([[], []])] == [((EOS,),)] * 2


def test_a_compiled_shape_serves_every_sentence_that_it_has_room_for(searcher, transformer):
    searcher.warm((1, 8))
    found = searcher.search(SOURCES)
    assert [result.compiled for result in found] == [True, True, False]
    for source, result in zip(SOURCES[:2], found, strict=False):
        assert_as_expected(result, transformer, source, 8 + 4 + 24)
