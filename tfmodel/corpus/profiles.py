"""What is usual in a dataset, learned from a sample and kept in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from statistics import median

from tfmodel.corpus.bookkeeping import meta, set_meta
from tfmodel.corpus.rules.batch import Profile
from tfmodel.corpus.rules.language import frequent_words

_SAMPLE = 3_000  # pairs
_IDENTIFIED = 1_000  # of them, whose language is asked for
_PROFILE = "profile"


def learned(languages: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> Profile:
    """What is usual in these pairs."""
    ratios = [len(target) / len(source) for source, target in pairs if source]
    words = tuple(
        frequent_words([pair[side] for pair in pairs[:: max(1, len(pairs) // _IDENTIFIED)]], language)
        if language
        else frozenset()
        for side, language in enumerate(languages)
    )
    return Profile(languages, median(ratios) if ratios else 1.0, (words[0], words[1]))


def profile_of(connection: sqlite3.Connection, languages: tuple[str, str], *, keep: bool) -> Profile:
    """The profile of a dataset; where it has none, one is learned from pairs all over it.

    Args:
        connection: The dataset.
        languages: Codes of source and target.
        keep: Whether to write a learned one down, for pairs that come later; the dataset is in a transaction then.
    """
    known = known_profile(connection, languages)
    if known is not None:
        return known
    profile = learned(languages, _sample(connection))
    if keep:
        keep_profile(connection, profile)
    return profile


def kept_profile(connection: sqlite3.Connection) -> Profile:
    """The profile that a dataset has, or a neutral one."""
    languages = meta(connection, "source_language"), meta(connection, "target_language")
    return known_profile(connection, languages) or Profile(languages)


def known_profile(connection: sqlite3.Connection, languages: tuple[str, str]) -> Profile | None:
    """The profile that a dataset has for these languages, if any."""
    values = json.loads(meta(connection, _PROFILE) or "{}")
    if tuple(values.get("languages", ())) != languages:
        return None
    return Profile(languages, values["ratio"], (frozenset(values["words"][0]), frozenset(values["words"][1])))


def keep_profile(connection: sqlite3.Connection, profile: Profile) -> None:
    """Writes a profile down, for pairs that come later; the dataset is in a transaction."""
    words = [sorted(side) for side in profile.words]
    values = {"languages": profile.languages, "ratio": profile.ratio, "words": words}
    set_meta(connection, _PROFILE, json.dumps(values, ensure_ascii=False))


def _sample(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM pair").fetchone()
    step = max(1, last // _SAMPLE)
    numbers = ",".join(map(str, range(1, last + 1, step)))
    return connection.execute(f"SELECT source, target FROM pair WHERE id IN ({numbers})").fetchall()
