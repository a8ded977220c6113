"""The graphs of a search that is left after some positions and taken up again, with more room and without the done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import tensorflow as tf

from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.symbols import PAD
from tfmodel.jobs.methods import NUMBERS, method_of
from tfmodel.net.decoding.search import Given, Method, Standing, begin, open_sentences, proceed, search
from tfmodel.net.transformer import Transformer

Inputs = dict[str, Any]  # tensors by the name of what they are
Tensors = tuple[tf.Tensor, ...]


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
        inputs: Inputs = {"source": tf.TensorSpec([rows, width], tf.int32)}
        if self.forced:
            inputs["prefix"] = tf.TensorSpec([rows, None if width is None else self.room(width)], tf.int32)
        if self.draws:
            inputs["noise"] = tf.TensorSpec([rows, self.wanted, self.decoding.max_length], tf.float32)
            inputs["numbers"] = tf.TensorSpec([len(NUMBERS)], tf.float32)
        return inputs

    def room(self, width: int | None) -> int:
        """Positions for a source of so many tokens, or of any number."""
        longest = self.decoding.max_length
        return longest if width is None else min(longest, long_enough(width))

    def method(self, inputs: Inputs, room: int | tf.Tensor) -> Method[Any]:
        """The way to search, with room for so many positions."""
        return method_of(self.decoding, room, self.wanted, inputs.get("numbers"))

    def given(self, inputs: Inputs, room: int | tf.Tensor) -> Given:
        """Every sentence has the limit that its own length gives, whatever stands beside it."""
        tokens = tf.reduce_sum(tf.cast(inputs["source"] != PAD, tf.int32), axis=1)
        return Given(tf.minimum(room, long_enough(tokens)), inputs.get("prefix"), inputs.get("noise"))

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
    open: tf.Tensor
    tokens: tf.Tensor
    scores: tf.Tensor


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
        self._rows, self._width = rows, width
        self.compiled = width is not None
        self.room = graphs.room(width)
        self._later: dict[int, Callable[..., Any]] = {}

    @cached_property
    def _first(self) -> Callable[..., Any]:
        def first(inputs: Inputs) -> Tensors:
            method, given = self._graphs.method(inputs, self.room), self._graphs.given(inputs, self.room)
            self._form = begin(self._graphs.transformer, inputs["source"], method, given, 0)
            return self._form.everything()

        function = tf.function(first, jit_compile=self.compiled, autograph=False)
        return function.get_concrete_function(self._graphs.signature(self._rows, self._width))

    def begin(self, inputs: Inputs) -> Tensors:
        """A search before its first position, without room for any."""
        return tuple(self._first(inputs))

    def has_graph(self, until: int) -> bool:
        """Whether it could proceed to a position at once: plain graphs always can, programs once they are compiled."""
        return not self.compiled or until in self._later

    def proceed(self, tensors: Tensors, numbers: tf.Tensor, until: int) -> Reached:
        """The search at a later position, which there is room for then.

        Args:
            tensors: Where it stands.
            numbers: Of the inputs, or anything where there are none.
            until: The position, or where no sentence is open any more.
        """
        return Reached(**self._function(tensors, until)(tensors, numbers, tf.constant(until)))

    def whole(self, inputs: Inputs, positions: Sequence[int]) -> Reached:
        """All stages one after the other, the last of which is the end; may be called inside another graph."""
        tensors, numbers = self.begin(inputs), inputs.get("numbers", tf.zeros(len(NUMBERS)))
        for until in positions:
            reached = self.proceed(tensors, numbers, until)
            if tf.executing_eagerly() and not reached.open.numpy().any():
                break
            tensors = reached.tensors
        return reached

    def _function(self, tensors: Tensors, until: int) -> Callable[..., Any]:
        stage = until if self.compiled else 0
        if stage not in self._later:
            self._later[stage] = self._made(tensors, until)
        return self._later[stage]

    def _made(self, tensors: Tensors, until: int) -> Callable[..., Any]:
        form: Standing[Any] = self._form

        def later(tensors: Tensors, numbers: tf.Tensor, position: tf.Tensor) -> dict[str, Any]:
            end = until if self.compiled else position
            method = self._graphs.method({"numbers": numbers}, self.room)
            roomy = form.with_everything(tensors).with_room(self._graphs.transformer, end)
            reached = proceed(self._graphs.transformer, method, roomy, end)
            found = method.result(reached.state)
            still = open_sentences(method, reached)
            return {"tensors": reached.everything(), "open": still, "tokens": found.tokens, "scores": found.scores}

        function = tf.function(later, jit_compile=self.compiled, autograph=False)
        numbers = tf.TensorSpec([len(NUMBERS)], tf.float32)
        return function.get_concrete_function(self._specs(tensors), numbers, tf.TensorSpec([], tf.int32))

    def _specs(self, tensors: Tensors) -> tuple[tf.TensorSpec, ...]:
        """Of programs the very shapes; else what the first graph knows, where room for nothing means for any."""
        if self.compiled:
            return tuple(tf.TensorSpec(tensor.shape, tensor.dtype) for tensor in tensors)
        return tuple(
            tf.TensorSpec([size or None for size in known.shape], known.dtype)
            for known in self._first.structured_outputs
        )


def long_enough(source: Any) -> Any:
    """Tokens that a translation of so many source tokens may have: half as many again and room for short ones."""
    return source + source // 2 + 24
