from __future__ import annotations

import numpy as np
import pytest
from decoding_reference import EOS, PAD, complete, log_probabilities, mixed, model, score, search, small, translations

from tfmodel.contract.failure import FailureError
from tfmodel.net.decoding.beam import Beam
from tfmodel.net.decoding.constraints import Constraints
from tfmodel.net.decoding.diverse import DiverseBeam
from tfmodel.net.decoding.greedy import Greedy
from tfmodel.net.decoding.sampling import Sampling, noise
from tfmodel.net.decoding.search import Given, Method
from tfmodel.net.decoding.truncation import Temperature

LIMIT = 9


def methods(size: int = 0) -> list[Method]:
    shared = {"max_length": LIMIT, "constraints": Constraints(size)}
    return [
        Greedy(**shared),
        Beam(**shared, beam_size=4),
        DiverseBeam(**shared, beam_size=4, groups=2, penalty=0.5),
        Sampling(**shared, samples=3, truncations=(Temperature(1.5),)),
    ]


def given(*prefixes: tuple[int, ...], seed: int = 0) -> Given:
    prefix = np.full((len(prefixes), LIMIT), PAD, "int32")
    for row, tokens in enumerate(prefixes):
        prefix[row, : len(tokens)] = tokens
    return Given(
        np.full(len(prefixes), LIMIT, "int32"),
        prefix,
        noise(seed, [(row, 0) for row in range(len(prefixes))], 3, LIMIT),
    )


@pytest.mark.parametrize("method", methods(), ids=lambda method: type(method).__name__)
def test_every_hypothesis_begins_with_its_sentences_prefix(method: Method) -> None:
    transformer, source = model(1), mixed()
    prefixes = ((5, 6, 5), (), (7,), (3, 4, 5, 6, 7, 8))
    found = search(transformer, source, method, given(*prefixes))
    for row, (prefix, hypotheses) in enumerate(zip(prefixes, translations(found), strict=True)):
        for rank, tokens in enumerate(hypotheses):
            assert tokens[: len(prefix)] == prefix
            expected = log_probabilities(transformer, source[row], np.array(tokens))
            assert np.asarray(found.log_probs)[row, rank] == pytest.approx(expected, abs=1e-3)


def test_a_beam_finds_the_best_of_all_that_begin_so() -> None:
    transformer, source = small(), np.array([[4, 5, 3, 4]], "int32")
    beam = Beam(beam_size=40, max_length=4, length_penalty=0.7)
    found = search(transformer, source, beam, Given(np.array([4], "int32"), np.array([[4, 5, 0, 0]], "int32")))
    every = [tokens for tokens in complete((3, 4, 5), 4) if tokens[:2] == (4, 5)]
    ranked = sorted(every, key=lambda tokens: -score(transformer, source[0], tokens, 0.7))
    assert translations(found)[0][: len(ranked)] == ranked


@pytest.mark.parametrize("early_stopping", [False, True])
def test_no_hypothesis_ends_within_a_long_prefix(early_stopping: bool) -> None:
    """Where the prefix is likely, so that its log-probability is lost beside that of what cannot be."""
    length, prefix = 20, (5, 6, 7, 3) * 3
    transformer, source = model(1, max_length=length + 1), mixed()[:1]
    table = transformer.output_embedding.embeddings
    table.assign(np.asarray(table) / 20)
    beam = Beam(beam_size=3, max_length=length, length_penalty=1.0, early_stopping=early_stopping)
    asked = np.array([[*prefix, *[PAD] * (length - len(prefix))]], "int32")
    found = search(transformer, source, beam, Given(np.array([length], "int32"), asked))
    (hypotheses,) = translations(found)
    assert len(hypotheses) == len(set(hypotheses)) == 3
    for rank, tokens in enumerate(hypotheses):
        assert tokens[: len(prefix)] == prefix and len(tokens) > len(prefix)
        expected = log_probabilities(transformer, source[0], np.array(tokens))
        assert np.asarray(found.log_probs)[0, rank] == pytest.approx(expected, abs=1e-3)


def test_a_prefix_that_ends_is_the_whole_translation() -> None:
    transformer, source = model(1), mixed()
    for method in methods():
        found = translations(search(transformer, source, method, given(*[(5, 6, EOS)] * 4)))
        assert {hypotheses[0] for hypotheses in found} == {(5, 6, EOS)}


def ngrams(tokens: tuple[int, ...], size: int) -> list[tuple[int, ...]]:
    return [tokens[start : start + size] for start in range(len(tokens) - size + 1)]


@pytest.mark.parametrize("size", [pytest.param(1, marks=pytest.mark.slow), 2])
def test_no_ngram_stands_twice(size: int) -> None:
    transformer, source = model(1), mixed()
    free = [
        row
        for method in methods()
        for rows in translations(search(transformer, source, method, given(*[()] * 4)))
        for row in rows
    ]
    assert size > 2 or any(len(set(ngrams(row, size))) < len(ngrams(row, size)) for row in free)
    for method in methods(size):
        for row in translations(search(transformer, source, method, given(*[()] * 4))):
            for tokens in row:
                assert len(set(ngrams(tokens, size))) == len(ngrams(tokens, size))


@pytest.mark.parametrize("size", [1, 2])
def test_a_beam_finds_the_best_of_all_that_repeat_nothing(size: int) -> None:
    transformer, source = small(1), np.array([[4, 5, 3, 4]], "int32")
    beam = Beam(beam_size=110, max_length=4, length_penalty=0.0, constraints=Constraints(size))
    found = search(transformer, source, beam)
    every = [t for t in complete((3, 4, 5), 4) if len(set(ngrams(t, size))) == len(ngrams(t, size))]
    ranked = sorted(every, key=lambda tokens: -score(transformer, source[0], tokens, 0.0))
    assert translations(found)[0][: len(ranked)] == ranked


def test_a_prefix_may_repeat_what_is_blocked() -> None:
    found = search(
        model(1), mixed(), Beam(beam_size=3, max_length=LIMIT, constraints=Constraints(1)), given(*[(5, 5, 5)] * 4)
    )
    assert all(tokens[:3] == (5, 5, 5) and 5 not in tokens[3:] for row in translations(found) for tokens in row)


def test_a_negative_size_is_refused() -> None:
    with pytest.raises(FailureError, match="Choose 0"):
        Constraints(-1)
