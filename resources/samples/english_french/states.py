"""Sentences about how, where and when things are; each function makes one pair from random choices."""

from __future__ import annotations

import random

from resources.samples.english_french.clauses import (
    Clause,
    Pair,
    Tense,
    asked,
    english_be,
    questioned,
    said,
    stated,
)
from resources.samples.english_french.french import join
from resources.samples.english_french.lexicon import (
    ATTRIBUTES,
    BE,
    COLOURS,
    GENDERLESS_PREDICATES,
    HOURS,
    LEAVE_AND_ARRIVE,
    MINUTES,
    MONTHS,
    NOUNS,
    PREDICATES,
    WAS,
    WEEKDAYS,
    Adjective,
    Noun,
    nouns_of,
)
from resources.samples.english_french.phrases import (
    ME,
    PRONOUNS,
    YOU,
    NounPhrase,
    Subject,
    any_subject,
    as_subject,
    counted,
    definite,
    demonstrative,
    indefinite,
    named_subject,
    of_name,
    person_subject,
    possessive,
)

_DETERMINERS = (definite, definite, demonstrative, possessive, of_name)


def quality_of_thing(rng: random.Random) -> Pair:
    """The big house is white; were these flowers expensive?"""
    noun = rng.choice(nouns_of("coloured", "handy", "plain", "animal", "food", "place"))
    adjective = rng.choice(PREDICATES[noun.kind])
    # A colour beside the noun and a size after "is", or the reverse: no "the red car is blue".
    beside = [other for other in ATTRIBUTES[noun.kind] if (other in COLOURS) != (adjective in COLOURS)]
    attribute = rng.choice((None, *beside))
    thing = rng.choice(_DETERMINERS[:3] if noun.kind == "place" else _DETERMINERS)(
        rng, noun, attribute, rng.random() < 0.3
    )
    return _be(rng, as_subject(thing), adjective)


def quality_of_person(rng: random.Random) -> Pair:
    """She is happy; we were not sick."""
    subject = any_subject(rng)
    while subject.person == YOU:  # one or several? French would have to know
        subject = any_subject(rng)
    return _be(rng, subject, rng.choice(PREDICATES["person"] if subject.gender else GENDERLESS_PREDICATES))


def _be(rng: random.Random, subject: Subject, adjective: Adjective) -> Pair:
    past = rng.random() < 0.35
    verb, be = english_be(subject, past), (WAS if past else BE)[subject.person]
    form = adjective.french(subject.gender or "m", subject.plural)
    very, tres = ("very", "très") if rng.random() < 0.25 else ("", "")
    end, fin = f"{very} {adjective.english}", f"{tres} {form}"
    kind = rng.random()
    if kind < 0.2:
        return asked(f"{verb} {subject.english} {end}", join(("est-ce que", subject.french, be, fin)))
    if kind < 0.45:
        return said(f"{subject.english} {verb} not {end}", join((subject.french, "ne", be, "pas", fin)))
    return said(f"{subject.english} {verb} {end}", join((subject.french, be, fin)))


# English comparative, the adjective, and whom or what it compares.
_COMPARATIVES = (
    ("taller", "tall", "people"), ("stronger", "strong", "people"), ("richer", "rich", "people"),
    ("happier", "happy", "people"), ("bigger", "big", "things"), ("smaller", "small", "things"),
    ("older", "old", "things"), ("more expensive", "expensive", "things"),
)  # fmt: skip


def comparison(rng: random.Random) -> Pair:
    """Paul is taller than Anne; this car is not more expensive than my house."""
    english, base, about = rng.choice(_COMPARATIVES)
    one, other = (_two_people if about == "people" else _two_things)(rng)
    adjective = next(entry for pool in PREDICATES.values() for entry in pool if entry.english == base)
    form = adjective.french(one.gender or "m", one.plural)
    ne, pas, negation = ("ne", "pas", "not") if rng.random() < 0.25 else ("", "", "")
    french = (one.french, ne, BE[one.person], pas, "plus", form, "que", other.french)
    return said(f"{one.english} {english_be(one)} {negation} {english} than {other.english}", join(french))


def _two_people(rng: random.Random) -> tuple[Subject, Subject]:
    one, other = (rng.choice((named_subject, person_subject))(rng) for _ in range(2))
    return (one, other) if _head(one) != _head(other) else _two_people(rng)


def _head(person: Subject) -> str:
    return person.french.split()[-1].rstrip("s")


def _two_things(rng: random.Random) -> tuple[Subject, Subject]:
    noun, other = rng.sample(nouns_of("coloured", "plain"), 2)
    makers = (rng.choice(_DETERMINERS), rng.choice(_DETERMINERS))
    return as_subject(makers[0](rng, noun, None, False)), as_subject(makers[1](rng, other, None, False))


# What can be, how, and where: figures, (English, French) relations, grounds.
_SMALL = "book letter newspaper key hat bag cup apple orange umbrella"
_SCENES = tuple(
    (tuple(figures.split()), relations, tuple(grounds.split()))
    for figures, relations, grounds in (
        (_SMALL, (("on", "sur"), ("under", "sous")), "table chair box"),
        (_SMALL, (("in", "dans"),), "box bag house car"),
        ("cat bird", (("on", "sur"),), "table chair car"),
        ("dog cat", (("under", "sous"),), "table chair car tree"),
        ("dog cat bird horse tree flower", (("in", "dans"),), "garden park"),
        (
            "car bike bus dog cat horse tree box chair",
            (("in front of", "devant"), ("behind", "derrière"), ("near", "près de"), ("next to", "à côté de")),
            "house school church station hotel museum castle tree door window hospital restaurant",
        ),
    )
)


def place_of_thing(rng: random.Random) -> Pair:
    """The keys are on the table; where is my red bag?"""
    figure, relation, ground = _scene(rng)
    attribute = rng.choice((None, None, *ATTRIBUTES[figure.kind]))
    thing = as_subject(rng.choice(_DETERMINERS)(rng, figure, attribute, rng.random() < 0.3))
    past = rng.random() < 0.3
    verb, be = english_be(thing, past), (WAS if past else BE)[thing.person]
    kind = rng.random()
    if kind < 0.15:
        return asked(f"where {verb} {thing.english}", join(("où", be, thing.french)))
    end, fin = f"{relation[0]} {ground.english}", f"{relation[1]} {ground.french}"
    if kind < 0.3:
        return asked(f"{verb} {thing.english} {end}", join(("est-ce que", thing.french, be, fin)))
    if kind < 0.5:
        return said(f"{thing.english} {verb} not {end}", join((thing.french, "ne", be, "pas", fin)))
    return said(f"{thing.english} {verb} {end}", join((thing.french, be, fin)))


_WHEREABOUTS = (
    ("at", "à", "station school market hospital hotel beach museum castle restaurant church".split()),
    ("in", "dans", "garden park house car".split()),
)


def place_of_person(rng: random.Random) -> Pair:
    """We were not at the station; where is he? French turns verb and pronoun round: où est-il ?"""
    subject = any_subject(rng)
    past = rng.random() < 0.4
    verb, be = english_be(subject, past), (WAS if past else BE)[subject.person]
    kind = rng.random()
    if kind < 0.15 and subject.person != ME:  # whoever asks where he is himself?
        french = f"où {be}-{subject.french}" if subject in PRONOUNS else join(("où", be, subject.french))
        return asked(f"where {verb} {subject.english}", french)
    at, a, grounds = rng.choice(_WHEREABOUTS)
    ground = definite(rng, NOUNS[rng.choice(grounds)], None, plural=False)
    end, fin = f"{at} {ground.english}", f"{a} {ground.french}"
    if kind < 0.35:
        return asked(f"{verb} {subject.english} {end}", join(("est-ce que", subject.french, be, fin)))
    if kind < 0.6:
        return said(f"{subject.english} {verb} not {end}", join((subject.french, "ne", be, "pas", fin)))
    return said(f"{subject.english} {verb} {end}", join((subject.french, be, fin)))


def existence(rng: random.Random) -> Pair:
    """There are three cats under the table; there is no bread in the bag."""
    figure, relation, ground = _scene(rng)
    attribute = rng.choice((None, None, *ATTRIBUTES[figure.kind]))
    thing = rng.choice((indefinite, indefinite, counted))(rng, figure, attribute, rng.random() < 0.3)
    end, fin = f"{relation[0]} {ground.english}", f"{relation[1]} {ground.french}"
    past = rng.random() < 0.3
    verb = english_be(as_subject(thing), past)
    have = "avait" if past else "a"
    kind = rng.random()
    if kind < 0.2:
        return asked(f"{verb} there {thing.english} {end}", join(("est-ce que il y", have, thing.french, fin)))
    if kind < 0.4 and not thing.counted:
        bare = thing.english.removeprefix("an ").removeprefix("a ")
        return said(f"there {verb} no {bare} {end}", join(("il ne y", have, "pas", thing.negated, fin)))
    return said(f"there {verb} {thing.english} {end}", join(("il y", have, thing.french, fin)))


def _scene(rng: random.Random) -> tuple[Noun, tuple[str, str], NounPhrase]:
    figures, relations, grounds = rng.choice(_SCENES)
    figure, ground = rng.choice(figures), rng.choice(grounds)
    if figure == ground:
        return _scene(rng)
    return NOUNS[figure], rng.choice(relations), definite(rng, NOUNS[ground], None, plural=False)


def date(rng: random.Random) -> Pair:
    """Today is Monday, May 3: aujourd'hui, nous sommes le lundi 3 mai."""
    month, mois, days = rng.choice(MONTHS)
    number = rng.randint(1, days)
    day, jour = rng.choice(WEEKDAYS)
    le = "1er" if number == 1 else str(number)
    if rng.random() < 0.5:
        return said(f"today is {day}, {month} {number}", f"aujourd'hui, nous sommes le {jour} {le} {mois}")
    subject = rng.choice((any_subject, named_subject))(rng)
    verb = rng.choice(LEAVE_AND_ARRIVE)
    french = f"le {jour} {le} {mois}"
    return stated(Clause(subject, verb, f"on {day}, {month} {number}", (french, french), Tense.FUTURE))


def time_of_day(rng: random.Random) -> Pair:
    """It is twenty past three in the afternoon; the train leaves at half past two."""
    english, french = _clock(rng)
    kind = rng.random()
    if kind < 0.35:
        return said(f"it is {english}", f"il est {french}")
    thing = definite(rng, NOUNS[rng.choice(("train", "bus"))], None, plural=False)
    subject = rng.choice((as_subject(thing), as_subject(thing), any_subject(rng)))
    clause = Clause(subject, rng.choice(LEAVE_AND_ARRIVE), f"at {english}", (f"à {french}", f"à {french}"), Tense.HABIT)
    return questioned(clause) if kind < 0.5 else stated(clause)


def _clock(rng: random.Random) -> tuple[str, str]:
    hour, heure, periods = rng.choice(HOURS)
    minute, minutes = rng.choice(MINUTES)
    if hour in ("noon", "midnight"):
        minutes = minutes.replace("demie", "demi")  # agrees with heure, but midi and minuit are masculine
    english = f"{minute} {hour}" if minute else hour
    if not minute and periods:
        english += " o'clock"
    period, moment = rng.choice((("", ""), *periods))
    return f"{english} {period}".strip(), f"{heure} {minutes} {moment}".strip()
