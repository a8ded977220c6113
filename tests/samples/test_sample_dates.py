"""The dates sample against the calendar of the standard library."""

from __future__ import annotations

import locale
import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from resources.samples.dates import SPELLINGS, ordinal, ordinal_words, pairs, year_words


@pytest.fixture(autouse=True)
def english_names() -> Iterator[None]:
    """The standard library names days and months as the locale does, which a window of an earlier test has set."""
    before = locale.setlocale(locale.LC_TIME)
    locale.setlocale(locale.LC_TIME, "C")
    yield
    locale.setlocale(locale.LC_TIME, before)


def test_every_weekday_is_right() -> None:
    named = [
        (text, date.fromisoformat(iso)) for text, iso in pairs() if re.match(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)", text)
    ]
    assert len(named) > 1000
    assert all(text.startswith(day.strftime("%a")) for text, day in named)


@pytest.mark.parametrize("form", ["%d %B %Y", "%B %d, %Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%b-%Y", "%A, %d %B %Y"])
def test_what_the_standard_library_can_read_it_reads_alike(form: str) -> None:
    read = [(parsed, iso) for text, iso in pairs() if (parsed := _parsed(text, form)) is not None]
    assert len(read) > 300
    assert all(parsed.isoformat() == iso for parsed, iso in read)


def _parsed(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None


def test_each_spelling_of_one_day() -> None:
    assert len({spell(date(1994, 9, 3)) for spell in SPELLINGS}) == len(SPELLINGS)
    spelled = [spell(date(1994, 5, 3)) for spell in SPELLINGS]
    assert "Tuesday the 3rd of May 1994" in spelled
    assert "03/05/1994" in spelled
    assert "the third of May nineteen ninety-four" in spelled


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (22, "22nd")]
)
def test_ordinals(number: int, text: str) -> None:
    assert ordinal(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "first"), (5, "fifth"), (12, "twelfth"), (20, "twentieth"), (31, "thirty-first")],
)
def test_ordinals_in_words(number: int, text: str) -> None:
    assert ordinal_words(number) == text


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (1900, "nineteen hundred"),
        (1905, "nineteen oh five"),
        (1994, "nineteen ninety-four"),
        (2000, "two thousand"),
        (2005, "two thousand and five"),
        (2010, "twenty ten"),
    ],
)
def test_years_in_words(year: int, text: str) -> None:
    assert year_words(year) == text
