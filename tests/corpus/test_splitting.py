from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest
from corpus_pairs import MakeDataset, numbered_pairs

from tfmodel.corpus.cleaning import normalised
from tfmodel.corpus.statistics import corpus_statistics
from tfmodel.corpus.store import PairStore


def parts(path: Path) -> dict[str, set[str]]:
    """The parts in which each normalised source stands."""
    found: dict[str, set[str]] = defaultdict(set)
    with PairStore.open(path) as store:
        for row in store.page(offset=0, limit=10**6):
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
def test_given_parts_stay_whole_and_leave_the_training_part(make_dataset: MakeDataset, order: tuple[str, ...]) -> None:
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
        assert {(row.source, row.target) for row in store.stream("test")} == set(files["test"])
        # Of the training part those with the 22 sources of the validation part and one more of the test part, and of
        # the validation part the one that is in the test part.
        assert store.rejected_counts()["in-held-out-part"] == 24
        assert sum(b.count for b in store.length_histogram("source")) == counts.total
        assert store.page(offset=0, limit=1000) == sorted(
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
        assert store.counts().total == 400
        assert store.counts().test > 0


def test_statistics_are_of_the_training_part(make_dataset: MakeDataset) -> None:
    with PairStore.open(make_dataset(numbered_pairs(500))) as store:
        rows = list(store.stream("train"))
        found = corpus_statistics(store)
    lengths = [len(row.target.split()) for row in rows]
    assert found.pairs == len(rows)
    assert found.mean_target_words == pytest.approx(sum(lengths) / len(rows))
    assert sum(length <= found.long_target_words for length in lengths) >= 0.95 * len(rows)
    assert found.distinct_words == len({word for row in rows for word in f"{row.source} {row.target}".split()})
