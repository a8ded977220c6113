"""Searches for whole lists of sentences: sorted by length, cut into few static shapes, compiled where it pays.

XLA makes a beam three to four times faster but takes seconds to compile a shape (design, section 8). So there are few
shapes, and a plain graph of dynamic shape answers until, and wherever, a compiled one is not there. Whoever waits for
one sentence has a searcher of his own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import tensorflow as tf

from tfmodel.contract.config import DecodingConfig
from tfmodel.contract.symbols import EOS, PAD
from tfmodel.jobs.methods import method_of
from tfmodel.net.decoding.sampling import noise
from tfmodel.net.decoding.search import Given, search
from tfmodel.net.transformer import Transformer

SENTENCES = (1, 8, 64)  # rows of a compiled shape
PLAIN_SENTENCES = 256  # rows of a plain graph, whose cost is that of its many small steps
LENGTHS = (16, 32, 64, 128, 256, 512)  # source tokens of a compiled shape, EOS included
Shape = tuple[int, int]
Inputs = dict[str, Any]  # tensors by the name of what they are


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
    """Searches lists with one model. Its weights may change between calls; nothing is compiled again.

    Args:
        transformer: The model, in float32.
        decoding: Method and limit.
        compile_shapes: Compile a shape the first time it is met and wait for it: for long lists. When False, a plain
            graph answers.
        wanted: How many of a beam's translations are asked for; the fewer, the sooner it is done. None: all.
    """

    def __init__(
        self,
        transformer: Transformer,
        decoding: DecodingConfig,
        *,
        compile_shapes: bool = False,
        wanted: int | None = None,
    ) -> None:
        self.transformer = transformer
        self.decoding = decoding
        self._compile_shapes = compile_shapes
        self._wanted = wanted
        self._compiled: dict[Shape, Callable[..., Any]] = {}

    def search(
        self,
        sources: Sequence[Sequence[int]],
        progress: Callable[[int], None] | None = None,
        numbers: Sequence[tuple[int, int]] | None = None,
    ) -> list[Found]:
        """Hypotheses of each source, in the order of the sources.

        Args:
            sources: Token ids without EOS; an empty one gives one empty hypothesis.
            progress: Told how many sentences are done, after each batch.
            numbers: The line and the piece of it that each source is, which samples depend on; None: all are lines.
        """
        numbers = numbers or [(line, 0) for line in range(len(sources))]
        found: list[Found] = [Found(((EOS,),), (0.0,), False)] * len(sources)
        done = 0
        for rows, shape in self._batches(sources):
            results = self._run([sources[row] for row in rows], [numbers[row] for row in rows], shape)
            for row, result in zip(rows, results, strict=True):
                found[row] = result
            done += len(rows)
            if progress:
                progress(done)
        return found

    def warm(self, shape: Shape) -> None:
        """Compiles a shape that was not yet; may run in the background."""
        if shape not in self._compiled:
            function = self._function(shape)
            function(self._inputs([[EOS]], [(0, 0)], shape))
            self._compiled[shape] = function

    def exportable(self) -> Callable[[Any], dict[str, Any]]:
        """The search as a function of source ids (B, S), with the run's own limit on the length."""
        beam = self.decoding.model_copy(update={"method": "beam"})
        return lambda source: self._hypotheses({"source": source}, self.decoding.max_length, beam)

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

    def _run(self, sources: Sequence[Sequence[int]], numbers: Sequence[tuple[int, int]], shape: Shape) -> list[Found]:
        compiled = self._compiled_for(shape)
        ids = [[*source, EOS] for source in sources]
        if compiled is None:
            result = self._plain(self._inputs(ids, numbers, (len(ids), max(len(row) for row in ids))))
        else:
            result = self._compiled[compiled](self._inputs(ids, numbers, compiled))
        tokens, scores = result["tokens"].numpy(), result["scores"].numpy()
        return [_found(tokens[row], scores[row], compiled is not None) for row in range(len(ids))]

    def _inputs(self, ids: Sequence[Sequence[int]], numbers: Sequence[tuple[int, int]], shape: Shape) -> Inputs:
        """What a graph takes, of a shape; rows that are missing are filled up."""
        inputs: Inputs = {"source": tf.constant(_padded(ids, shape))}
        if self.decoding.method == "sampling":
            filled = [*numbers, *[(0, 0)] * (shape[0] - len(numbers))]
            uniform = noise(self.decoding.seed, filled, self.decoding.samples, self.decoding.max_length)
            inputs["noise"] = tf.constant(uniform)
        return inputs

    def _signature(self, rows: int | None, width: int | None) -> Inputs:
        """The shapes of `_inputs`."""
        signature: Inputs = {"source": tf.TensorSpec([rows, width], tf.int32)}
        if self.decoding.method == "sampling":
            signature["noise"] = tf.TensorSpec([rows, self.decoding.samples, self.decoding.max_length], tf.float32)
        return signature

    def _compiled_for(self, shape: Shape) -> Shape | None:
        """The compiled shape that is to be used, if any."""
        if self._compile_shapes:
            self.warm(shape)
        return shape if shape in self._compiled else None

    @cached_property
    def _plain(self) -> Callable[..., Any]:
        """For any shape: one trace, which takes seconds."""
        function = tf.function(self._search, input_signature=[self._signature(None, None)], autograph=False)
        return function.get_concrete_function()

    def _function(self, shape: Shape) -> Callable[..., Any]:
        program = tf.function(self._search, jit_compile=True, autograph=False)
        return program.get_concrete_function(self._signature(*shape))

    def _search(self, inputs: Inputs) -> dict[str, Any]:
        """The search of a graph, with room for what a source of its width may become."""
        width = inputs["source"].shape[1]
        longest = tf.shape(inputs["source"])[1] if width is None else width
        smaller = tf.minimum if width is None else min
        return self._hypotheses(inputs, smaller(self.decoding.max_length, _long_enough(longest)), self.decoding)

    def _hypotheses(self, inputs: Inputs, room: int | tf.Tensor, decoding: DecodingConfig) -> dict[str, Any]:
        """Every sentence has the limit that its own length gives, whatever stands beside it."""
        tokens = tf.reduce_sum(tf.cast(inputs["source"] != PAD, tf.int32), axis=1)
        given = Given(tf.minimum(room, _long_enough(tokens)), noise=inputs.get("noise"))
        found = search(self.transformer, inputs["source"], method_of(decoding, room, self._wanted), given)
        return {"tokens": found.tokens, "scores": found.scores}


class SentenceSearcher(Searcher):
    """Searches sentence by sentence for a person who waits, at first with a plain graph.

    One trace makes one graph for sources of every length, and XLA's programs of it: tracing needs the interpreter, for
    which an answer would have to wait, compiling does not. The graph is made for one row, which spares it a fourth of
    its operations, those that look for shapes; and how far it searches depends on the source, since a beam that could
    go on for long looks at many positions more before it knows that no longer translation is better.
    """

    def _batches(self, sources: Sequence[Sequence[int]]) -> Iterator[tuple[list[int], Shape]]:
        for row, source in enumerate(sources):
            if source:
                yield [row], (1, len(source) + 1)

    def _compiled_for(self, shape: Shape) -> Shape | None:
        return min((known for known in tuple(self._compiled) if known >= shape), default=None)

    @cached_property
    def _plain(self) -> Callable[..., Any]:
        function = tf.function(self._search, input_signature=[self._signature(1, None)], autograph=False)
        return function.get_concrete_function()

    def _function(self, shape: Shape) -> Callable[..., Any]:
        graph = self._plain
        program = tf.function(lambda inputs: graph(inputs), jit_compile=True, autograph=False)
        return program.get_concrete_function(self._signature(*shape))


def _long_enough(source: Any) -> Any:
    """Tokens that a translation of so many source tokens may have: half as many again and room for short ones."""
    return source + source // 2 + 24


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
