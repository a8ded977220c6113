"""Few sizes: those that lengths and rows of batches are rounded to."""

from __future__ import annotations

BETWEEN = 4  # sizes from one power of two to the next
_ROWS = 8  # of which numbers of rows are multiples, from 33 on


def round_up(size: int, between: int = BETWEEN) -> int:
    """The next of 1 to 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, …: so many from one power of two to the next."""
    return rounded(size, _step(size, between))


def shortest_of(length: int, between: int = BETWEEN) -> int:
    """The shortest of the lengths that are rounded up to this one."""
    return length - _step(length, between) + 1


def rows_up(rows: int) -> int:
    """The next number of rows, as `round_up` has them up to 32, then the multiples of 8."""
    return rounded(rows, _row_step(rows))


def rows_down(rows: int) -> int:
    """The last number of rows that `rows_up` does not change."""
    return rows - rows % _row_step(rows)


def rounded(size: int, step: int) -> int:
    """The next multiple of a step."""
    return -(-size // step) * step


def _row_step(rows: int) -> int:
    return min(_ROWS, _step(rows, BETWEEN))


def _step(size: int, between: int) -> int:
    """What separates the sizes about this one."""
    return max(1, (1 << (size - 1).bit_length()) // 2 // between)
