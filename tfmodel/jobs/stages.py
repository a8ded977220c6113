"""The graphs of a search that is left after some positions and taken up again, with more room and without the done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import keras
import numpy as np
from keras import ops

from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.symbols import PAD
from tfmodel.jobs import compiling
from tfmodel.jobs.compiling import Spec, Traced
from tfmodel.jobs.methods import NUMBERS, method_of
from tfmodel.net.decoding.search import Given, Method, Standing, begin, open_sentences, proceed, search
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer

Inputs = dict[str, Any]  # tensors by the name of what they are
Tensors = tuple[Tensor, ...]


class SearchGraphs:
    """What graphs of one way to search are made of. The weights of the model may change between calls.

    Args:
        transformer: The model, in float32.
        decoding: Method and limit, with defaults for all that inputs carry.
        wanted: How many translations of a sentence are asked for.
        forced: Whether inputs carry prefixes.
    """

    def __init__(self, transformer: Transformer, decoding: DecodingConfig, wanted: int, *, forced: bool) -> None:
        self.transformer = transformer
        self.decoding = decoding
        self.wanted = wanted
        self.forced = forced

    @property
    def draws(self) -> bool:
        """Whether inputs carry noise and numbers."""
        return self.decoding.method == "sampling"

    def signature(self, rows: int | None, width: int | None) -> Inputs:
        """The inputs: source (B, S) and, where they are needed, prefix (B, P), noise (B, K, L) and numbers."""
        inputs: Inputs = {"source": Spec((rows, width), "int32")}
        if self.forced:
            inputs["prefix"] = Spec((rows, None if width is None else self.room(width)), "int32")
        if self.draws:
            inputs["noise"] = Spec((rows, self.wanted, self.decoding.max_length), "float32")
            inputs["numbers"] = Spec((len(NUMBERS),), "float32")
        return inputs

    def room(self, width: int | None) -> int:
        """Positions for a source of so many tokens, or of any number."""
        longest = self.decoding.max_length
        return longest if width is None else min(longest, long_enough(width))

    def method(self, inputs: Inputs, room: int | Tensor) -> Method[Any]:
        """The way to search, with room for so many positions."""
        return method_of(self.decoding, room, self.wanted, inputs.get("numbers"))

    def given(self, inputs: Inputs, room: int | Tensor) -> Given:
        """Every sentence has the limit that its own length gives, whatever stands beside it."""
        tokens = ops.sum(ops.cast(ops.not_equal(inputs["source"], PAD), "int32"), axis=1)
        return Given(ops.minimum(room, long_enough(tokens)), inputs.get("prefix"), inputs.get("noise"))

    def exportable(self, source: Any) -> dict[str, Any]:
        """A search of source ids (B, S) with the run's own limit on the length."""
        found = search(self.transformer, source, self.method({}, self.decoding.max_length))
        return {"tokens": found.tokens, "scores": found.scores}


@dataclass(frozen=True)
class Reached:
    """Where a search stands.

    Attributes:
        tensors: All of it: the position (a scalar), then tensors with one or several rows of each of B sentences.
        open: (B,) boolean, which sentences are not done.
        tokens: (B, K, L) what is found so far, best first.
        scores: (B, K) likewise.
    """

    tensors: Tensors
    open: Tensor
    tokens: Tensor
    scores: Tensor


class Stages:
    """The graphs of one search in stages.

    Plain graphs serve any width and any stage, XLA's programs are made for each of them.

    Args:
        graphs: What they are made of.
        rows: B, or None for any.
        width: S of programs, or None for plain graphs.
    """

    def __init__(self, graphs: SearchGraphs, rows: int | None = None, width: int | None = None) -> None:
        self._graphs = graphs
        self.rows, self.width = rows, width
        self.compiled = width is not None
        self.room = graphs.room(width)
        self._later: dict[int, Traced] = {}

    @cached_property
    def _first(self) -> Traced:
        def first(inputs: Inputs) -> Tensors:
            method, given = self._graphs.method(inputs, self.room), self._graphs.given(inputs, self.room)
            self._form = begin(self._graphs.transformer, inputs["source"], method, given, 0)
            return self._form.everything()

        signature = self._graphs.signature(self.rows, self.width)
        return compiling.traced(first, self._graphs.transformer, [signature], static=self.compiled)

    def begin(self, inputs: Inputs) -> Tensors:
        """A search before its first position, without room for any."""
        return tuple(self._first(inputs))

    def has_graph(self, until: int) -> bool:
        """Whether it could proceed to a position at once: plain graphs always can, programs once they are compiled."""
        return not self.compiled or until in self._later

    def proceed(self, tensors: Tensors, numbers: Tensor, until: int) -> Reached:
        """The search at a later position, which there is room for then.

        Args:
            tensors: Where it stands.
            numbers: Of the inputs, or anything where there are none.
            until: The position, or where no sentence is open any more.
        """
        return Reached(**self._function(tensors, until)(tensors, numbers, compiling.tensor(np.int32(until))))

    def whole(self, inputs: Inputs, positions: Sequence[int]) -> Reached:
        """All stages one after the other, the last of which is the end; may be called inside another graph."""
        tensors, numbers = self.begin(inputs), inputs.get("numbers", no_numbers())
        for until in positions:
            reached = self.proceed(tensors, numbers, until)
            if compiling.is_known(reached.open) and not compiling.array_of(reached.open).any():
                break
            tensors = reached.tensors
        return reached

    def _function(self, tensors: Tensors, until: int) -> Traced:
        stage = until if self.compiled else 0
        if stage not in self._later:
            self._later[stage] = self._made(tensors, until)
        return self._later[stage]

    def _made(self, tensors: Tensors, until: int) -> Traced:
        form: Standing[Any] = self._form

        def later(tensors: Tensors, numbers: Tensor, position: Tensor) -> dict[str, Any]:
            end = until if self.compiled else position
            method = self._graphs.method({"numbers": numbers}, self.room)
            roomy = form.with_everything(tensors).with_room(self._graphs.transformer, end)
            reached = proceed(self._graphs.transformer, method, roomy, end)
            found = method.result(reached.state)
            still = open_sentences(method, reached)
            return {"tensors": reached.everything(), "open": still, "tokens": found.tokens, "scores": found.scores}

        signature = [self._specs(tensors), Spec((len(NUMBERS),), "float32"), Spec((), "int32")]
        return compiling.traced(later, self._graphs.transformer, signature, static=self.compiled)

    def _specs(self, tensors: Tensors) -> tuple[Spec, ...]:
        """Of programs the very shapes; else what the first graph knows, where room for nothing means for any."""
        if self.compiled:
            return tuple(Spec(tuple(tensor.shape), keras.backend.standardize_dtype(tensor.dtype)) for tensor in tensors)
        return tuple(Spec(tuple(size or None for size in known.shape), known.dtype) for known in self._first.outputs)


def no_numbers() -> Tensor:
    """What a graph takes where there are no numbers."""
    return compiling.tensor(np.zeros(len(NUMBERS), "float32"))


def long_enough(source: Any) -> Any:
    """Tokens that a translation of so many source tokens may have: half as many again and room for short ones."""
    return source + source // 2 + 24
