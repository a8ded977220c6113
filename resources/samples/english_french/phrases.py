"""Noun phrases and subjects: both languages built side by side from the same choice."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from resources.samples.english_french.french import opens_with_vowel
from resources.samples.english_french.lexicon import (
    ATTRIBUTES,
    NAMES,
    NUMBERS,
    POSSESSIVES,
    PREDICATES,
    Adjective,
    Noun,
    nouns_of,
)

ME, SHE_OR_HE, WE, YOU, THEY = range(5)  # rows of every French conjugation in the lexicon


@dataclass(frozen=True)
class NounPhrase:
    """A noun with its determiner and adjective.

    Attributes:
        english: English words.
        french: French words, not yet joined: "de le" has still to become "du".
        negated: French after "pas" or "jamais", where an indefinite article becomes "de".
        noun: The head.
        plural: Number, for what agrees with it.
        counted: Whether a number stands in it; "not three cars" is left unsaid.
    """

    english: str
    french: str
    negated: str
    noun: Noun
    plural: bool
    counted: bool = False

    @property
    def gender(self) -> str:
        """Gender of the head."""
        return self.noun.gender


@dataclass(frozen=True)
class Subject:
    """Who acts: `person` is a row of the French conjugation; `gender` is None where English hides it."""

    english: str
    french: str
    person: int
    gender: str | None

    @property
    def plural(self) -> bool:
        """Whether adjectives and participles take the plural."""
        return self.person in (WE, THEY)


PRONOUNS = (
    Subject("I", "je", ME, None),
    Subject("he", "il", SHE_OR_HE, "m"),
    Subject("she", "elle", SHE_OR_HE, "f"),
    Subject("we", "nous", WE, None),
    Subject("you", "vous", YOU, None),
    Subject("they", "ils", THEY, "m"),
)
# Names and nouns share the forms of he, she and they; nobody else shares those of I, we and you.
_PRONOUN_WEIGHTS = (3, 2, 2, 4, 4, 3)


def noun_phrase(rng: random.Random, noun: Noun, *, adjective_share: float = 0.35) -> NounPhrase:
    """A phrase around this noun, with any determiner."""
    if noun.kind in ("edible", "drink"):
        return partitive(noun)
    if noun.kind == "family":
        return rng.choice((possessive, possessive, of_name))(rng, noun, None, _several(rng, noun))
    adjective = rng.choice(ATTRIBUTES[noun.kind]) if rng.random() < adjective_share else None
    maker = rng.choice(_DETERMINERS[noun.kind])
    return maker(rng, noun, adjective, rng.random() < 0.25)


def indefinite(_rng: random.Random, noun: Noun, adjective: Adjective | None, plural: bool) -> NounPhrase:
    """A red car, red cars; "des" becomes "de" before an adjective that stands before its noun."""
    english, french = with_adjective(noun, adjective, plural)
    if plural:
        article = "de" if adjective is not None and adjective.before else "des"
        return NounPhrase(english, f"{article} {french}", f"de {french}", noun, plural)
    article = "une" if noun.gender == "f" else "un"
    return NounPhrase(with_article(english), f"{article} {french}", f"de {french}", noun, plural)


def definite(_rng: random.Random, noun: Noun, adjective: Adjective | None, plural: bool) -> NounPhrase:
    """The red car."""
    return _determined("the", ("le", "la", "les"), noun, adjective, plural)


def demonstrative(_rng: random.Random, noun: Noun, adjective: Adjective | None, plural: bool) -> NounPhrase:
    """This red car, these red cars."""
    return _determined("these" if plural else "this", ("ce", "cette", "ces"), noun, adjective, plural)


def possessive(rng: random.Random, noun: Noun, adjective: Adjective | None, plural: bool) -> NounPhrase:
    """My red car; French agrees with what is owned, not with the owner."""
    english, *french = rng.choice(POSSESSIVES)
    return _determined(english, french, noun, adjective, plural)


def of_name(rng: random.Random, noun: Noun, adjective: Adjective | None, plural: bool) -> NounPhrase:
    """Anne's red car: la voiture rouge d'Anne."""
    name, _ = rng.choice(NAMES)
    phrase = _determined(f"{name}'s", ("le", "la", "les"), noun, adjective, plural)
    french = f"{phrase.french} de {name}"
    return NounPhrase(phrase.english, french, french, noun, plural)


def counted(rng: random.Random, noun: Noun, adjective: Adjective | None, _plural: bool) -> NounPhrase:
    """Three red cars."""
    english, french = with_adjective(noun, adjective, plural=True)
    number, nombre = rng.choice(NUMBERS if rng.random() < 0.4 else _FEW)
    words = f"{nombre} {french}"
    return NounPhrase(f"{number} {english}", words, words, noun, plural=True, counted=True)


def partitive(noun: Noun) -> NounPhrase:
    """Bread, water: du pain, de l'eau, and only "de" after a negation."""
    article = "de la" if noun.gender == "f" else "de le"
    return NounPhrase(noun.english, f"{article} {noun.french}", f"de {noun.french}", noun, plural=False)


def generic(noun: Noun) -> NounPhrase:
    """What one likes: (all) dogs, (all) cheese; French takes the definite article."""
    plural = noun.kind not in ("edible", "drink")
    english, french = noun.form(plural)
    article = "les" if plural else ("la" if noun.gender == "f" else "le")
    words = f"{article} {french}"
    return NounPhrase(english, words, words, noun, plural)


_FEW = NUMBERS[:6]  # most things are few
# How often each determiner is chosen. Nobody owns a station, and "my woman" would be a wife in French.
_KNOWN = (definite, definite, demonstrative)
_NEW_OR_KNOWN = (indefinite, indefinite, *_KNOWN)
_OWNABLE = (*_NEW_OR_KNOWN, *_NEW_OR_KNOWN, possessive, possessive, possessive, of_name, counted)
_DETERMINERS = {
    "adult": _KNOWN,
    "child": _KNOWN,
    "place": _NEW_OR_KNOWN,
    **dict.fromkeys(("coloured", "handy", "plain", "animal", "food"), _OWNABLE),
}


def with_adjective(noun: Noun, adjective: Adjective | None, plural: bool) -> tuple[str, str]:
    """Noun and adjective in the order of each language."""
    english, french = noun.form(plural)
    if adjective is None:
        return english, french
    form = adjective.french(noun.gender, plural)
    if adjective.before_vowel and noun.gender == "m" and not plural and opens_with_vowel(french):
        form = adjective.before_vowel
    ordered = f"{form} {french}" if adjective.before else f"{french} {form}"
    return f"{adjective.english} {english}", ordered


def with_article(english: str) -> str:
    """A car, an old car."""
    return f"an {english}" if english[0] in "aeiou" else f"a {english}"


def named_subject(rng: random.Random) -> Subject:
    """A person by name."""
    name, gender = rng.choice(NAMES)
    return Subject(name, name, SHE_OR_HE, gender)


def person_subject(rng: random.Random) -> Subject:
    """The baker, my sisters."""
    noun = rng.choice(nouns_of("adult", "child", "family"))
    if noun.kind == "family":
        return as_subject(possessive(rng, noun, None, _several(rng, noun)))
    return as_subject(rng.choice((definite, definite, demonstrative))(rng, noun, None, _several(rng, noun)))


def _several(rng: random.Random, noun: Noun) -> bool:
    return noun.english not in ("father", "mother") and rng.random() < 0.35


def any_subject(rng: random.Random) -> Subject:
    """A pronoun, a name, or a noun with its article."""
    kind = rng.random()
    if kind < 0.6:
        return rng.choices(PRONOUNS, weights=_PRONOUN_WEIGHTS)[0]
    return named_subject(rng) if kind < 0.8 else person_subject(rng)


def gendered_subject(rng: random.Random) -> Subject:
    """A subject whose gender English shows, so that what agrees with it is certain."""
    while (subject := any_subject(rng)).gender is None:
        pass
    return subject


def as_subject(phrase: NounPhrase) -> Subject:
    """A noun phrase in the subject's place."""
    return Subject(phrase.english, phrase.french, THEY if phrase.plural else SHE_OR_HE, phrase.gender)


def predicates_of(noun: Noun) -> tuple[Adjective, ...]:
    """Adjectives that can be said of this noun after "is"."""
    kind = "person" if noun.kind in ("adult", "child", "family") else noun.kind
    return PREDICATES[kind]


def _determined(
    english: str, french: Sequence[str], noun: Noun, adjective: Adjective | None, plural: bool
) -> NounPhrase:
    own, other = with_adjective(noun, adjective, plural)
    article = french[2] if plural else french[noun.gender == "f"]
    words = f"{article} {other}"
    return NounPhrase(f"{english} {own}", words, words, noun, plural)
