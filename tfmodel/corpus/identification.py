"""Which language a text is in, by its letters: py3langid, which needs no network and knows 139 languages."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

NO_LANGUAGE = "zxx"  # as which numbers, markup and the like are identified


@dataclass(frozen=True)
class Identified:
    """A language's code ("en"), or `NO_LANGUAGE`, and how sure it is, between 0 and 1."""

    language: str
    probability: float


def identify(text: str, among: Collection[str] = ()) -> Identified:
    """The likeliest language of a text.

    Args:
        text: The longer, the surer; single words are guesses.
        among: The codes that come into question; all when empty, or when none of them is known.
    """
    language, probability = _identifier(frozenset(among)).classify(text)
    return Identified(str(language), float(probability))


@cache
def labels() -> frozenset[str]:
    """The codes that `identify` can answer."""
    return frozenset(map(str, _identifier(frozenset()).labels))


@lru_cache(maxsize=16)
def _identifier(among: frozenset[str]) -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    if not among:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier = copy(_identifier(frozenset()))
    known = among.intersection(identifier.labels)
    if known:
        identifier.set_languages(known)
    return identifier
