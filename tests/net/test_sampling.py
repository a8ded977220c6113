from __future__ import annotations

import numpy as np
import pytest
from decoding_reference import EOS, assert_equal, log_probabilities, mixed, model, next_log_probs, search, translations

from tfmodel.contract.failure import FailureError
from tfmodel.net.decoding.greedy import Greedy
from tfmodel.net.decoding.hypotheses import Hypotheses
from tfmodel.net.decoding.sampling import Sampling, noise
from tfmodel.net.decoding.search import Given
from tfmodel.net.decoding.truncation import MinP, Temperature, TopK, TopP, Truncation

DRAWS = 20_000
CRITICAL = {1: 10.8, 2: 13.8, 3: 16.3, 4: 18.5, 5: 20.5, 7: 24.3, 20: 45.3}  # chi-square, 0.1 %, by degrees of freedom


def truncations(temperature: float, top_k: int, top_p: float, min_p: float) -> tuple[Truncation, ...]:
    return Temperature(temperature), TopK(top_k), TopP(top_p), MinP(min_p)


def truncated(log_probs: np.ndarray, temperature: float, top_k: int, top_p: float, min_p: float) -> np.ndarray:
    """The distribution that is left, by sorting and in float64; PAD and BOS are never drawn."""
    p = np.exp(log_probs / temperature)
    p[:2] = 0
    order = np.argsort(-p)
    if top_k:
        p[order[top_k:]] = 0
    p /= p.sum()
    if top_p < 1:
        kept = np.searchsorted(np.cumsum(p[order]), top_p) + 1
        p[order[kept:]] = 0
    p[p < min_p * p.max()] = 0
    return p / p.sum()


@pytest.mark.parametrize(
    "how",
    [
        {"temperature": 1.0, "top_k": 0, "top_p": 1.0, "min_p": 0.0},
        {"temperature": 2.0, "top_k": 0, "top_p": 1.0, "min_p": 0.0},
        {"temperature": 3.0, "top_k": 5, "top_p": 1.0, "min_p": 0.0},
        {"temperature": 3.0, "top_k": 0, "top_p": 0.8, "min_p": 0.0},
        {"temperature": 3.0, "top_k": 0, "top_p": 1.0, "min_p": 0.1},
        {"temperature": 4.0, "top_k": 9, "top_p": 0.9, "min_p": 0.05},
    ],
    ids=str,
)
def test_tokens_are_drawn_as_often_as_the_model_and_the_truncation_say(how: dict) -> None:
    transformer, source = model(4), mixed()[:1]
    method = Sampling(max_length=1, samples=DRAWS, truncations=truncations(**how), length_penalty=0.0)
    found = search(transformer, source, method, Given(np.array([1], "int32"), noise=noise(7, [(0, 0)], DRAWS, 1)))
    counts = np.bincount(np.asarray(found.tokens)[0, :, 0], minlength=23)
    expected = truncated(next_log_probs(transformer, source[0], ())[0], **how) * DRAWS
    assert (counts[expected == 0] == 0).all()
    likely = expected >= 5
    assert likely.sum() >= 3, "the test sees no choice"
    observed = np.append(counts[likely], counts[~likely].sum())
    wanted = np.append(expected[likely], expected[~likely].sum())
    statistic = ((observed - wanted)[wanted > 0] ** 2 / wanted[wanted > 0]).sum()
    freedom = (wanted > 0).sum() - 1
    assert statistic < CRITICAL[min(size for size in CRITICAL if size >= freedom)]


def sampled(source: np.ndarray, lines: list[int], samples: int, seed: int = 3, length: int = 10) -> Hypotheses:
    given = Given(
        np.full(len(lines), length, "int32"), noise=noise(seed, [(line, 0) for line in lines], samples, length)
    )
    method = Sampling(
        max_length=length, samples=samples, truncations=truncations(temperature=2.0, top_k=0, top_p=0.95, min_p=0.0)
    )
    return search(model(1), source, method, given)


def test_a_sentence_is_sampled_alike_in_every_batch() -> None:
    source = mixed()
    batch = sampled(source, [10, 11, 12, 13], 3)
    backwards = sampled(source[::-1], [13, 12, 11, 10], 3)
    assert translations(backwards)[::-1] == translations(batch)
    for row in (1, 3):
        alone = sampled(source[row : row + 1, : (source[row] != 0).sum()], [10 + row], 3)
        assert translations(alone)[0] == translations(batch)[row]
    assert set(translations(sampled(source, [10, 11, 12, 13], 2))[0]) <= set(translations(batch)[0])


def test_another_seed_or_another_line_draws_something_else() -> None:
    source = np.repeat(mixed()[:1], 2, axis=0)
    found = sampled(source, [1, 2], 4)
    assert set(translations(found)[0]) != set(translations(found)[1])
    assert translations(sampled(source, [1, 2], 4, seed=4)) != translations(found)
    assert translations(sampled(source, [1, 2], 4)) == translations(found)


def test_noise_of_a_shorter_search_is_the_beginning_of_a_longer_ones() -> None:
    np.testing.assert_array_equal(noise(1, [(5, 2)], 2, 8), noise(1, [(4, 2), (5, 2)], 3, 20)[1:, :2, :8])


def test_samples_have_the_models_own_log_probabilities_best_first() -> None:
    source = mixed()
    found = sampled(source, [0, 1, 2, 3], 3)
    for row, hypotheses in enumerate(translations(found)):
        for rank, tokens in enumerate(hypotheses):
            expected = log_probabilities(model(1), source[row], np.array(tokens))
            assert np.asarray(found.log_probs)[row, rank] == pytest.approx(expected, abs=1e-3)
        order = [(EOS not in tokens, -score) for tokens, score in zip(hypotheses, found.scores[row], strict=True)]
        assert order == sorted(order)


@pytest.mark.parametrize("seed", [1])
def test_towards_temperature_0_it_is_greedy_search(seed: int) -> None:
    transformer, source = model(seed), mixed()
    given = Given(np.full(4, 12, "int32"), noise=noise(seed, [(row, 0) for row in range(4)], 1, 12))
    cold = Sampling(max_length=12, truncations=(Temperature(1e-4),))
    assert_equal(search(transformer, source, cold, given), search(transformer, source, Greedy(max_length=12)))


def test_no_samples_are_refused() -> None:
    with pytest.raises(FailureError, match="Choose 1"):
        Sampling(max_length=3, samples=0)
