"""Rules about what must be on both sides, and what must not be the same on both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from tfmodel.contract.settings import Section, setting
from tfmodel.corpus.rules.batch import Batch
from tfmodel.corpus.rules.characters import DIGIT, DIGITS


class Untranslated(Section):
    """The target is the source."""

    enabled: bool = setting(True, "Untranslated copy", "Both sides have the same text, but for case, marks and spaces.")
    fewest_words: int = setting(
        3,
        "Fewest words",
        "Shorter copies are left alone: names and numbers are the same in many languages.",
        unit="words",
        ge=1,
        le=50,
    )

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs whose sides are the same."""
        for n, (source, target) in enumerate(zip(*batch.sides, strict=True)):
            # The first and the last letters tell most pairs apart.
            if abs(len(source) - len(target)) <= 3 and source[1:3].lower() == target[1:3].lower():
                if batch.words[0][n] >= self.fewest_words and _letters(source) == _letters(target):
                    yield n


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


class Numbers(Section):
    """Numbers of one side that the other lacks."""

    enabled: bool = setting(True, "Numbers", "A number of one side is missing on the other.")
    missing: int = setting(
        1,
        "Missing numbers",
        "Taken when so many numbers have no partner, of those with two digits or more.",
        unit="numbers",
        ge=1,
        le=20,
    )

    _DIGITS: ClassVar[re.Pattern[str]] = re.compile(rf"[{DIGITS}](?:[\d.,:/\u00a0\u202f' -]*\d)?")

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with numbers that do not match."""
        source, target = (batch.matches(side, self._DIGITS, batch.characters[side].sentences(DIGIT)) for side in (0, 1))
        for n in source.keys() | target.keys():
            one, other = _digits(source.get(n, [])), _digits(target.get(n, []))
            # Words may say small numbers, and separators differ: all digits in a row are compared.
            if one != other and self._unmatched(one, other) >= self.missing:
                yield n

    def _unmatched(self, one: list[str], other: list[str]) -> int:
        all_one, all_other = "".join(one), "".join(other)
        lost = [number for number in one if len(number) > 1 and number not in all_other]
        return max(len(lost), len([number for number in other if len(number) > 1 and number not in all_one]))


def _digits(numbers: list[str]) -> list[str]:
    """The digits of numbers, those of every script as 0 to 9."""
    return ["".join(str(int(sign)) for sign in number if sign.isdecimal()) for number in numbers]


class Links(Section):
    """Addresses that one side lacks."""

    enabled: bool = setting(True, "Links", "The addresses of pages or mails are not the same on both sides.")

    _ADDRESS: ClassVar[re.Pattern[str]] = re.compile(
        r"(?:https?://|ftp://|www\.)[^\s<>\"'）)\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    )

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with different hosts."""
        among = batch.with_any("://", "www.", "@")
        one, other = batch.matches(0, self._ADDRESS, among), batch.matches(1, self._ADDRESS, among)
        for n in one.keys() | other.keys():
            if _hosts(one.get(n, [])) != _hosts(other.get(n, [])):
                yield n


def _hosts(addresses: list[str]) -> Counter[str]:
    """How often each host or mail address stands there: paths are translated with the page (…/en/, …/fr/)."""
    bare = (re.sub(r"^\w+://|^www\.", "", address.lower()).removeprefix("www.") for address in addresses)
    return Counter(address.rstrip(".,;:!?").split("/")[0].rpartition(".")[0] for address in bare)


class Placeholders(Section):
    """Variables of programs that one side lacks."""

    enabled: bool = setting(
        True, "Placeholders", "Variables such as %s, {name} or ${count} are not the same on both sides."
    )

    _PATTERN: ClassVar[re.Pattern[str]] = re.compile(
        r"%(?:\d+\$)?[+#0]?\d*(?:\.\d+)?(?:l{0,2}[dui]|[sfgcxX@])(?![A-Za-z])|%\(\w+\)[sdfi]|%%"
        r"|\$?\{\{?[\w.:-]*\}?\}|\$\w+\$|__\w+__"
    )

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with different placeholders; their order may differ."""
        among = batch.with_any("%", "{", "$", "__")
        one, other = batch.matches(0, self._PATTERN, among), batch.matches(1, self._PATTERN, among)
        for n in one.keys() | other.keys():
            if Counter(one.get(n, [])) != Counter(other.get(n, [])):
                yield n
