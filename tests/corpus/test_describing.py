"""The figures of a dataset's picture against counts made here in plain Python."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from corpus_pairs import MakeDataset, numbered_pairs

from tfmodel.contract.picture import Picture
from tfmodel.corpus import describing
from tfmodel.corpus.describing import describe, keep_picture, stored_picture
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.words import script_of, tokens_between_spaces, words_of


@pytest.fixture
def store(make_dataset: MakeDataset) -> PairStore:
    with PairStore.open(make_dataset(numbered_pairs(2_000))) as opened:
        yield opened


def train_words(store: PairStore, side: str) -> Counter[str]:
    return Counter(word for row in store.stream("train") for word in words_of(getattr(row, side)))


def test_words_are_counted_as_in_the_training_part(store: PairStore) -> None:
    picture = describe(store)
    assert picture.sampled == picture.pairs == store.counts().train
    for side in ("source", "target"):
        counted, figures = train_words(store, side), getattr(picture, side)
        assert figures.running_words == counted.total()
        assert figures.distinct_words == len(counted)
        assert figures.seen_once == sum(count == 1 for count in counted.values())
        assert [word.count for word in figures.frequent] == [count for _, count in counted.most_common(20)]
        assert all(counted[word.name] == word.count for word in (*figures.frequent, *figures.rare))
        assert {word.count for word in figures.rare} == {min(counted.values())}


def test_the_density_has_every_pair_once(store: PairStore) -> None:
    density = describe(store).density
    assert sum(map(sum, density.counts)) + density.beyond == store.counts().train
    lengths = Counter((len(words_of(row.source)), len(words_of(row.target))) for row in store.stream("train"))
    (source, target), count = lengths.most_common(1)[0]
    assert density.step == 1 and density.counts[target][source] == count
    ratios = sorted(len(words_of(row.target)) / len(words_of(row.source)) for row in store.stream("train"))
    assert density.median_ratio == pytest.approx(ratios[(len(ratios) - 1) // 2])
    assert density.low_ratio <= density.median_ratio <= density.high_ratio


def test_growth_ends_with_all_words_and_rises(store: PairStore) -> None:
    side = describe(store).source
    assert (side.growth.words[-1], side.growth.distinct[-1]) == (side.running_words, side.distinct_words)
    assert list(side.growth.words) == sorted(side.growth.words)
    assert list(side.growth.distinct) == sorted(side.growth.distinct)


def test_heaps_law_is_found_in_points_that_follow_it() -> None:
    points = [(n, round(7 * n**0.6)) for n in range(1_000, 400_000, 9_000)]
    factor, exponent = describing._fitted_law(points)
    assert exponent == pytest.approx(0.6, abs=0.001)
    assert factor == pytest.approx(7, rel=0.01)


def test_coverage_is_the_share_of_running_words(store: PairStore) -> None:
    counted = train_words(store, "target")
    held_out = Counter(word for row in store.stream("validation") for word in words_of(row.target))
    coverage = describe(store).target.coverage
    known = {word for word, _ in counted.most_common(coverage.sizes[0])}
    assert coverage.train[0] == pytest.approx(sum(counted[word] for word in known) / counted.total())
    assert coverage.train[-1] == 1.0
    assert coverage.validation[-1] == pytest.approx(
        sum(count for word, count in held_out.items() if word in counted) / held_out.total()
    )


def test_a_picture_stays_until_the_pairs_change(store: PairStore) -> None:
    assert stored_picture(store) is None
    picture = describe(store)
    assert keep_picture(store, picture)
    assert stored_picture(store) == picture
    assert Picture.model_validate_json(picture.model_dump_json()) == picture
    with PairEditor.open(store.path) as editor:
        editor.exclude([next(store.stream("train")).id])
    assert stored_picture(store) is None
    assert describe(store).pairs == picture.pairs - 1


def test_a_large_dataset_is_sampled_evenly(store: PairStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(describing, "SAMPLE", 100)
    picture = describe(store)
    assert 50 <= picture.sampled <= 101
    assert picture.pairs == store.counts().train


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'été, peut-être ?", ["L'été", "peut-être"]),
        ("日本語 and テスト", ["日", "本", "語", "and", "テ", "ス", "ト"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("– … !", []),
    ],
)
def test_words_of_any_script(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_sentence_without_spaces_is_not_taken_for_one_word() -> None:
    assert tokens_between_spaces("法院正在开庭。") == list("法院正在开庭")
    assert tokens_between_spaces("The court's in session .") == ["The", "court's", "in", "session", "."]


def test_scripts_by_name() -> None:
    assert [script_of(letter) for letter in "aЯ漢あㇰ한ａ"] == [
        *("Latin", "Cyrillic", "Han", "Hiragana", "Katakana", "Hangul", "Latin")
    ]
    assert {script_of(letter) for letter in "7 ,!€"} == {"Digits and marks"}
    assert unicodedata.name("Я").startswith("CYRILLIC")


def test_a_dataset_without_letters_has_a_picture(make_dataset: MakeDataset) -> None:
    with PairStore.open(make_dataset([(f"{n}!", f"{n}?") for n in range(60)] + [("…", "—")])) as store:
        picture = describe(store)
    assert picture.source.scripts == ()
    assert picture.density.counts
