"""Tokenised pairs as flat memory-mapped arrays, made once a dataset and tokenizer."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from tfmodel.contract import atomic
from tfmodel.corpus.store import PairStore, Row
from tfmodel.corpus.tokenizers import TokenizerPair

if TYPE_CHECKING:
    from tfmodel.corpus.kept_texts import KeptText

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
_FILES = ("cache.json", *(f"{name}.bin" for name in _ARRAYS))


def build_token_cache(
    store: PairStore,
    split: str,
    tokenizers: TokenizerPair,
    folder: Path,
    max_source: int,
    max_target: int,
    each: Callable[[int], None] = lambda done: None,
) -> TokenCache:
    """The cache of one part; an earlier one of the same data, tokenizers and limits is used again, if it is whole.

    Args:
        store: The dataset.
        split: "train", "validation" or "test".
        tokenizers: Of both sides.
        folder: Where caches are kept.
        max_source: Longest source in tokens, EOS not counted; pairs beyond are left out.
        max_target: The same for the target.
        each: Told now and then how many pairs are cut; what it raises leaves no cache.
    """
    path = folder / cache_name(store, split, tokenizers, (max_source, max_target))
    earlier = _whole_cache(path)
    if earlier is not None:
        return earlier
    rows, done = iter(store.stream(split)), 0
    with atomic.replacing_folder(path) as temporary, CacheWriter(temporary, (max_source, max_target)) as writer:
        while chunk := list(islice(rows, _ROWS)):
            writer.add(tokenised(chunk, tokenizers))
            done += len(chunk)
            each(done)
    return open_cache(path)


def cache_name(store: PairStore, split: str, tokenizers: TokenizerPair, limits: tuple[int, int]) -> str:
    """What the cache of a part is called in whatever folder: the same for the same texts, tokenizers and limits."""
    key = json.dumps([store.fingerprint(), tokenizers.fingerprint, split, *limits])
    return f"{split}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def link_cache(path: Path, others: Iterable[Path]) -> bool:
    """Gives the files of a whole cache of the same name a second name at `path`; they take no room on the disk again.

    A cache is never changed, only replaced or removed, so neither the one nor the other can spoil what both have.

    Args:
        path: The cache to be; one that is whole stays.
        others: Folders of caches; read no further than to the first that has it.

    Returns:
        Whether there is a whole cache at `path` now: not where no folder has one, or none can be linked, as on FAT.
    """
    if _whole_cache(path) is not None:
        return True
    whole = (folder / path.name for folder in others if _whole_cache(folder / path.name) is not None)
    return any(_linked(path, other) for other in whole)


def _linked(path: Path, other: Path) -> bool:
    try:
        with atomic.replacing_folder(path) as temporary:
            for name in _FILES:
                os.link(other / name, temporary / name)
    except OSError:  # no links there, another disk, another person's files, or they are gone by now
        return False
    return _whole_cache(path) is not None


def _whole_cache(path: Path) -> TokenCache | None:
    """What is there, or None where nothing is, or a file is missing or cut short: it can be made anew."""
    try:
        cache = open_cache(path)
    except (OSError, ValueError, KeyError):
        return None
    sides = (cache.source_tokens, cache.source_offsets), (cache.target_tokens, cache.target_offsets)
    is_whole = all(len(offsets) == len(cache) + 1 and offsets[-1] == len(tokens) for tokens, offsets in sides)
    return cache if is_whole else None


def open_cache(path: Path) -> TokenCache:
    """Maps the arrays that a `CacheWriter` wrote."""
    skipped = json.loads((path / "cache.json").read_text(encoding="utf-8"))["skipped"]
    arrays: dict[str, Any] = {name: _array(path / f"{name}.bin", kind) for name, kind in _ARRAYS.items()}
    return TokenCache(skipped=skipped, **arrays)


def _array(path: Path, kind: type[np.generic]) -> NDArray[Any]:
    if path.stat().st_size == 0:  # an empty file cannot be mapped
        return np.empty(0, kind)
    return np.memmap(path, dtype=kind, mode="r")


class CacheWriter:
    """Writes a cache into a folder, some pairs at a time; use it in a `with`.

    Args:
        folder: Exists and is empty.
        limits: Tokens of a source and of a target at most; pairs beyond are counted and left out.
    """

    def __init__(self, folder: Path, limits: tuple[int, int]) -> None:
        self._folder = folder
        self._limits = limits
        self._ends = {"source": 0, "target": 0}
        self._skipped = 0
        self._files = {name: (folder / f"{name}.bin").open("wb") for name in _ARRAYS}
        for side in self._ends:
            _append(self._files[f"{side}_offsets"], np.zeros(1, np.int64))

    def add(self, pairs: Sequence[Tokenised]) -> None:
        """Adds pairs behind those that are there."""
        kept = [pair for pair in pairs if len(pair.source) <= self._limits[0] and len(pair.target) <= self._limits[1]]
        self._skipped += len(pairs) - len(kept)
        _append(self._files["rows"], np.array([pair.row for pair in kept], np.int64))
        for side in self._ends:
            sentences: list[list[int]] = [getattr(pair, side) for pair in kept]
            offsets = self._ends[side] + np.cumsum(list(map(len, sentences)), dtype=np.int64)
            _append(self._files[f"{side}_offsets"], offsets)
            _append(self._files[f"{side}_tokens"], np.fromiter(chain.from_iterable(sentences), np.int32))
            self._ends[side] = int(offsets[-1]) if kept else self._ends[side]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for file in self._files.values():
            file.close()
        (self._folder / "cache.json").write_text(json.dumps({"skipped": self._skipped}) + "\n", encoding="utf-8")


def _append(file: BinaryIO, values: NDArray[Any]) -> None:
    file.write(values.tobytes())  # numpy's own tofile does not say why it could not write


@dataclass(frozen=True, slots=True)
class Tokenised:
    """A pair as token ids; `row` is its id in the dataset."""

    row: int
    source: list[int]
    target: list[int]


def tokenised(rows: Sequence[Row | KeptText], tokenizers: TokenizerPair) -> list[Tokenised]:
    """Pairs cut into tokens."""
    sources = tokenizers.source.encode([row.source for row in rows])
    targets = tokenizers.target.encode([row.target for row in rows])
    return [Tokenised(row.id, *tokens) for row, *tokens in zip(rows, sources, targets, strict=True)]
