from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfmodel.net.decoding.candidates import _chunk, best_candidates
from tfmodel.net.decoding.hypotheses import NEVER


def sorted_candidates(values: np.ndarray, offsets: np.ndarray, count: int) -> list[tuple[float, int, int]]:
    """All continuations of one sentence, sorted: float64."""
    entries = [(values[b, v] + offsets[b], b, v) for b, v in np.ndindex(values.shape)]
    return sorted(entries, reverse=True)[:count]


@settings(max_examples=25)
@given(
    vocabulary=st.sampled_from([7, 64, 500, 1003, 2048, 5000]),
    beams=st.integers(1, 6),
    reserved=st.integers(0, 3),
    seed=st.integers(0, 2**31),
)
def test_they_are_those_of_a_full_sort(vocabulary: int, beams: int, reserved: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(2, beams, vocabulary)) * 4
    values[:, :, :reserved] += 20  # what is reserved would win
    offsets = -rng.random((2, beams)) * 5
    count = min(2 * beams, beams * (vocabulary - reserved))
    flat = values.reshape(-1, vocabulary).astype("float32")
    found = best_candidates(flat, offsets.astype("float32"), count, reserved)
    values[:, :, :reserved] = -np.inf
    for row in range(2):
        expected = sorted_candidates(values[row], offsets[row], count)
        np.testing.assert_allclose(found.totals[row], [total for total, _, _ in expected], rtol=1e-4, atol=1e-4)
        pairs = set(zip(np.asarray(found.parents[row]).tolist(), np.asarray(found.tokens[row]).tolist(), strict=True))
        assert pairs == {(beam, token) for _, beam, token in expected}


def test_where_all_but_few_are_excluded_no_token_is_outside_the_vocabulary() -> None:
    values = np.full((3, 1003), NEVER, "float32")
    values[:, 1002] = 1.0
    found = best_candidates(values, np.array([[0.0, NEVER, NEVER]], "float32"), 6)
    assert (found.parents[0][0], found.tokens[0][0]) == (0, 1002)
    assert (np.asarray(found.tokens) < 1003).all()


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
