"""Searches for whole lists of sentences: sorted by length, in batches that sentences leave as soon as they are done.

A search is left at a few positions. The sentences that are done leave there, the others wait until there are enough of
them for another batch, and get room for more positions: attention then never reads much more than there is.

XLA makes a search two to four times faster but takes seconds to compile a shape (design, section 8). So there are few
shapes, sentences of several widths share one, and plain graphs of dynamic shape answer where compiling does not pay.
A program leaves cores idle between its many small products: several batches run side by side.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from tfmodel.contract.decoding_config import LENGTH_MARGIN, DecodingConfig
from tfmodel.contract.symbols import EOS
from tfmodel.jobs import compiling
from tfmodel.jobs.environment import available_cores
from tfmodel.jobs.methods import graph_settings, numbers_of
from tfmodel.jobs.queries import NOTHING, Found, Query, found_of, padded
from tfmodel.jobs.stages import Inputs, Reached, SearchGraphs, Stages, Tensors, at_least, positions
from tfmodel.jobs.waiting import Waiting, rows_of
from tfmodel.net.decoding.sampling import noise
from tfmodel.net.transformer import Transformer

COMPILED_ROWS = 64
FEW_ROWS = 24  # for so few it does not pay to compile
MANY_ROWS = 1024  # of one width: so many have batches of their own
PLAIN_ROWS = 256  # of a plain graph, whose cost is that of its many small steps
MANY_HYPOTHESES = 4096  # of a batch: of `tiny` each has half a MB of keys and values at 128 positions
MANY_LOGITS = 2**27
WIDTHS = (16, 32, 48, 64, 96, 128, 192, 256, 384, 512)  # source tokens of a compiled shape, EOS included
STAGES = (16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048)  # positions where a search is left
# Programs are left oftener, which costs them less than what is done already; each room takes seconds to compile.
COMPILED_STAGES = (12, 16, 20, 24, 32, 48, 96, 192, 384, 768)
ROOMS = (16, 24, 48, 96, 192, 384, 768)
# Where nothing but programs of one shape can answer, there are fewer of them.
FEW_WIDTHS = (32, 128, 512)
FEW_ROOMS = (24, 96, 384)
LONE_ROWS = 8  # of a program for a handful of sentences
# Batches that are searched side by side, each of which uses all cores at times: 1.5 times as fast on two.
STREAMS = 4
HARDLY_ANY = 1 / 4  # of a batch: when no more are done, it is not worth while to put another together


def rows_at_once(decoding: DecodingConfig, wanted: int, vocabulary: int) -> int:
    """Sentences of a batch, fewer where each has many hypotheses: 2 GB for what they have read, 0.5 for logits."""
    hypotheses = {"sampling": wanted, "greedy": 1}.get(decoding.method, decoding.beam_size)
    return max(1, min(PLAIN_ROWS, MANY_HYPOTHESES // hypotheses, MANY_LOGITS // (hypotheses * vocabulary)))


class Searcher:
    """Searches lists with one model. Its weights may change between calls; nothing is compiled again.

    Args:
        transformer: The model, in float32.
        decoding: Method and limit. `decoding` may change between calls as far as graphs do not depend on it.
        compile_shapes: Compile a shape the first time it is met and wait for it: for long lists. When False, plain
            graphs answer.
        wanted: How many translations of a sentence are asked for; a beam is done the sooner, the fewer there are.
        forced: Whether sentences may have prefixes.
        margin: See `SearchGraphs`.
        plain_streams: In how many parts plain graphs search a list at once, where each has cores of its own; 1 where
            shapes are compiled.
    """

    def __init__(
        self,
        transformer: Transformer,
        decoding: DecodingConfig,
        *,
        compile_shapes: bool = False,
        wanted: int = 1,
        forced: bool = False,
        margin: int = LENGTH_MARGIN,
        plain_streams: int = 1,
    ) -> None:
        self.decoding, self.plain_streams = decoding, plain_streams
        self.graphs = SearchGraphs(transformer, graph_settings(decoding), wanted, forced=forced, margin=margin)
        self.rows = rows_at_once(decoding, wanted, transformer.architecture.target_vocabulary)
        self._compile_shapes = compile_shapes and compiling.gains_by_programs()
        self._by_shape: dict[tuple[int, int | None, int], Stages] = {}

    def search(self, queries: Sequence[Query], progress: Callable[[int], None] | None = None) -> list[Found]:
        """Hypotheses of each sentence, in their order.

        Args:
            queries: The sentences; an empty one gives one empty hypothesis.
            progress: Told how many sentences are done, now and then and at the end.
        """
        found = [NOTHING] * len(queries)
        done = sum(not query.source for query in queries)
        for row, result in self._results(queries):
            found[row] = result
            done += 1
            if progress and (done == len(queries) or done % COMPILED_ROWS == 0):
                progress(done)
        return found

    def _results(self, queries: Sequence[Query]) -> Iterator[tuple[int, Found]]:
        if self.plain_streams == 1:
            for group in self._groups(queries):
                yield from group.run()
            return
        with ThreadPoolExecutor(self.plain_streams) as pool:
            for found in pool.map(lambda group: list(group.run()), self._groups(queries)):
                yield from found

    def inputs(
        self, queries: Sequence[Query], shape: tuple[int, int], room: int, shared: Inputs | None = None
    ) -> Inputs:
        """What a graph takes, of a shape (B, S); rows that are missing hold nothing."""
        inputs: Inputs = {"source": compiling.tensor(padded([[*query.source, EOS] for query in queries], shape))}
        if self.graphs.forced:
            cut = [query.prefix[:room] for query in queries]
            inputs["prefix"] = compiling.tensor(padded(cut, (shape[0], max(1, room))))
        if self.graphs.draws:
            numbers = [query.number for query in queries] + [(0, 0)] * (shape[0] - len(queries))
            length = self.graphs.decoding.max_length
            inputs["noise"] = compiling.tensor(noise(self.decoding.seed, numbers, self.graphs.wanted, length))
        return {**inputs, **(shared or self.shared)}

    @property
    def shared(self) -> Inputs:
        """What graphs take of all sentences in common."""
        return {**self.numbers, "projection": self.graphs.transformer.projection()}

    @property
    def numbers(self) -> Inputs:
        """What graphs take of the settings, by name."""
        return {"numbers": compiling.tensor(np.array(numbers_of(self.decoding), "float32"))}

    def width_of(self, tokens: int) -> int:
        """Of the narrowest program for sources of so many tokens, EOS included."""
        widths = FEW_WIDTHS if self.always_compiles else WIDTHS
        return min(at_least(widths, tokens), self.graphs.transformer.architecture.max_length)

    def _groups(self, queries: Sequence[Query]) -> Iterator[_Group]:
        """Sentences that are searched together, the shortest first; what few programs would serve comes last."""
        order = sorted((row for row, query in enumerate(queries) if query.source), key=lambda r: len(queries[r].source))
        prefix = max((len(query.prefix) for query in queries), default=0)
        if self._compile_shapes or self.always_compiles:
            few: list[int] = []
            for width, rows in self._by_width(queries, order):
                if len(rows) < FEW_ROWS and not self.always_compiles:
                    few += rows
                else:
                    yield _Group(self, self._stages(width, len(rows), prefix), queries, rows, few)
            order = sorted(few, key=lambda row: len(queries[row].source))
        for rows in self._plain(order):
            yield _Group(self, self._stages(None, self.rows, prefix), queries, rows, [])

    def _plain(self, order: list[int]) -> Iterator[list[int]]:
        """Sentences of like length together; or of all lengths, so that parts which run at once end at once."""
        if self.plain_streams == 1 or len(order) < self.plain_streams * FEW_ROWS:
            yield from (order[start : start + self.rows] for start in range(0, len(order), self.rows))
            return
        rounds = -(-len(order) // (self.rows * self.plain_streams))
        yield from (order[start :: rounds * self.plain_streams] for start in range(rounds * self.plain_streams))

    def _by_width(self, queries: Sequence[Query], order: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """Widths of programs and their rows; those that are not many go along with the next width."""
        width, rows = 0, list[int]()
        for row in order:
            own = self.width_of(len(queries[row].source) + 1)
            if rows and own > width and (len(rows) >= MANY_ROWS or own > self.width_of(width + 1)):
                yield width, rows
                rows = []
            width = own
            rows.append(row)
        if rows:
            yield width, rows

    def places_to_leave(self, stages: Stages) -> Sequence[int]:
        """Positions at which searches are left."""
        if self.always_compiles:
            return FEW_ROOMS
        return COMPILED_STAGES if stages.compiled else STAGES

    def gives_up(self, stages: Stages, until: int) -> bool:
        """Whether few sentences had better wait for a plain graph than for a program that is not there yet."""
        return not self.always_compiles and not stages.has_graph(until)

    @property
    def always_compiles(self) -> bool:
        """Whether there are no plain graphs."""
        return compiling.compiles_each_shape()

    def _stages(self, width: int | None, sentences: int, prefix: int) -> Stages:
        size = LONE_ROWS if self.always_compiles and sentences <= LONE_ROWS else COMPILED_ROWS
        size = min(size, self.rows)
        key = (size, width, prefix)
        if key not in self._by_shape:
            rooms = FEW_ROOMS if self.always_compiles else ROOMS
            self._by_shape[key] = Stages(self.graphs, None if width is None else size, width, rooms, prefix=prefix)
        return self._by_shape[key]


class _Group:
    """One pass over sentences of like width: fresh ones enter at the first stage, those that are open go to the next.

    Args:
        searcher: Makes inputs.
        stages: The graphs.
        queries: The whole list.
        rows: The sentences of this group, the shortest first.
        given_up: Takes the rows of sentences that are too few for another program.
    """

    def __init__(
        self, searcher: Searcher, stages: Stages, queries: Sequence[Query], rows: list[int], given_up: list[int]
    ) -> None:
        self._searcher, self._stages, self._queries = searcher, stages, queries
        self._fresh, self._given_up = rows, given_up
        self._positions = positions(stages.room, searcher.places_to_leave(stages))
        self._waiting = {stage: Waiting() for stage in range(1, len(self._positions))}
        self._size = stages.rows or searcher.rows
        self._streams = min(STREAMS, available_cores()) if stages.compiled else 1
        self._shared = searcher.shared

    def run(self) -> Iterator[tuple[int, Found]]:
        """Each row of the list with what is found.

        Batches are taken up in the order in which they were begun, so that each time the same sentences meet.
        """
        running: deque[Future[_Advanced]] = deque()
        with ThreadPoolExecutor(self._streams) as pool:
            while True:
                while len(running) < self._streams and (batch := self._next_batch(idle=not running)):
                    running.append(pool.submit(self._advance, *batch))
                if not running:
                    return
                yield from self._taken_up(running.popleft().result())

    def _next_batch(self, *, idle: bool) -> tuple[int, list[int], Callable[[], Tensors]] | None:
        """Stage, rows and tensors of the latest full batch, else of the first that there is if nothing else runs."""
        full = [stage for stage, waiting in self._waiting.items() if len(waiting.rows) >= self._size]
        if not full and self._fresh:
            rows, self._fresh = self._fresh[: self._size], self._fresh[self._size :]
            self._stages.ask(self._positions[0])
            return 0, rows, partial(self._begun, rows)
        some = [stage for stage, waiting in self._waiting.items() if waiting.rows] if idle else full
        if not some:
            return None
        stage = max(full, default=min(some))
        waiting = self._waiting[stage]
        count = min(len(waiting.rows), self._size)
        if count < min(FEW_ROWS, self._size) and self._searcher.gives_up(self._stages, self._positions[stage]):
            self._given_up += waiting.leave(count, count)[0]
            return self._next_batch(idle=idle)
        self._stages.ask(self._positions[stage])
        return stage, *waiting.leave(count, self._size if self._stages.compiled else count)

    def _begun(self, rows: list[int]) -> Tensors:
        """Fresh sentences before their first position."""
        queries = [self._queries[row] for row in rows]
        width = max(len(query.source) for query in queries) + 1
        if self._stages.compiled:
            width = self._searcher.width_of(width)
        size = self._size if self._stages.compiled else len(rows)
        return self._stages.begin(self._searcher.inputs(queries, (size, width), self._stages.room, self._shared))

    def _advance(self, stage: int, rows: list[int], tensors_of: Callable[[], Tensors]) -> _Advanced:
        """From stage to stage of one room, until enough are done that others may take their places."""
        going_on, found, tensors = np.ones(len(rows), bool), list[tuple[int, Found]](), tensors_of()
        while True:
            reached = self._stages.proceed(tensors, self._shared, self._positions[stage])
            still = compiling.array_of(reached.open)[: len(rows)]
            found += self._results(reached, rows, np.flatnonzero(going_on & ~still))
            going_on, tensors, stage = still, reached.tensors, stage + 1
            if still.mean() <= 1 - HARDLY_ANY or not self._stages.share_room(self._positions[stage - 1 : stage + 1]):
                break
        places = np.flatnonzero(going_on).tolist()
        left = rows_of(tensors, places, reached.open.shape[0]) if places else ()
        return _Advanced(found, stage, [rows[place] for place in places], left)

    def _taken_up(self, advanced: _Advanced) -> list[tuple[int, Found]]:
        if advanced.rows:
            self._waiting[advanced.stage].join(advanced.rows, advanced.tensors)
        return advanced.found

    def _results(self, reached: Reached, rows: list[int], places: np.ndarray) -> Iterator[tuple[int, Found]]:
        tokens, scores = compiling.array_of(reached.tokens), compiling.array_of(reached.scores)
        for place in places:
            yield rows[place], found_of(tokens[place], scores[place], self._stages.compiled)


@dataclass(frozen=True)
class _Advanced:
    """What a batch came to: what was found, and the rows that go on at a stage."""

    found: list[tuple[int, Found]]
    stage: int
    rows: list[int]
    tensors: Tensors
