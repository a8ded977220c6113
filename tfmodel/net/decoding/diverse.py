"""Diverse beam search (Vijayakumar et al. 2016): groups of beams that keep away from one another's tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from keras import ops

from tfmodel.contract.failure import fail
from tfmodel.net.decoder import DecoderCache
from tfmodel.net.decoding.beam import Advanced, Beam, BeamState
from tfmodel.net.decoding.candidates import best_candidates
from tfmodel.net.decoding.hypotheses import NEVER, Hypotheses
from tfmodel.net.decoding.search import Given, Method, State
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import StepResult


@dataclass(frozen=True)
class GroupStates(State):
    """The states of G groups, each of K / G hypotheses a sentence."""

    groups: tuple[BeamState, ...]

    def tensors(self) -> tuple[Tensor, ...]:
        """All tensors of all groups."""
        return tuple(tensor for group in self.groups for tensor in group.tensors())

    def with_tensors(self, tensors: tuple[Tensor, ...]) -> GroupStates:
        """The inverse of `tensors`."""
        size = len(tensors) // len(self.groups)
        parts = (tensors[start : start + size] for start in range(0, len(tensors), size))
        return GroupStates(tuple(group.with_tensors(part) for group, part in zip(self.groups, parts, strict=True)))


@dataclass(frozen=True, kw_only=True)
class DiverseBeam(Method[GroupStates]):
    """G beams of K / G, one after the other at each position.

    A token's value for a group is its log-probability less `penalty` for each hypothesis of an earlier group that
    goes on with it at the same position (the paper's Hamming diversity, equation 4). The penalty decides what goes
    on; log-probabilities and scores stay the model's. With one group it is beam search.

    Attributes:
        beam_size: K.
        groups: G, which divides K.
        penalty: The paper's lambda; it found 0.2 to 0.8 to be good.

    Raises:
        FailureError: `groups` does not divide `beam_size`, or `penalty` is negative.
    """

    beam_size: int
    groups: int
    penalty: float

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.groups < 1 or self.beam_size % self.groups:
            raise fail(
                "Impossible groups",
                f"{self.groups} groups do not divide a beam of {self.beam_size} evenly.",
                "Choose a number of groups that divides the beam.",
            )
        if self.penalty < 0:
            raise fail("Impossible diversity penalty", f"The penalty is {self.penalty}.", "Choose 0 or more.")

    @cached_property
    def _group(self) -> Beam:
        return Beam(
            beam_size=self.beam_size // self.groups, max_length=self.max_length, length_penalty=self.length_penalty
        )

    @property
    def hypotheses(self) -> int:
        """K."""
        return self.beam_size

    @property
    def related(self) -> int:
        """Those of a group."""
        return self._group.beam_size

    def start(self, sentences: Tensor | int) -> GroupStates:
        """Every group at its beginning."""
        return GroupStates(tuple(self._group.start(sentences) for _ in range(self.groups)))

    def is_open(self, state: GroupStates, limit: Tensor) -> Tensor:
        """Whether any group could still change its result."""
        return ops.any(ops.stack([self._group.is_open(group, limit) for group in state.groups]), axis=0)

    def last(self, state: GroupStates) -> Tensor:
        """The last tokens, group after group."""
        return ops.concatenate([group.last for group in state.groups], axis=1)

    def advance(
        self, state: GroupStates, stepped: StepResult, position: Tensor, given: Given
    ) -> tuple[GroupStates, DecoderCache]:
        """Each group in turn continues what is likely and unlike the groups before it."""
        vocabulary = stepped.logits.shape[1]
        tokens = ops.concatenate([group.tokens for group in state.groups], axis=1)
        allowed = self.constraints.allowed(tokens, position, vocabulary, given.prefix)
        split = (ops.shape(tokens)[0], self.groups, self._group.beam_size, vocabulary)
        logits = ops.reshape(stepped.logits, split)
        values = ops.reshape(ops.where(allowed, stepped.logits, NEVER), split)
        taken = ops.zeros_like(logits[:, 0, 0])
        advanced = []
        for number, group in enumerate(state.groups):
            advanced.append(self._advance(group, values[:, number], logits[:, number], taken, position))
            taken = taken + ops.sum(ops.one_hot(advanced[-1].state.last, vocabulary), axis=1)
        parents = ops.concatenate([one.parents for one in advanced], axis=1)
        return GroupStates(tuple(one.state for one in advanced)), stepped.cache.continued(parents)

    def _advance(self, group: BeamState, values: Tensor, logits: Tensor, taken: Tensor, position: Tensor) -> Advanced:
        """One group, from values and logits (B, K / G, V) and how often each token is taken already (B, V)."""
        vocabulary = values.shape[2]
        offsets = group.log_probs - ops.logsumexp(logits, axis=2)
        penalties = self.penalty * taken
        values = ops.reshape(values - penalties[:, None], (-1, vocabulary))
        candidates = best_candidates(values, offsets, 2 * self._group.beam_size)
        given_back = ops.take_along_axis(penalties, candidates.tokens, axis=1)
        return self._group.continued(group, candidates, candidates.totals + given_back, position)

    def result(self, state: GroupStates) -> Hypotheses:
        """All groups' hypotheses, best first."""
        found = [self._group.result(group) for group in state.groups]
        together = {
            name: ops.concatenate([one.tensors()[name] for one in found], axis=1) for name in found[0].tensors()
        }
        return Hypotheses(**together).ranked()
