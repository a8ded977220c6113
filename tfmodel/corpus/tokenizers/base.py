"""What every tokenizer can do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol


class Tokenizer(Protocol):
    """Cuts sentences into pieces with ids; ids 0 to 3 are PAD, BOS, EOS and UNK."""

    @property
    def vocabulary_size(self) -> int:
        """Number of ids, symbols included."""

    @property
    def fingerprint(self) -> str:
        """Equal for tokenizers that cut alike."""

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text, without BOS and EOS."""

    def sampled(self, alpha: float, seed: int, limit: int) -> Tokenizer:
        """The tokenizer that draws one of the ways to cut a text; itself where there is only one way.

        Args:
            alpha: How far the draws stray from the likeliest cut (see `SampledTokenizer`).
            seed: Of all draws.
            limit: Tokens at most; the likeliest cut is taken in place of a longer one.
        """

    def decode(self, ids: Sequence[int]) -> str:
        """The text of ids, up to EOS; symbols are skipped."""

    def pieces(self, ids: Sequence[int]) -> list[str]:
        """The piece of each id, as a person may see it; "▁" stands for the space before a word."""

    def save(self, folder: Path, name: str) -> None:
        """Writes the tokenizer as `folder/name.*`, complete or not at all."""
