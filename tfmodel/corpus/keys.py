"""Which two keys of records hold the sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tfmodel.corpus.languages import language_code, language_rank, language_tag

# Names of the two sides, in pairs.
_SIDES = (
    *(("source", "target"), ("src", "tgt"), ("src", "trg"), ("source_text", "target_text"), ("input", "output")),
    *(("text", "translation"), ("original", "translation"), ("sentence1", "sentence2"), ("question", "answer")),
)
_MOST_KEYS = 100
_NO_LANGUAGES = ("id", "no")  # Indonesian and Norwegian, but beside other keys oftener a number


@dataclass(frozen=True)
class KeyChoice:
    """Two keys of all.

    Attributes:
        keys: All keys with text, the most frequent ones first.
        source: The key of the sources.
        target: The key of the targets.
        languages: Codes, empty where the keys do not name them.
        evidence: Sentences.
    """

    keys: tuple[str, ...]
    source: str
    target: str
    languages: tuple[str, str]
    evidence: tuple[str, ...]


def choose_keys(records: Sequence[Mapping[str, str]]) -> KeyChoice | None:
    """The two keys of some records that seem to hold a sentence and its translation, None where there are no two."""
    counts = Counter(key for record in records for key in record)
    keys = tuple(key for key, _ in counts.most_common(_MOST_KEYS))
    if len(keys) < 2:
        return None
    for attempt in (_by_languages(keys), _by_names(keys)):
        if attempt is not None:
            return attempt
    source, target = _telling(keys, records)
    return KeyChoice(keys, source, target, ("", ""), (f"{source} and {target} are the first two keys with text",))


def key_of_language(keys: Sequence[str], language: str) -> str:
    """The key whose last part is a language, or ""."""
    ranked = [(language_rank(language, _last(key)), -place) for place, key in enumerate(keys)]
    best = max(ranked, default=(0, 0))
    return keys[-best[1]] if best[0] else ""


def sides_in(header: Sequence[str]) -> tuple[int, int] | None:
    """The columns whose headings are languages, or names of two sides; None where they say neither."""
    names = [heading.strip() for heading in header]
    for attempt in (_by_languages(names), _by_names(names)):
        if attempt is not None:
            return names.index(attempt.source), names.index(attempt.target)
    return None


def _by_languages(keys: Sequence[str]) -> KeyChoice | None:
    named = [key for key in keys if language_code(_last(key))]
    for doubtful in _NO_LANGUAGES:
        others = [key for key in named if _last(key).lower() != doubtful]
        if len(keys) > 2 and (doubtful == "id" or len({language_code(_last(key)) for key in others}) > 1):
            named = others
    for first, second in combinations(named, 2):
        languages = language_tag(_last(first)), language_tag(_last(second))
        if first.rpartition(".")[0] == second.rpartition(".")[0] and languages[0] != languages[1]:
            evidence = f"{first} and {second}, because their names are languages"
            return KeyChoice(tuple(keys), first, second, languages, (evidence,))
    return None


def _by_names(keys: Sequence[str]) -> KeyChoice | None:
    by_name = {_last(key).lower(): key for key in reversed(keys)}
    for source, target in _SIDES:
        if source in by_name and target in by_name:
            found = by_name[source], by_name[target]
            return KeyChoice(tuple(keys), *found, ("", ""), (f"{found[0]} and {found[1]}, by their names",))
    return None


def _telling(keys: Sequence[str], records: Sequence[Mapping[str, str]]) -> tuple[str, str]:
    """The first two keys whose texts are not the same everywhere."""
    varied = [key for key in keys if len({record.get(key) for record in records}) > 1]
    first, second = (varied if len(varied) > 1 else list(keys))[:2]
    return first, second


def _last(key: str) -> str:
    return key.rpartition(".")[2]
