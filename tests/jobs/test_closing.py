"""How much of a training's time its end takes."""

import math

import pytest

from tfmodel.jobs.closing import Closing


def closing(scored, limit, *validations):
    made = Closing(scored, limit)
    for seconds in validations:
        made.validated(seconds)
    return made


@pytest.mark.parametrize(
    ("scored", "limit", "validations", "thorough"),
    [
        (6, math.inf, (1.5,), True),
        (6, math.inf, (), False),  # nobody knows how long one takes
        (6, math.inf, (60.0,), False),  # who stops would wait for six minutes
        (6, math.inf, (60.0, 2.0), True),  # in the first one graphs were made
        (0, math.inf, (1.5,), False),
        (6, 3.0, (8.0,), False),  # of a minute
    ],
)
def test_the_choice_is_thorough_where_it_takes_little(scored, limit, validations, thorough):
    made = closing(scored, limit, *validations)
    assert made.is_thorough is thorough
    assert made.seconds == pytest.approx(3.0 + (scored if thorough else 1) * 1.2 * min(validations, default=2.0))


@pytest.mark.parametrize(("before", "after"), [((), 5.0), ((12.0,), 9.0), ((2.0,), 30.0)])
def test_what_was_decided_when_the_fall_was_settled_is_kept_to(before, after):
    made = closing(6, math.inf, *before)
    made.decide()
    thorough = made.is_thorough
    made.validated(after)
    made.validated(after)
    assert made.is_thorough is thorough
