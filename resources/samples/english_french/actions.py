"""Sentences in which somebody does something; each function makes one pair from random choices."""

from __future__ import annotations

import random
from dataclasses import replace

from resources.samples.english_french.clauses import (
    Clause,
    Pair,
    Polarity,
    Tense,
    agreement,
    english_be,
    questioned,
    said,
    stated,
    with_object,
)
from resources.samples.english_french.french import join
from resources.samples.english_french.lexicon import (
    ATTRIBUTES,
    BE,
    MODALS,
    MOTION,
    NOUNS,
    PREDICATES,
    VERBS,
    Verb,
    nouns_of,
)
from resources.samples.english_french.phrases import (
    ME,
    WE,
    YOU,
    NounPhrase,
    Subject,
    any_subject,
    as_subject,
    counted,
    definite,
    gendered_subject,
    generic,
    indefinite,
    noun_phrase,
)

_WHEN = {
    Tense.PRESENT: (("", ""), ("", ""), ("now", "maintenant"), ("today", "aujourd'hui")),
    Tense.HABIT: (("every day", "tous les jours"), ("every morning", "tous les matins")),
    Tense.PAST: (("", ""), ("", ""), ("yesterday", "hier"), ("this morning", "ce matin")),
    Tense.FUTURE: (("", ""), ("", ""), ("tomorrow", "demain"), ("tonight", "ce soir")),
}
_TIMELESS = ("have", "want", "know", "like")  # said of the present only, and of no particular day
_TENSES = {
    **dict.fromkeys(_TIMELESS, (Tense.PRESENT,)),
    "see": (Tense.PRESENT, Tense.PAST, Tense.FUTURE),
    "find": (Tense.PAST, Tense.FUTURE),
    "read": (Tense.PRESENT, Tense.PRESENT, Tense.FUTURE),  # the past of "they read" is written like its present
}
_ACTION_TENSES = (Tense.PRESENT, Tense.PRESENT, Tense.PAST, Tense.PAST, Tense.FUTURE)
_HABITS = ("read", "eat", "drink", "wash", "visit", "help", "call")
_ACTIONS = tuple(verb for verb in VERBS if verb not in _TIMELESS)


def statement(rng: random.Random) -> Pair:
    """Paul is buying a red car; she never drinks milk."""
    clause = _clause(rng)
    if clause.polarity is Polarity.AFFIRMED and rng.random() < 0.25:
        return questioned(clause)
    return stated(clause)


def adverb_question(rng: random.Random) -> Pair:
    """Why is he washing the car? When are you going to sell your house?"""
    english, french, tense = rng.choice(
        (
            ("why", "pourquoi est-ce que", rng.choice(_ACTION_TENSES)),
            ("when", "quand est-ce que", rng.choice((Tense.FUTURE, Tense.PAST))),
            ("where", "où est-ce que", rng.choice((Tense.PRESENT, Tense.PAST))),
        )
    )
    verb = VERBS[rng.choice(("buy", "sell", "read", "eat", "drink", "wash", "write"))]
    clause = with_object(any_subject(rng), verb, _object(rng, verb), tense, Polarity.AFFIRMED, ("", ""))
    return questioned(clause, english, french)


def what_question(rng: random.Random) -> Pair:
    """What is Anne reading?"""
    verb = VERBS[rng.choice(("buy", "sell", "see", "look for", "find", "read", "eat", "drink", "want", "wash", "like"))]
    tense = _tense(rng, verb)
    english_when, french_when = _time(rng, verb, tense)
    clause = Clause(any_subject(rng), verb, english_when, (french_when, french_when), tense)
    return questioned(clause, "what", "qu'est-ce que")


# English, French, ending of the participle; None where English hides the gender, so that no past is made of it.
_OBJECT_PRONOUNS = (
    ("me", "me", None),
    ("us", "nous", None),
    ("you", "vous", None),
    ("him", "le", ""),
    ("her", "la", "e"),
    ("them", "les", "s"),
)


def pronoun_object(rng: random.Random) -> Pair:
    """I see him: je le vois; he saw her: il l'a vue."""
    subject = any_subject(rng)
    verb = VERBS[rng.choice(("see", "know", "help", "call", "look for", "find", "like"))]
    tense = _tense(rng, verb)
    english, french, ending = rng.choice([row for row in _OBJECT_PRONOUNS if _suits(row, subject, tense)])
    english_when, french_when = _time(rng, verb, tense)
    clause = Clause(
        subject,
        verb,
        f"{english} {english_when}",
        (french_when, french_when),
        tense,
        pronoun=french,
        ending=ending or "",
    )
    return _denied_asked_or_stated(rng, clause)


def _suits(row: tuple[str, str, str | None], subject: Subject, tense: Tense) -> bool:
    english, _, ending = row
    if tense is Tense.PAST and ending is None:
        return False
    return english not in {ME: ("me", "us"), WE: ("me", "us"), YOU: ("you",)}.get(subject.person, ())


def modal(rng: random.Random) -> Pair:
    """Anne wants to buy a house; he cannot open the door."""
    auxiliary, particle = rng.choice(MODALS)
    verb = VERBS[rng.choice(("read", "eat", "drink", "visit", "help") if auxiliary.base == "like" else _ACTIONS)]
    phrase = _object(rng, verb)
    clause = Clause(
        any_subject(rng),
        auxiliary,
        f"{particle}{verb.base} {phrase.english}",
        (f"{verb.infinitive} {phrase.french}", f"{verb.infinitive} {phrase.negated}"),
    )
    if phrase.counted or auxiliary.base == "must":
        return stated(clause)
    return _denied_asked_or_stated(rng, clause)


def motion(rng: random.Random) -> Pair:
    """Marie went to the market: Marie est allée au marché."""
    tense = rng.choice((Tense.PRESENT, Tense.HABIT, Tense.PAST, Tense.PAST, Tense.FUTURE))
    subject = gendered_subject(rng) if tense is Tense.PAST else any_subject(rng)
    verb, preposition = rng.choice(MOTION)
    place = definite(rng, rng.choice(nouns_of("place")), None, plural=False)
    english_when, french_when = rng.choice(_WHEN[tense])
    french = f"à {place.french} {french_when}"
    clause = Clause(
        subject,
        verb,
        f"{preposition} {place.english} {english_when}",
        (french, french),
        tense,
        ending=agreement(subject.gender, subject.plural),
        with_be=True,
    )
    return _denied_asked_or_stated(rng, clause)


def relative(rng: random.Random) -> Pair:
    """The woman who is reading a letter is tired."""
    noun = rng.choice(nouns_of("adult", "child"))
    who = as_subject(definite(rng, noun, None, rng.random() < 0.3))
    subject = Subject(f"{who.english} who", f"{who.french} qui", who.person, who.gender)
    verb = VERBS[rng.choice(_ACTIONS)]
    clause = with_object(subject, verb, _object(rng, verb), _tense(rng, verb), Polarity.AFFIRMED, ("", ""))
    adjective = rng.choice(PREDICATES["person"])
    form = adjective.french(noun.gender, who.plural)
    return said(
        f"{clause.english()} {english_be(who)} {adjective.english}", f"{clause.french()} {BE[who.person]} {form}"
    )


def imperative(rng: random.Random) -> Pair:
    """Open the red box, please. Do not wash my car, please."""
    verb = VERBS[rng.choice(("open", "close", "wash", "read", "buy", "sell", "look for", "help", "call", "visit"))]
    noun = NOUNS[rng.choice(verb.objects)]
    adjective = rng.choice((None, *ATTRIBUTES[noun.kind]))
    phrase = noun_phrase(rng, noun) if noun.kind == "family" else definite(rng, noun, adjective, plural=False)
    ne, pas, do_not = ("ne", "pas", "do not") if rng.random() < 0.5 else ("", "", "")
    french = join((ne, verb.present[YOU], pas, phrase.french))
    return said(f"{do_not} {verb.base} {phrase.english}, please", f"{french}, s'il vous plaît")


def _clause(rng: random.Random) -> Clause:
    verb = rng.choice(tuple(VERBS.values()))
    phrase = _object(rng, verb)
    polarity = rng.choice((Polarity.AFFIRMED, Polarity.AFFIRMED, Polarity.DENIED, Polarity.NEVER))
    if phrase.counted or (polarity is Polarity.NEVER and verb.base not in _HABITS):
        polarity = Polarity.AFFIRMED
    if polarity is Polarity.NEVER:
        tense = Tense.HABIT if verb.base == verb.past else rng.choice((Tense.HABIT, Tense.PAST))
        return with_object(any_subject(rng), verb, phrase, tense, polarity, ("", ""))
    tense = Tense.HABIT if verb.base in _HABITS and rng.random() < 0.2 else _tense(rng, verb)
    return with_object(any_subject(rng), verb, phrase, tense, polarity, _time(rng, verb, tense))


def _denied_asked_or_stated(rng: random.Random, clause: Clause) -> Pair:
    kind = rng.random()
    if kind < 0.3:
        return stated(replace(clause, polarity=Polarity.DENIED))
    return questioned(clause) if kind < 0.5 else stated(clause)


def _object(rng: random.Random, verb: Verb) -> NounPhrase:
    noun = NOUNS[rng.choice(verb.objects)]
    if verb.base == "like":
        return generic(noun)
    if verb.base in ("have", "write"):  # one has a car; that one has the car would need a story around it
        adjective = rng.choice((None, *ATTRIBUTES[noun.kind]))
        return rng.choice((indefinite, indefinite, counted))(rng, noun, adjective, rng.random() < 0.3)
    return noun_phrase(rng, noun)


def _tense(rng: random.Random, verb: Verb) -> Tense:
    return rng.choice(_TENSES.get(verb.base, _ACTION_TENSES))


def _time(rng: random.Random, verb: Verb, tense: Tense) -> tuple[str, str]:
    return ("", "") if verb.stative and tense is Tense.PRESENT else rng.choice(_WHEN[tense])
