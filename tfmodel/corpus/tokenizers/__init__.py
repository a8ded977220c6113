"""From sentences to token ids and back: subwords by SentencePiece, words, characters."""

from __future__ import annotations

from tfmodel.corpus.tokenizers.base import Tokenizer
from tfmodel.corpus.tokenizers.pair import TokenizerPair, load_tokenizer, train_tokenizer, train_tokenizers

__all__ = ["Tokenizer", "TokenizerPair", "load_tokenizer", "train_tokenizer", "train_tokenizers"]
