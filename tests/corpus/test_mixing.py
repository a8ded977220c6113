from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.mixing import pairs_of_an_epoch, shares, tags_for, weights_in
from tfmodel.corpus.dealing import Deal, MixedBatches, deal_of
from tfmodel.corpus.detection import detect
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.mixing import Ingredient, MixReport, mix
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.token_cache import build_token_cache
from tfmodel.corpus.tokenizers import train_tokenizers


def dataset(folder: Path, name: str, **parts: list[str]) -> Ingredient:
    """A dataset whose parts hold these sources."""
    path = folder / f"{name}.pairs"
    for split, texts in parts.items():
        file = folder / f"{name}.{split}.tsv"
        file.write_text("".join(f"{text}\t{text} of {name}\n" for text in texts), encoding="utf-8")
        import_pairs(detect([file]), path, ImportOptions(split=split))
    return Ingredient(name, path)


def numbered(word: str, first: int, last: int) -> list[str]:
    return [f"the {word} number {n}" for n in range(first, last)]


@pytest.fixture
def two(tmp_path: Path) -> list[Ingredient]:
    """A small and a large dataset; each has in training what the other holds out."""
    law = dataset(
        tmp_path,
        "law",
        train=[*numbered("law", 0, 20), "The news number 101"],
        validation=numbered("law", 20, 24),
        test=numbered("law", 24, 26),
    )
    news = dataset(
        tmp_path,
        "news",
        train=[*numbered("news", 0, 100), "the law number 20", "the law number 24"],
        validation=numbered("news", 100, 104),
    )
    return [law, news]


def mixed(two: list[Ingredient], into: Path, **options: bool) -> MixReport:
    return mix(two, into, **options)


def sources(path: Path, split: str) -> list[str]:
    with PairStore.open(path) as store:
        return [row.source for row in store.stream(split)]


def test_no_source_that_any_dataset_holds_out_is_trained_on(two: list[Ingredient], tmp_path: Path) -> None:
    into = tmp_path / "mix.pairs"
    report = mixed(two, into)
    assert sources(into, "train") == [*numbered("law", 0, 20), *numbered("news", 0, 100)]
    assert sources(into, "validation") == [*numbered("law", 20, 24), *numbered("news", 100, 104)]
    assert sources(into, "test") == numbered("law", 24, 26)
    assert report.held_out == 3  # one of law, in other letters, and two of news
    assert [part.pairs for part in report.mixed] == [20, 100]


def test_a_pair_that_one_dataset_trains_on_and_another_tests_with_is_only_tested_with(tmp_path: Path) -> None:
    first = dataset(tmp_path, "one", train=["a a", "b b"], validation=["c c"])
    (tmp_path / "other").mkdir()
    again = dataset(tmp_path / "other", "one", test=["a a"])
    into = tmp_path / "mix.pairs"
    report = mixed([first, again], into)
    assert (sources(into, "train"), sources(into, "test")) == (["b b"], ["a a"])
    assert (report.held_out, report.repeated) == (1, 0)
    assert [part.name for part in report.mixed] == ["one", "one-2"]


def test_validation_pairs_that_another_dataset_tests_with_are_counted_apart(tmp_path: Path) -> None:
    first = dataset(tmp_path, "one", train=["a a", "b b"], validation=["s s", "v v"])
    other = dataset(tmp_path, "two", train=["c c"], test=["s s"])
    into = tmp_path / "mix.pairs"
    report = mixed([first, other], into)
    assert (sources(into, "validation"), sources(into, "test")) == (["v v"], ["s s"])
    assert (report.held_out, report.not_validated) == (0, 1)


def test_pairs_that_are_set_aside_are_not_mixed_in(two: list[Ingredient], tmp_path: Path) -> None:
    with PairEditor.open(two[0].path) as editor:
        editor.exclude([1, 2])
    into = tmp_path / "mix.pairs"
    assert mixed(two, into).mixed[0].pairs == 18
    assert sources(into, "train")[0] == "the law number 2"


def test_each_source_begins_with_the_tag_of_its_dataset_and_can_be_searched(
    two: list[Ingredient], tmp_path: Path
) -> None:
    into = tmp_path / "mix.pairs"
    report = mixed(two, into, tags=True)
    assert [part.tag for part in report.mixed] == ["<of:law>", "<of:news>"]
    assert {source.split()[0] for source in sources(into, "train")} == {"<of:law>", "<of:news>"}
    assert report.held_out == 3  # tags hide no source from the comparison
    with PairStore.open(into) as store:
        assert store.count("law number 7") == 1
        tokenizers = train_tokenizers(
            store, kind="bpe", vocabulary_size=90, shared=True, symbols=[part.tag for part in report.mixed]
        )
        pieces = tokenizers.source.pieces(tokenizers.source.encode(["<of:law> the law"])[0])
    assert pieces.count("<of:law>") == 1


def test_a_dataset_that_trains_nothing_has_no_tag(two: list[Ingredient], tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    repeated = dataset(tmp_path / "other", "law", train=numbered("law", 0, 5), validation=numbered("law", 30, 32))
    exam = dataset(tmp_path, "exam", test=["an exam"])
    into = tmp_path / "mix.pairs"
    report = mixed([*two, repeated, exam], into, tags=True)
    assert [(part.name, part.tag, part.pairs) for part in report.mixed] == [
        ("law", "<of:law>", 20),
        ("news", "<of:news>", 100),
        ("law-2", "", 0),
        ("exam", "", 0),
    ]
    assert sources(into, "validation")[-2:] == numbered("law", 30, 32)
    assert sources(into, "test") == ["<of:law> the law number 24", "<of:law> the law number 25", "an exam"]


def test_datasets_of_other_languages_are_refused_in_one_sentence(tmp_path: Path) -> None:
    parts = []
    for name, target in (("one", "fr"), ("two", "de")):
        file = tmp_path / f"{name}.tsv"
        file.write_text("a a\tb b\nc c\td d\n", encoding="utf-8")
        options = ImportOptions(source_language="en", target_language=target)
        import_pairs(detect([file]), tmp_path / f"{name}.pairs", options)
        parts.append(Ingredient(name, tmp_path / f"{name}.pairs"))
    with pytest.raises(FailureError, match=r"en to fr, and .*en to de"):
        mix(parts, tmp_path / "mix.pairs")
    assert not (tmp_path / "mix.pairs").exists()


def test_a_damaged_dataset_is_named_and_not_the_mix(two: list[Ingredient], tmp_path: Path) -> None:
    connection = sqlite3.connect(two[1].path, isolation_level=None)
    connection.execute("UPDATE pair SET source = CAST(x'ff' AS TEXT) WHERE id = 3")
    connection.close()
    with pytest.raises(FailureError, match=r"news\.pairs is not a dataset of text pairs, or it is damaged"):
        mix(two, tmp_path / "mix.pairs")
    assert not (tmp_path / "mix.pairs").exists()


def test_shares_follow_weights_or_temperature() -> None:
    assert shares((100, 300)) == (0.25, 0.75)
    assert shares((100, 300), (1, 1)) == (0.5, 0.5)
    assert shares((1, 32), temperature=5.0) == pytest.approx((1 / 3, 2 / 3))
    assert pairs_of_an_epoch((100, 300), (0.5, 0.5)) == (200, 200)
    assert shares((0, 300), (5, 1)) == (0.0, 1.0)


@pytest.mark.parametrize("text", ["3 x", "0 1", "-1", "nan 1", "1 " * 21])
def test_wrong_weights_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"weight|number|mixed"):
        weights_in(text)
    assert Config.model_validate({"data": {"weights": " 3  1 "}}).data.weights == "3 1"


def test_tags_are_short_and_each_another_one() -> None:
    assert tags_for(["Legal texts", "legal-texts", "…"]) == ("<of:legal-texts>", "<of:legal-texts-2>", "<of:data>")
    assert len(tags_for(["x" * 90])[0]) <= 40


def test_packs_are_dealt_evenly_and_the_same_again() -> None:
    deal = Deal([np.arange(10), np.arange(10, 110)], (25, 40), seed=3)
    seen = Counter(int(row) for epoch in range(5) for row in deal.rows(epoch))
    assert {seen[row] for row in range(10)} <= {12, 13}
    assert {seen[row] for row in range(10, 110)} == {2}  # 200 of 100
    assert (deal.rows(3) == Deal(deal.packs, deal.counts, 3).rows(3)).all()
    assert (deal.rows(0) != deal.rows(1)).any()


def test_batches_of_a_mix_hold_what_was_dealt_and_go_on_from_any_step(two: list[Ingredient], tmp_path: Path) -> None:
    into = tmp_path / "mix.pairs"
    report = mixed(two, into)
    with PairStore.open(into) as store:
        tokenizers = train_tokenizers(store, kind="word", vocabulary_size=200, shared=True)
        cache = build_token_cache(store, "train", tokenizers, tmp_path, 50, 50)
    deal = deal_of(report.mixed, cache, weights=(3, 1), temperature=1.0, seed=5)
    assert deal.counts == (90, 30)
    batches = MixedBatches(cache, deal, batch_tokens=100, seed=5)
    steps = 3 * batches.batches_per_epoch()
    whole = [batch for batch, _ in zip(batches.from_step(0), range(steps), strict=False)]
    law = tokenizers.source.encode(["law law"])[0][-1]
    for epoch in range(3):
        rows = [row for batch in whole[epoch * steps // 3 : (epoch + 1) * steps // 3] for row in batch.source]
        assert (len(rows), sum(law in row for row in rows)) == (120, 90)
    again = MixedBatches(cache, deal, batch_tokens=100, seed=5)
    for step in (1, steps // 3 - 1, steps // 3, steps - 1):
        batch = next(again.from_step(step))
        assert batch.source.tobytes() == whole[step].source.tobytes()
        assert batch.labels.tobytes() == whole[step].labels.tobytes()


def test_datasets_of_a_language_and_of_its_region_are_mixed(tmp_path: Path) -> None:
    parts = []
    for name, source in (("a", "en"), ("b", "en-US"), ("c", "en-GB")):
        file, path = tmp_path / f"{name}.tsv", tmp_path / f"{name}.pairs"
        file.write_text(f"one {name}\tun {name}\n", encoding="utf-8")
        import_pairs(detect([file]), path, ImportOptions(source_language=source, target_language="fr", split="train"))
        parts.append(Ingredient(name, path))
    assert len(mix(parts, tmp_path / "all.pairs").mixed) == 3
    with pytest.raises(FailureError, match="goes from en-US to fr"):
        mix(parts[1:], tmp_path / "other.pairs")


def spoken(folder: Path, name: str, source: str, target: str) -> Ingredient:
    """A dataset of these languages; an empty one is that of none."""
    file, path = folder / f"{name}.tsv", folder / f"{name}.pairs"
    file.write_text(f"one {name}\tun {name}\n", encoding="utf-8")
    options = ImportOptions(source_language=source, target_language=target, split="train")
    import_pairs(detect([file], guess=False), path, options)
    return Ingredient(name, path)


def test_a_language_that_a_dataset_does_not_say_is_that_of_another_one(tmp_path: Path) -> None:
    named = (("a", "en", ""), ("b", "en", "fr"), ("c", "en", "de"))
    first, second, third = (spoken(tmp_path, *words) for words in named)
    for number, parts in enumerate(([first, second], [second, first])):
        mix(parts, tmp_path / f"{number}.pairs")
        with PairStore.open(tmp_path / f"{number}.pairs") as store:
            assert store.languages == ("en", "fr")
    with pytest.raises(FailureError, match=r"b\.pairs goes from en to fr, and .*c\.pairs from en to de"):
        mix([first, second, third], tmp_path / "other.pairs")
    with pytest.raises(FailureError, match=r"a\.pairs goes from en to \?, and .*d\.pairs from de to en"):
        mix([first, spoken(tmp_path, "d", "de", "en")], tmp_path / "other.pairs")
