"""Which pairs of a dataset a model was trained on, whatever became of the dataset since."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from tfmodel.contract.symbols import UNK
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.token_cache import TokenCache
from tfmodel.corpus.tokenizers import Tokenizer

_AT_ONCE = 10_000  # sentences


def trained_on(store: PairStore, split: str, tokenizer: Tokenizer, cache: TokenCache) -> set[int]:
    """The numbers of those used pairs of a part whose source a model was trained on.

    Pairs may have other parts, numbers and texts by now, so their sources are looked for as the model read them; beside
    each also those of other pairs that the dataset takes for the same. Texts with pieces that the vocabulary lacks can
    be the same tokens and no more: of these the number decides.

    Args:
        store: The dataset as it is now.
        split: The part.
        tokenizer: That of the sources.
        cache: The training part as it was.
    """
    same = store.same_sources(split)
    encoded = tokenizer.encode([source for _, _, source in same])
    read = [np.array(ids, np.int32).tobytes() for ids in encoded]
    known = _sources_in(cache, set(read))
    numbered = np.isin([number for _, number, _ in same], cache.rows).tolist()
    return {
        pair
        for (pair, _, _), ids, tokens, has_number in zip(same, encoded, read, numbered, strict=True)
        if (has_number if UNK in ids else tokens in known)
    }


def _sources_in(cache: TokenCache, wanted: set[bytes]) -> set[bytes]:
    """Those of some sources that a cache has; each is the bytes of its ids, which takes a fraction of a microsecond."""
    found: set[bytes] = set()
    for start in range(0, len(cache), _AT_ONCE):
        offsets = cache.source_offsets[start : start + _AT_ONCE + 1]
        tokens = cache.source_tokens[offsets[0] : offsets[-1]].tobytes()
        places = (cache.source_tokens.itemsize * (offsets - offsets[0])).tolist()
        found |= wanted.intersection(tokens[begin:end] for begin, end in pairwise(places))
    return found
