"""Writes `numbers.tsv`: English number words and their digits. `python -m resources.samples.number_words`."""

from __future__ import annotations

import random

from resources.samples.writing import write_sample

SEED = 1729
COUNT = 15_000
LIMIT = 1_000_000

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int, *, conjunction: str = "and") -> str:
    """A number from 0 to 999,999 in words; `conjunction` is "and" (three hundred and twelve) or "" (as Americans say).

    Raises:
        ValueError: The number is outside that range.
    """
    if not 0 <= number < LIMIT:
        raise ValueError(f"{number} is not between 0 and {LIMIT - 1}.")
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest, conjunction)
    words = f"{_below_thousand(thousands, conjunction)} thousand"
    if not rest:
        return words
    link = f" {conjunction}" if conjunction and rest < 100 else ""  # two thousand and five, two thousand one hundred
    return f"{words}{link} {_below_thousand(rest, conjunction)}"


def pairs(seed: int = SEED, count: int = COUNT) -> list[tuple[str, str]]:
    """Distinct words and their digits: every number below a thousand, and larger ones of every length."""
    rng = random.Random(seed)
    found: dict[str, str] = {}
    for number in range(1000):
        _spell(found, number)
    while len(found) < count:
        _spell(found, rng.randrange(10 ** rng.choice((4, 5, 6))))
    shuffled = list(found.items())[:count]
    rng.shuffle(shuffled)
    return shuffled


def _spell(found: dict[str, str], number: int) -> None:
    for conjunction in ("and", ""):
        found[in_words(number, conjunction=conjunction)] = str(number)


def _below_thousand(number: int, conjunction: str) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    words = f"{_UNITS[hundreds]} hundred"
    return " ".join(part for part in (words, conjunction, _below_hundred(rest)) if part) if rest else words


def _below_hundred(number: int) -> str:
    if number < len(_UNITS):
        return _UNITS[number]
    tens, units = divmod(number, 10)
    return f"{_TENS[tens]}-{_UNITS[units]}" if units else _TENS[tens]


if __name__ == "__main__":
    write_sample("numbers.tsv", pairs())
