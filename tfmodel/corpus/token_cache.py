"""Tokenised pairs as flat memory-mapped arrays, made once a dataset and tokenizer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tfmodel.contract import atomic
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.tokenizers import TokenizerPair

_ROWS = 10_000  # pairs that are tokenised at a time


@dataclass(frozen=True)
class TokenCache:
    """The pairs of one part as token ids, without BOS and EOS.

    Attributes:
        source_tokens: All source ids, one sentence after the other.
        source_offsets: Where each begins; one more than there are pairs.
        target_tokens: As `source_tokens`.
        target_offsets: As `source_offsets`.
        rows: Id of each pair in the dataset.
        skipped: Pairs that were left out because a side is too long.
    """

    source_tokens: NDArray[np.int32]
    source_offsets: NDArray[np.int64]
    target_tokens: NDArray[np.int32]
    target_offsets: NDArray[np.int64]
    rows: NDArray[np.int64]
    skipped: int

    def __len__(self) -> int:
        return len(self.rows)

    def source(self, number: int) -> NDArray[np.int32]:
        """Source ids of a pair."""
        return self.source_tokens[self.source_offsets[number] : self.source_offsets[number + 1]]

    def target(self, number: int) -> NDArray[np.int32]:
        """Target ids of a pair."""
        return self.target_tokens[self.target_offsets[number] : self.target_offsets[number + 1]]


_ARRAYS: dict[str, type[np.generic]] = {
    "source_tokens": np.int32,
    "source_offsets": np.int64,
    "target_tokens": np.int32,
    "target_offsets": np.int64,
    "rows": np.int64,
}


def build_token_cache(
    store: PairStore, split: str, tokenizers: TokenizerPair, folder: Path, max_source: int, max_target: int
) -> TokenCache:
    """The cache of one part; an earlier one of the same data, tokenizers and limits is used again.

    Args:
        store: The dataset.
        split: "train", "validation" or "test".
        tokenizers: Of both sides.
        folder: Where caches are kept.
        max_source: Longest source in tokens, EOS not counted; pairs beyond are left out.
        max_target: The same for the target.
    """
    key = json.dumps([store.fingerprint(), tokenizers.fingerprint, split, max_source, max_target])
    path = folder / f"{split}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    if not path.is_dir():
        with atomic.replacing_folder(path) as temporary:
            _write(store, split, tokenizers, temporary, (max_source, max_target))
    return _open(path)


def _open(path: Path) -> TokenCache:
    skipped = json.loads((path / "cache.json").read_text(encoding="utf-8"))["skipped"]
    arrays: dict[str, Any] = {name: _array(path / f"{name}.bin", kind) for name, kind in _ARRAYS.items()}
    return TokenCache(skipped=skipped, **arrays)


def _array(path: Path, kind: type[np.generic]) -> NDArray[Any]:
    if path.stat().st_size == 0:  # an empty file cannot be mapped
        return np.empty(0, kind)
    return np.memmap(path, dtype=kind, mode="r")


def _write(store: PairStore, split: str, tokenizers: TokenizerPair, folder: Path, limits: tuple[int, int]) -> None:
    files = {name: (folder / f"{name}.bin").open("wb") for name in _ARRAYS}
    ends = {"source": 0, "target": 0}
    skipped = 0
    for side in ends:
        np.zeros(1, np.int64).tofile(files[f"{side}_offsets"])
    for rows, sources, targets in _tokenised(store, split, tokenizers):
        fits = [
            len(source) <= limits[0] and len(target) <= limits[1]
            for source, target in zip(sources, targets, strict=True)
        ]
        skipped += fits.count(False)
        np.array([row for row, fit in zip(rows, fits, strict=True) if fit], np.int64).tofile(files["rows"])
        for side, sentences in (("source", sources), ("target", targets)):
            kept = [sentence for sentence, fit in zip(sentences, fits, strict=True) if fit]
            offsets = ends[side] + np.cumsum([len(sentence) for sentence in kept], dtype=np.int64)
            offsets.tofile(files[f"{side}_offsets"])
            np.array([token for sentence in kept for token in sentence], np.int32).tofile(files[f"{side}_tokens"])
            ends[side] = int(offsets[-1]) if len(offsets) else ends[side]
    for file in files.values():
        file.close()
    (folder / "cache.json").write_text(json.dumps({"skipped": skipped}) + "\n", encoding="utf-8")


def _tokenised(
    store: PairStore, split: str, tokenizers: TokenizerPair
) -> Iterator[tuple[list[int], list[list[int]], list[list[int]]]]:
    rows = iter(store.stream(split))
    while chunk := list(islice(rows, _ROWS)):
        sources = tokenizers.source.encode([row.source for row in chunk])
        targets = tokenizers.target.encode([row.target for row in chunk])
        yield [row.id for row in chunk], sources, targets
