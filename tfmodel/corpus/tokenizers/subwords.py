"""Subwords by SentencePiece (Kudo and Richardson 2018): unigram (Kudo 2018) or BPE (Sennrich et al. 2016)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from tfmodel.contract import atomic
from tfmodel.contract.failure import fail
from tfmodel.contract.symbols import BOS, EOS, PAD, UNK

SUFFIX = ".model"


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

    def decode(self, ids: Sequence[int]) -> str:
        """The text of ids, up to EOS."""
        ended = list(ids[: ids.index(EOS)] if EOS in ids else ids)
        return str(self._processor.decode([int(token) for token in ended if token not in (PAD, BOS)]))

    def pieces(self, ids: Sequence[int]) -> list[str]:
        """The piece of each id."""
        return [str(self._processor.id_to_piece(int(token))) for token in ids]

    def save(self, folder: Path, name: str) -> None:
        """Writes `folder/name.model`, which SentencePiece itself reads."""
        with atomic.replacing(folder / f"{name}{SUFFIX}") as temporary:
            temporary.write_bytes(self._model)


def train_subwords(
    sentences: Iterable[str], kind: Literal["unigram", "bpe"], *, vocabulary_size: int, character_coverage: float
) -> SubwordTokenizer:
    """Trains a model; its vocabulary is smaller than asked when the data cannot fill it.

    The text is not normalised (rule "identity"): what a translation looks like is what the corpus looks like, narrow
    no-break spaces before French punctuation included. A letter that the training part lacks is spelt in bytes, so
    that nothing is unknown.
    """
    import sentencepiece

    written = io.BytesIO()
    arguments: dict[str, Any] = {
        "model_type": kind,
        "vocab_size": vocabulary_size,
        "hard_vocab_limit": False,
        "character_coverage": character_coverage,
        "normalization_rule_name": "identity",
        "byte_fallback": True,
        "pad_id": PAD,
        "bos_id": BOS,
        "eos_id": EOS,
        "unk_id": UNK,
        "num_threads": 1,
        "minloglevel": 2,
    }
    try:
        sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(sentences), model_writer=written, **arguments)
    except (RuntimeError, OSError) as error:
        reason = str(error).strip().splitlines()[-1][:200]
        raise fail(
            "Tokenizer failed",
            f"SentencePiece cannot make {vocabulary_size:,} {kind} tokens of this data: {reason}",
            "Choose a smaller or larger tokenizer.vocabulary_size, or words or characters for tiny data.",
        ) from error
    return SubwordTokenizer(written.getvalue())
