"""Subwords by SentencePiece (Kudo and Richardson 2018): unigram (Kudo 2018) or BPE (Sennrich et al. 2016)."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal

from tfmodel.contract import atomic
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.symbols import BOS, EOS, PAD, UNK

SUFFIX = ".model"
_ROOM_FOR_BYTES = 1_000  # smallest vocabulary of which 256 bytes are not a large part
_LONGEST = 65_000  # bytes of a sentence that is learned from; BPE counts the letters of a word in 16 bits


class SubwordTokenizer:
    """A SentencePiece model.

    Args:
        model: The serialised model, as SentencePiece writes it.
    """

    def __init__(self, model: bytes) -> None:
        self._model = model

    @cached_property
    def _processor(self) -> Any:
        import sentencepiece

        return sentencepiece.SentencePieceProcessor(model_proto=self._model)

    @property
    def vocabulary_size(self) -> int:
        """Number of ids, symbols included."""
        return int(self._processor.get_piece_size())

    @property
    def fingerprint(self) -> str:
        """Hash of the model."""
        return hashlib.sha256(self._model).hexdigest()[:16]

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text, without BOS and EOS; "<s>" in a text is text."""
        return list(self._processor.encode(list(texts), out_type=int, num_threads=1))

    def sampled(self, alpha: float, seed: int, limit: int) -> SampledTokenizer:
        """The tokenizer that draws one of the ways to cut a text."""
        return SampledTokenizer(self._model, alpha, seed, limit)

    def decode(self, ids: Sequence[int]) -> str:
        """The text of ids, up to EOS; an unknown piece is "⁇", other symbols are skipped."""
        ended = takewhile(EOS.__ne__, map(int, ids))
        return str(self._processor.decode([token for token in ended if token not in (PAD, BOS)])).strip(" ")

    def pieces(self, ids: Sequence[int]) -> list[str]:
        """The piece of each id."""
        return [str(self._processor.id_to_piece(int(token))) for token in ids]

    def save(self, folder: Path, name: str) -> None:
        """Writes `folder/name.model`, which SentencePiece itself reads."""
        with atomic.replacing(folder / f"{name}{SUFFIX}") as temporary:
            temporary.write_bytes(self._model)


class SampledTokenizer(SubwordTokenizer):
    """Draws one of the ways to cut a text: BPE dropout (Provilkov et al. 2020) or unigram sampling (Kudo 2018).

    The same calls in the same order give the same cuts, in any process.

    Args:
        model: As for `SubwordTokenizer`.
        alpha: BPE: share of merges that are left out. Unigram: exponent of the probabilities; 0 draws all alike.
        seed: Of all draws.
        limit: Tokens at most; the likeliest cut is taken in place of a longer one.
    """

    def __init__(self, model: bytes, alpha: float, seed: int, limit: int) -> None:
        super().__init__(model)
        self._alpha = alpha
        self._seed = seed
        self._limit = limit
        self._calls = 0

    @property
    def fingerprint(self) -> str:
        """Hash of the model, and what the draws depend on."""
        return f"{super().fingerprint}-{self._alpha:g}-{self._seed}-{self._limit}"

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text, without BOS and EOS: drawn anew in each call."""
        import sentencepiece

        sentencepiece.set_random_generator_seed(zlib.crc32(b"%d %d" % (self._seed, self._calls)))
        self._calls += 1
        drawn = self._processor.encode(
            list(texts), out_type=int, num_threads=1, enable_sampling=True, nbest_size=-1, alpha=self._alpha
        )
        return [
            cut if len(cut) <= self._limit else super(SampledTokenizer, self).encode([text])[0]
            for text, cut in zip(texts, drawn, strict=True)
        ]


def train_subwords(
    sentences: Iterable[str],
    kind: Literal["unigram", "bpe"],
    *,
    vocabulary_size: int,
    character_coverage: float,
    symbols: Sequence[str] = (),
) -> SubwordTokenizer:
    """Trains a model; its vocabulary is smaller than asked when the data cannot fill it.

    The text is not normalised (rule "identity"): what a translation looks like is what the corpus looks like, narrow
    no-break spaces before French punctuation included. Where the vocabulary has room for the 256 bytes, a letter that
    the training part lacks is spelt in them, so that nothing is unknown. `symbols` are pieces of their own wherever
    they stand.

    Raises:
        FailureError: The sentences are empty, or have more letters than the vocabulary has room for.
    """
    import sentencepiece

    written = io.BytesIO()
    raised: list[BaseException] = []
    arguments: dict[str, Any] = {
        "model_type": kind,
        "vocab_size": vocabulary_size,
        "hard_vocab_limit": False,
        "character_coverage": character_coverage,
        "max_sentence_length": _LONGEST,
        "normalization_rule_name": "identity",
        "byte_fallback": vocabulary_size >= _ROOM_FOR_BYTES,
        "user_defined_symbols": list(symbols),
        "pad_id": PAD,
        "bos_id": BOS,
        "eos_id": EOS,
        "unk_id": UNK,
        "num_threads": 1,
        "minloglevel": 2,
    }
    read = _read(sentences, raised)
    try:
        sentencepiece.SentencePieceTrainer.train(sentence_iterator=read, model_writer=written, **arguments)
    except (RuntimeError, OSError) as error:
        raise _failure(str(error), kind, vocabulary_size) from error
    finally:
        if raised:
            raise raised[0]
    return SubwordTokenizer(written.getvalue())


def _read(sentences: Iterable[str], raised: list[BaseException]) -> Iterator[str | None]:
    """The sentences; SentencePiece would lose what is raised among them, or train on those before it."""
    try:
        yield from sentences
    except GeneratorExit:
        raise
    except BaseException as error:  # noqa: BLE001  it is raised when SentencePiece has ended
        raised.append(error)
        yield None  # which it refuses


def _failure(reason: str, kind: str, vocabulary_size: int) -> FailureError:
    needed = re.search(r"smaller than required_chars\. \d+ vs (\d+)", reason)
    if needed is not None:
        return fail(
            "Vocabulary too small",
            f"The letters of these sentences alone need a vocabulary of {int(needed[1]):,}, not {vocabulary_size:,}.",
            f"Set tokenizer.vocabulary_size to at least {2 * int(needed[1]):,}.",
        )
    return fail(
        "Tokenizer failed",
        f"SentencePiece cannot make {kind} tokens of these sentences: {reason.strip().splitlines()[-1][:200]}.",
        "Choose another tokenizer.vocabulary_size, or words or characters for tiny data.",
    )
