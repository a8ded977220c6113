from __future__ import annotations

import numpy as np
import pytest

from tfmodel.contract.symbols import PAD
from tfmodel.corpus.batches import Batch
from tfmodel.corpus.shapes import Shapes
from tfmodel.corpus.sizes import rows_down, shortest_of

LONGEST = 513


def batch(rows: int, source: int, target: int) -> Batch:
    draw = np.random.default_rng(rows)
    sides = (draw.integers(4, 50, (rows, width)).astype(np.int32) for width in (source, target, target))
    return Batch(*sides)


def shape(of: Batch) -> tuple[tuple[int, ...], ...]:
    return tuple(side.shape for side in (of.source, of.target, of.labels))


def test_what_is_added_is_padding() -> None:
    given = batch(3, 9, 6)
    for shapes in (Shapes(60, LONGEST, few=True), Shapes(60, LONGEST, devices=4)):
        made = shapes.padded(given)
        for before, after in ((given.source, made.source), (given.target, made.target), (given.labels, made.labels)):
            rows, positions = before.shape
            np.testing.assert_array_equal(after[:rows, :positions], before)
            assert after.dtype == np.int32
            assert (after[rows:] == PAD).all() and (after[:, positions:] == PAD).all()
        assert made.tokens == given.tokens


@pytest.mark.parametrize("budget", [64, 1000, 3500])
def test_all_batches_of_a_budget_have_few_shapes_of_little_more_than_the_budget(budget: int) -> None:
    shapes = Shapes(budget, LONGEST, few=True)
    found = set()
    for longest in range(1, 129):
        for rows in {1, max(1, budget // longest // 2), max(1, budget // longest)}:
            made = shape(shapes.padded(batch(rows, longest, max(1, longest - 3))))
            assert made[0] == made[1] == made[2]
            found.add(made[0])
            assert made[0][0] * made[0][1] <= 1.25 * max(budget, longest)
    assert len(found) <= 24


@pytest.mark.parametrize("budget", [1000, 1500, 8192])
def test_whole_batches_leave_next_to_no_row_empty_where_there_are_few_shapes(budget: int) -> None:
    """Of sentences that are as long as their shape's: of shorter ones there would be more in a batch."""
    shapes = Shapes(budget, LONGEST, few=True, whole=True)
    for longest in (14, 16, 20, 28, 40):
        most, fewest = rows_down(budget // shortest_of(longest)), rows_down(budget // longest)
        assert shape(shapes.padded(batch(most, shortest_of(longest), 3)))[0] == (most, longest)
        assert shape(shapes.padded(batch(fewest, longest, 3)))[0] == (most, longest)


def test_batches_that_no_budget_cuts_have_few_shapes_too() -> None:
    shapes = Shapes(8192, LONGEST, few=True)
    usual = shape(shapes.padded(batch(60, 129, 100)))[0]
    found = {shape(shapes.padded(batch(rows, 129, 100)))[0] for rows in range(50, 101)}
    assert usual in found and len(found) <= 9
    assert all(made[0] <= 1.2 * 100 for made in found)


def test_rows_divide_among_devices_and_each_size_is_rounded_up_by_itself() -> None:
    assert shape(Shapes(1000, LONGEST, devices=4).padded(batch(6, 9, 7))) == ((8, 10), (8, 7), (8, 7))
    assert shape(Shapes(1000, LONGEST).padded(batch(6, 9, 7))) == ((6, 10), (6, 7), (6, 7))
    assert shape(Shapes(1000, LONGEST).padded(batch(33, 9, 20))) == ((40, 10), (40, 20), (40, 20))
    assert shape(Shapes(9000, LONGEST).padded(batch(241, 33, 40))) == ((248, 40), (248, 40), (248, 40))
    few = shape(Shapes(1000, LONGEST, devices=4, few=True).padded(batch(6, 9, 7)))
    assert few[0][0] % 4 == 0 and few == shape(Shapes(1000, LONGEST, devices=4, few=True).padded(batch(5, 10, 2)))


def test_the_fewest_shapes_have_powers_of_two_as_lengths() -> None:
    shapes = Shapes(1000, LONGEST, fewest=True)
    found = {
        shape(shapes.padded(batch(max(1, 1000 // longest), max(1, longest - 2), longest)))[0]
        for longest in range(9, 129)
    }
    assert sorted(length for _, length in found) == [16, 32, 64, 128]
    assert all(1000 <= rows * length <= 2000 for rows, length in found)


@pytest.mark.parametrize("few", [False, True])
def test_nothing_is_padded_beyond_the_positions_of_the_model(few: bool) -> None:
    source, target, labels = shape(Shapes(1000, 129, few=few).padded(batch(3, 129, 100)))
    assert source[1] == 129 and target == labels and target[1] == (129 if few else 112)
    assert source[0] == target[0] <= 1.25 * 1000 / 129 + few
