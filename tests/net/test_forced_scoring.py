from __future__ import annotations

import numpy as np
from decoding_reference import EOS, PAD, mixed, model, next_log_probs, search, translations

from tfmodel.net.attention_maps import alignment, attention_maps
from tfmodel.net.decoding.beam import Beam
from tfmodel.net.decoding.forced import next_tokens, reading, token_log_probs

TARGETS = np.array([[5, 6, 7, EOS, PAD], [EOS, PAD, PAD, PAD, PAD], [9, 9, 9, 9, 9], [4, EOS, PAD, PAD, PAD]], "int32")


def test_tokens_are_worth_the_models_own_log_softmax() -> None:
    transformer, source = model(1), mixed()
    found = np.asarray(token_log_probs(transformer, source, TARGETS))
    for row, target in enumerate(TARGETS):
        tokens = target[target != PAD]
        expected = next_log_probs(transformer, source[row], tuple(tokens[:-1]))[np.arange(len(tokens)), tokens]
        np.testing.assert_allclose(found[row, : len(tokens)], expected, atol=1e-4)
        assert (found[row, len(tokens) :] == 0).all()


def test_they_add_up_to_what_a_search_reports() -> None:
    transformer, source = model(1), mixed()
    found = search(transformer, source, Beam(beam_size=2, max_length=8))
    for rank in range(2):
        sums = np.asarray(token_log_probs(transformer, source, found.tokens[:, rank])).sum(axis=1)
        np.testing.assert_allclose(sums, found.log_probs[:, rank], atol=1e-4)
    assert len(translations(found)) == 4


def test_a_reading_is_both_log_probabilities_and_the_mean_cross_attention() -> None:
    transformer, source = model(1, num_decoder_layers=2), mixed()
    read = reading(transformer, source, TARGETS)
    np.testing.assert_allclose(read.log_probs, token_log_probs(transformer, source, TARGETS), atol=1e-6)
    for row, target in enumerate(TARGETS):
        maps = attention_maps(transformer, source[row], target)
        shape = (target != PAD).sum(), (source[row] != PAD).sum()
        np.testing.assert_allclose(np.asarray(read.alignment)[row, : shape[0], : shape[1]], alignment(maps), atol=1e-5)


def test_the_likeliest_next_tokens_are_those_of_a_full_sort() -> None:
    transformer, source = model(2), mixed()
    prefixes = np.array([[5, 6, 7], [PAD, PAD, PAD], [9, PAD, PAD], [4, 4, PAD]], "int32")
    found = next_tokens(transformer, source, prefixes, 4)
    for row, prefix in enumerate(prefixes):
        log_probs = next_log_probs(transformer, source[row], tuple(prefix[prefix != PAD]))[-1]
        ranked = 2 + np.argsort(-log_probs[2:])[:4]
        np.testing.assert_array_equal(found.tokens[row], ranked)
        np.testing.assert_allclose(found.log_probs[row], log_probs[ranked], atol=1e-4)


def test_an_empty_prefix_needs_no_room() -> None:
    transformer, source = model(2), mixed()
    empty = next_tokens(transformer, source, np.zeros((4, 0), "int32"), 3)
    np.testing.assert_array_equal(empty.tokens, next_tokens(transformer, source, np.zeros((4, 2), "int32"), 3).tokens)
