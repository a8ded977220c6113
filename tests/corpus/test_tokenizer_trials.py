"""The tokenizer bench, and placeholders that no tokenizer splits."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_pairs import MakeDataset, numbered_pairs

from tfmodel.contract.config import TokenizerConfig
from tfmodel.contract.failure import FailureError
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.tokenizers import load_tokenizer, train_tokenizer, train_tokenizers
from tfmodel.corpus.tokenizers.bench import Bench, Candidate, parse_candidate

KINDS = ("unigram", "bpe", "word", "character")
SYMBOLS = ("{name}", "%s", "<b>")
SENTENCES = [sentence for pair in numbered_pairs(300) for sentence in pair]


@pytest.fixture
def store(make_dataset: MakeDataset) -> PairStore:
    with PairStore.open(make_dataset(numbered_pairs(600))) as opened:
        yield opened


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["Hello {name}, 100%s", "<b>the</b> {name}{name}", "{name}", "x{name}y %s"])
def test_a_placeholder_is_one_piece_wherever_it_stands(kind: str, text: str) -> None:
    tokenizer = train_tokenizer(kind, [*SENTENCES, text], vocabulary_size=400, symbols=SYMBOLS)
    (ids,) = tokenizer.encode([text])
    pieces = tokenizer.pieces(ids)
    for symbol in SYMBOLS:
        assert pieces.count(symbol) == text.count(symbol)
    assert tokenizer.decode(ids) == text


@pytest.mark.parametrize("kind", KINDS)
def test_placeholders_have_ids_though_no_sentence_has_them(kind: str, tmp_path: Path) -> None:
    tokenizer = train_tokenizer(kind, SENTENCES, vocabulary_size=300, symbols=SYMBOLS)
    tokenizer.save(tmp_path, "shared")
    again = load_tokenizer(tmp_path, "shared")
    assert again.fingerprint == tokenizer.fingerprint
    (ids,) = again.encode(["the %s"])
    assert again.pieces(ids)[-1] == "%s"


def test_tokenizers_without_placeholders_are_as_before() -> None:
    with_none = train_tokenizer("word", SENTENCES, vocabulary_size=300, symbols=())
    assert with_none.fingerprint == train_tokenizer("word", SENTENCES, vocabulary_size=300).fingerprint


def test_the_setting_takes_each_placeholder_once() -> None:
    assert TokenizerConfig(symbols=" %s {name}  %s ").required_symbols == ("%s", "{name}")
    with pytest.raises(ValueError, match="at most 100 symbols"):
        TokenizerConfig(symbols=" ".join(f"<{n}>" for n in range(101)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_trial_measures_the_validation_part(store: PairStore, kind: str) -> None:
    figures = Bench(store).try_out(Candidate(kind, 200, True)).figures
    tokenizers = train_tokenizers(store, kind=kind, vocabulary_size=200, shared=True)
    rows = list(store.stream("validation"))
    lengths = [len(ids) for ids in tokenizers.source.encode([row.source for row in rows])]
    assert figures.source_tokens == pytest.approx(sum(lengths) / len(lengths))
    assert figures.source_vocabulary == tokenizers.source.vocabulary_size
    assert 0 <= figures.unknown <= 1
    assert figures.coverage + figures.unknown <= 1 + 1e-9


def test_unknown_words_are_counted(store: PairStore) -> None:
    figures = Bench(store).try_out(Candidate("word", 32, False)).figures
    assert figures.unknown > 0
    assert figures.coverage == pytest.approx(1 - figures.unknown)
    assert figures.source_vocabulary <= 32


def test_what_cannot_be_trained_says_why_and_the_others_go_on(store: PairStore) -> None:
    bench = Bench(store)
    trial = bench.try_out(Candidate("bpe", 32, True))
    assert "vocabulary" in trial.figures.problem
    assert trial.tokenizers is None
    assert bench.try_out(Candidate("character", 100, True)).tokenizers is not None


@pytest.mark.parametrize("text", ["bpe", "bpe:x:shared", "wordpiece:100:shared", "bpe:100:both", "bpe:5:shared"])
def test_a_wrong_candidate_is_refused(text: str) -> None:
    with pytest.raises(FailureError, match=r"Ask for|Write KIND"):
        parse_candidate(text)
