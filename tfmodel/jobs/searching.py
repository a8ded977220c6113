"""Searches for whole lists of sentences: sorted by length, in batches that sentences leave as soon as they are done.

A search is left at a few positions. The sentences that are done leave there, the others wait until there are enough of
them for another batch, and get room for more positions: attention then never reads much more than there is.

XLA makes a search two to four times faster but takes seconds to compile a shape (design, section 8). So there are few
shapes, and plain graphs of dynamic shape answer where compiling does not pay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.symbols import EOS, PAD
from tfmodel.jobs import compiling
from tfmodel.jobs.methods import graph_settings, numbers_of
from tfmodel.jobs.stages import Inputs, Reached, SearchGraphs, Stages, Tensors, no_numbers
from tfmodel.jobs.waiting import Waiting, rows_of
from tfmodel.net.decoding.sampling import noise
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer

COMPILED_ROWS = 64
FEW_ROWS = 24  # for so few it does not pay to compile
PLAIN_ROWS = 256  # of a plain graph, whose cost is that of its many small steps
WIDTHS = (16, 32, 64, 128, 256, 512)  # source tokens of a compiled shape, EOS included
STAGES = (16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048)  # positions where a search is left
COMPILED_STAGES = (16, 24, 48, 96, 192, 384, 768)  # each takes seconds to compile
FEW_STAGES = (24,)  # those of a program for one sentence
# Where nothing but programs of one shape can answer, there are fewer of them.
FEW_WIDTHS = (32, 128, 512)
FEW_COMPILED_STAGES = (24, 96, 384)
LONE_ROWS = 8  # of a program for a handful of sentences


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


class Searcher:
    """Searches lists with one model. Its weights may change between calls; nothing is compiled again.

    Args:
        transformer: The model, in float32.
        decoding: Method and limit. `decoding` may change between calls as far as graphs do not depend on it.
        compile_shapes: Compile a shape the first time it is met and wait for it: for long lists. When False, plain
            graphs answer.
        wanted: How many translations of a sentence are asked for; a beam is done the sooner, the fewer there are.
        forced: Whether sentences may have prefixes.
    """

    def __init__(
        self,
        transformer: Transformer,
        decoding: DecodingConfig,
        *,
        compile_shapes: bool = False,
        wanted: int = 1,
        forced: bool = False,
    ) -> None:
        self.decoding = decoding
        self.graphs = SearchGraphs(transformer, graph_settings(decoding), wanted, forced=forced)
        self._compile_shapes = compile_shapes
        self._by_shape: dict[tuple[int, int | None], Stages] = {}

    def search(self, queries: Sequence[Query], progress: Callable[[int], None] | None = None) -> list[Found]:
        """Hypotheses of each sentence, in their order.

        Args:
            queries: The sentences; an empty one gives one empty hypothesis.
            progress: Told how many sentences are done, after each batch.
        """
        found = [NOTHING] * len(queries)
        done = sum(not query.source for query in queries)
        for group in self._groups(queries):
            for row, result in group.run():
                found[row] = result
                done += 1
                if progress and (done == len(queries) or done % COMPILED_ROWS == 0):
                    progress(done)
        return found

    def inputs(self, queries: Sequence[Query], shape: tuple[int, int], room: int) -> Inputs:
        """What a graph takes, of a shape (B, S); rows that are missing hold nothing."""
        inputs: Inputs = {"source": compiling.tensor(_padded([[*query.source, EOS] for query in queries], shape))}
        if self.graphs.forced:
            cut = [query.prefix[:room] for query in queries]
            inputs["prefix"] = compiling.tensor(_padded(cut, (shape[0], max(1, room))))
        if self.graphs.draws:
            numbers = [query.number for query in queries] + [(0, 0)] * (shape[0] - len(queries))
            length = self.decoding.max_length
            inputs["noise"] = compiling.tensor(noise(self.decoding.seed, numbers, self.graphs.wanted, length))
            inputs["numbers"] = compiling.tensor(np.array(numbers_of(self.decoding), "float32"))
        return inputs

    def _groups(self, queries: Sequence[Query]) -> Iterator[_Group]:
        """Sentences that are searched together, the shortest first; what few programs would serve comes last."""
        order = sorted((row for row, query in enumerate(queries) if query.source), key=lambda r: len(queries[r].source))
        if self._compile_shapes or self._always_compiles:
            few: list[int] = []
            widths = {row: _at_least(self._widths, len(queries[row].source) + 1) for row in order}
            for width in sorted(set(widths.values())):
                rows = [row for row in order if widths[row] == width]
                if len(rows) < FEW_ROWS and not self._always_compiles:
                    few += rows
                else:
                    yield _Group(self, self._stages(width, len(rows)), queries, rows, few)
            order = sorted(few, key=lambda row: len(queries[row].source))
        for start in range(0, len(order), PLAIN_ROWS):
            yield _Group(self, self._stages(None), queries, order[start : start + PLAIN_ROWS], [])

    def places_to_leave(self, stages: Stages) -> Sequence[int]:
        """Positions at which searches are left."""
        if self._always_compiles:
            return FEW_COMPILED_STAGES
        return COMPILED_STAGES if stages.compiled else STAGES

    def gives_up(self, stages: Stages, until: int) -> bool:
        """Whether few sentences had better wait for a plain graph than for a program that is not there yet."""
        return not self._always_compiles and not stages.has_graph(until)

    @property
    def _always_compiles(self) -> bool:
        """Whether there are no plain graphs."""
        return compiling.compiles_each_shape()

    @property
    def _widths(self) -> Sequence[int]:
        return FEW_WIDTHS if self._always_compiles else WIDTHS

    def _stages(self, width: int | None, sentences: int = COMPILED_ROWS) -> Stages:
        size = LONE_ROWS if self._always_compiles and sentences <= LONE_ROWS else COMPILED_ROWS
        key = (size, width)
        if key not in self._by_shape:
            self._by_shape[key] = Stages(self.graphs, None if width is None else size, width)
        return self._by_shape[key]


class _Group:
    """One pass over sentences of one width: fresh ones enter at the first stage, those that are open go to the next.

    Args:
        searcher: Makes inputs.
        stages: The graphs.
        queries: The whole list.
        rows: The sentences of this group.
        given_up: Takes the rows of sentences that are too few for another program.
    """

    def __init__(
        self, searcher: Searcher, stages: Stages, queries: Sequence[Query], rows: list[int], given_up: list[int]
    ) -> None:
        self._searcher, self._stages, self._queries = searcher, stages, queries
        self._fresh, self._given_up = rows, given_up
        self._positions = _positions(stages.room, searcher.places_to_leave(stages))
        self._waiting = [Waiting() for _ in self._positions]
        self._size = stages.rows or PLAIN_ROWS
        self._numbers = no_numbers()

    def run(self) -> Iterator[tuple[int, Found]]:
        """Each row of the list with what is found."""
        while (stage := self._next_stage()) is not None:
            if stage == 0 and len(self._waiting[0].rows) < self._size:
                self._enter()
            waiting = self._waiting[stage]
            count = min(len(waiting.rows), self._size)
            rows, tensors = waiting.leave(count, self._size if self._stages.compiled else count)
            if count < FEW_ROWS and self._searcher.gives_up(self._stages, self._positions[stage]):
                self._given_up += rows
            else:
                yield from self._advance(stage, rows, tensors)

    def _next_stage(self) -> int | None:
        """The latest that has enough sentences for a batch, else the first that has any."""
        full = [number for number, waiting in enumerate(self._waiting) if len(waiting.rows) >= self._size]
        if full:
            return full[-1]
        if self._fresh:
            return 0
        return next((number for number, waiting in enumerate(self._waiting) if waiting.rows), None)

    def _enter(self) -> None:
        """Fresh sentences begin."""
        rows, self._fresh = self._fresh[: self._size], self._fresh[self._size :]
        queries = [self._queries[row] for row in rows]
        width = max(len(query.source) for query in queries) + 1
        if self._stages.width is not None:
            width = self._stages.width
        size = self._size if self._stages.compiled else len(rows)
        inputs = self._searcher.inputs(queries, (size, width), self._stages.room)
        self._numbers = inputs.get("numbers", self._numbers)
        tensors = self._stages.begin(inputs)
        self._waiting[0].join(rows, rows_of(tensors, list(range(len(rows))), size))

    def _advance(self, stage: int, rows: list[int], tensors: Tensors) -> Iterator[tuple[int, Found]]:
        reached = self._stages.proceed(tensors, self._numbers, self._positions[stage])
        still = compiling.array_of(reached.open)[: len(rows)]
        if still.any():
            going_on = np.flatnonzero(still).tolist()
            remaining = rows_of(reached.tensors, going_on, reached.open.shape[0])
            self._waiting[stage + 1].join([rows[place] for place in going_on], remaining)
        yield from self._results(reached, rows, np.flatnonzero(~still))

    def _results(self, reached: Reached, rows: list[int], places: np.ndarray) -> Iterator[tuple[int, Found]]:
        tokens, scores = compiling.array_of(reached.tokens), compiling.array_of(reached.scores)
        for place in places:
            yield rows[place], found_of(tokens[place], scores[place], self._stages.compiled)


class SentenceSearcher(Searcher):
    """Searches sentence by sentence for a person who waits, at first with plain graphs.

    One trace makes graphs for sources of every length, and XLA's programs of them: tracing needs the interpreter, for
    which an answer would have to wait, compiling does not. The graphs are made for one row, which spares them a fourth
    of their operations, those that look for shapes. Most sentences end in the first stage, which has little room: half
    of the time of a position went into attention to places where nothing is yet.

    Args:
        transformer: The model, in float32.
        decoding: Method and limit.
        wanted: How many translations are asked for.

    Attributes:
        cold: Widths of sources that were asked for and had no program.
    """

    def __init__(self, transformer: Transformer, decoding: DecodingConfig, *, wanted: int = 1) -> None:
        super().__init__(transformer, decoding, wanted=wanted, forced=True)
        self.cold: set[int] = set()
        self._plain = Stages(self.graphs, rows=1)
        self._programs: dict[int, Callable[..., Any]] = {}

    def search(self, queries: Sequence[Query], progress: Callable[[int], None] | None = None) -> list[Found]:
        """Hypotheses of each sentence, in their order; `progress` is told after each."""
        found = []
        for done, query in enumerate(queries, start=1):
            found.append(self._answer(query) if query.source else NOTHING)
            if progress:
                progress(done)
        return found

    def warm(self, width: int) -> None:
        """Compiles the shape of sources of up to so many tokens, EOS included; may run in the background."""
        if width not in self._programs:
            program = self._staged(width) if self._always_compiles else self._one_program(width)
            program(self.inputs([Query(())], (1, width), self.graphs.room(width)))
            self._programs[width] = program

    def warm_what_was_asked(self) -> None:
        """Compiles what was asked for; may run in the background, while more is asked."""
        for width in tuple(self.cold):
            self.warm(width)
            self.cold.discard(width)

    def _one_program(self, width: int) -> Callable[[Inputs], dict[str, Tensor]]:
        self._plain.whole(self.inputs([Query(())], (1, 1), 1), (1,))  # traced here rather than inside the program

        def whole(inputs: Inputs) -> dict[str, Tensor]:
            return self._whole(self._plain, width, inputs)

        return compiling.traced(whole, self.graphs.transformer, [self.graphs.signature(1, width)], static=True)

    def _staged(self, width: int) -> Callable[[Inputs], dict[str, Tensor]]:
        """A program for each stage: what of them is not needed does not run."""
        return partial(self._whole, Stages(self.graphs, rows=1, width=width), width)

    def _whole(self, stages: Stages, width: int, inputs: Inputs) -> dict[str, Tensor]:
        reached = stages.whole(inputs, _positions(self.graphs.room(width), FEW_STAGES))
        return {"tokens": reached.tokens, "scores": reached.scores}

    def _answer(self, query: Query) -> Found:
        width = len(query.source) + 1
        if self._always_compiles:
            self.warm(_at_least(WIDTHS, width))
        compiled = min((known for known in tuple(self._programs) if known >= width), default=None)
        width = compiled or width
        room = self.graphs.room(width)
        inputs = self.inputs([query], (1, width), room)
        if compiled is None:
            reached = self._plain.whole(inputs, _positions(room, STAGES))
            if compiling.gains_by_programs():
                self.cold.update([size for size in WIDTHS if size >= width][:1])
            tokens, scores = reached.tokens, reached.scores
        else:
            result = self._programs[compiled](inputs)
            tokens, scores = result["tokens"], result["scores"]
        tokens, scores = compiling.array_of(tokens[0]), compiling.array_of(scores[0])
        return found_of(tokens, scores, compiled is not None)


def _positions(room: int, stages: Sequence[int]) -> list[int]:
    """Where a search with so much room is left, the last of which is its end."""
    return [*(stage for stage in stages if stage < room), room]


def found_of(tokens: np.ndarray, scores: np.ndarray, compiled: bool) -> Found:
    """The hypotheses of one sentence from (K, L) tokens and (K,) scores.

    What never was is left out, and what another group of diverse beams, or another sample, has found already.
    """
    rows = [tuple(row[row != PAD].tolist()) for row in tokens]
    kept = [number for number, row in enumerate(rows) if (row or number == 0) and row not in rows[:number]]
    return Found(tuple(rows[number] for number in kept), tuple(float(scores[number]) for number in kept), compiled)


def padded(ids: Sequence[Sequence[int]]) -> np.ndarray:
    """Rows of ids in an array as wide as the longest."""
    return _padded(ids, (len(ids), max(len(row) for row in ids)))


def _padded(ids: Sequence[Sequence[int]], shape: tuple[int, int]) -> np.ndarray:
    """Rows of ids in an array of a shape."""
    padded = np.full(shape, PAD, dtype="int32")
    for row, tokens in enumerate(ids):
        padded[row, : len(tokens)] = tokens
    return padded


def _at_least(sizes: Sequence[int], needed: int) -> int:
    return next((size for size in sizes if size >= needed), needed)
