"""Searches sentence by sentence, for a person who waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from tfmodel.contract.decoding_config import LENGTH_MARGIN, DecodingConfig
from tfmodel.jobs import compiling
from tfmodel.jobs.queries import NOTHING, Found, Query, found_of
from tfmodel.jobs.searching import STAGES, Searcher
from tfmodel.jobs.stages import Inputs, Stages, positions
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer

WIDTHS = (16, 32, 64, 128, 256, 512)  # source tokens of a program, EOS included
MUCH_WIDER = 4  # times: a program for so much longer sources takes longer than plain graphs
FEW_STAGES = (24,)  # those of a program for one sentence


class SentenceSearcher(Searcher):
    """Searches sentence by sentence for a person who waits, at first with plain graphs.

    One trace makes graphs for sources of every length, another those that XLA's programs of all lengths are made of:
    tracing needs the interpreter, for which an answer would have to wait, compiling does not. The graphs are made for
    one row, which spares them a fourth of their operations, those that look for shapes. Most sentences end in the first
    stage, which has little room: half of the time of a position went into attention to places where nothing is yet.

    Args:
        transformer: The model, in float32.
        decoding: Method and limit.
        wanted: How many translations are asked for.
        margin: See `SearchGraphs`.

    Attributes:
        cold: Widths of sources that were asked for and had no program.
    """

    def __init__(
        self, transformer: Transformer, decoding: DecodingConfig, *, wanted: int = 1, margin: int = LENGTH_MARGIN
    ) -> None:
        super().__init__(transformer, decoding, wanted=wanted, forced=True, margin=margin)
        self.cold: set[int] = set()
        self._plain = Stages(self.graphs, rows=1)
        self._inside = Stages(self.graphs, rows=1, inside=True)
        self._programs: dict[int, Callable[..., Any]] = {}
        self._projection: Tensor | None = None

    def search(self, queries: Sequence[Query], progress: Callable[[int], None] | None = None) -> list[Found]:
        """Hypotheses of each sentence, in their order; `progress` is told after each."""
        found = []
        for done, query in enumerate(queries, start=1):
            found.append(self._answer(query) if query.source else NOTHING)
            if progress:
                progress(done)
        return found

    def weights_changed(self) -> None:
        """Has to be told: what is made of weights alone, a tenth of an answer's time, is kept."""
        self._projection = None

    @property
    def shared(self) -> Inputs:
        """What graphs take of all sentences in common."""
        if self._projection is None:
            self._projection = self.graphs.transformer.projection()
        return {**self.numbers, "projection": self._projection}

    def warm(self, width: int) -> None:
        """Compiles the shape of sources of up to so many tokens, EOS included; may run in the background.

        There is none beyond the positions of the model.
        """
        width = min(width, self.graphs.transformer.architecture.max_length)
        if width not in self._programs:
            program = self._staged(width) if self.always_compiles else self._one_program(width)
            # The weights may change meanwhile: what is made of them here must not be kept for answers.
            program(self.inputs([Query(())], (1, width), self.graphs.room(width), super().shared))
            self._programs[width] = program

    def warm_what_was_asked(self) -> None:
        """Compiles what was asked for; may run in the background, while more is asked."""
        for width in tuple(self.cold):
            self.warm(width)
            self.cold.discard(width)

    def _one_program(self, width: int) -> Callable[[Inputs], dict[str, Tensor]]:
        self._inside.trace()  # here rather than inside the program

        def whole(inputs: Inputs) -> dict[str, Tensor]:
            return self._whole(self._inside, width, inputs)

        signature = self.graphs.signature(1, width, self.graphs.room(width))
        return compiling.traced(whole, self.graphs.transformer, [signature], static=True)

    def _staged(self, width: int) -> Callable[[Inputs], dict[str, Tensor]]:
        """A program for each stage: what of them is not needed does not run."""
        return partial(self._whole, Stages(self.graphs, rows=1, width=width, rooms=FEW_STAGES), width)

    def _whole(self, stages: Stages, width: int, inputs: Inputs) -> dict[str, Tensor]:
        reached = stages.whole(inputs, positions(self.graphs.room(width), FEW_STAGES))
        return {"tokens": reached.tokens, "scores": reached.scores}

    def _fitting(self, width: int, room: int) -> int:
        """The width of the program for such a sentence: the widest has room for anything."""
        longest = self.graphs.transformer.architecture.max_length
        widths = [*(known for known in WIDTHS if known < longest), longest]
        return next((known for known in widths if known >= width and self.graphs.room(known) >= room), longest)

    def _program_for(self, width: int, room: int) -> int | None:
        """The narrowest program that is there and has room, if it is not so wide that plain graphs are quicker."""
        fitting = self._fitting(width, room)
        if self.always_compiles:
            self.warm(fitting)
        roomy = (known for known in tuple(self._programs) if known >= width and self.graphs.room(known) >= room)
        found = min(roomy, default=None)
        if found is not None and found > MUCH_WIDER * fitting and not self.always_compiles:
            found = None
        if found != fitting and fitting <= WIDTHS[-1] and compiling.gains_by_programs():
            self.cold.add(fitting)
        return found

    def _answer(self, query: Query) -> Found:
        width = len(query.source) + 1
        room = self.graphs.room(width, len(query.prefix))
        compiled = self._program_for(width, room)
        width, room = (compiled, self.graphs.room(compiled)) if compiled else (width, room)
        inputs = self.inputs([query], (1, width), room)
        if compiled is None:
            reached = self._plain.whole(inputs, positions(room, STAGES))
            tokens, scores = reached.tokens, reached.scores
        else:
            result = self._programs[compiled](inputs)
            tokens, scores = result["tokens"], result["scores"]
        tokens, scores = compiling.array_of(tokens[0]), compiling.array_of(scores[0])
        return found_of(tokens, scores, compiled is not None)
