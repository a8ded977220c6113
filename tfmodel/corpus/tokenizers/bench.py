"""Candidates for the tokenizer of a dataset: each is trained on the training part and measured on the validation."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import cast, get_args

from tfmodel.contract.choices import TokenizerKind
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.symbols import UNK
from tfmodel.contract.trial import TokenizerTrial
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.tokenizers.base import Tokenizer
from tfmodel.corpus.tokenizers.pair import TokenizerPair, train_tokenizer

TRAINED_ON = 100_000  # pairs at most: enough to compare by, and each candidate takes seconds
MEASURED_ON = 5_000
_BYTE = re.compile(r"<0x[0-9A-F]{2}>")
_SHAPE = "KIND:SIZE:shared or KIND:SIZE:separate, such as bpe:8000:shared"


@dataclass(frozen=True)
class Candidate:
    """A tokenizer to try."""

    kind: TokenizerKind
    vocabulary_size: int
    shared: bool


@dataclass(frozen=True)
class Trial:
    """A candidate that was tried: its figures and, unless it failed, its tokenizers."""

    figures: TokenizerTrial
    tokenizers: TokenizerPair | None


def parse_candidate(text: str) -> Candidate:
    """Reads "bpe:8000:shared".

    Raises:
        FailureError: The text has another shape, or names a kind that there is not.
    """
    kinds = get_args(TokenizerKind)
    kind, _, rest = text.partition(":")
    size, _, sharing = rest.partition(":")
    if kind not in kinds or not size.isdecimal() or sharing not in ("shared", "separate"):
        raise fail(
            "Wrong candidate", f"“{text}” is no tokenizer; a kind is one of {', '.join(kinds)}.", f"Write {_SHAPE}."
        )
    if not 32 <= int(size) <= 128_000:
        raise fail("Wrong candidate", f"“{text}” asks for {size} tokens.", "Ask for 32 to 128,000.")
    return Candidate(cast(TokenizerKind, kind), int(size), sharing == "shared")


class Bench:
    """The sentences that all candidates are trained and measured on; a large dataset is sampled evenly.

    Raises:
        FailureError: The training or the validation part is empty.
    """

    def __init__(self, store: PairStore, symbols: Sequence[str] = ()) -> None:
        self._symbols = tuple(symbols)
        self._train = _sentences(store, "train", TRAINED_ON)
        self._validation = _sentences(store, "validation", MEASURED_ON)

    def try_out(self, candidate: Candidate, clock: Callable[[], float] = time.monotonic) -> Trial:
        """Trains and measures one; one that cannot be trained says why in its figures."""
        began = clock()
        try:
            tokenizers = self._trained(candidate)
        except FailureError as error:
            figures = TokenizerTrial(**vars(candidate), problem=f"{error.failure.cause} {error.failure.advice}")
            return Trial(figures, None)
        return Trial(self._measured(candidate, tokenizers, clock() - began), tokenizers)

    def _trained(self, candidate: Candidate) -> TokenizerPair:
        def trained(sentences: Sequence[str]) -> Tokenizer:
            return train_tokenizer(
                candidate.kind, sentences, vocabulary_size=candidate.vocabulary_size, symbols=self._symbols
            )

        if candidate.shared:
            both = trained(list(chain(*self._train)))
            return TokenizerPair(both, both, True)
        return TokenizerPair(trained(self._train[0]), trained(self._train[1]), False)

    def _measured(self, candidate: Candidate, tokenizers: TokenizerPair, seconds: float) -> TokenizerTrial:
        source, target = tokenizers.source, tokenizers.target
        sides = [one.encode(texts) for one, texts in zip((source, target), self._validation, strict=True)]
        lengths = [[len(ids) for ids in side] for side in sides]
        unknown = sum(ids.count(UNK) for side in sides for ids in side)
        spelt = sum(_spelt(one, side) for one, side in zip((source, target), sides, strict=True))
        tokens = max(1, sum(map(sum, lengths)))
        return TokenizerTrial(
            **vars(candidate),
            source_vocabulary=source.vocabulary_size,
            target_vocabulary=target.vocabulary_size,
            source_tokens=sum(lengths[0]) / len(lengths[0]),
            target_tokens=sum(lengths[1]) / len(lengths[1]),
            longest=sorted(chain(*lengths))[int(0.99 * (2 * len(lengths[0]) - 1))],
            coverage=1 - (unknown + spelt) / tokens,
            unknown=unknown / tokens,
            seconds=seconds,
        )


def _spelt(tokenizer: Tokenizer, sentences: Sequence[Sequence[int]]) -> int:
    """How many tokens are single bytes."""
    pieces = tokenizer.pieces(range(tokenizer.vocabulary_size))
    spelling = {number for number, piece in enumerate(pieces) if _BYTE.fullmatch(piece)}
    return sum(token in spelling for ids in sentences for token in ids)


def _sentences(store: PairStore, split: str, most: int) -> tuple[list[str], list[str]]:
    step = max(1, -(-getattr(store.counts(), split) // most))
    rows = [(row.source, row.target) for row in islice(store.stream(split), 0, None, step)]
    if not rows:
        raise fail("No pairs", f"{store.path} has no pair in its {split} part.", "Import pairs, or give it a part.")
    source, target = zip(*rows, strict=True)
    return list(source), list(target)
