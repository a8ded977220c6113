from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfmodel.net.decoding.candidates import _chunk, best_candidates


def sorted_candidates(logits: np.ndarray, log_probs: np.ndarray, count: int) -> list[tuple[float, int, int]]:
    """All continuations of one sentence, sorted: float64."""
    beams, vocabulary = logits.shape
    shifted = logits - logits.max(-1, keepdims=True)
    totals = log_probs[:, None] + shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    entries = [(totals[b, v], b, v) for b in range(beams) for v in range(2, vocabulary)]
    return sorted(entries, reverse=True)[:count]


@settings(max_examples=25, deadline=None)
@given(
    vocabulary=st.sampled_from([7, 64, 500, 1003, 2048, 5000]),
    beams=st.integers(1, 6),
    seed=st.integers(0, 2**31),
)
def test_they_are_those_of_a_full_sort(vocabulary: int, beams: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    logits = rng.normal(size=(2, beams, vocabulary)) * 4
    log_probs = -rng.random((2, beams)) * 5
    count = min(2 * beams, beams * (vocabulary - 2))
    found = best_candidates(logits.reshape(-1, vocabulary).astype("float32"), log_probs.astype("float32"), count)
    for row in range(2):
        expected = sorted_candidates(logits[row], log_probs[row], count)
        np.testing.assert_allclose(found.log_probs[row], [total for total, _, _ in expected], rtol=1e-4, atol=1e-4)
        pairs = set(zip(np.asarray(found.parents[row]).tolist(), np.asarray(found.tokens[row]).tolist(), strict=True))
        assert pairs == {(beam, token) for _, beam, token in expected}


@pytest.mark.parametrize("vocabulary", [8000, 10_000, 32_000, 30_522, 7919])
def test_chunks_fit_the_vocabulary(vocabulary: int) -> None:
    assert 64 <= _chunk(vocabulary) < 128
    assert -vocabulary % _chunk(vocabulary) < 8


def test_the_best_may_all_lie_in_one_chunk() -> None:
    logits = np.zeros((2, 4000), "float32")
    logits[1, 100:108] = np.arange(8) + 10
    found = best_candidates(logits, np.zeros((1, 2), "float32"), 4)
    np.testing.assert_array_equal(found.tokens[0], [107, 106, 105, 104])
    np.testing.assert_array_equal(found.parents[0], [1, 1, 1, 1])
