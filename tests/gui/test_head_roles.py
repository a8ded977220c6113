import numpy as np
import pytest
from scipy import stats

from gui.head_roles import measure

KEYS = ("▁the", "▁cat", "▁sleeps", "▁here", "▁now", ".", "</s>")
N = len(KEYS)


def noisy(matrix, noise=0.2):
    """The matrix with some of its weight spread by chance, rows still distributions."""
    random = np.random.default_rng(1).random(matrix.shape)
    return (1 - noise) * matrix + noise * random / random.sum(-1, keepdims=True)


def role_of(matrix, layout="square", keys=KEYS):
    return measure(tuple(matrix.reshape(-1)), keys, layout).role


def one_hot(columns, width=N):
    return np.eye(width)[np.clip(columns, 0, width - 1)]


ROWS = np.arange(N)


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        (np.eye(N), "diagonal"),
        (one_hot(ROWS - 1), "previous"),
        (one_hot(ROWS + 1), "next"),
        (one_hot(0 * ROWS), "first"),
        (one_hot(0 * ROWS + N - 1), "end"),
        (one_hot(0 * ROWS + 5), "punctuation"),
        (np.full((N, N), 1 / N), "uniform"),
    ],
)
@pytest.mark.parametrize("noise", [0.0, 0.2])
def test_constructed_matrices_are_named_by_what_they_do(matrix, expected, noise):
    assert role_of(noisy(matrix, noise)) == expected


def test_what_no_position_explains_is_named_by_its_entropy():
    scattered = one_hot((ROWS * 3 + 2) % 5)
    assert role_of(noisy(scattered, 0.05)) == "focused"
    assert role_of(noisy(scattered, 0.6)) == "mixed"


def test_entropy_is_that_of_scipy():
    matrix = noisy(np.eye(N), 0.6)
    found = measure(tuple(matrix.reshape(-1)), KEYS, "square")
    expected = stats.entropy(matrix, base=2, axis=-1)
    assert found.entropy == pytest.approx(expected.mean())
    assert found.evenness == pytest.approx((expected / np.log2(N)).mean())
    assert found.shares["diagonal"] == pytest.approx(np.diag(matrix).mean())
    assert found.chance["diagonal"] == pytest.approx(1 / N)


def test_a_causal_row_is_measured_against_what_it_may_see():
    uniform = np.tril(np.ones((N, N)))
    uniform /= uniform.sum(-1, keepdims=True)
    assert role_of(uniform, "causal") == "uniform"
    assert role_of(noisy_causal(np.eye(N)), "causal") == "previous"  # the token before the one that is being written
    assert role_of(noisy_causal(one_hot(ROWS - 1)), "causal") == "earlier"
    assert role_of(noisy_causal(one_hot(0 * ROWS)), "causal") == "first"


@pytest.mark.parametrize("layout", ["square", "causal"])
def test_in_a_window_a_row_is_measured_against_what_it_sees(layout):
    seen = np.triu(np.ones((N, N)), -2) * np.tril(np.ones((N, N)), 2 if layout == "square" else 0)
    found = measure(tuple((seen / seen.sum(-1, keepdims=True)).reshape(-1)), KEYS, layout, window=2)
    assert found.evenness == pytest.approx(1.0) and found.role == "uniform"


@pytest.mark.parametrize("mark", ["。", "，", "、", "？", "：", "「", "؟", "।", "▁…", "!?"])
def test_punctuation_of_any_script(mark):
    keys = (*KEYS[:5], mark, KEYS[6])
    assert role_of(noisy(one_hot(0 * ROWS + 5)), keys=keys) == "punctuation"


def noisy_causal(matrix):
    lower = np.tril(noisy(matrix, 0.1))
    return lower / lower.sum(-1, keepdims=True)


def test_cross_attention_is_diagonal_along_the_line_from_corner_to_corner():
    rows = 13
    line = one_hot(np.round(np.arange(rows) * (N - 1) / (rows - 1)).astype(int))
    assert role_of(noisy(line), "cross") == "diagonal"
    assert role_of(noisy(line[::-1], 0.5), "cross") == "mixed"
    assert role_of(noisy(one_hot(np.full(rows, N - 1))), "cross") == "end"


@pytest.mark.parametrize("layout", ["square", "causal", "cross"])
def test_a_sentence_without_a_choice_is_no_error(layout):
    found = measure((1.0,), ("</s>",), layout)
    assert found.entropy == 0.0 and found.role == "mixed"
    assert measure((), (), layout).role == "mixed"
