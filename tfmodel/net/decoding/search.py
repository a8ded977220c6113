"""The loop that all methods share: one position of all hypotheses after the other."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, Self, TypeVar

from keras import ops

from tfmodel.contract.failure import fail
from tfmodel.net.decoder import DecoderCache
from tfmodel.net.decoding.constraints import NONE, Constraints
from tfmodel.net.decoding.hypotheses import Hypotheses
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import StepResult, Transformer


@dataclass(frozen=True)
class Given:
    """What is given of B sentences beside their source.

    Attributes:
        limit: (B,) int32 tokens of each one's translations at most, EOS included.
        prefix: (B, P) int32 ids that every hypothesis begins with, P >= 1; PAD where it is free. An EOS in it ends all.
            None: all are free.
        noise: (B, K, L) float32 uniform numbers of [0, 1), one a token; only sampling reads them.
    """

    limit: Tensor
    prefix: Tensor | None = None
    noise: Tensor | None = None

    def tensors(self) -> tuple[Tensor, ...]:
        """What is given, flat."""
        return tuple(tensor for tensor in (self.limit, self.prefix, self.noise) if tensor is not None)

    def with_tensors(self, tensors: tuple[Tensor, ...]) -> Given:
        """The inverse of `tensors`."""
        limit, *others = tensors
        prefix = None if self.prefix is None else others.pop(0)
        return Given(limit, prefix, None if self.noise is None else others.pop(0))


@dataclass(frozen=True)
class State:
    """What one position hands to the next: tensors (B, ...) of B sentences."""

    def tensors(self) -> tuple[Tensor, ...]:
        """All fields, as a loop carries them."""
        return tuple(getattr(self, field.name) for field in fields(self))

    def with_tensors(self, tensors: tuple[Tensor, ...]) -> Self:
        """The inverse of `tensors`."""
        return type(self)(*tensors)


S = TypeVar("S", bound=State)


@dataclass(frozen=True, kw_only=True)
class Method(ABC, Generic[S]):
    """A way to choose tokens, for B sentences of K hypotheses.

    Attributes:
        max_length: L, for which there is room: tokens of a translation at most, EOS included; a scalar tensor where
            one graph is to serve several.
        length_penalty: Exponent (alpha) of Wu et al. 2016, equation 14, in scores; 0 compares plain log-probabilities.
        constraints: What may follow a hypothesis.

    Raises:
        FailureError: `length_penalty` is negative.
    """

    max_length: int | Tensor
    length_penalty: float = 1.0
    constraints: Constraints = NONE

    def __post_init__(self) -> None:
        if self.length_penalty < 0:
            raise fail(
                "Impossible length penalty", f"The length penalty is {self.length_penalty}.", "Choose 0 or more."
            )

    @property
    @abstractmethod
    def hypotheses(self) -> int:
        """K: how many hypotheses of a sentence the model steps side by side."""

    @property
    @abstractmethod
    def related(self) -> int:
        """Q: how many of them, side by side, may continue one another."""

    @abstractmethod
    def start(self, sentences: Tensor | int) -> S:
        """The state of B sentences before the first position."""

    @abstractmethod
    def is_open(self, state: S, limit: Tensor) -> Tensor:
        """Which sentences could still change their result within their limits (B,): (B,) boolean."""

    @abstractmethod
    def advance(self, state: S, stepped: StepResult, position: Tensor, given: Given) -> tuple[S, DecoderCache]:
        """Chooses the tokens at `position`.

        Args:
            state: Before the position.
            stepped: What the model says of it, logits (B * K, V) and cache.
            position: Scalar.
            given: Of the sentences.
        """

    @abstractmethod
    def last(self, state: S) -> Tensor:
        """The tokens that the model reads next: (B, K)."""

    @abstractmethod
    def result(self, state: S) -> Hypotheses:
        """What was found."""


@dataclass(frozen=True)
class Standing(Generic[S]):
    """Where a search stands: the position that comes next (a scalar), and what goes on from there.

    It can be left and taken up again elsewhere: with more room, or without the sentences that are done.
    """

    position: Tensor
    state: S
    cache: DecoderCache
    given: Given

    def tensors(self) -> tuple[Tensor, ...]:
        """The tensors that change from position to position, flat, as a loop carries them."""
        return self.position, *self.state.tensors(), *self.cache.tensors()

    def with_tensors(self, tensors: tuple[Tensor, ...]) -> Standing[S]:
        """The inverse of `tensors`."""
        parts = len(self.state.tensors()) + 1
        state, cache = self.state.with_tensors(tensors[1:parts]), self.cache.with_tensors(tensors[parts:])
        return Standing(tensors[0], state, cache, self.given)

    def everything(self) -> tuple[Tensor, ...]:
        """All tensors, flat, as a graph takes them."""
        return *self.tensors(), *self.cache.constants(), *self.given.tensors()

    def with_everything(self, tensors: tuple[Tensor, ...]) -> Standing[S]:
        """The inverse of `everything`."""
        changing = len(self.tensors())
        fixed = changing + len(self.cache.constants())
        changed = self.with_tensors(tensors[:changing])
        cache = changed.cache.with_constants(tensors[changing:fixed])
        return replace(changed, cache=cache, given=self.given.with_tensors(tensors[fixed:]))

    def with_room(self, model: Transformer, positions: int | Tensor) -> Standing[S]:
        """The same search with room for more positions."""
        return replace(self, cache=self.cache.with_room(model.decoder.places(positions)))

    def with_source_room(self, tokens: int) -> Standing[S]:
        """The same search with sources padded to so many tokens."""
        return replace(self, cache=self.cache.with_source_room(tokens))


def search(model: Transformer, source: Tensor, method: Method[Any], given: Given | None = None) -> Hypotheses:
    """Translations of each sentence.

    Args:
        model: The model.
        source: (B, S) ids.
        method: How tokens are chosen.
        given: Of the sentences; None: nothing but the method's own limit.

    Raises:
        FailureError: `method.max_length` is above the model's.
    """
    given = given or Given(ops.full((ops.shape(source)[0],), method.max_length, dtype="int32"))
    standing = begin(model, source, method, given, method.max_length)
    return method.result(proceed(model, method, standing, method.max_length).state)


def begin(model: Transformer, source: Tensor, method: Method[S], given: Given, positions: int | Tensor) -> Standing[S]:
    """A search before its first position, with room for so many."""
    encoded = model.encode(source)
    cache = model.start(encoded, max_length=positions, beams=method.hypotheses, related=method.related)
    return Standing(ops.convert_to_tensor(0, dtype="int32"), method.start(ops.shape(source)[0]), cache, given)


def proceed(
    model: Transformer,
    method: Method[S],
    standing: Standing[S],
    until: Tensor | int,
    projection: Tensor | None = None,
) -> Standing[S]:
    """The search some positions later: at `until`, or where no sentence is open any more.

    A sentence that is done stays as it is, whatever its neighbours still need.

    Args:
        model: The model.
        method: How tokens are chosen.
        standing: Where the search stands.
        until: The position.
        projection: `model.projection()`, where it was made before.
    """
    projection = model.projection() if projection is None else projection

    def goes_on(*loop: Tensor) -> Tensor:
        now = standing.with_tensors(loop)
        return ops.logical_and(now.position < until, ops.any(open_sentences(method, now)))

    def advance(*loop: Tensor) -> tuple[Tensor, ...]:
        now = standing.with_tensors(loop)
        tokens = ops.reshape(method.last(now.state), (-1,))
        stepped = model.step(tokens, now.position, now.cache, projection)
        state, cache = method.advance(now.state, stepped, now.position, now.given)
        state = _chosen(open_sentences(method, now), state, now.state)
        return now.position + 1, *state, *cache.tensors()

    return standing.with_tensors(ops.while_loop(goes_on, advance, standing.tensors()))


def open_sentences(method: Method[S], standing: Standing[S]) -> Tensor:
    """Which sentences are not done: (B,) boolean."""
    limit = standing.given.limit
    return ops.logical_and(method.is_open(standing.state, limit), standing.position < limit)


def _chosen(sentences: Tensor, state: State, otherwise: State) -> list[Tensor]:
    """The tensors of one state for some sentences (B,), of another for the rest."""
    pairs = zip(state.tensors(), otherwise.tensors(), strict=True)
    return [ops.where(ops.reshape(sentences, (-1, *[1] * (len(new.shape) - 1))), new, old) for new, old in pairs]
