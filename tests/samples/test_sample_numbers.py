"""The numbers sample against arithmetic on its own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.samples.number_words import LIMIT, in_words, pairs

WORTH = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".split(),
        [*range(1, 20), *range(20, 100, 10)],
        strict=True,
    )
)


def value(words: str) -> int:
    """What number words say: each "hundred" multiplies what stands before it, "thousand" all of it."""
    total = group = 0
    for word in words.replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word == "thousand":
            total, group = group * 1000, 0
        elif word not in ("and", "zero"):
            group += WORTH[word]
    return total + group


def test_every_pair_says_the_number_that_it_is() -> None:
    assert [text for text, digits in pairs() if value(text) != int(digits) or str(int(digits)) != digits] == []


@given(st.integers(0, LIMIT - 1), st.sampled_from(["and", ""]))
def test_words_say_the_number(number: int, conjunction: str) -> None:
    assert value(in_words(number, conjunction=conjunction)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "zero"),
        (312, "three hundred and twelve"),
        (2005, "two thousand and five"),
        (2100, "two thousand one hundred"),
        (40_021, "forty thousand and twenty-one"),
        (999_999, "nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
    ],
)
def test_spelling(number: int, text: str) -> None:
    assert in_words(number) == text


@pytest.mark.parametrize("number", [-1, LIMIT])
def test_other_numbers_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        in_words(number)


def test_every_number_below_a_thousand_is_there() -> None:
    assert {str(number) for number in range(1000)} <= {digits for _, digits in pairs()}
