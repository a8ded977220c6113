"""Greedy translations of a peer's model: the whole decoder anew for each token, as peers without a cache have it."""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import psutil

from benchmarks.corpus import Reference
from tfmodel.contract.symbols import BOS, EOS, PAD

ROWS = 64  # sentences at once

# From sources (R, S), targets (R, T) and a position to the likeliest tokens after it (R,)
Likeliest = Callable[[np.ndarray, np.ndarray, int], np.ndarray]


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `benchmarks.quality` asks of a peer; without it the peer trains until it is killed."""
    parser.add_argument("--minutes", type=float, default=math.inf, help="of training, the start of Python included")
    parser.add_argument("--translate", type=Path, help="a file of sentences, translated after that time")
    parser.add_argument("--into", type=Path, help="where their translations go, a line each")


def is_over(options: argparse.Namespace) -> bool:
    """Whether the minutes have passed."""
    return time.time() - psutil.Process().create_time() >= 60.0 * options.minutes


def translate(
    options: argparse.Namespace, reference: Reference, likeliest: Likeliest, *, longest: int, ending: Sequence[int]
) -> None:
    """Writes what the model makes of the sentences that are asked for.

    Args:
        options: See `add_options`.
        reference: Whose tokenizers cut and join.
        likeliest: The model.
        longest: Tokens that it knows places for.
        ending: What it was trained to see at the end of a source.
    """
    texts = options.translate.read_text(encoding="utf-8").split("\n")[:-1]
    sources = [[*ids, *ending][:longest] for ids in reference.tokenizers.source.encode(texts)]
    found = translations(sources, likeliest, longest)
    lines = [reference.tokenizers.target.decode(ids) for ids in found]
    options.into.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def translations(sources: Sequence[Sequence[int]], likeliest: Likeliest, longest: int) -> list[list[int]]:
    """Ids of the translations, without BOS and EOS."""
    order = sorted(range(len(sources)), key=lambda number: len(sources[number]))
    found: list[list[int]] = [[] for _ in sources]
    for start in range(0, len(order), ROWS):
        rows = order[start : start + ROWS]
        for row, ids in zip(rows, _batch([sources[row] for row in rows], likeliest, longest), strict=True):
            found[row] = [int(token) for token in ids if token not in (PAD, EOS)]
    return found


def _batch(sources: list[Sequence[int]], likeliest: Likeliest, longest: int) -> np.ndarray:
    source = np.full((len(sources), longest), PAD, "int32")
    for number, ids in enumerate(sources):
        source[number, : len(ids)] = ids
    target = np.full((len(sources), longest), PAD, "int32")
    target[:, 0] = BOS
    ended = np.zeros(len(sources), bool)
    for position in range(longest - 1):
        following = np.where(ended, PAD, likeliest(source, target, position))
        ended |= following == EOS
        target[:, position + 1] = following
        if ended.all():
            break
    return target[:, 1:]
