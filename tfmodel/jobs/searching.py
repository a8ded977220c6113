"""Beam search for whole lists of sentences: sorted by length, cut into few static shapes, compiled where it pays.

XLA makes a beam three to four times faster but takes seconds to compile a shape (design, section 8). So there are few
shapes, and a plain graph of dynamic shape answers until, and wherever, a compiled one is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from tfmodel.contract.config import DecodingConfig
from tfmodel.contract.symbols import EOS, PAD
from tfmodel.jobs import compiling
from tfmodel.net.decoding.beam import beam_search
from tfmodel.net.transformer import Transformer

SENTENCES = (1, 8, 64)  # rows of a compiled shape
PLAIN_SENTENCES = 256  # rows of a plain graph, whose cost is that of its many small steps
LENGTHS = (16, 32, 64, 128, 256, 512)  # source tokens of a compiled shape, EOS included
Shape = tuple[int, int]


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


class Searcher:
    """Searches with one model. Its weights may change between calls; nothing is compiled again.

    Args:
        transformer: The model, in float32.
        decoding: Beam, penalty and limit.
        compile_shapes: Compile a shape the first time it is met and wait for it: for long lists. When False, a plain
            graph answers, where the backend has such a thing, except for shapes that `warm` has compiled.
    """

    def __init__(self, transformer: Transformer, decoding: DecodingConfig, *, compile_shapes: bool = False) -> None:
        self.transformer = transformer
        self.decoding = decoding
        self._compile_shapes = compile_shapes or compiling.compiles_each_shape()
        self._compiled: dict[Shape, compiling.Compiled] = {}

    def search(self, sources: Sequence[Sequence[int]], progress: Callable[[int], None] | None = None) -> list[Found]:
        """Hypotheses of each source, in the order of the sources.

        Args:
            sources: Token ids without EOS; an empty one gives one empty hypothesis.
            progress: Told how many sentences are done, after each batch.
        """
        found: list[Found] = [Found(((EOS,),), (0.0,), False)] * len(sources)
        done = 0
        for rows, shape in self._batches(sources):
            for row, result in zip(rows, self._run([sources[row] for row in rows], shape), strict=True):
                found[row] = result
            done += len(rows)
            if progress:
                progress(done)
        return found

    def warm(self, shapes: Sequence[Shape]) -> None:
        """Compiles shapes; meant for a thread in the background."""
        for shape in shapes:
            if shape not in self._compiled:
                function = compiling.for_shapes(self._beam(self._limit(shape[1])), self.transformer, [shape])
                function(_padded([[EOS]], shape))
                self._compiled[shape] = function

    def exportable(self) -> Callable[[Any], dict[str, Any]]:
        """The search as a function of source ids (B, S), with the run's own limit on the length."""
        return self._beam(self.decoding.max_length)

    def _batches(self, sources: Sequence[Sequence[int]]) -> Iterator[tuple[list[int], Shape]]:
        order = sorted((row for row in range(len(sources)) if sources[row]), key=lambda row: len(sources[row]))
        start = 0
        while start < len(order):
            rows = order[start : start + PLAIN_SENTENCES]
            width = _at_least(LENGTHS, len(sources[rows[-1]]) + 1)
            if self._compile_shapes:
                width = _at_least(LENGTHS, len(sources[rows[0]]) + 1)
                rows = [row for row in rows[: SENTENCES[-1]] if len(sources[row]) + 1 <= width]
            yield rows, (_at_least(SENTENCES, len(rows)), width)
            start += len(rows)

    def _run(self, sources: Sequence[Sequence[int]], shape: Shape) -> list[Found]:
        if self._compile_shapes:
            self.warm([shape])
        function = self._compiled.get(shape)
        ids = [[*source, EOS] for source in sources]
        if function is None:
            longest = max(len(row) for row in ids)
            result = self._plain(_padded(ids, (len(ids), longest)))
        else:
            result = function(_padded(ids, shape))
        tokens, scores = result["tokens"], result["scores"]
        return [_found(tokens[row], scores[row], function is not None) for row in range(len(ids))]

    def _limit(self, width: int) -> int:
        """Longest translation of sources of at most `width` tokens: half as long again and room for short ones."""
        return min(self.decoding.max_length, width + width // 2 + 24)

    @cached_property
    def _plain(self) -> compiling.Compiled:
        """For any shape: one trace, which takes seconds, so its limit does not depend on the source."""
        return compiling.for_any_shape(self._beam(self.decoding.max_length), self.transformer, inputs=1)

    def _beam(self, limit: int) -> Callable[[Any], dict[str, Any]]:
        def search(source: Any) -> dict[str, Any]:
            found = beam_search(
                self.transformer,
                source,
                beam_size=self.decoding.beam_size,
                max_length=limit,
                length_penalty=self.decoding.length_penalty,
            )
            return {"tokens": found.tokens, "scores": found.scores}

        return search


def _found(tokens: np.ndarray, scores: np.ndarray, compiled: bool) -> Found:
    rows = [tuple(int(token) for token in row if token != PAD) for row in tokens]
    kept = [number for number, row in enumerate(rows) if row or number == 0]
    return Found(tuple(rows[number] for number in kept), tuple(float(scores[number]) for number in kept), compiled)


def padded(ids: Sequence[Sequence[int]]) -> np.ndarray:
    """Rows of ids in an array as wide as the longest."""
    return _padded(ids, (len(ids), max(len(row) for row in ids)))


def _padded(ids: Sequence[Sequence[int]], shape: Shape) -> np.ndarray:
    """Rows of ids in an array of a shape; a row that is missing holds EOS alone, which ends at once."""
    padded = np.full(shape, PAD, dtype="int32")
    padded[len(ids) :, 0] = EOS
    for row, tokens in enumerate(ids):
        padded[row, : len(tokens)] = tokens
    return padded


def _at_least(sizes: Sequence[int], needed: int) -> int:
    return next((size for size in sizes if size >= needed), needed)
