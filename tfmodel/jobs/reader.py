"""What a model makes of translations that are there: how likely it holds each piece, and where it looked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tfmodel.contract.symbols import EOS
from tfmodel.jobs import compiling
from tfmodel.jobs.queries import padded
from tfmodel.jobs.searching import MANY_LOGITS
from tfmodel.net.decoding.forced import reading, token_log_probs
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer

READ_TOGETHER = 64  # translations in one pass at most
Pairs = Sequence[tuple[Sequence[int], Sequence[int]]]  # source without EOS and target with EOS, ids
Alignment = tuple[tuple[float, ...], ...]  # a row a target piece, a column a source piece


@dataclass(frozen=True)
class Read:
    """What the model makes of one translation: the log-probability of each piece, and where it looked."""

    log_probs: tuple[float, ...]
    alignment: Alignment


class Reader:
    """Reads translations with one model, whose weights may change between calls.

    Args:
        transformer: The model.
    """

    def __init__(self, transformer: Transformer) -> None:
        self._transformer = transformer

    @cached_property
    def _scoring(self) -> compiling.Numeric:
        def score(source: Tensor, target: Tensor) -> dict[str, Tensor]:
            return {"log_probs": token_log_probs(self._transformer, source, target)}

        return compiling.for_any_shape(score, self._transformer, inputs=2)

    def log_probs(self, pairs: Pairs) -> list[tuple[float, ...]]:
        """The log-probability of each piece of translations; see `read`."""
        found: dict[int, tuple[float, ...]] = {}
        for rows, values in self._looked_at(pairs, self._scoring):
            found.update((row, _rounded(log_probs)) for row, log_probs in zip(rows, values["log_probs"], strict=False))
        return [found[row][: len(pairs[row][1])] for row in range(len(pairs))]

    def _looked_at(self, pairs: Pairs, look: compiling.Numeric) -> Iterator[tuple[list[int], dict[str, np.ndarray]]]:
        """Pairs of like length together, the longest first: their places and what a pass over them gives."""
        order = sorted(range(len(pairs)), key=lambda number: -len(pairs[number][1]))
        while order:
            logits = self._transformer.architecture.target_vocabulary * len(pairs[order[0]][1])
            count = max(1, min(READ_TOGETHER, MANY_LOGITS // logits))
            rows, order = order[:count], order[count:]
            yield rows, look(padded([[*pairs[row][0], EOS] for row in rows]), padded([pairs[row][1] for row in rows]))

    @cached_property
    def _reading(self) -> compiling.Numeric:
        def read(source: Tensor, target: Tensor) -> dict[str, Tensor]:
            return dict(vars(reading(self._transformer, source, target)))

        return compiling.for_any_shape(read, self._transformer, inputs=2)

    def read(self, pairs: Pairs) -> list[Read]:
        """What the model makes of translations.

        Args:
            pairs: Source without EOS and target with EOS, ids.
        """
        read: dict[int, Read] = {}
        for rows, values in self._looked_at(pairs, self._reading):
            log_probs, alignment = values["log_probs"], values["alignment"]
            for place, row in enumerate(rows):
                shape = len(pairs[row][1]), len(pairs[row][0]) + 1
                read[row] = Read(
                    _rounded(log_probs[place, : shape[0]]),
                    tuple(_rounded(weights[: shape[1]]) for weights in alignment[place, : shape[0]]),
                )
        return [read[number] for number in range(len(pairs))]


def _rounded(values: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in values)
