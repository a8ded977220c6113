from __future__ import annotations

import itertools

import net_reference as ref
import numpy as np
import pytest
import tensorflow as tf

from tfmodel.contract.failure import FailureError
from tfmodel.net.decoding.beam import _Search, beam_search
from tfmodel.net.decoding.greedy import greedy_search
from tfmodel.net.decoding.hypotheses import NEVER, Hypotheses, length_penalty
from tfmodel.net.transformer import Transformer

PAD, BOS, EOS = 0, 1, 2
IDS = tf.TensorSpec((None, None), "int32")


def model(seed: int = 0, **changes: object) -> Transformer:
    """A model whose translations end after a few tokens: without training, EOS would hardly ever be likely."""
    transformer = ref.scrambled(seed, **{"tie_output": False, **changes})
    table = ref.array(transformer.output_embedding.embeddings)
    transformer.output_embedding.embeddings.assign(table * 3)
    return transformer


def mixed() -> np.ndarray:
    source, _, _ = ref.pairs(4, 7, 1)
    source[1, 3:] = source[2, 5:] = source[3, 1:] = 0
    return source


def log_probabilities(model: Transformer, source: np.ndarray, tokens: np.ndarray) -> float:
    """Of one hypothesis (without padding), by whole sequences and in float64."""
    target = np.concatenate([[BOS], tokens[:-1]])[None].astype("int32")
    logits = ref.transformer(model, source[None], target)[0]
    logits = logits - logits.max(-1, keepdims=True)
    log_probs = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    return float(log_probs[np.arange(len(tokens)), tokens].sum())


def arrays(found: Hypotheses) -> dict[str, np.ndarray]:
    return {name: np.asarray(tensor) for name, tensor in found.tensors().items()}


def assert_equal(found: Hypotheses, expected: Hypotheses) -> None:
    np.testing.assert_array_equal(found.tokens, expected.tokens)
    np.testing.assert_array_equal(found.lengths, expected.lengths)
    np.testing.assert_allclose(found.log_probs, expected.log_probs, atol=1e-4)
    np.testing.assert_allclose(found.scores, expected.scores, atol=1e-4)


@pytest.mark.parametrize("alpha", [0.0, 1.0])
def test_a_beam_as_wide_as_the_tree_finds_the_exhaustive_best(alpha: float) -> None:
    transformer = model(source_vocabulary=6, target_vocabulary=6)
    source = np.array([[4, 5, 3, 4]], "int32")
    limit, words = 4, (3, 4, 5)
    finished = [(*w, EOS) for n in range(limit) for w in itertools.product(words, repeat=n)]
    scored = []
    for tokens in finished:
        log_prob = log_probabilities(transformer, source[0], np.array(tokens))
        scored.append((log_prob / ((5 + len(tokens)) / 6) ** alpha, log_prob, tokens))
    scored.sort(reverse=True)
    found = arrays(beam_search(transformer, source, beam_size=125, max_length=limit, length_penalty=alpha))
    for rank, (score, log_prob, tokens) in enumerate(scored):
        assert tuple(found["tokens"][0, rank, : len(tokens)]) == tokens
        assert (found["tokens"][0, rank, len(tokens) :] == PAD).all()
        assert found["lengths"][0, rank] == len(tokens)
        assert found["scores"][0, rank] == pytest.approx(score, abs=1e-4)
        assert found["log_probs"][0, rank] == pytest.approx(log_prob, abs=1e-4)
    cut_off = found["tokens"][0, len(scored) : len(scored) + 81]
    assert {tuple(row) for row in cut_off} == set(itertools.product(words, repeat=limit))
    assert (np.diff(found["log_probs"][0, len(scored) : len(scored) + 81]) <= 0).all()
    assert (found["tokens"][0, len(scored) + 81 :] == PAD).all()
    assert (found["scores"][0, len(scored) + 81 :] <= NEVER / 10).all()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_beam_of_1_equals_greedy(seed: int) -> None:
    transformer, source = model(seed), mixed()
    greedy = greedy_search(transformer, source, max_length=12)
    assert_equal(_Search(transformer, beams=1, max_length=12, alpha=0.0).run(source), greedy)
    assert_equal(beam_search(transformer, source, beam_size=1, max_length=12, length_penalty=0.0), greedy)


def test_greedy_takes_the_likeliest_token_each_time() -> None:
    transformer, source = model(1), mixed()
    found = arrays(greedy_search(transformer, source, max_length=10))
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


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_scores_are_what_the_model_says_of_the_tokens(seed: int) -> None:
    transformer, source = model(seed), mixed()
    found = arrays(beam_search(transformer, source, beam_size=4, max_length=9, length_penalty=0.6))
    assert (np.diff(found["scores"]) <= 1e-6).all() or (found["lengths"] == 9).any()
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
    wide = beam_search(transformer, source, beam_size=6, max_length=12, length_penalty=0.0)
    greedy = greedy_search(transformer, source, max_length=12)
    assert (np.asarray(wide.log_probs)[:, 0] >= np.asarray(greedy.log_probs)[:, 0] - 1e-4).all()


@pytest.mark.parametrize("beam_size", [1, 4])
def test_a_mixed_batch_gives_what_single_sentences_give(beam_size: int) -> None:
    transformer, source = model(1), mixed()
    batch = beam_search(transformer, source, beam_size=beam_size, max_length=10)
    for row in range(4):
        single = source[row : row + 1, : (source[row] != 0).sum()]
        alone = beam_search(transformer, single, beam_size=beam_size, max_length=10)
        assert_equal(Hypotheses(**{name: tensor[row : row + 1] for name, tensor in arrays(batch).items()}), alone)


def test_stopping_early_changes_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    transformer, source = model(1), mixed()
    early = beam_search(transformer, source, beam_size=3, max_length=14)
    monkeypatch.setattr(_Search, "unfinished", lambda self, state: state.position < self.max_length)
    assert_equal(beam_search(transformer, source, beam_size=3, max_length=14), early)


def test_it_stops_when_no_hypothesis_can_win_any_more() -> None:
    transformer = model(1)
    table = ref.array(transformer.output_embedding.embeddings)
    beta = ref.array(transformer.decoder.norm.beta)
    table[EOS] = 40 * beta / np.linalg.norm(beta)
    transformer.decoder.norm.gamma.assign(np.full(16, 0.1))
    transformer.output_embedding.embeddings.assign(table)
    steps = []
    original = transformer.step
    transformer.step = lambda *args: steps.append(1) or original(*args)  # type: ignore[method-assign]
    found = beam_search(transformer, mixed(), beam_size=3, max_length=40)
    assert (np.asarray(found.tokens)[:, 0, 0] == EOS).all()
    assert len(steps) < 10


@pytest.mark.parametrize("beam_size", [1, 4])
def test_a_graph_of_dynamic_shape_gives_the_same(beam_size: int) -> None:
    transformer, source = model(1), mixed()
    function = tf.function(
        lambda ids: beam_search(transformer, ids, beam_size=beam_size, max_length=8).tensors(), input_signature=[IDS]
    )
    for part in (source, source[:1, :5], source[1:3]):
        assert_equal(Hypotheses(**function(part)), beam_search(transformer, part, beam_size=beam_size, max_length=8))
    assert function.experimental_get_tracing_count() == 1


@pytest.mark.parametrize("beam_size", [1, 4])
def test_xla_gives_the_same(beam_size: int) -> None:
    transformer, source = model(1), tf.constant(mixed())
    function = tf.function(
        lambda ids: beam_search(transformer, ids, beam_size=beam_size, max_length=8).tensors(), jit_compile=True
    )
    assert_equal(Hypotheses(**function(source)), beam_search(transformer, source, beam_size=beam_size, max_length=8))


def test_bfloat16_models_decode() -> None:
    found = arrays(beam_search(model(1, dtype="mixed_bfloat16"), mixed(), beam_size=3, max_length=6))
    assert (found["lengths"] > 0).all()
    assert np.isfinite(found["scores"]).all()


@pytest.mark.parametrize("alpha", [0.0, 0.6, 1.0])
def test_length_penalty_follows_the_formula(alpha: float) -> None:
    np.testing.assert_allclose(length_penalty(np.array([1, 7, 19]), alpha), [1.0, 2.0**alpha, 4.0**alpha], rtol=1e-6)


@pytest.mark.parametrize(("beam_size", "alpha"), [(0, 1.0), (4, -0.5)])
def test_impossible_settings_are_refused(beam_size: int, alpha: float) -> None:
    with pytest.raises(FailureError, match="Choose"):
        beam_search(model(), mixed(), beam_size=beam_size, max_length=5, length_penalty=alpha)
