from __future__ import annotations

from tfmodel.corpus.sizes import round_up, rows_down, rows_up


def test_sizes_are_rounded_up_by_a_quarter_at_most() -> None:
    for size in range(1, 2000):
        assert size <= round_up(size) <= max(size, 1.25 * size) and round_up(round_up(size)) == round_up(size)
        assert size <= round_up(size, 1) < 2 * size and round_up(size, 1).bit_count() == 1


def test_numbers_of_rows_are_rounded_to_their_neighbours() -> None:
    sizes = sorted({rows_up(rows) for rows in range(1, 300)})
    assert sizes[:15] == [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28]
    for rows in range(1, 290):
        assert rows_up(rows) == min(size for size in sizes if size >= rows)
        assert rows_down(rows) == max(size for size in sizes if size <= rows)
