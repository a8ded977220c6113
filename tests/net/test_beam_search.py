from __future__ import annotations

import itertools
from dataclasses import replace

import net_reference as ref
import numpy as np
import pytest
import tensorflow as tf
from decoding_reference import (
    BOS,
    EOS,
    PAD,
    arrays,
    assert_equal,
    complete,
    log_probabilities,
    mixed,
    model,
    next_log_probs,
    score,
    search,
    search_eagerly,
    small,
    translations,
)

from tfmodel.contract.failure import FailureError
from tfmodel.net.decoding.beam import Beam
from tfmodel.net.decoding.greedy import Greedy
from tfmodel.net.decoding.hypotheses import NEVER, Hypotheses, length_penalty
from tfmodel.net.decoding.search import Given, Method

IDS = tf.TensorSpec((None, None), "int32")


def method(beam_size: int, max_length: int, alpha: float = 1.0) -> Method:
    if beam_size == 1:
        return Greedy(max_length=max_length, length_penalty=alpha)
    return Beam(beam_size=beam_size, max_length=max_length, length_penalty=alpha)


@pytest.mark.parametrize("alpha", [0.0, 1.0])
def test_a_beam_as_wide_as_the_tree_finds_the_exhaustive_best(alpha: float) -> None:
    transformer = small()
    source = np.array([[4, 5, 3, 4]], "int32")
    limit, words = 4, (3, 4, 5)
    ranked = sorted(((score(transformer, source[0], w, alpha), w) for w in complete(words, limit)), reverse=True)
    found = arrays(search(transformer, source, method(125, limit, alpha)))
    for rank, (expected, tokens) in enumerate(ranked):
        assert tuple(found["tokens"][0, rank, : len(tokens)]) == tokens
        assert (found["tokens"][0, rank, len(tokens) :] == PAD).all()
        assert found["lengths"][0, rank] == len(tokens)
        assert found["scores"][0, rank] == pytest.approx(expected, abs=1e-4)
        log_prob = log_probabilities(transformer, source[0], np.array(tokens))
        assert found["log_probs"][0, rank] == pytest.approx(log_prob, abs=1e-4)
    cut_off = found["tokens"][0, len(ranked) : len(ranked) + 81]
    assert {tuple(row) for row in cut_off} == set(itertools.product(words, repeat=limit))
    assert (np.diff(found["log_probs"][0, len(ranked) : len(ranked) + 81]) <= 0).all()
    assert (found["tokens"][0, len(ranked) + 81 :] == PAD).all()
    assert (found["scores"][0, len(ranked) + 81 :] <= NEVER / 10).all()


@pytest.mark.parametrize("seed", [0, 1])
def test_a_beam_of_1_equals_greedy(seed: int) -> None:
    transformer, source = model(seed), mixed()
    beam = Beam(beam_size=1, max_length=12, length_penalty=0.0)
    assert_equal(search(transformer, source, beam), search(transformer, source, method(1, 12, 0.0)))


def test_greedy_takes_the_likeliest_token_each_time() -> None:
    transformer, source = model(1), mixed()
    found = arrays(search(transformer, source, method(1, 10)))
    for row, tokens in enumerate(found["tokens"][:, 0]):
        length = found["lengths"][row, 0]
        for position in range(length):
            prefix = np.concatenate([[BOS], tokens[:position]])[None].astype("int32")
            logits = ref.transformer(transformer, source[row : row + 1], prefix)[0, -1]
            assert tokens[position] == 2 + logits[2:].argmax()
        assert (tokens[length:] == PAD).all()
        assert length == 10 or tokens[length - 1] == EOS
        expected = log_probabilities(transformer, source[row], tokens[:length])
        assert found["log_probs"][row, 0] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("seed", [0, 1])
def test_scores_are_what_the_model_says_of_the_tokens(seed: int) -> None:
    transformer, source = model(seed), mixed()
    found = arrays(search(transformer, source, method(4, 9, 0.6)))
    for tokens, scores in zip(found["tokens"], found["scores"], strict=True):
        ended = (tokens == EOS).any(axis=-1)
        assert list(ended) == sorted(ended, reverse=True)  # what the limit cut off comes last
        assert all((np.diff(group) <= 1e-6).all() for group in (scores[ended], scores[~ended]))
    for row, rank in itertools.product(range(4), range(4)):
        length = found["lengths"][row, rank]
        tokens = found["tokens"][row, rank, :length]
        assert not np.isin(tokens, [PAD, BOS]).any()
        assert EOS not in tokens[:-1]
        assert tokens[-1] == EOS or length == 9
        expected = log_probabilities(transformer, source[row], tokens)
        assert found["log_probs"][row, rank] == pytest.approx(expected, abs=1e-4)
        assert found["scores"][row, rank] == pytest.approx(expected / ((5 + length) / 6) ** 0.6, abs=1e-4)
    for row in found["tokens"]:
        assert len({tuple(tokens) for tokens in row}) == 4


def test_a_wider_beam_is_never_worse_than_greedy_here() -> None:
    transformer, source = model(2), mixed()
    wide = search(transformer, source, method(6, 12, 0.0))
    greedy = search(transformer, source, method(1, 12, 0.0))
    assert (np.asarray(wide.log_probs)[:, 0] >= np.asarray(greedy.log_probs)[:, 0] - 1e-4).all()


@pytest.mark.parametrize(("wanted", "seed"), [(1, 0), (2, 1)])
def test_the_best_does_not_depend_on_how_many_are_wanted(wanted: int, seed: int) -> None:
    transformer, source = model(seed), mixed()
    everything = arrays(search(transformer, source, Beam(beam_size=4, max_length=12)))
    few = search(transformer, source, Beam(beam_size=4, max_length=12, wanted=wanted))
    assert np.asarray(few.tokens).shape[1] == wanted
    for name, values in arrays(few).items():
        np.testing.assert_allclose(values[:, 0], everything[name][:, 0], atol=1e-5)


@pytest.mark.parametrize("beam_size", [1, 4])
def test_a_mixed_batch_gives_what_single_sentences_give(beam_size: int) -> None:
    transformer, source = model(1), mixed()
    batch = search(transformer, source, method(beam_size, 10))
    for row in range(4):
        single = source[row : row + 1, : (source[row] != 0).sum()]
        alone = search(transformer, single, method(beam_size, 10))
        assert_equal(Hypotheses(**{name: tensor[row : row + 1] for name, tensor in arrays(batch).items()}), alone)


@pytest.mark.parametrize("seed", [1, 2])
def test_stopping_early_never_changes_the_best(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    transformer, source = model(seed), mixed()
    early = arrays(search(transformer, source, method(3, 14)))
    monkeypatch.setattr(Beam, "is_open", lambda self, state, limit: np.ones(4, bool))
    late = arrays(search(transformer, source, method(3, 14)))
    for name, values in early.items():
        np.testing.assert_allclose(values[:, 0], late[name][:, 0], atol=1e-5)
    assert (early["scores"] <= late["scores"] + 1e-5).all()
    assert (early["scores"] > NEVER / 10).all()  # as many as are wanted, all the same


@pytest.mark.parametrize("beam_size", [1, 3])
def test_each_sentence_has_a_limit_of_its_own(beam_size: int) -> None:
    transformer, source = model(1), mixed()
    limits = np.array([2, 9, 1, 5], "int32")
    found = search(transformer, source, method(beam_size, 12), Given(limits))
    for row, limit in enumerate(limits):
        alone = search(transformer, source[row : row + 1], method(beam_size, int(limit)))
        of_row = Hypotheses(**{name: tensor[row : row + 1] for name, tensor in arrays(found).items()})
        assert not of_row.tokens[:, :, limit:].any()
        assert_equal(replace(of_row, tokens=of_row.tokens[:, :, :limit]), alone)


def steps_of(transformer: ref.Transformer, source: np.ndarray, beam: Beam) -> int:
    steps = []
    original = transformer.step
    transformer.step = lambda *args: steps.append(1) or original(*args)  # type: ignore[method-assign]
    search_eagerly(transformer, source, beam)
    return len(steps)


@pytest.mark.parametrize("seed", [1, 4])
def test_early_stopping_keeps_the_first_translations_that_end(seed: int) -> None:
    transformer, source = model(seed), mixed()
    beam = Beam(beam_size=3, max_length=14, early_stopping=True)
    found = translations(search(transformer, source, beam))
    by_hand = [first_to_end(transformer, sentence, 3, 14) for sentence in source]
    assert found == [tokens for tokens, _ in by_hand]
    assert any(steps < 14 for _, steps in by_hand)
    assert steps_of(transformer, source, beam) == max(steps for _, steps in by_hand)


def first_to_end(
    transformer: ref.Transformer, source: np.ndarray, size: int, limit: int
) -> tuple[list[tuple[int, ...]], int]:
    """What a beam of `size` finds until so many have ended, and after how many steps: sorting all, in Python."""
    going_on: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    ended: list[tuple[int, ...]] = []
    steps = 0
    while steps < limit and len(ended) < size:
        steps += 1
        nexts = [
            (total + float(log_prob), (*tokens, token))
            for total, tokens in going_on
            for token, log_prob in enumerate(next_log_probs(transformer, source, tokens)[-1])
            if token not in (PAD, BOS)
        ]
        best = sorted(nexts, reverse=True)[: 2 * size]
        ended += [tokens for _, tokens in best[:size] if tokens[-1] == EOS]
        going_on = [(total, tokens) for total, tokens in best if tokens[-1] != EOS][:size]
    ended.sort(key=lambda tokens: score(transformer, source, np.array(tokens), 1.0), reverse=True)
    return [*ended, *(tokens for _, tokens in going_on)][:size], steps


def test_it_stops_when_no_hypothesis_can_win_any_more() -> None:
    transformer = model(1)
    table = ref.array(transformer.output_embedding.embeddings)
    beta = ref.array(transformer.decoder.norm.beta)
    table[EOS] = 40 * beta / np.linalg.norm(beta)
    transformer.decoder.norm.gamma.assign(np.full(16, 0.1))
    transformer.output_embedding.embeddings.assign(table)
    found = search(transformer, mixed(), method(3, 40))
    assert (np.asarray(found.tokens)[:, 0, 0] == EOS).all()
    steps = steps_of(transformer, mixed(), Beam(beam_size=3, max_length=40))
    assert steps < 10
    sooner = steps_of(transformer, mixed(), Beam(beam_size=3, max_length=40, wanted=1))
    assert sooner < steps
    early = Beam(beam_size=3, max_length=40, wanted=1, early_stopping=True)
    assert steps_of(transformer, mixed(), early) <= sooner


@pytest.mark.parametrize("beam_size", [pytest.param(1, marks=pytest.mark.slow), 4])
def test_a_graph_of_dynamic_shape_gives_the_same(beam_size: int) -> None:
    transformer, source = model(1), mixed()
    function = tf.function(
        lambda ids: search_eagerly(transformer, ids, method(beam_size, 8)).tensors(), input_signature=[IDS]
    )
    for part in (source, source[:1, :5], source[1:3]):
        assert_equal(Hypotheses(**function(part)), search(transformer, part, method(beam_size, 8)))
    assert function.experimental_get_tracing_count() == 1


@pytest.mark.parametrize("beam_size", [pytest.param(1, marks=pytest.mark.slow), 4])
def test_xla_gives_the_same(beam_size: int) -> None:
    transformer, source = model(1), tf.constant(mixed())
    function = tf.function(
        lambda ids: search_eagerly(transformer, ids, method(beam_size, 8)).tensors(), jit_compile=True
    )
    assert_equal(Hypotheses(**function(source)), search(transformer, source, method(beam_size, 8)))


def test_bfloat16_models_decode() -> None:
    found = arrays(search(model(1, dtype="mixed_bfloat16"), mixed(), method(3, 6)))
    assert (found["lengths"] > 0).all()
    assert np.isfinite(found["scores"]).all()


@pytest.mark.parametrize("alpha", [0.0, 0.6, 1.0])
def test_length_penalty_follows_the_formula(alpha: float) -> None:
    np.testing.assert_allclose(length_penalty(np.array([1, 7, 19]), alpha), [1.0, 2.0**alpha, 4.0**alpha], rtol=1e-6)


@pytest.mark.parametrize(("beam_size", "alpha"), [(0, 1.0), (4, -0.5)])
def test_impossible_settings_are_refused(beam_size: int, alpha: float) -> None:
    with pytest.raises(FailureError, match="Choose"):
        Beam(beam_size=beam_size, max_length=5, length_penalty=alpha)
