"""The grammar against translations written by hand."""

from __future__ import annotations

import random

import pytest

from resources.samples.english_french.clauses import Clause, Polarity, Tense, agreement, questioned, stated, with_object
from resources.samples.english_french.french import join
from resources.samples.english_french.lexicon import ADJECTIVES, GO_VERB, NOUNS, VERBS
from resources.samples.english_french.phrases import (
    PRONOUNS,
    NounPhrase,
    Subject,
    definite,
    demonstrative,
    generic,
    indefinite,
    partitive,
)

RNG = random.Random(0)
SUBJECTS = {subject.english: subject for subject in PRONOUNS}
ANNE = Subject("Anne", "Anne", 1, "f")


def phrase(make, noun: str, adjective: str | None = None, plural: bool = False) -> NounPhrase:
    return make(RNG, NOUNS[noun], ADJECTIVES[adjective] if adjective else None, plural)


@pytest.mark.parametrize(
    ("words", "running"),
    [
        ("à le hôtel", "à l'hôtel"),
        ("à le marché", "au marché"),
        ("de les enfants", "des enfants"),
        ("près de le jardin", "près du jardin"),
        ("de la eau", "de l'eau"),
        ("je ne ai pas de orange", "je n'ai pas d'orange"),
        ("la robe de Anne", "la robe d'Anne"),
        ("ma école", "mon école"),
        ("ma vieille école", "ma vieille école"),
        ("ce arbre", "cet arbre"),
        ("est-ce que elle", "est-ce qu'elle"),
        ("de huit", "de huit"),
    ],
)
def test_words_meet(words: str, running: str) -> None:
    assert join([words]) == running


@pytest.mark.parametrize(
    ("made", "english", "french"),
    [
        (phrase(indefinite, "car", "red"), "a red car", "une voiture rouge"),
        (phrase(indefinite, "house", "big"), "a big house", "une grande maison"),
        (phrase(indefinite, "hotel", "old"), "an old hotel", "un vieil hôtel"),
        (phrase(indefinite, "bird", "beautiful", True), "beautiful birds", "de beaux oiseaux"),
        (phrase(indefinite, "flower", "white", True), "white flowers", "des fleurs blanches"),
        (phrase(definite, "horse", None, True), "the horses", "les chevaux"),
        (phrase(demonstrative, "computer", "new"), "this new computer", "ce nouvel ordinateur"),
        (phrase(demonstrative, "tree"), "this tree", "cet arbre"),
        (partitive(NOUNS["water"]), "water", "de l'eau"),
        (partitive(NOUNS["cheese"]), "cheese", "du fromage"),
        (generic(NOUNS["dog"]), "dogs", "les chiens"),
        (generic(NOUNS["soup"]), "soup", "la soupe"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_noun_phrases(made: NounPhrase, english: str, french: str) -> None:
    assert (made.english, join([made.french])) == (english, french)


def act(subject: Subject, verb: str, thing: NounPhrase, tense: Tense, polarity: Polarity, when=("", "")) -> Clause:
    return with_object(subject, VERBS[verb], thing, tense, polarity, when)


PRESENT, PAST, FUTURE, HABIT = Tense.PRESENT, Tense.PAST, Tense.FUTURE, Tense.HABIT
YES, NOT, NEVER = Polarity.AFFIRMED, Polarity.DENIED, Polarity.NEVER


@pytest.mark.parametrize(
    ("clause", "english", "french"),
    [
        (
            act(ANNE, "buy", phrase(indefinite, "car", "red"), PRESENT, NOT),
            "Anne is not buying a red car.",
            "Anne n'achète pas de voiture rouge.",
        ),
        (
            act(SUBJECTS["they"], "drink", partitive(NOUNS["milk"]), HABIT, NEVER),
            "They never drink milk.",
            "Ils ne boivent jamais de lait.",
        ),
        (
            act(SUBJECTS["I"], "open", phrase(definite, "door"), PAST, NOT, ("yesterday", "hier")),
            "I did not open the door yesterday.",
            "Je n'ai pas ouvert la porte hier.",
        ),
        (
            act(SUBJECTS["you"], "sell", phrase(definite, "house"), FUTURE, YES),
            "You are going to sell the house.",
            "Vous allez vendre la maison.",
        ),
        (
            Clause(SUBJECTS["he"], VERBS["see"], "her", ("", ""), PAST, NOT, pronoun="la", ending="e"),
            "He did not see her.",
            "Il ne l'a pas vue.",
        ),
        (
            Clause(SUBJECTS["we"], VERBS["look for"], "them", ("", ""), FUTURE, NOT, pronoun="les"),
            "We are not going to look for them.",
            "Nous n'allons pas les chercher.",
        ),
        (
            Clause(
                ANNE,
                GO_VERB,
                "to the market",
                ("à le marché", "à le marché"),
                PAST,
                ending=agreement("f", plural=False),
                with_be=True,
            ),
            "Anne went to the market.",
            "Anne est allée au marché.",
        ),
    ],
)
def test_statements(clause: Clause, english: str, french: str) -> None:
    assert stated(clause) == (english, french)


def test_questions() -> None:
    clause = act(SUBJECTS["she"], "buy", phrase(indefinite, "egg"), PAST, YES)
    assert questioned(clause) == ("Did she buy an egg?", "Est-ce qu'elle a acheté un œuf\u202f?")
    why = questioned(clause, "why", "pourquoi est-ce que")
    assert why == ("Why did she buy an egg?", "Pourquoi est-ce qu'elle a acheté un œuf\u202f?")


@pytest.mark.parametrize(
    ("gender", "plural", "ending"), [("m", False, ""), ("f", False, "e"), ("m", True, "s"), ("f", True, "es")]
)
def test_agreement(gender: str, plural: bool, ending: str) -> None:
    assert agreement(gender, plural) == ending
