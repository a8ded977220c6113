from __future__ import annotations

import errno
from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from corpus_pairs import MakeDataset, numbered_pairs
from hypothesis import given
from hypothesis import strategies as st

from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.problems import changed
from tfmodel.contract.symbols import EOS, PAD, UNK
from tfmodel.corpus.batches import Batch, _even_cuts
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.kept_texts import keep_texts
from tfmodel.corpus.resampling import Draws, ResampledBatches
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.token_cache import CacheWriter, build_token_cache
from tfmodel.corpus.tokenizers import Tokenizer, train_tokenizer, train_tokenizers

SENTENCES = [sentence for pair in numbered_pairs(300) for sentence in pair]


@pytest.fixture(scope="module", params=["bpe", "unigram"])
def tokenizer(request: pytest.FixtureRequest) -> Tokenizer:
    return train_tokenizer(request.param, SENTENCES, vocabulary_size=1200)


def test_drawn_cuts_are_cuts_of_the_same_text(tokenizer: Tokenizer) -> None:
    drawn = tokenizer.sampled(0.2, seed=1, limit=1000).encode(SENTENCES)
    assert [tokenizer.decode(ids) for ids in drawn] == SENTENCES
    assert UNK not in {token for ids in drawn for token in ids}
    different = sum(ids != plain for ids, plain in zip(drawn, tokenizer.encode(SENTENCES), strict=True))
    assert different > len(SENTENCES) / 3


def test_the_same_seed_draws_the_same_and_every_other_seed_or_call_something_else(tokenizer: Tokenizer) -> None:
    first, again, other = (tokenizer.sampled(0.2, seed, 1000) for seed in (1, 1, 2))
    draws = [first.encode(SENTENCES), first.encode(SENTENCES)]
    assert [again.encode(SENTENCES), again.encode(SENTENCES)] == draws
    assert draws[0] != draws[1] != other.encode(SENTENCES) != draws[0]
    assert first.fingerprint == again.fingerprint != other.fingerprint != tokenizer.fingerprint


def test_one_text_is_cut_in_many_ways(tokenizer: Tokenizer) -> None:
    text = "the red house stands on a small hill"
    assert len({tuple(ids) for ids in tokenizer.sampled(0.3, 5, 1000).encode([text] * 100)}) > 10


def test_a_cut_beyond_the_limit_is_the_likeliest_one(tokenizer: Tokenizer) -> None:
    plain = tokenizer.encode(SENTENCES)
    limit = max(map(len, plain))
    drawn = tokenizer.sampled(0.9 if limit else 0.0, 3, limit).encode(SENTENCES)
    assert max(map(len, drawn)) <= limit


def test_bpe_dropout_goes_from_the_likeliest_cut_to_single_letters() -> None:
    pieces = train_tokenizer("bpe", SENTENCES, vocabulary_size=1200)
    plain = pieces.encode(SENTENCES)
    longer = []
    for alpha in (1e-6, 0.1, 0.3, 1.0):
        drawn = pieces.sampled(alpha, 4, 1000).encode(SENTENCES)
        longer.append(sum(map(len, drawn)) / sum(map(len, plain)))
    assert longer[0] == pytest.approx(1.0, abs=1e-3) and longer == sorted(longer)
    assert {len(piece) for piece in pieces.pieces([token for ids in drawn for token in ids])} == {1}


def test_unigram_draws_by_probability_to_the_power_of_alpha() -> None:
    """All cuts of a short text with their probabilities, counted against the draws (Kudo 2018, equation 5)."""
    import sentencepiece

    pieces = train_tokenizer("unigram", SENTENCES, vocabulary_size=400)
    processor = sentencepiece.SentencePieceProcessor(model_proto=pieces._model)
    scores = {processor.id_to_piece(i): processor.get_score(i) for i in range(4, processor.get_piece_size())}
    cuts = {
        text: [cut for cut in compositions(text) if all(piece in scores for piece in cut)]
        for text in scores
        if 3 <= len(text) <= 9 and text.startswith("▁")
    }
    text = max(cuts, key=lambda key: len(cuts[key]))
    assert len(cuts[text]) > 2
    expected = {cut: np.exp(0.3 * sum(scores[piece] for piece in cut)) for cut in cuts[text]}
    drawn = Counter(tuple(pieces.pieces(ids)) for ids in pieces.sampled(0.3, 8, 100).encode([text[1:]] * 8000))
    assert set(drawn) <= set(expected)
    for cut, weight in expected.items():
        assert drawn[cut] / 8000 == pytest.approx(weight / sum(expected.values()), abs=0.02)


def compositions(text: str) -> list[tuple[str, ...]]:
    if not text:
        return [()]
    return [(text[:end], *rest) for end in range(1, len(text) + 1) for rest in compositions(text[end:])]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=80), st.data())
def test_a_given_number_of_batches_is_cut_with_a_row_in_each(lengths: list[int], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(lengths)))
    ordered = np.sort(np.array(lengths, np.int64))
    cuts = _even_cuts(ordered, count)
    assert len(cuts) == count + 1 and cuts[0] == 0 and cuts[-1] == len(lengths)
    assert (np.diff(cuts) >= 1).all()


def drawn_batches(dataset: Path, folder: Path, seed: int = 3, limit: int = 64) -> ResampledBatches:
    with PairStore.open(dataset) as store:
        tokenizers = train_tokenizers(store, kind="bpe", vocabulary_size=300, shared=False)
        plain = build_token_cache(store, "train", tokenizers, folder, limit, limit)
        keep_texts(store, "train", plain, folder / "texts.jsonl")
    draws = Draws(folder / "texts.jsonl", plain, tokenizers, 0.1, (limit, limit), folder, seed)
    return ResampledBatches(draws, batch_tokens=300)


@pytest.fixture
def dataset(make_dataset: MakeDataset) -> Path:
    return make_dataset(numbered_pairs(700))


def key(batch: Batch) -> tuple[bytes, bytes]:
    return batch.source.tobytes(), batch.labels.tobytes()


def test_every_epoch_holds_every_pair_once_cut_anew(dataset: Path, tmp_path: Path) -> None:
    batches = drawn_batches(dataset, tmp_path / "tokens")
    size = batches.batches_per_epoch()
    taken = list(islice(batches.from_step(0), 3 * size))
    with PairStore.open(dataset) as store:
        expected = Counter(row.source for row in store.stream("train"))
        tokenizer = train_tokenizers(store, kind="bpe", vocabulary_size=300, shared=False).source
    epochs = [taken[n * size : (n + 1) * size] for n in range(3)]
    texts = [Counter(tokenizer.decode(row[row != PAD]) for batch in epoch for row in batch.source) for epoch in epochs]
    assert texts == [expected] * 3
    cuts = [{row[row != PAD].tobytes() for batch in epoch for row in batch.source} for epoch in epochs]
    assert len(cuts[0] & cuts[1]) < 0.6 * len(cuts[0])


def test_pairs_that_are_edited_or_excluded_later_are_drawn_as_they_were(dataset: Path, tmp_path: Path) -> None:
    one, other = (drawn_batches(dataset, tmp_path / name) for name in ("one", "other"))
    expected = list(map(key, islice(one.from_step(0), 2 * one.batches_per_epoch())))
    with PairEditor.open(dataset) as editor:
        editor.exclude(range(1, 100))
        editor.edit(300, source="something else")
    assert list(map(key, islice(other.from_step(0), 2 * other.batches_per_epoch()))) == expected


def test_batches_keep_to_the_budget_on_the_average(dataset: Path, tmp_path: Path) -> None:
    batches = drawn_batches(dataset, tmp_path / "tokens")
    sizes = [
        len(batch.labels) * max(batch.source.shape[1], batch.labels.shape[1])
        for batch in islice(batches.from_step(0), batches.batches_per_epoch())
    ]
    assert 240 < np.mean(sizes) < 315


def test_any_step_can_be_the_first_in_any_process(dataset: Path, tmp_path: Path) -> None:
    one = drawn_batches(dataset, tmp_path / "one")
    size = one.batches_per_epoch()
    steps = list(map(key, islice(one.from_step(0), 3 * size)))
    for step in (1, size - 1, size, 2 * size + 3):
        other = drawn_batches(dataset, tmp_path / f"from {step}")
        assert list(map(key, islice(other.from_step(step), 3 * size - step))) == steps[step:]
    assert list(map(key, islice(drawn_batches(dataset, tmp_path / "x", seed=4).from_step(0), size))) != steps[:size]


def test_a_stretch_that_begins_again_a_few_steps_back_gets_the_same_batches(dataset: Path, tmp_path: Path) -> None:
    """Batches are made ahead of their step, over the end of an epoch, too."""
    batches = drawn_batches(dataset, tmp_path / "tokens")
    size = batches.batches_per_epoch()
    ahead = batches.from_step(size - 4)
    first = list(map(key, islice(ahead, 9)))
    again = batches.from_step(size - 2)
    assert list(map(key, islice(again, 5))) == first[2:7]
    next(ahead)


def test_an_epoch_that_found_no_room_on_the_disk_is_drawn_anew(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches are made ahead of their step: the stretch that was to end of it may have ended before."""
    batches = drawn_batches(dataset, tmp_path / "one")
    expected = key(next(drawn_batches(dataset, tmp_path / "other").from_step(0)))

    def full(writer: CacheWriter, pairs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(CacheWriter, "add", full)
        with pytest.raises(OSError, match="No space left") as told:
            next(batches.from_step(0))
    assert told.value.filename == str(tmp_path / "one" / "epoch-000000")
    assert key(next(batches.from_step(0))) == expected


def test_only_the_epochs_that_are_needed_are_kept(dataset: Path, tmp_path: Path) -> None:
    batches = drawn_batches(dataset, tmp_path / "tokens")
    (tmp_path / "tokens" / "epoch-000099").mkdir()
    batches = drawn_batches(dataset, tmp_path / "tokens")
    size = batches.batches_per_epoch()
    for _ in islice(batches.from_step(0), 4 * size + 1):
        kept = {path.name for path in (tmp_path / "tokens").glob("epoch-*")}
        assert len(kept) <= 3
    assert kept == {"epoch-000003", "epoch-000004"}


def test_the_next_epoch_is_ready_when_this_one_ends(dataset: Path, tmp_path: Path) -> None:
    batches = drawn_batches(dataset, tmp_path / "tokens")
    for _ in islice(batches.from_step(0), batches.batches_per_epoch()):
        pass
    assert (tmp_path / "tokens" / "epoch-000001" / "cache.json").is_file()


def test_no_cut_is_longer_than_the_model_can_take(dataset: Path, tmp_path: Path) -> None:
    batches = drawn_batches(dataset, tmp_path / "tokens", limit=12)
    for batch in islice(batches.from_step(0), batches.batches_per_epoch()):
        assert max(batch.source.shape[1], batch.labels.shape[1]) <= 13
        assert ((batch.labels == EOS).sum(1) == 1).all()


@pytest.mark.parametrize("kind", ["word", "character"])
def test_words_and_characters_have_one_cut_and_are_not_sampled(kind: str) -> None:
    plain = train_tokenizer(kind, SENTENCES, vocabulary_size=1200)
    assert plain.sampled(0.5, 1, 5).encode(SENTENCES) == plain.encode(SENTENCES)
    with pytest.raises(FailureError, match="sampling_alpha needs subwords"):
        changed(Config(), {"tokenizer.kind": kind, "tokenizer.sampling_alpha": "0.1"})
