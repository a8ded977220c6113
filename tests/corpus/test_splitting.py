from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest
from corpus_pairs import MakeDataset, numbered_pairs

from tfmodel.corpus.cleaning import normalised
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.filters import Filters
from tfmodel.corpus.statistics import corpus_statistics, facts_for_a_proposal
from tfmodel.corpus.store import Counts, PairStore

USED = Filters(state="used")


def parts(path: Path) -> dict[str, set[str]]:
    """The parts in which each normalised source is used."""
    found: dict[str, set[str]] = defaultdict(set)
    with PairStore.open(path) as store:
        for row in store.page(offset=0, limit=10**6, filters=USED):
            found[normalised(row.source)].add(row.split)
    return found


def repeated_sources(count: int) -> list[tuple[str, str]]:
    draw = random.Random(7)
    spellings = (str, str.upper, lambda text: text.replace(" ", "\u00a0"), lambda text: f"{text} ")
    return [(draw.choice(spellings)(f"source {draw.randrange(count // 3)}"), f"target {n}") for n in range(count)]


def test_no_source_stands_in_two_parts(make_dataset: MakeDataset) -> None:
    found = parts(make_dataset(repeated_sources(3000)))
    assert all(len(splits) == 1 for splits in found.values())
    assert set.union(*found.values()) == {"train", "validation", "test"}


def test_parts_have_their_shares(make_dataset: MakeDataset) -> None:
    with PairStore.open(make_dataset(numbered_pairs(2000), validation_share=0.1, test_share=0.2)) as store:
        assert (store.counts().validation, store.counts().test) == (200, 400)


def test_without_shares_nothing_is_held_out(make_dataset: MakeDataset) -> None:
    with PairStore.open(make_dataset(numbered_pairs(200), validation_share=0.0, test_share=0.0)) as store:
        assert store.counts().train == 200


@pytest.mark.parametrize(("pairs", "held_out"), [(1, 0), (3, 0), (4, 1), (8, 2), (20, 3), (100, 5), (30_000, 1000)])
def test_automatic_shares(make_dataset: MakeDataset, pairs: int, held_out: int) -> None:
    with PairStore.open(make_dataset(numbered_pairs(pairs))) as store:
        assert (store.counts().validation, store.counts().test) == (held_out, held_out)


def test_one_source_alone_is_trained_on(make_dataset: MakeDataset) -> None:
    with PairStore.open(make_dataset([("the same", f"target {n}") for n in range(100)])) as store:
        assert store.counts().train == 100


def test_another_seed_draws_other_parts(make_dataset: MakeDataset) -> None:
    pairs = numbered_pairs(300)
    drawn = [parts(make_dataset(pairs, f"{seed}.pairs", seed=seed)) for seed in (1, 2)]
    assert drawn[0] != drawn[1]


def test_the_order_of_the_pairs_does_not_matter(make_dataset: MakeDataset) -> None:
    pairs = numbered_pairs(300)
    assert parts(make_dataset(pairs, "a.pairs")) == parts(make_dataset(pairs[::-1], "b.pairs"))


@pytest.mark.parametrize("order", [("train", "validation", "test"), ("test", "validation", "train")])
def test_given_parts_stay_whole_and_their_sources_are_not_trained_on(
    make_dataset: MakeDataset, order: tuple[str, ...]
) -> None:
    pairs = numbered_pairs(300)
    files = {
        "train": pairs,
        "validation": [(pairs[n][0].upper(), "other") for n in range(20)] + [pairs[50], pairs[60]],
        "test": [pairs[60], (pairs[70][0], "other")],
    }
    for split in order:
        path = make_dataset(files[split], split=split)
    assert all(len(splits) == 1 for splits in parts(path).values())
    with PairStore.open(path) as store:
        counts = store.counts()
        assert (counts.train, counts.validation, counts.test) == (300 - 22 - 1, 21, 2)
        assert counts.total == sum(map(len, files.values())), "nothing is deleted"
        assert {(row.source, row.target) for row in store.stream("test")} == set(files["test"])
        # Of the training part those with the 22 sources of the validation part and one more of the test part, and of
        # the validation part the one that is in the test part.
        assert counts.unused == store.count(filters=Filters(flag="held_out")) == 24
        assert not store.rejected_counts()
        assert sum(b.count for b in store.length_histogram("source")) == counts.total
        assert store.page(offset=0, limit=1000, filters=USED) == sorted(
            (row for split in files for row in store.stream(split)), key=lambda row: row.id
        )
        for row in store.page(offset=0, limit=1000)[::25]:
            assert row.id in {found.id for found in store.page(offset=0, limit=1000, search=row.source)}
        assert store.count(search="0") == sum("0" in row.source.split() for row in store.page(offset=0, limit=1000))


def test_drawing_beside_given_parts_keeps_sources_apart(make_dataset: MakeDataset) -> None:
    pairs = numbered_pairs(400)
    make_dataset(pairs[:30], split="validation")
    make_dataset(pairs[20:60], split="train")
    path = make_dataset(pairs, validation_share=0.0)
    assert all(len(splits) == 1 for splits in parts(path).values())
    with PairStore.open(path) as store:
        counts = store.counts()
        assert counts.total - counts.unused == 400
        assert (counts.validation, counts.unused) == (30, 10)
        assert counts.test > 0


def test_a_test_part_stays_as_it_is_when_pairs_are_added(make_dataset: MakeDataset) -> None:
    """Drawn or given; a new pair with one of its sources is kept and set aside."""
    pairs = numbered_pairs(400)
    path = make_dataset(pairs[:200])
    with PairStore.open(path) as store:
        drawn = list(store.stream("test"))
    assert drawn
    for _ in range(2):  # what is there already is not added again, in whatever part it is
        make_dataset([*pairs, (drawn[0].source.upper(), "a new translation")])
        with PairStore.open(path) as store:
            assert list(store.stream("test")) == drawn
            assert store.counts().total == 401
            (aside,) = store.page(offset=0, limit=9, filters=Filters(flag="held_out"))
    assert (aside.target, aside.split, aside.used) == ("a new translation", "train", False)
    assert all(len(splits) == 1 for splits in parts(path).values())


def test_a_test_part_is_drawn_once_there_are_pairs_enough_unless_nobody_wants_one(make_dataset: MakeDataset) -> None:
    pairs = numbered_pairs(300)
    path = make_dataset(pairs[:2])
    make_dataset(pairs)
    with PairStore.open(path) as store:
        assert (store.counts().validation, store.counts().test) == (15, 15)
        assert [row.split for row in store.rows([1, 2])] == ["train", "train"]
    without = make_dataset(pairs[:100], "without.pairs", validation_share=0.0, test_share=0.0)
    make_dataset(pairs, "without.pairs")
    with PairStore.open(without) as store:
        assert store.counts().train == 300
    make_dataset([(f"more {n}", f"plus {n}") for n in range(100)], "without.pairs", test_share=0.1)
    with PairStore.open(without) as store:
        assert (store.counts().validation, store.counts().test) == (0, 10)


def test_a_test_file_takes_no_training_pair_and_no_edit_away(make_dataset: MakeDataset) -> None:
    path = make_dataset(numbered_pairs(50), split="train")
    with PairEditor.open(path) as editor:
        editor.edit(7, source="A sentence of the exam")
        editor.exclude([8])
    make_dataset([("a sentence of the exam", "une phrase"), numbered_pairs(9)[8]], split="test")
    with PairStore.open(path) as store, PairEditor.open(path) as editor:
        assert store.counts() == Counts(52, 47, 0, 2, 3)
        assert [row.flags for row in store.rows([7, 9])] == [("held_out",), ("held_out",)]
        editor.undo()
        editor.undo()
        assert store.rows([7])[0].source == numbered_pairs(7)[6][0]
        assert store.counts() == Counts(52, 49, 0, 2, 1)


def test_statistics_are_of_the_training_part(make_dataset: MakeDataset) -> None:
    with PairStore.open(make_dataset(numbered_pairs(500))) as store:
        rows = list(store.stream("train"))
        found, facts = corpus_statistics(store), facts_for_a_proposal(store, gpu=False, batch_tokens={})
    lengths = [len(row.target.split()) for row in rows]
    assert found.pairs == len(rows)
    assert found.mean_target_words == pytest.approx(sum(lengths) / len(rows))
    assert sum(length <= found.long_target_words for length in lengths) >= 0.95 * len(rows)
    assert found.distinct_words == len({word for row in rows for word in f"{row.source} {row.target}".split()})
    assert (facts.mean_source_words, facts.mean_words) == (found.mean_source_words, found.mean_target_words)
    assert (facts.long_source_words, facts.long_target_words) == (found.long_source_words, found.long_target_words)
