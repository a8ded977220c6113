"""The graphs of a search that is left after some positions and taken up again, with more room and without the done."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

import keras
import numpy as np
from keras import ops

from tfmodel.contract.decoding_config import LENGTH_MARGIN, DecodingConfig
from tfmodel.contract.symbols import EOS, PAD
from tfmodel.jobs import compiling
from tfmodel.jobs.compiling import Spec, Traced
from tfmodel.jobs.methods import NUMBERS, method_of
from tfmodel.net.attention import written_in_place
from tfmodel.net.decoding.hypotheses import NEVER, Hypotheses
from tfmodel.net.decoding.search import Given, Method, Standing, begin, open_sentences, proceed, search
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer

Inputs = dict[str, Any]  # tensors by the name of what they are
Tensors = tuple[Tensor, ...]


class SearchGraphs:
    """What graphs of one way to search are made of. The weights of the model may change between calls.

    Args:
        transformer: The model, in float32.
        decoding: Method and limit, at most the positions of the model, with defaults for all that inputs carry.
        wanted: How many translations of a sentence are asked for.
        forced: Whether inputs carry prefixes.
        margin: By how much a translation may be longer than one and a half sources; see `length_margin`.
    """

    def __init__(
        self,
        transformer: Transformer,
        decoding: DecodingConfig,
        wanted: int,
        *,
        forced: bool,
        margin: int = LENGTH_MARGIN,
    ) -> None:
        self.transformer = transformer
        # A run that goes on with longer translations has the model of before until its first checkpoint.
        longest = min(decoding.max_length, transformer.architecture.max_length)
        self.decoding = decoding.model_copy(update={"max_length": longest})
        self.wanted = wanted
        self.forced = forced
        self._margin = margin

    @property
    def draws(self) -> bool:
        """Whether inputs carry noise."""
        return self.decoding.method == "sampling"

    def signature(self, rows: int | None, width: int | None, prefix: int | None) -> Inputs:
        """The inputs: source (B, S), where they are needed prefix (B, P) and noise (B, K, L), and what is shared."""
        inputs: Inputs = {"source": Spec((rows, width), "int32"), **self.shared}
        if self.forced:
            inputs["prefix"] = Spec((rows, prefix), "int32")
        if self.draws:
            inputs["noise"] = Spec((rows, self.wanted, self.decoding.max_length), "float32")
        return inputs

    @property
    def shared(self) -> Inputs:
        """What all sentences have in common: `methods.NUMBERS` and the model's projection (D, V)."""
        form = self.transformer.architecture
        projection = Spec((form.d_model, form.target_vocabulary), self.transformer.compute_dtype)
        return {"numbers": Spec((len(NUMBERS),), "float32"), "projection": projection}

    def room(self, width: int | None, prefix: int = 0) -> int:
        """Positions for a source of so many tokens, or of any number, and a prefix."""
        longest = self.decoding.max_length
        return longest if width is None else min(longest, self._long_enough(width) + prefix)

    def method(self, inputs: Inputs, room: int | Tensor) -> Method[Any]:
        """The way to search, with room for so many positions."""
        return method_of(self.decoding, room, self.wanted, inputs["numbers"])

    def given(self, inputs: Inputs, room: int | Tensor) -> Given:
        """Every sentence has the limit that its own length gives, whatever stands beside it; a prefix adds its own."""
        prefix, limit = inputs.get("prefix"), self._long_enough(_count(inputs["source"]))
        if prefix is not None:
            limit = limit + _count(prefix)
        return Given(ops.minimum(room, limit), prefix, inputs.get("noise"))

    def exportable(self, source: Any, blank: Sequence[int] = (PAD, EOS)) -> dict[str, Any]:
        """A search of source ids (B, S) that ends where the program's would, and of nothing finds nothing.

        Args:
            source: Each ends with EOS, then comes PAD.
            blank: Ids that are no text.
        """
        room = self.decoding.max_length
        given = self.given({"source": source}, room)
        found = search(self.transformer, source, method_of(self.decoding, room, self.wanted), given)
        return _or_nothing(source, found, blank)

    def _long_enough(self, source: Any) -> Any:
        """Tokens that a translation of so many source tokens may have."""
        return source + source // 2 + self._margin


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

    Plain graphs serve any width, any stage and any room. XLA's programs are made for a few widths of sources, and for
    a few rooms: stages that have room in the same one share it.

    Args:
        graphs: What they are made of.
        rows: B, or None for any.
        width: S of programs, or None for plain graphs.
        rooms: Positions that programs have room for, besides those of the longest translation.
        prefix: Tokens that translations begin with at most: programs have room for as many more.
        inside: Whether plain graphs are to be parts of programs of XLA.
    """

    def __init__(
        self,
        graphs: SearchGraphs,
        rows: int | None = None,
        width: int | None = None,
        rooms: Sequence[int] = (),
        *,
        inside: bool = False,
        prefix: int = 0,
    ) -> None:
        self._graphs = graphs
        self.rows, self.width = rows, width
        self.compiled = width is not None
        self._in_place = self.compiled or inside
        self.room = graphs.room(width, prefix)
        self._rooms = [*(room for room in rooms if room < self.room), self.room]
        self._form: Standing[Any]
        self._firsts: dict[int | None, Traced] = {}
        self._laters: dict[int, Traced] = {}
        self._asked: set[int] = set()
        self._growths: dict[tuple[int, int], Traced] = {}
        self._one_traces = Lock()

    def begin(self, inputs: Inputs) -> Tensors:
        """A search before its first position: plain graphs have no room for any, programs for those of a stage.

        Args:
            inputs: Of at most the width.
        """
        return tuple(self._graph_from(inputs["source"].shape[1] if self.compiled else None)(inputs))

    def trace(self) -> None:
        """Makes the plain graphs."""
        self._graph_from(None)
        self._graph_to(0, ())

    def _graph_from(self, width: int | None) -> Traced:
        with self._one_traces:
            if width not in self._firsts:
                signature = self._graphs.signature(self.rows, width, self.room if self.compiled else None)
                self._firsts[width] = self._traced(self._first, [signature])
        return self._firsts[width]

    def _first(self, inputs: Inputs) -> Tensors:
        transformer = self._graphs.transformer
        method, given = self._graphs.method(inputs, self.room), self._graphs.given(inputs, self.room)
        standing = begin(transformer, inputs["source"], method, given, self._rooms[0] if self.compiled else 0)
        self._form = standing if self.width is None else standing.with_source_room(self.width)
        return self._form.everything()

    def has_graph(self, until: int) -> bool:
        """Whether it could proceed to a position at once: plain graphs can, programs once asked for."""
        return not self.compiled or self._room(until) in self._asked

    def ask(self, until: int) -> None:
        """Says that somebody will proceed to a position: what others decide does not depend on how soon."""
        self._asked.add(self._room(until))

    def share_room(self, stages: Sequence[int]) -> bool:
        """Whether a search comes from one of two stages to the other in the same program; False of a single one."""
        return self.compiled and len(stages) == 2 and self._room(stages[0]) == self._room(stages[1])

    def proceed(self, tensors: Tensors, shared: Inputs, until: int) -> Reached:
        """The search at a later position.

        Args:
            tensors: Where it stands.
            shared: Those of the inputs that all sentences have in common.
            until: The position, or where no sentence is open any more.
        """
        room = self._room(until) if self.compiled else 0
        tensors = self._with_room(tensors, room) if self.compiled else tensors
        reached = self._graph_to(room, tensors)(tensors, shared, compiling.tensor(np.int32(until)))
        changed = reached["tensors"]
        return Reached(**{**reached, "tensors": (*changed, *tensors[len(changed) :])})

    def _graph_to(self, room: int, tensors: Tensors) -> Traced:
        with self._one_traces:
            if room not in self._laters:
                later = partial(self._later, room or None)
                signature = [self._specs(tensors), self._graphs.shared, Spec((), "int32")]
                self._laters[room] = self._traced(later, signature)
        return self._laters[room]

    def _later(self, room: int | None, tensors: Tensors, shared: Inputs, until: Tensor) -> dict[str, Any]:
        """As far as asked, with room for so many positions, or for no more."""
        transformer = self._graphs.transformer
        method = self._graphs.method(shared, self.room)
        roomy = self._form.with_everything(tensors).with_room(transformer, room or until)
        with written_in_place() if self._in_place else nullcontext():
            reached = proceed(transformer, method, roomy, until, shared["projection"])
        found = method.result(reached.state)
        still = open_sentences(method, reached)
        return {"tensors": reached.tensors(), "open": still, "tokens": found.tokens, "scores": found.scores}

    def whole(self, inputs: Inputs, positions: Sequence[int]) -> Reached:
        """All stages one after the other, the last of which is the end; may be called inside another graph."""
        tensors, shared = self.begin(inputs), {name: inputs[name] for name in self._graphs.shared}
        for until in positions:
            reached = self.proceed(tensors, shared, until)
            if compiling.is_known(reached.open) and not compiling.array_of(reached.open).any():
                break
            tensors = reached.tensors
        return reached

    def _room(self, until: int) -> int:
        return next(room for room in self._rooms if room >= until)

    def _with_room(self, tensors: Tensors, positions: int) -> Tensors:
        """What a program of so much room takes."""
        transformer = self._graphs.transformer
        there, places = self._form.with_everything(tensors).cache.places, transformer.decoder.places(positions)
        if there == places:
            return tensors

        def grown(tensors: Tensors) -> Tensors:
            return self._form.with_everything(tensors).with_room(transformer, positions).everything()

        with self._one_traces:
            if (there, places) not in self._growths:
                self._growths[there, places] = self._traced(grown, [self._specs(tensors)])
        return tuple(self._growths[there, places](tensors))

    def _traced(self, function: Callable[..., Any], signature: Sequence[Any]) -> Traced:
        return compiling.traced(function, self._graphs.transformer, signature, static=self.compiled)

    def _specs(self, tensors: Tensors) -> tuple[Spec, ...]:
        """Of programs the very shapes; else what the first graph knows, where room for nothing means for any."""
        if self.compiled:
            return tuple(Spec(tuple(tensor.shape), keras.backend.standardize_dtype(tensor.dtype)) for tensor in tensors)
        known = self._firsts[None].outputs
        return tuple(Spec(tuple(size or None for size in spec.shape), spec.dtype) for spec in known)


def length_margin(source: np.ndarray, target: np.ndarray) -> int:
    """How much longer translations are than one and a half sources, in 999 of 1,000 pairs; `LENGTH_MARGIN` at least.

    A search needs a limit: where a model repeats itself it would go on to the last position. In words and subwords
    `LENGTH_MARGIN` does; digits that are written out in letters need more.

    Args:
        source: (N,) tokens of each, EOS included.
        target: (N,) likewise.
    """
    beyond = target - source - source // 2
    return max(LENGTH_MARGIN, math.ceil(np.quantile(beyond, 0.999))) if len(beyond) else LENGTH_MARGIN


def _count(ids: Tensor) -> Tensor:
    """Tokens of each of (B, S) that are no padding."""
    return ops.sum(ops.cast(ops.not_equal(ids, PAD), "int32"), axis=1)


def _or_nothing(source: Tensor, found: Hypotheses, blank: Sequence[int]) -> dict[str, Tensor]:
    """What was found of sources (B, S); of those without a token of a text, `queries.NOTHING`: the end alone."""
    is_blank = ops.any(ops.equal(source[:, :, None], ops.convert_to_tensor(blank, source.dtype)), axis=2)
    empty = ops.all(is_blank, axis=1)
    _, hypotheses, length = ops.shape(found.tokens)
    best, first = ops.equal(ops.arange(hypotheses), 0), ops.equal(ops.arange(length), 0)  # (K,), (L,)
    end = ops.where(ops.logical_and(best[:, None], first), EOS, PAD)  # (K, L)
    tokens = ops.where(empty[:, None, None], end, found.tokens)
    scores = ops.where(empty[:, None], ops.where(best, 0.0, NEVER), found.scores)
    return {"tokens": tokens, "scores": scores}


def at_least(sizes: Sequence[int], needed: int) -> int:
    """The first of ascending sizes that is large enough, or the very size where none is."""
    return next((size for size in sizes if size >= needed), needed)


def positions(room: int, stages: Sequence[int]) -> list[int]:
    """Where a search with so much room is left, the last of which is its end."""
    return [*(stage for stage in stages if stage < room), room]
