from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from string import ascii_lowercase

import pytest
from corpus_pairs import MakeDataset, numbered_pairs
from hypothesis import given, settings
from hypothesis import strategies as st

from tfmodel.contract.failure import FailureError
from tfmodel.contract.settings import settings_of
from tfmodel.corpus.cleaning_pass import clean_dataset
from tfmodel.corpus.identification import Identified
from tfmodel.corpus.languages import language_code
from tfmodel.corpus.rules import PRESETS, TITLES, Batch, Chain, Profile, preset
from tfmodel.corpus.rules import language as language_rule

GOOD = [
    ("The house stands on a hill behind the old school.", "La maison se trouve sur une colline derrière l’école."),
    ("Hello!", "Bonjour !"),
    ("It costs 1,234.50 euros (50 %).", "Cela coûte 1 234,50 euros (50 %)."),
    ("See https://example.com/en/page for more.", "Voir https://example.com/fr/page pour en savoir plus."),
    ("Delete %d files in {folder}?", "Supprimer %d fichiers dans {folder} ?"),
    ("If a < b and b > c, then R&D wins.", "Si a < b et b > c, alors la R&D gagne."),
    ("« Né à Paris », he said.", "« Né à Paris », dit-il, naïvement."),
    ("I live in New York.", "J'habite à New York."),
    ("Paris", "Paris"),
]
BAD = {
    "empty": [("\u200b\u200b", "Bonjour."), ("Hello.", "\u00ad \u2060")],
    "controls": [("A \x07 bell rings.", "Une cloche sonne."), ("Hello there.", "Bonjour \ue123 toi.")],
    "encoding": [("The café is open.", "Le cafÃ© est fermÃ©."), ("donâ€™t do that", "ne fais pas ça")],
    "markup": [("<b>Bold</b> words here.", "Des mots gras ici."), ("Fish &amp; chips", "Poisson-frites")],
    "punctuation": [("--- *** 12.5 === a", "--- *** 12.5 === b"), ("1. 2. 3. 4. 5. 6.", "Les nombres un à six.")],
    "length": [("word " * 200, "mot " * 200), ("字" * 1300, "mot " * 90), ("a" * 70, "un mot")],
    "length_ratio": [("Yes.", "Oui, mais seulement si tout le monde est vraiment d'accord avec cette idée.")],
    "untranslated": [("The house is red, my friend.", "the house is red my friend")],
    "numbers": [("Room 1204 is free.", "La chambre est libre."), ("In 1998 it rained.", "En 1989 il a plu.")],
    "links": [("See www.example.com today.", "Voir aujourd'hui."), ("Write a@b.com now.", "Écrire à c@d.org.")],
    "placeholders": [("Hello %s!", "Bonjour !"), ("Open {file} now.", "Ouvrir {fichier} maintenant.")],
    "script": [("The house is red.", "Дом красный и большой.")],
    "language": [("The house stands on a hill behind the old school.", "Das Haus steht hinter der alten Schule.")],
}
PROFILE = Profile(languages=("en", "fr"), ratio=1.1)


def taken(
    rule: str, pairs: list[tuple[str, str]], chain: Chain = PRESETS["standard"], profile: Profile = PROFILE
) -> set[int]:
    sources, targets = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return set(chain.pair_rules()[rule].find(Batch((sources, targets), profile)))


@pytest.mark.parametrize("rule", BAD)
def test_a_rule_takes_pairs_with_its_defect_and_leaves_good_ones(rule: str) -> None:
    pairs = [*GOOD[:5], *BAD[rule], *GOOD[5:]]
    assert taken(rule, pairs) == set(range(5, 5 + len(BAD[rule])))


def test_every_rule_of_one_pair_is_tested() -> None:
    assert set(Chain().pair_rules()) == set(BAD)


def test_scripts_are_told_by_the_language() -> None:
    russian = Profile(("en", "ru"))
    pairs = [("A red house", "Красный дом"), ("A red house", "A red house"), ("I use Linux", "Я использую Linux")]
    assert taken("script", pairs, profile=russian) == {1}
    japanese = Profile(("en", "ja"))
    assert taken("script", [("Hi", "こんにちは世界"), ("Hi", "konnichi wa")], profile=japanese) == {1}
    assert taken("script", pairs, profile=Profile(("", ""))) == set()


LATIN = set(
    "af az br bs ca cs cy da de en eo es et eu fi fr ga gl hr hu id is it kk la lt lv ms mt nb nl nn no pl pt ro sk sl "
    "so sq sr sv sw tl tr uz vi xh yo zu".split()
)


def test_the_letters_of_every_known_language_are_known() -> None:
    codes = {language_code(f"{first}{second}") for first in ascii_lowercase for second in ascii_lowercase} - {""}
    assert codes > LATIN
    refused = {code for code in codes if taken("script", [("", "A red house")], profile=Profile(("", code)))}
    assert refused == codes - LATIN


@pytest.mark.parametrize(
    ("language", "text"),
    [("te", "ఎర్ర ఇల్లు"), ("kn", "ಕೆಂಪು ಮನೆ"), ("am", "ቀይ ቤት"), ("tg", "Хонаи сурх")],
)
def test_letters_of_a_language_are_not_foreign_to_it(language: str, text: str) -> None:
    assert taken("script", [("A red house", text)], profile=Profile(("en", language))) == set()


def test_what_the_identifier_does_not_know_it_does_not_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_rule, "identify", lambda text: Identified("es", 0.99))
    pairs = [("Ang balay nagtindog sa luyo sa daan nga tunghaan.", "The house stands behind the old school.")]
    assert taken("language", pairs, profile=Profile(("ceb", ""))) == set()
    assert taken("language", pairs, profile=Profile(("", "en"))) == {0}


def test_the_usual_ratio_decides_what_is_unusual() -> None:
    pairs = [("The weather is really nice today, is it not?", "今日はいい天気ですね")]
    assert taken("length_ratio", pairs, PRESETS["strict"], Profile(("en", "ja"), ratio=1.0)) == {0}
    assert taken("length_ratio", pairs, PRESETS["strict"], Profile(("en", "ja"), ratio=0.3)) == set()


def test_frequent_words_spare_the_identifier() -> None:
    pair = [("The house", "Das Haus steht hinter der alten Schule.")]
    known = Profile(("en", "fr"), words=(frozenset(), frozenset("Das Haus steht".split())))
    assert taken("language", pair) == {0}
    assert taken("language", pair, profile=known) == set()


@settings(max_examples=150)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40)), min_size=1, max_size=5))
def test_any_text_can_be_judged_and_each_pair_by_itself(pairs: list[tuple[str, str]]) -> None:
    pairs = [tuple(" ".join(side.split()) or "x" for side in pair) for pair in pairs]  # type: ignore[misc]
    for rule in PRESETS["strict"].pair_rules():
        one_by_one = {n for n, pair in enumerate(pairs) if taken(rule, [pair], PRESETS["strict"])}
        assert taken(rule, pairs, PRESETS["strict"]) == one_by_one


def found(path: Path, chain: Chain) -> dict[str, set[int]]:
    """The numbers of the pairs that each rule flags."""
    assert clean_dataset(path, chain) is not None
    connection = sqlite3.connect(path)
    flags: dict[str, set[int]] = {}
    for rule, pair in connection.execute("SELECT rule.name, pair FROM flag JOIN rule ON rule.id = flag.rule"):
        flags.setdefault(rule, set()).add(pair)
    connection.close()
    return flags


def test_duplicates_and_many_targets(make_dataset: MakeDataset) -> None:
    pairs = [("Hello", f"cible {'abcdefgh'[n]}") for n in range(5)]
    pairs += [("HELLO", "cible a"), ("Bye", "Salut"), ("bye", "salut"), ("Bye", "Adieu")]
    path = make_dataset(pairs, validation_share=0.0, test_share=0.0)
    chain = Chain().only(["duplicates", "many_targets"]).changed({"many_targets.most": 3})
    assert found(path, chain) == {"duplicates": {6, 8}, "many_targets": {4, 5}}


def jaccard(one: tuple[str, str], other: tuple[str, str]) -> float:
    first, second = (set(" ".join(pair).lower().replace(".", " ").split()) for pair in (one, other))
    return len(first & second) / len(first | second)


def test_near_duplicates_are_those_that_comparing_all_pairs_finds(make_dataset: MakeDataset) -> None:
    draw = random.Random(5)
    words = [f"{a}{b}{c}" for a in "bdfgklmnp" for b in "aeiou" for c in "rstvz"]
    pairs: list[tuple[str, str]] = []
    for _ in range(400):
        source, target = draw.sample(words, 12), draw.sample(words, 10)
        pairs.append((" ".join(source), " ".join(target)))
        if draw.random() < 0.5:
            for _ in range(draw.randrange(1, 5)):
                side = draw.choice((source, target))
                side[draw.randrange(len(side))] = draw.choice(words)
            pairs.append((" ".join(source) + ".", " ".join(target)))
    path = make_dataset(pairs, validation_share=0.0, test_share=0.0)
    expected = {
        n + 1 for n, pair in enumerate(pairs) if any(jaccard(pair, other) >= 0.8 for other in pairs[max(0, n - 9) : n])
    }
    assert len(expected) > 50
    flags = found(path, Chain().only(["near_duplicates"]))["near_duplicates"]
    assert flags <= expected and len(flags) >= 0.97 * len(expected)


def test_near_duplicates_without_spaces_and_with_other_numbers(make_dataset: MakeDataset) -> None:
    pairs = [("Chapter 12 of the book", "本の第12章です"), ("Chapter 13 of the book", "本の第13章です"), ("Go", "行け")]
    path = make_dataset(pairs, validation_share=0.0, test_share=0.0)
    chain = Chain().only(["near_duplicates"])
    assert found(path, chain) == {"near_duplicates": {2}}
    assert found(path, chain.changed({"near_duplicates.numbers_matter": "true"})) == {}


def test_training_pairs_near_the_held_out_parts_are_named(make_dataset: MakeDataset) -> None:
    pairs = numbered_pairs(60)
    make_dataset([("A quite special sentence that nobody trains on ever", "Une phrase")], split="test")
    path = make_dataset([*pairs, ("a quite special sentence that nobody trains on, EVER!!", "autre")], split="train")
    report = clean_dataset(path, Chain().only(["near_held_out"]), preview=True)
    assert report is not None and report.taken == {"near_held_out": 1}
    (example,) = report.examples["near_held_out"]
    assert example.target == "autre" and example.note.startswith("1: A quite special sentence")


def test_validation_pairs_near_the_test_part_are_named(make_dataset: MakeDataset) -> None:
    near = "A quite special sentence that nobody trains on ever"
    make_dataset([(near, "Une phrase")], split="test")
    make_dataset([(f"{near}!!", "Autre"), ("Another thing", "Une chose")], split="validation")
    path = make_dataset([*numbered_pairs(60), (near.lower() + "?", "autre")], split="train")
    assert found(path, Chain().only(["near_held_out"])) == {"near_held_out": {2, 64}}


def test_presets_take_more_and_more(make_dataset: MakeDataset) -> None:
    path = make_dataset([*GOOD, *(pair for bad in BAD.values() for pair in bad)], validation_share=0.0, test_share=0.0)
    sizes = [sum(map(len, found(path, PRESETS[name]).values())) for name in ("gentle", "standard", "strict")]
    assert sizes == sorted(sizes) and sizes[0] > 4


def test_wrong_settings_are_refused_with_a_sentence() -> None:
    with pytest.raises(FailureError, match="no setting 'length"):
        Chain().changed({"length.most": 3})
    with pytest.raises(FailureError, match="length_ratio"):
        Chain().changed({"length_ratio.maximum": "a lot"})
    with pytest.raises(FailureError, match="no rule 'nothing'"):
        Chain().only(["nothing"])
    with pytest.raises(FailureError, match="gentle, standard, strict"):
        preset("harsh")


def test_each_rule_says_what_it_is() -> None:
    assert len(set(TITLES.values())) == len(TITLES) == len(Chain.model_fields)
    for setting in settings_of(Chain):
        assert setting.help.endswith(".") and setting.title
        assert setting.kind == "flag" or setting.minimum is not None


@pytest.mark.parametrize(
    ("tag", "own", "other"),
    [
        ("en-US", "The house stands on a hill behind the old school.", "Das Haus steht hinter der alten Schule."),
        ("fr_CA", "La maison se trouve derrière la vieille école.", "Das Haus steht hinter der alten Schule."),
        ("zh-CN", "这座房子在老学校后面的山上。", "Das Haus steht hinter der alten Schule."),
        ("zh_TW", "這座房子在老學校後面的山上。", "Das Haus steht hinter der alten Schule."),
        ("zh-Hant-HK", "這座房子在老學校後面的山上。", "Das Haus steht hinter der alten Schule."),
    ],
)
def test_a_region_makes_no_other_language(tag: str, own: str, other: str) -> None:
    profile = Profile(languages=(tag, "de-AT"))
    german = "Das Haus steht auf einem Hügel hinter der alten Schule."
    for rule in ("language", "script"):
        assert 0 not in taken(rule, [(own, german)], profile=profile)
    assert taken("language", [(own, german), (other, german)], profile=profile) == {1}
    assert taken("script", [(other, german)], profile=profile) == ({0} if tag.startswith("zh") else set())
