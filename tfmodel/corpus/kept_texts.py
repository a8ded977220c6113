"""The texts behind a token cache, kept in a file: who cuts them anew later sees no edit of the dataset meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tfmodel.contract import atomic
from tfmodel.corpus.store import PairStore, Row
from tfmodel.corpus.token_cache import TokenCache

_ROWS = 10_000  # pairs that are written at a time


class KeptText(NamedTuple):
    """A pair as it was when it was kept; `id` is its number in the dataset."""

    id: int
    source: str
    target: str


def cached_rows(store: PairStore, split: str, cache: TokenCache) -> Iterator[Row]:
    """The pairs of a part that its cache has, in its order: no side is too long for the model."""
    ids = iter(cache.rows)
    wanted = next(ids, None)
    for row in store.stream(split):
        if row.id == wanted:
            yield row
            wanted = next(ids, None)


def keep_texts(
    store: PairStore, split: str, cache: TokenCache, path: Path, each: Callable[[int], None] = lambda done: None
) -> None:
    """Writes the texts of the pairs in a cache, complete or not at all; a file that is there is used again.

    Args:
        store: The dataset.
        split: The part that was cut.
        cache: Its tokens.
        path: The file.
        each: Told now and then how many pairs are written; what it raises leaves no file.
    """
    if path.is_file():
        return
    rows, done = cached_rows(store, split, cache), 0
    with atomic.replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        while chunk := list(islice(rows, _ROWS)):
            for row in chunk:
                file.write(json.dumps((row.id, row.source, row.target), ensure_ascii=False) + "\n")
            done += len(chunk)
            each(done)


def kept_texts(path: Path) -> Iterator[KeptText]:
    """What `keep_texts` wrote, in order."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield KeptText(*json.loads(line))
