"""Writes `dates.tsv`: dates in many English spellings and in ISO 8601. `python -m resources.samples.dates`.

Where a date is all digits the day comes first, as in most of the world: 03/05/1994 is the third of May.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from resources.samples.number_words import in_words
from resources.samples.writing import write_sample

SEED = 1582
COUNT = 15_000
FIRST, LAST = date(1900, 1, 1), date(2099, 12, 31)

# Named here, for strftime would use the language of the machine.
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
              "twelve": "twelfth"}  # fmt: skip


def month(day: date) -> str:
    """May."""
    return _MONTHS[day.month - 1]


def weekday(day: date) -> str:
    """Tuesday."""
    return _WEEKDAYS[day.weekday()]


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number in (11, 12, 13) else endings.get(number % 10, 'th')}"


def ordinal_words(number: int) -> str:
    """First, third, twentieth, twenty-first."""
    *tens, last = in_words(number).split("-")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    else:
        last = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return "-".join((*tens, last))


def year_words(year: int) -> str:
    """Nineteen ninety-four, nineteen hundred, nineteen oh five, two thousand and five, twenty thirty."""
    if 2000 <= year < 2010:
        return in_words(year)
    century, rest = divmod(year, 100)
    if rest == 0:
        return f"{in_words(century)} hundred"
    return f"{in_words(century)} {'oh ' if rest < 10 else ''}{in_words(rest)}"


SPELLINGS: tuple[Callable[[date], str], ...] = (
    lambda d: f"{weekday(d)} the {ordinal(d.day)} of {month(d)} {d.year}",
    lambda d: f"{weekday(d)}, {month(d)} {d.day}, {d.year}",
    lambda d: f"{weekday(d)}, {d.day} {month(d)} {d.year}",
    lambda d: f"{weekday(d)[:3]} {d.day} {month(d)[:3]} {d.year}",
    lambda d: f"{month(d)} {d.day}, {d.year}",
    lambda d: f"{month(d)} {ordinal(d.day)}, {d.year}",
    lambda d: f"{month(d)[:3]} {d.day}, {d.year}",
    lambda d: f"{d.day} {month(d)} {d.year}",
    lambda d: f"{d.day} {month(d)[:3]} {d.year}",
    lambda d: f"{ordinal(d.day)} {month(d)} {d.year}",
    lambda d: f"the {ordinal(d.day)} of {month(d)}, {d.year}",
    lambda d: f"the {ordinal_words(d.day)} of {month(d)} {d.year}",
    lambda d: f"the {ordinal_words(d.day)} of {month(d)} {year_words(d.year)}",
    lambda d: f"{weekday(d)}, the {ordinal_words(d.day)} of {month(d)}, {year_words(d.year)}",
    lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    lambda d: f"{d.day}-{month(d)[:3]}-{d.year}",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    lambda d: f"{d.year} {month(d)} {d.day}",
)


def pairs(seed: int = SEED, count: int = COUNT) -> list[tuple[str, str]]:
    """Distinct spellings, each with its ISO date; every spelling about equally often."""
    rng = random.Random(seed)
    found: dict[str, str] = {}
    days = (LAST - FIRST).days
    while len(found) < count:
        day = FIRST + timedelta(days=rng.randint(0, days))
        found[rng.choice(SPELLINGS)(day)] = day.isoformat()
    return list(found.items())


if __name__ == "__main__":
    write_sample("dates.tsv", pairs())
