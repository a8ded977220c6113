"""What a verb does in each language: tenses, negation, questions, and the places of "ne", "pas" and object pronouns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from resources.samples.english_french.french import join, sentence
from resources.samples.english_french.lexicon import BE, GO, HAVE, Verb
from resources.samples.english_french.phrases import ME, SHE_OR_HE, NounPhrase, Subject

Pair = tuple[str, str]  # an English sentence and its French translation

ENGLISH_BE = ("am", "is", "are", "are", "are")


class Tense(Enum):
    """When it happens; HABIT is the English simple present ("reads every day")."""

    PRESENT = "present"
    HABIT = "habit"
    PAST = "past"
    FUTURE = "near future"


class Polarity(Enum):
    """Affirmed, denied, or never."""

    AFFIRMED = "affirmed"
    DENIED = "not"
    NEVER = "never"


@dataclass(frozen=True)
class Clause:
    """A choice of subject, verb, tense and the rest, that both languages can render.

    Attributes:
        subject: Who.
        verb: Does what.
        english_rest: What follows the English verb.
        french_rest: What follows the French verb, once affirmed and once negated.
        tense: When.
        polarity: Whether.
        pronoun: French object pronoun (le, la, les, me ...), which stands before its verb.
        ending: What the French participle takes to agree: "", "e", "s" or "es".
        with_be: Whether the past is formed with être instead of avoir.
    """

    subject: Subject
    verb: Verb
    english_rest: str
    french_rest: tuple[str, str]
    tense: Tense = Tense.PRESENT
    polarity: Polarity = Polarity.AFFIRMED
    pronoun: str = ""
    ending: str = ""
    with_be: bool = False

    def english(self) -> str:
        """The English statement."""
        auxiliary, main = self._english_verb()
        if self.polarity is Polarity.NEVER:
            return f"{self.subject.english} {auxiliary} never {main} {self.english_rest}"
        negation = "not" if self.polarity is Polarity.DENIED else ""
        return f"{self.subject.english} {auxiliary} {negation} {main} {self.english_rest}"

    def english_question(self) -> str:
        """The English question: auxiliary, subject, verb."""
        auxiliary, main = self._english_verb(question=True)
        return f"{auxiliary} {self.subject.english} {main} {self.english_rest}"

    def french(self) -> str:
        """The French statement; "est-ce que" before it makes it a question."""
        finite, tail = self._french_verb()
        infinitive = self.tense is Tense.FUTURE
        ne, pas = _NEGATIONS[self.polarity]
        return join(
            (
                self.subject.french,
                ne,
                "" if infinitive else self.pronoun,
                finite,
                pas,
                self.pronoun if infinitive else "",
                tail,
                self.french_rest[self.polarity is not Polarity.AFFIRMED],
            )
        )

    def _english_verb(self, question: bool = False) -> tuple[str, str]:
        """Auxiliary (empty where English has none) and main verb."""
        verb, person = self.verb, self.subject.person
        if verb.modal:
            return verb.base, ""
        if self.tense is Tense.FUTURE:
            return ENGLISH_BE[person], f"going to {verb.base}"
        if self.tense is Tense.PRESENT and not verb.stative:
            return ENGLISH_BE[person], verb.gerund
        needs_do = question or self.polarity is Polarity.DENIED
        if self.tense is Tense.PAST:
            return ("did", verb.base) if needs_do else ("", verb.past)
        third = person == SHE_OR_HE
        if needs_do:
            return "does" if third else "do", verb.base
        return "", verb.third if third else verb.base

    def _french_verb(self) -> tuple[str, str]:
        """The finite verb, and the participle or infinitive that follows it."""
        person = self.subject.person
        if self.tense is Tense.FUTURE:
            return GO[person], self.verb.infinitive
        if self.tense is Tense.PAST:
            auxiliary = BE if self.with_be else HAVE
            return auxiliary[person], self.verb.participle + self.ending
        return self.verb.present[person], ""


_NEGATIONS = {
    Polarity.AFFIRMED: ("", ""),
    Polarity.DENIED: ("ne", "pas"),
    Polarity.NEVER: ("ne", "jamais"),
}


def with_object(
    subject: Subject, verb: Verb, phrase: NounPhrase, tense: Tense, polarity: Polarity, when: tuple[str, str]
) -> Clause:
    """A clause with a noun phrase as its object and a time, both perhaps empty."""
    english_when, french_when = when
    return Clause(
        subject,
        verb,
        f"{phrase.english} {english_when}",
        (f"{phrase.french} {french_when}", f"{phrase.negated} {french_when}"),
        tense,
        polarity,
    )


def agreement(gender: str | None, plural: bool) -> str:
    """What a regular participle takes: allé, allée, allés, allées."""
    return ("e" if gender == "f" else "") + ("s" if plural else "")


def english_be(subject: Subject, past: bool = False) -> str:
    """Am, is, are; was, were."""
    if past:
        return "was" if subject.person in (ME, SHE_OR_HE) else "were"
    return ENGLISH_BE[subject.person]


def said(english: str, french: str) -> Pair:
    """A finished statement in both languages."""
    return sentence(_spaced(english)), sentence(_spaced(french))


def asked(english: str, french: str) -> Pair:
    """A finished question in both languages; only French has a space before its mark."""
    english = _spaced(english)
    return f"{english[0].upper()}{english[1:]}?", sentence(_spaced(french), "?")


def stated(clause: Clause) -> Pair:
    """The clause as a statement."""
    return said(clause.english().replace("can not", "cannot"), clause.french())


def questioned(clause: Clause, english: str = "", french: str = "est-ce que") -> Pair:
    """The clause as a question, opened by "why" and "pourquoi est-ce que", or by nothing and "est-ce que"."""
    return asked(f"{english} {clause.english_question()}", join((french, clause.french())))


def _spaced(text: str) -> str:
    return " ".join(text.split())
