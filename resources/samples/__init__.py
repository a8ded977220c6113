"""The sample corpora that come with the program, each written by a script beside it from a fixed seed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """A corpus of text pairs: two tab-separated columns, UTF-8, no header.

    Attributes:
        name: A short name without spaces, as a command line or a setting would write it.
        title: What a person reads in a list.
        description: One sentence about its content and what it is good for.
        path: The file.
        source_language: BCP 47 code of the first column.
        target_language: BCP 47 code of the second column; "zxx" where it is no language.
    """

    name: str
    title: str
    description: str
    path: Path
    source_language: str
    target_language: str


_FOLDER = Path(__file__).parent

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "english-french",
        "English to French phrases",
        "About 25,000 everyday sentences from a grammar: agreement, adjective order, negation, questions, "
        "numbers, dates and times.",
        _FOLDER / "english-french.tsv",
        "en",
        "fr",
    ),
    Sample(
        "dates",
        "Written dates to ISO dates",
        "15,000 dates in many English spellings, such as Tuesday the 3rd of May 1994, and their ISO 8601 form.",
        _FOLDER / "dates.tsv",
        "en",
        "zxx",
    ),
    Sample(
        "numbers",
        "Number words to digits",
        "15,000 numbers below a million in English words, such as three hundred and twelve, and their digits.",
        _FOLDER / "numbers.tsv",
        "en",
        "zxx",
    ),
)
