"""What is searched for, and what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tfmodel.contract.symbols import EOS, PAD


@dataclass(frozen=True)
class Found:
    """The hypotheses of one sentence, best first.

    Attributes:
        tokens: Ids of each, EOS last unless the limit cut it off.
        scores: Length-penalised log probability of each.
        compiled: Whether XLA's program found them.
    """

    tokens: tuple[tuple[int, ...], ...]
    scores: tuple[float, ...]
    compiled: bool


NOTHING = Found(((EOS,),), (0.0,), False)  # what an empty sentence becomes


@dataclass(frozen=True)
class Query:
    """A sentence to be translated.

    Attributes:
        source: Its ids without EOS.
        prefix: Ids that its translations begin with.
        number: The line and the piece of it: what samples depend on beside the seed.
    """

    source: Sequence[int]
    prefix: Sequence[int] = ()
    number: tuple[int, int] = (0, 0)


def found_of(tokens: np.ndarray, scores: np.ndarray, compiled: bool) -> Found:
    """The hypotheses of one sentence from (K, L) tokens and (K,) scores.

    What never was is left out, and what another group of diverse beams, or another sample, has found already.
    """
    rows = [tuple(row[row != PAD].tolist()) for row in tokens]
    kept = [number for number, row in enumerate(rows) if (row or number == 0) and row not in rows[:number]]
    return Found(tuple(rows[number] for number in kept), tuple(float(scores[number]) for number in kept), compiled)


def padded(ids: Sequence[Sequence[int]], shape: tuple[int, int] | None = None) -> np.ndarray:
    """Rows of ids in an array of a shape, or in one as wide as the longest."""
    filled = np.full(shape or (len(ids), max(len(row) for row in ids)), PAD, dtype="int32")
    for row, tokens in enumerate(ids):
        filled[row, : len(tokens)] = tokens
    return filled
