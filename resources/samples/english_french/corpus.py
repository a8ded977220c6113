"""The whole corpus: so many of each kind of sentence, no English sentence twice, in random order."""

from __future__ import annotations

import random
from collections.abc import Callable

from resources.samples.english_french import actions, states
from resources.samples.english_french.clauses import Pair

SEED = 2017
# How many distinct pairs of each kind; a kind that has fewer simply gives all that chance finds.
KINDS: tuple[tuple[Callable[[random.Random], Pair], int], ...] = (
    (actions.statement, 5500),
    (actions.adverb_question, 1200),
    (actions.what_question, 800),
    (actions.pronoun_object, 2200),
    (actions.modal, 2600),
    (actions.motion, 2100),
    (actions.relative, 1000),
    (actions.imperative, 600),
    (states.quality_of_thing, 1700),
    (states.quality_of_person, 1400),
    (states.comparison, 900),
    (states.place_of_thing, 1300),
    (states.place_of_person, 800),
    (states.existence, 1100),
    (states.date, 1000),
    (states.time_of_day, 1000),
)


def corpus(seed: int = SEED) -> list[Pair]:
    """All pairs; the same seed gives the same corpus."""
    rng = random.Random(seed)
    pairs: dict[str, str] = {}
    for make, count in KINDS:
        _add(pairs, make, count, rng)
    shuffled = list(pairs.items())
    rng.shuffle(shuffled)
    return shuffled


def _add(pairs: dict[str, str], make: Callable[[random.Random], Pair], count: int, rng: random.Random) -> None:
    wanted = len(pairs) + count
    for _ in range(20 * count):
        if len(pairs) == wanted:
            return
        english, french = make(rng)
        if pairs.setdefault(english, french) != french:
            raise ValueError(f"The grammar is ambiguous: {english!r} is both {pairs[english]!r} and {french!r}.")
