from math import nan, sin

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import floats, integers, lists

from gui.widgets.series import MOST_KEPT, Series, smoothed


def series_of(values):
    made = Series()
    for x, y in enumerate(values):
        made.append(float(x), y)
    return made


@given(lists(floats(-1e6, 1e6), min_size=1, max_size=3000), integers(0, 3000), integers(1, 3000), integers(16, 400))
@settings(max_examples=60)
def test_any_window_shows_the_extremes_of_what_is_in_it(values, start, length, most):
    end = start + length
    found = series_of(values).window(start, end, most)
    expected = values[max(0, start - 1) : end + 2]
    assert all(values[int(x)] == y for x, y in found)
    assert [x for x, _ in found] == sorted({x for x, _ in found})
    if expected and start < len(values):
        assert {min(expected), max(expected)} <= {y for _, y in found}
        assert len(found) <= 2 * most


def test_a_hundred_thousand_points_are_a_few_hundred():
    values = np.sin(np.arange(100_000) / 1000).tolist()
    series = series_of(values)
    assert len(series.window(0, 100_000, 1000)) <= 1000 and len(series.means(0, 100_000, 1000)) <= 1000
    assert len(series.window(5000, 5400, 1000)) == 403  # the points themselves, and one beyond on either side


def test_what_was_done_again_replaces_also_the_coarse_levels():
    series = series_of([1.0] * 1000 + [50.0] * 1000)
    for x in range(500, 2000):
        series.append(float(x), 2.0)
    assert len(series) == 2000
    assert {y for _, y in series.window(0, 2000, 50)} == {1.0, 2.0}
    assert all(1.0 <= y <= 2.0 for _, y in series.means(0, 2000, 50))
    assert series.at(499.5) == 1.0 and series.at(500) == 2.0 and series.at(-1) is None
    series.clear()
    assert not len(series) and series.window(0, 10, 10) == []


def test_means_are_those_of_numpy():
    values = np.random.default_rng(0).random(64 * 8).tolist()
    found = [y for _, y in series_of(values).means(0, len(values), 80)]
    np.testing.assert_allclose(found, np.reshape(values, (-1, 8)).mean(-1))


def test_smoothing_is_the_corrected_exponential_mean():
    points = [(float(x), y) for x, y in enumerate((4.0, 2.0, nan, 8.0))]
    weights = np.array([0.25, 0.5, 1.0])
    expected = (weights * (4.0, 2.0, 8.0)).sum() / weights.sum()
    found = smoothed(points, 0.5)
    assert [x for x, _ in found] == [0.0, 1.0, 3.0] and found[0][1] == 4.0
    assert found[-1][1] == pytest.approx(expected)
    assert smoothed(points[:2], 0.0) == points[:2]


def test_a_curve_without_end_keeps_its_extremes_and_not_all_its_points():
    count = MOST_KEPT + MOST_KEPT // 4
    series = Series()
    for x in range(count):
        series.append(float(x), 100.0 if x == 70_001 else sin(x / 1000))
    assert MOST_KEPT // 2 < len(series) < MOST_KEPT and list(series.x) == sorted(set(series.x))
    assert (series.x[0], series.x[-1], series.y[-1]) == (0.0, count - 1, sin((count - 1) / 1000))
    assert (70_001.0, 100.0) in series.window(0, count, 400)
    assert min(y for _, y in series.window(0, count, 400)) == pytest.approx(-1.0, abs=1e-5)
    assert len(series.window(60_000, 60_400, 1000)) == pytest.approx(200, abs=10)
    series.append(50.0, 3.0)
    assert series.x[-1] == 50.0 and len(series) < 60
