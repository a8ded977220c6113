from __future__ import annotations

import os
import shutil
from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from corpus_pairs import MakeDataset, numbered_pairs
from hypothesis import given
from hypothesis import strategies as st

from tfmodel.contract.symbols import BOS, EOS, PAD
from tfmodel.corpus import token_cache
from tfmodel.corpus.batches import Batch, BatchSource
from tfmodel.corpus.sizes import rows_up
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.token_cache import TokenCache, build_token_cache, cache_name, link_cache
from tfmodel.corpus.tokenizers import TokenizerPair, train_tokenizers


def made_cache(source_lengths: list[int], target_lengths: list[int]) -> TokenCache:
    """Sentences of these lengths; the tokens of sentence n are n + 4, so that a batch tells which it holds."""

    def flat(lengths: list[int]) -> tuple[np.ndarray, np.ndarray]:
        numbers = np.arange(len(lengths), dtype=np.int32) + 4
        return np.repeat(numbers, lengths), np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)

    source, source_offsets = flat(source_lengths)
    target, target_offsets = flat(target_lengths)
    return TokenCache(source, source_offsets, target, target_offsets, np.arange(len(source_lengths)), 0)


def realistic_cache(pairs: int) -> TokenCache:
    draw = np.random.default_rng(5)
    source = np.clip(draw.gamma(6, 2.2, pairs), 1, 90).astype(int)
    target = np.clip(source * draw.normal(1.05, 0.2, pairs), 1, 100).astype(int)
    return made_cache(source.tolist(), target.tolist())


CACHE = realistic_cache(6000)


def key(batch: Batch) -> tuple[bytes, bytes]:
    return batch.source.tobytes(), batch.labels.tobytes()


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=1, max_size=60),
    st.integers(4, 200),
    st.booleans(),
    st.booleans(),
)
def test_every_pair_is_in_one_batch_as_it_was(
    lengths: list[tuple[int, int]], budget: int, shuffle: bool, whole: bool
) -> None:
    sources, targets = (list(side) for side in zip(*lengths, strict=True))
    batches = BatchSource(made_cache(sources, targets), batch_tokens=budget, seed=3, shuffle=shuffle, whole=whole)
    seen = []
    for batch in batches.epoch(0):
        assert batch.source.dtype == batch.target.dtype == batch.labels.dtype == np.int32
        longest = max(batch.source.shape[1], batch.labels.shape[1])
        assert len(batch.source) * longest <= budget or len(batch.source) == 1
        for source, target, labels in zip(batch.source, batch.target, batch.labels, strict=True):
            number = int(source[0]) - 4
            seen.append(number)
            expected = [number + 4] * targets[number]
            assert source.tolist() == padded([*[number + 4] * sources[number], EOS], len(source))
            assert target.tolist() == padded([BOS, *expected], len(target))
            assert labels.tolist() == padded([*expected, EOS], len(labels))
    assert sorted(seen) == list(range(len(lengths)))


def padded(ids: list[int], length: int) -> list[int]:
    return ids + [PAD] * (length - len(ids))


@given(st.integers(1, 9), st.integers(1, 12))
def test_a_batch_in_parts_is_the_batch(rows: int, count: int) -> None:
    batch = next(BatchSource(made_cache([3] * rows, [2] * rows), batch_tokens=100, seed=1).epoch(0))
    parts = batch.parts(count)
    assert len(parts) == count and sum(part.tokens for part in parts) == batch.tokens
    filled = [part for part in parts if part.tokens]
    for name in ("source", "target", "labels"):
        np.testing.assert_array_equal(np.concatenate([getattr(part, name) for part in filled]), getattr(batch, name))
    assert max(len(part.labels) for part in parts) - min(len(part.labels) for part in filled) <= 1
    assert all(part.labels.shape == (1, 3) for part in parts if not part.tokens)


def test_tokens_counts_the_real_labels() -> None:
    batches = BatchSource(CACHE, batch_tokens=2000, seed=1)
    assert sum(batch.tokens for batch in batches.epoch(0)) == len(CACHE.target_tokens) + len(CACHE)


def test_little_is_padding() -> None:
    batches = list(BatchSource(realistic_cache(29_000), batch_tokens=4000, seed=1).epoch(0))
    for side in ("source", "labels"):
        arrays = [getattr(batch, side) for batch in batches]
        padding = sum(int((array == PAD).sum()) for array in arrays) / sum(array.size for array in arrays)
        assert padding < 0.1, side


def test_whole_batches_need_no_empty_rows_and_little_less_room() -> None:
    sources = (BatchSource(CACHE, batch_tokens=1500, seed=1, shuffle=False, whole=whole) for whole in (True, False))
    whole, fitting = (list(source.epoch(0)) for source in sources)
    empty = [sum(rows_up(len(batch.source)) - len(batch.source) for batch in each) for each in (fitting, whole)]
    assert empty[0] > 0.02 * len(CACHE) and empty[1] == 0
    assert len(fitting) < len(whole) < 1.1 * len(fitting)


@pytest.mark.parametrize(("pairs", "rows"), [(57, [57]), (583, [583]), (584, [576, 8])])
def test_an_epoch_that_fits_into_a_batch_is_one(pairs: int, rows: list[int]) -> None:
    """One pair of 57 was half of the steps."""
    cache = made_cache([5] * pairs, [5] * pairs)
    batches = BatchSource(cache, batch_tokens=3500, seed=1, shuffle=False, whole=True)
    assert [len(batch.source) for batch in batches.epoch(0)] == rows


def test_the_same_seed_and_epoch_give_the_same_batches() -> None:
    first, second = (BatchSource(CACHE, batch_tokens=1000, seed=1) for _ in range(2))
    assert list(map(key, first.epoch(4))) == list(map(key, second.epoch(4)))
    assert list(map(key, first.epoch(4))) == list(map(key, first.epoch(4)))


def test_epochs_and_seeds_differ_in_order_and_in_company() -> None:
    source = BatchSource(CACHE, batch_tokens=1000, seed=1)
    epochs = [list(map(key, source.epoch(number))) for number in (0, 1)]
    other = list(map(key, BatchSource(CACHE, batch_tokens=1000, seed=2).epoch(0)))
    assert epochs[0] != epochs[1]
    assert len(set(epochs[0]) & set(epochs[1])) < 0.05 * len(epochs[0])
    assert len(set(epochs[0]) & set(other)) < 0.05 * len(epochs[0])


def test_lengths_come_in_no_order() -> None:
    lengths = [batch.labels.shape[1] for batch in BatchSource(CACHE, batch_tokens=1000, seed=1).epoch(0)]
    assert abs(np.corrcoef(lengths, np.arange(len(lengths)))[0, 1]) < 0.3


def test_without_shuffling_epochs_are_the_same_from_short_to_long() -> None:
    source = BatchSource(CACHE, batch_tokens=1000, seed=1, shuffle=False)
    assert list(map(key, source.epoch(0))) == list(map(key, source.epoch(3)))
    lengths = [max(batch.source.shape[1], batch.labels.shape[1]) for batch in source.epoch(0)]
    assert lengths == sorted(lengths)


def test_any_step_can_be_the_first() -> None:
    source = BatchSource(CACHE, batch_tokens=1500, seed=1)
    size = source.batches_per_epoch()
    all_steps = [key(batch) for number in range(3) for batch in source.epoch(number)]
    assert len(all_steps) == 3 * size
    for step in (0, 1, size - 1, size, size + 7, 2 * size + 3):
        assert [key(batch) for batch in islice(source.from_step(step), 2 * size)][: len(all_steps) - step] == (
            all_steps[step : step + 2 * size]
        )


def test_the_stretches_of_an_epoch_sort_its_pairs_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sorts: list[int] = []
    lexsort = np.lexsort

    def counted(keys: tuple[np.ndarray, ...]) -> np.ndarray:
        sorts.append(len(keys[0]))
        return lexsort(keys)

    def at(source: BatchSource, step: int) -> list[tuple[bytes, bytes]]:
        return list(map(key, islice(source.from_step(step), 3)))

    monkeypatch.setattr(np, "lexsort", counted)
    source = BatchSource(CACHE, batch_tokens=1500, seed=1)
    stretches = [at(source, step) for step in (0, 5, 10)]
    assert sorts == [len(CACHE)]
    size = source.batches_per_epoch()
    stretches.extend(at(source, step) for step in (size - 2, size, 5))  # batches are made ahead of their step
    assert sorts == [len(CACHE)] * 3
    fresh = (BatchSource(CACHE, batch_tokens=1500, seed=1) for _ in stretches)
    assert stretches == [at(one, step) for one, step in zip(fresh, (0, 5, 10, size - 2, size, 5), strict=True)]


def test_every_pair_is_seen_once_an_epoch_after_resuming() -> None:
    source = BatchSource(CACHE, batch_tokens=1500, seed=1)
    size = source.batches_per_epoch()
    seen = Counter(int(row[0]) for batch in islice(source.from_step(5), size - 5, 2 * size - 5) for row in batch.source)
    assert seen == Counter(range(4, 4 + len(CACHE)))


def test_an_empty_cache_has_no_batches() -> None:
    source = BatchSource(made_cache([], []), batch_tokens=100, seed=1)
    assert source.batches_per_epoch() == 0
    assert list(source.epoch(0)) == list(source.from_step(0)) == []


@pytest.fixture
def store(make_dataset: MakeDataset) -> PairStore:
    with PairStore.open(make_dataset(numbered_pairs(500))) as opened:
        yield opened


@pytest.fixture
def tokenizers(store: PairStore) -> TokenizerPair:
    return train_tokenizers(store, kind="bpe", vocabulary_size=300, shared=False)


@pytest.mark.parametrize("split", ["train", "validation", "test"])
def test_a_cache_holds_the_tokens_of_its_part(
    store: PairStore, tokenizers: TokenizerPair, tmp_path: Path, split: str
) -> None:
    cache = build_token_cache(store, split, tokenizers, tmp_path / "tokens", 128, 128)
    rows = list(store.stream(split))
    assert len(cache) == len(rows) == getattr(store.counts(), split)
    assert cache.rows.tolist() == [row.id for row in rows]
    for number, row in enumerate(rows):
        assert cache.source(number).tolist() == tokenizers.source.encode([row.source])[0]
        assert cache.target(number).tolist() == tokenizers.target.encode([row.target])[0]


def test_a_cache_is_made_once(
    store: PairStore, tokenizers: TokenizerPair, tmp_path: Path, make_dataset: MakeDataset
) -> None:
    folder = tmp_path / "tokens"

    def build(split: str = "train", limit: int = 128, pair: TokenizerPair = tokenizers, data: PairStore = store) -> set:
        build_token_cache(data, split, pair, folder, limit, 128)
        return {(path.name, path.stat().st_mtime_ns) for path in folder.glob("*/*.bin")}

    first = build()
    assert build() == first
    others = TokenizerPair(tokenizers.target, tokenizers.source, False)
    with PairStore.open(make_dataset(numbered_pairs(90), "other.pairs")) as other:
        for count, arguments in enumerate(
            ({"split": "test"}, {"limit": 9}, {"pair": others}, {"data": other}), start=2
        ):
            assert len(build(**arguments)) == count * len(first)


def test_over_long_pairs_are_counted(store: PairStore, tokenizers: TokenizerPair, tmp_path: Path) -> None:
    everything = build_token_cache(store, "train", tokenizers, tmp_path, 1000, 1000)
    limit = int(np.median(np.diff(everything.target_offsets)))
    cache = build_token_cache(store, "train", tokenizers, tmp_path, 1000, limit)
    assert 0 < cache.skipped < len(everything)
    assert len(cache) + cache.skipped == len(everything)
    assert np.diff(cache.target_offsets).max() == limit
    nothing = build_token_cache(store, "train", tokenizers, tmp_path, 0, 0)
    assert (len(nothing), nothing.skipped) == (0, len(everything))


def test_a_cache_that_was_broken_off_is_not_there(
    store: PairStore, tokenizers: TokenizerPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(texts: object) -> list[list[int]]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(tokenizers.target, "encode", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build_token_cache(store, "train", tokenizers, tmp_path / "tokens", 128, 128)
    assert list((tmp_path / "tokens").iterdir()) == []
    assert len(build_token_cache(store, "train", tokenizers, tmp_path / "tokens", 128, 128)) == store.counts().train


def test_a_cache_tells_how_many_pairs_are_cut_and_can_be_given_up(
    store: PairStore, tokenizers: TokenizerPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(token_cache, "_ROWS", 100)
    told: list[int] = []

    def give_up(done: int) -> None:
        told.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_token_cache(store, "train", tokenizers, tmp_path / "tokens", 128, 128, give_up)
    assert told == [100] and list((tmp_path / "tokens").iterdir()) == []
    build_token_cache(store, "train", tokenizers, tmp_path / "tokens", 128, 128, told.append)
    assert told == [100, 100, 200, 300, 400, store.counts().train]


@pytest.mark.parametrize("cut", [2, 4, None])
def test_a_cache_that_is_cut_short_or_lacks_a_file_is_made_anew(
    store: PairStore, tokenizers: TokenizerPair, tmp_path: Path, cut: int | None
) -> None:
    """Two bytes are half of a token."""

    def built() -> tuple[list[list[int]], int]:
        cache = build_token_cache(store, "train", tokenizers, tmp_path / "tokens", 128, 128)
        return [cache.target(number).tolist() for number in range(len(cache))], cache.skipped

    expected = built()
    (folder,) = (tmp_path / "tokens").iterdir()
    if cut is None:
        (folder / "cache.json").unlink()
    else:
        tokens = (folder / "target_tokens.bin").read_bytes()
        (folder / "target_tokens.bin").write_bytes(tokens[:-cut])
    assert built() == expected
    assert list((tmp_path / "tokens").iterdir()) == [folder] and (folder / "cache.json").is_file()


@pytest.fixture
def made(store: PairStore, tokenizers: TokenizerPair, tmp_path: Path) -> Path:
    """A cache of the training part in a folder of its own."""
    build_token_cache(store, "train", tokenizers, tmp_path / "first", 128, 128)
    return tmp_path / "first" / cache_name(store, "train", tokenizers, (128, 128))


def numbers_of(cache: Path) -> dict[str, int]:
    """By which the disk knows the files of a cache."""
    return {file.name: file.stat().st_ino for file in cache.iterdir()}


def test_a_cache_that_another_folder_has_is_on_the_disk_once_and_outlives_it(
    store: PairStore, tokenizers: TokenizerPair, tmp_path: Path, made: Path
) -> None:
    second = tmp_path / "second"
    assert link_cache(second / made.name, [tmp_path / "nothing", made.parent])
    assert numbers_of(second / made.name) == numbers_of(made) and list(second.iterdir()) == [second / made.name]
    expected = made.joinpath("target_tokens.bin").read_bytes()
    shutil.rmtree(made)
    before = numbers_of(second / made.name)
    cache = build_token_cache(store, "train", tokenizers, second, 128, 128)
    assert len(cache) == store.counts().train and cache.target_tokens.tobytes() == expected
    assert numbers_of(second / made.name) == before


def test_a_damaged_cache_is_not_linked_and_a_whole_one_not_replaced(tmp_path: Path, made: Path) -> None:
    second, third = (tmp_path / name / made.name for name in ("second", "third"))
    shutil.copytree(made, second)
    before = numbers_of(second)
    assert link_cache(second, [made.parent]) and numbers_of(second) == before
    tokens = made / "source_tokens.bin"
    tokens.write_bytes(tokens.read_bytes()[:-4])
    assert not link_cache(third, [made.parent]) and not third.exists()
    assert link_cache(third, [made.parent, second.parent]) and numbers_of(third) == before


def test_where_files_have_one_name_alone_nothing_is_left_of_a_link(
    tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on FAT."""
    left, link = [1, 1], os.link

    def refused(*paths: Path) -> None:
        if not left:
            raise PermissionError(1, "Operation not permitted", str(paths[0]))
        left.pop()
        link(*paths)

    monkeypatch.setattr(os, "link", refused)
    assert not link_cache(tmp_path / "second" / made.name, [made.parent])
    assert list((tmp_path / "second").iterdir()) == []
