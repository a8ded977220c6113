from __future__ import annotations

import numpy as np
import pytest

from tfmodel.net.dropout import HashDropout

N = 1_000_000


def layer(rate: float = 0.1, seed: int = 5) -> HashDropout:
    dropout = HashDropout(rate, seed=seed)
    dropout.build()
    return dropout


def kept(dropout: HashDropout, shape: tuple[int, ...] = (1000, 1000)) -> np.ndarray:
    return np.asarray(dropout(np.ones(shape, "float32"), training=True)) > 0


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    return abs(float(np.corrcoef(a.ravel(), b.ravel())[0, 1]))


@pytest.mark.parametrize("rate", [0.01, 0.1, 0.3, 0.5, 0.9])
def test_it_drops_the_asked_share(rate: float) -> None:
    deviation = np.sqrt(rate * (1 - rate) / N)
    dropout = layer(rate)
    for _ in range(3):
        assert abs(1 - kept(dropout).mean() - rate) < 4.5 * deviation


def test_what_stays_is_scaled_so_that_the_mean_stays() -> None:
    output = np.asarray(layer(0.25)(np.full((1000, 1000), 3.0, "float32"), training=True))
    np.testing.assert_allclose(np.unique(output), [0.0, 4.0])
    assert output.mean() == pytest.approx(3.0, abs=0.01)


def test_rows_and_columns_are_dropped_evenly() -> None:
    mask = kept(layer(0.5))
    for axis in (0, 1):
        spread = mask.mean(axis=axis)
        assert spread.std() == pytest.approx(0.5 / np.sqrt(1000), rel=0.12)


def test_steps_are_independent() -> None:
    dropout = layer()
    masks = [kept(dropout) for _ in range(6)]
    worst = max(correlation(masks[i], masks[j]) for i in range(6) for j in range(i))
    assert worst < 5 / np.sqrt(N)


def test_layers_are_independent_even_with_neighbouring_seeds() -> None:
    masks = [kept(layer(seed=seed)) for seed in range(6)]
    worst = max(correlation(masks[i], masks[j]) for i in range(6) for j in range(i))
    assert worst < 5 / np.sqrt(N)


def test_neighbouring_elements_are_independent() -> None:
    mask = kept(layer(0.5)).ravel()
    for lag in (1, 2, 3, 4, 8, 16, 32, 64, 128, 256, 512, 1000, 1024, 4096):
        assert correlation(mask[:-lag], mask[lag:]) < 5 / np.sqrt(N), lag


def test_neighbouring_places_of_each_axis_are_independent() -> None:
    mask = kept(layer(0.5), (40, 50, 500))
    for axis in range(3):
        for lag in (1, 2, 8, 16):
            near, far = (
                np.take(mask, np.arange(mask.shape[axis])[part], axis) for part in (slice(-lag), slice(lag, None))
            )
            assert correlation(near, far) < 5 / np.sqrt(near.size), (axis, lag)


def test_neither_padding_nor_the_batch_changes_the_masks_of_the_others() -> None:
    np.testing.assert_array_equal(kept(layer(), (3, 5, 7, 8)), kept(layer(), (4, 9, 8, 16))[:3, :5, :7, :8])


def test_outside_training_nothing_happens() -> None:
    dropout, x = layer(0.5), np.ones((4, 4), "float32")
    np.testing.assert_array_equal(dropout(x), x)
    assert int(dropout.step) == 0


def test_rate_0_neither_drops_nor_counts() -> None:
    dropout, x = layer(0.0), np.ones((4, 4), "float32")
    np.testing.assert_array_equal(dropout(x, training=True), x)
    assert int(dropout.step) == 0


def test_the_mask_depends_on_seed_and_step_alone() -> None:
    first, second = layer(), layer()
    kept(first)
    second.step.assign(1)
    np.testing.assert_array_equal(kept(first), kept(second))


@pytest.mark.parametrize("rate", [-0.1, 1.0])
def test_an_impossible_rate_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="at least 0 and below 1"):
        HashDropout(rate)


def test_config_round_trip() -> None:
    copy = HashDropout.from_config(layer(0.3, seed=9).get_config())
    assert (copy.rate, copy.seed) == (0.3, 9)
