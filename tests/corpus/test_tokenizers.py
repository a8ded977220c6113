from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import sentencepiece
from corpus_pairs import MakeDataset, numbered_pairs
from hypothesis import given
from hypothesis import strategies as st

from tfmodel.contract.failure import FailureError
from tfmodel.contract.symbols import BOS, EOS, PAD, UNK
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.tokenizers import Tokenizer, TokenizerPair, load_tokenizer, train_tokenizer, train_tokenizers

KINDS = ("unigram", "bpe", "word", "character")
SENTENCES = [sentence for pair in numbered_pairs(300) for sentence in pair] + [
    "Où est-ce qu'il l'a vu\u202f? « Là-bas\u00a0! »",
    'He said: "It\'s 5 % (or so) … done."',
    "नमस्ते दुनिया, यह हिंदी है।",
    "Straße, naïve, Łódź; e\u0301te\u0301",
]
ALPHABET = sorted(set("".join(SENTENCES)))


@pytest.fixture(scope="module", params=KINDS)
def tokenizer(request: pytest.FixtureRequest) -> Tokenizer:
    return train_tokenizer(request.param, SENTENCES, vocabulary_size=1200)


def one(tokenizer: Tokenizer, text: str) -> list[int]:
    return tokenizer.encode([text])[0]


def test_what_was_trained_on_comes_back_exactly(tokenizer: Tokenizer) -> None:
    encoded = tokenizer.encode(SENTENCES)
    assert [tokenizer.decode(ids) for ids in encoded] == SENTENCES
    assert UNK not in {token for ids in encoded for token in ids}


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text(ALPHABET, max_size=40))
def test_text_without_unknown_pieces_comes_back(trained: dict[str, Tokenizer], kind: str, text: str) -> None:
    ids = one(trained[kind], text)
    if UNK not in ids:
        assert trained[kind].decode(ids).split() == text.split()
    assert all(token == UNK or 3 < token < trained[kind].vocabulary_size for token in ids)


@pytest.fixture(scope="module")
def trained() -> dict[str, Tokenizer]:
    return {kind: train_tokenizer(kind, SENTENCES, vocabulary_size=1200) for kind in KINDS}


@given(text=st.text(max_size=40))
def test_subwords_spell_any_letter_in_bytes(trained: dict[str, Tokenizer], text: str) -> None:
    if "▁" in text:  # SentencePiece's own sign for a space
        return
    for kind in ("unigram", "bpe"):
        ids = one(trained[kind], text)
        assert UNK not in ids
        assert trained[kind].decode(ids).split(" ") == [word for word in text.split(" ") if word] or not text.strip(" ")


def test_symbols_in_a_text_are_text(tokenizer: Tokenizer) -> None:
    ids = one(tokenizer, "<s> </s> <pad> the red house")
    assert not {PAD, BOS, EOS} & set(ids)
    assert tokenizer.decode(one(tokenizer, "the red house")) == "the red house"


def test_decoding_stops_at_the_end_and_skips_symbols(tokenizer: Tokenizer) -> None:
    house, hill = one(tokenizer, "the house"), one(tokenizer, "small hill")
    assert tokenizer.decode([BOS, *house, EOS, *hill, PAD]) == "the house"
    assert tokenizer.decode(np.array([*house, PAD, PAD])) == "the house"
    assert tokenizer.decode([EOS]) == tokenizer.decode([]) == ""


def test_an_unknown_piece_is_shown(tokenizer: Tokenizer) -> None:
    assert "⁇" in tokenizer.decode([*one(tokenizer, "the"), UNK])


def test_pieces_show_each_id(tokenizer: Tokenizer) -> None:
    ids = one(tokenizer, "the red house")
    pieces = tokenizer.pieces([*ids, EOS])
    assert len(pieces) == len(ids) + 1
    assert pieces[-1] == "</s>"
    assert "".join(pieces[:-1]).replace("▁", " ").strip() == "the red house"


@pytest.mark.parametrize("kind", KINDS)
def test_training_is_deterministic(kind: str) -> None:
    first, second = (train_tokenizer(kind, iter(SENTENCES), vocabulary_size=400) for _ in range(2))
    assert first.fingerprint == second.fingerprint
    assert first.fingerprint != train_tokenizer(kind, SENTENCES[:50], vocabulary_size=400).fingerprint


@pytest.mark.parametrize("kind", KINDS)
def test_a_vocabulary_has_no_more_pieces_than_asked_or_than_there_are(kind: str) -> None:
    assert train_tokenizer(kind, SENTENCES, vocabulary_size=300).vocabulary_size <= 300
    small = train_tokenizer(kind, ["a b c", "b c d"], vocabulary_size=900)
    assert 4 < small.vocabulary_size < 40
    assert small.decode(one(small, "d c b a")) == "d c b a"


@pytest.mark.parametrize("kind", ["unigram", "bpe"])
def test_too_small_a_vocabulary_says_how_many_it_needs(kind: str) -> None:
    with pytest.raises(FailureError, match="alone need a vocabulary of") as caught:
        train_tokenizer(kind, SENTENCES, vocabulary_size=32)
    assert "tokenizer.vocabulary_size" in caught.value.failure.advice


@pytest.mark.parametrize("kind", ["unigram", "bpe"])
def test_long_paragraphs_are_learned_from(kind: str) -> None:
    """SentencePiece passes over sentences of more than 4,192 bytes unless it is told not to."""
    tokenizer = train_tokenizer(kind, ["the red house " * 400] * 5, vocabulary_size=60)
    assert UNK not in one(tokenizer, "the red house")


def test_words_keep_the_frequent_ones() -> None:
    tokenizer = train_tokenizer("word", ["a b b c c c", "d, d, d, d,"], vocabulary_size=7)
    assert [tokenizer.pieces([token])[0] for token in range(4, 7)] == [",", "▁d", "▁c"]
    assert tokenizer.decode(one(tokenizer, "d, a c")) == "d, ⁇ c"


def test_signs_written_on_letters_do_not_cut_words() -> None:
    tokenizer = train_tokenizer("word", ["हिंदी दुनिया"], vocabulary_size=50)
    assert tokenizer.pieces(one(tokenizer, "हिंदी दुनिया")) == ["▁हिंदी", "▁दुनिया"]


def test_nothing_is_printed_while_training(capfd: pytest.CaptureFixture[str]) -> None:
    train_tokenizer("unigram", SENTENCES, vocabulary_size=300)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shared", [True, False])
def test_saved_tokenizers_cut_as_before(make_dataset: MakeDataset, tmp_path: Path, kind: str, shared: bool) -> None:
    with PairStore.open(make_dataset(numbered_pairs(100))) as store:
        pair = train_tokenizers(store, kind=kind, vocabulary_size=200, shared=shared)
    pair.save(tmp_path / "tokenizer")
    loaded = TokenizerPair.load(tmp_path / "tokenizer")
    assert loaded.shared == shared
    assert (loaded.source is loaded.target) == shared
    assert loaded.fingerprint == pair.fingerprint
    for before, after in ((pair.source, loaded.source), (pair.target, loaded.target)):
        assert after.encode(SENTENCES) == before.encode(SENTENCES)


def test_saving_another_kind_replaces_the_first(make_dataset: MakeDataset, tmp_path: Path) -> None:
    with PairStore.open(make_dataset(numbered_pairs(100))) as store:
        for shared in (True, False):
            train_tokenizers(store, kind="word", vocabulary_size=99, shared=shared).save(tmp_path / "tokenizer")
    assert not TokenizerPair.load(tmp_path / "tokenizer").shared


def test_sentencepiece_itself_reads_the_model(tmp_path: Path) -> None:
    tokenizer = train_tokenizer("bpe", SENTENCES, vocabulary_size=300)
    tokenizer.save(tmp_path, "source")
    reference = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "source.model"))
    assert [reference.pad_id(), reference.bos_id(), reference.eos_id(), reference.unk_id()] == [PAD, BOS, EOS, UNK]
    assert reference.encode(SENTENCES) == tokenizer.encode(SENTENCES)


@pytest.mark.parametrize("damage", ["missing", "cut", "empty", "other"])
@pytest.mark.parametrize("kind", ["bpe", "word"])
def test_damaged_tokenizers_are_refused(tmp_path: Path, kind: str, damage: str) -> None:
    train_tokenizer(kind, SENTENCES, vocabulary_size=300).save(tmp_path, "source")
    (path,) = tmp_path.iterdir()
    damaged = {"cut": path.read_bytes()[:500], "empty": b"", "other": json.dumps({"kind": 3}).encode()}
    path.unlink() if damage == "missing" else path.write_bytes(damaged[damage])
    with pytest.raises(FailureError, match=r"no tokenizer|cannot be read"):
        load_tokenizer(tmp_path, "source")


def test_only_the_training_part_is_seen(make_dataset: MakeDataset) -> None:
    make_dataset([("zebra", "quagga")] * 3, split="validation")
    path = make_dataset([*numbered_pairs(50), ("okapi", "okapi")], split="train")
    with PairStore.open(path) as store:
        pair = train_tokenizers(store, kind="word", vocabulary_size=500, shared=True)
    assert pair.source.encode(["zebra quagga okapi"])[0][:2] == [UNK, UNK]
    assert pair.source.encode(["okapi"])[0] != [UNK]


def test_without_training_pairs_there_is_no_tokenizer(make_dataset: MakeDataset) -> None:
    with (
        PairStore.open(make_dataset(numbered_pairs(5), split="test")) as store,
        pytest.raises(FailureError, match="no pair in its training part"),
    ):
        train_tokenizers(store, kind="bpe", vocabulary_size=500, shared=True)


@pytest.mark.parametrize("kind", ["bpe", "word"])
@pytest.mark.parametrize("shared", [True, False])
def test_training_ends_with_what_is_raised_while_it_reads(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch, kind: str, shared: bool
) -> None:
    monkeypatch.setattr("tfmodel.corpus.tokenizers.pair._TELL_EVERY", 20)
    told: list[int] = []

    def give_up(done: int) -> None:
        told.append(done)
        if done == 40:
            raise KeyboardInterrupt

    with PairStore.open(make_dataset(numbered_pairs(100))) as store, pytest.raises(KeyboardInterrupt):
        train_tokenizers(store, kind=kind, vocabulary_size=300, shared=shared, each=give_up)
    assert told == [0, 20, 40]
