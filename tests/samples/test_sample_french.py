"""Rules of French that every sentence of the corpus has to keep, looked for with regular expressions."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from resources.samples import SAMPLES

LINES = SAMPLES[0].path.read_bytes().decode().splitlines()
ENGLISH = [line.split("\t")[0] for line in LINES]
FRENCH = [line.split("\t")[1] for line in LINES]


def offenders(pattern: str) -> list[str]:
    return [sentence for sentence in FRENCH if re.search(pattern, sentence)][:5]


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(
            r"\b[jJ]e (?=[aeiouhéèêâîôœ])|\b([nN]e|[mM]e|[dD]e|[lL][ea]|[qQ]ue) (?=[aeiouhéèêâîôœAE])", id="elision"
        ),
        pytest.param(r"(?i)\b([jmndl]|qu)'(?![aeiouhéèêâîôœy])", id="elision only before a vowel"),
        pytest.param(r"(?i)\b(de|à) les? (?!(voi|cherch|aid|appel))", id="contraction"),
        pytest.param(
            r"(?i)\b([ms]a|cette|la|une|ce|beau|vieux|nouveau) (?=(œuf|arbre|oiseau|hôtel|homme)\b|hôpital)", id="vowel"
        ),
        pytest.param(r"(?i)\b(ma|sa|la) (?=école|église|orange|eau)", id="feminine before a vowel"),
        pytest.param(r"(?i)\bdes (beaux|belles|vieux|vieilles|grand|petit|nouv)", id="de before an adjective"),
        pytest.param(r"chevals|oiseaus|journals|gâteaus|chapeaus|châteaus|hôpitals", id="plurals"),
        pytest.param(r"(?i)\b(pas|jamais) (un|une|du|des) ", id="negated article"),
        pytest.param(r"[^\u202f]\?|\u202f[^?]| \?", id="space before a question mark"),
        pytest.param(r"  |\s$|^[^A-ZÀÉÊO]|[^.?]$", id="capital letter and closing mark"),
    ],
)
def test_no_sentence_breaks_the_rule(pattern: str) -> None:
    assert offenders(pattern) == []


def test_ne_and_pas_come_together() -> None:
    alone = [s for s in FRENCH if bool(re.search(r"\bne\b|\bn'", s, re.I)) != bool(re.search(r"\b(pas|jamais)\b", s))]
    assert alone == []


def test_questions_are_questions_on_both_sides() -> None:
    assert [e for e, f in zip(ENGLISH, FRENCH, strict=True) if e.endswith("?") != f.endswith("?")] == []


COLOURS = {"f": "rouge blanche noire verte bleue jaune".split(), "m": "rouge blanc noir vert bleu jaune".split()}


@pytest.mark.parametrize(("determiners", "gender"), [("une|cette|la", "f"), ("un|ce|cet|le", "m")])
def test_colours_agree_with_their_noun(determiners: str, gender: str) -> None:
    colour = r"(rouge|blanc\w*|noir\w*|vert|verte|bleu\w*|jaune)\b"
    found = [match for s in FRENCH for match in re.findall(rf"\b(?:{determiners}) \w+ {colour}", s)]
    assert len(found) > 200
    assert set(found) == set(COLOURS[gender])


@pytest.mark.parametrize("sentences", [ENGLISH, FRENCH], ids=["English", "French"])
def test_every_word_stands_in_several_sentences(sentences: list[str]) -> None:
    counts = Counter(word for sentence in sentences for word in set(re.findall(r"\w+", sentence)))
    assert {word: count for word, count in counts.items() if count < 5} == {}


def test_sentences_are_short_and_of_a_closed_vocabulary() -> None:
    assert max(len(sentence.split()) for sentence in ENGLISH + FRENCH) <= 16
    assert len({word for sentence in FRENCH for word in re.findall(r"\w+", sentence)}) < 700
