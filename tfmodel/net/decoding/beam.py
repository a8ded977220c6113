"""Beam search with a pool of finished hypotheses."""

from __future__ import annotations

from dataclasses import dataclass

from keras import ops

from tfmodel.contract.failure import fail
from tfmodel.contract.symbols import BOS, EOS, PAD
from tfmodel.net.decoder import DecoderCache
from tfmodel.net.decoding.candidates import EXCLUDED, Candidates, best_candidates
from tfmodel.net.decoding.constraints import RESERVED
from tfmodel.net.decoding.hypotheses import (
    CUT_OFF,
    NEVER,
    Hypotheses,
    chosen_rows,
    hypotheses,
    length_penalty,
    write,
)
from tfmodel.net.decoding.search import Given, Method, State
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import StepResult


@dataclass(frozen=True)
class BeamState(State):
    """B sentences of K hypotheses that go on and K that are finished."""

    tokens: Tensor  # (B, K, L)
    last: Tensor  # (B, K)
    log_probs: Tensor  # (B, K)
    finished_tokens: Tensor  # (B, K, L)
    finished_log_probs: Tensor  # (B, K)
    finished_scores: Tensor  # (B, K), best first


@dataclass(frozen=True)
class Advanced:
    """One position of a beam: the state after it, and which of its hypotheses (B, K) each one continues."""

    state: BeamState
    parents: Tensor


@dataclass(frozen=True, kw_only=True)
class Beam(Method[BeamState]):
    """The best translations of each sentence that a beam of K finds.

    Each position looks at the 2K best continuations: those among the first K that end join the finished pool, the
    best K that do not end go on. A sentence is done when as many have ended as are wanted and not even its best
    hypothesis, if it went on to the limit at no further cost, could become better than the best of them; or earlier,
    as soon as K have ended (first come, first served: Kasai et al. 2022).

    Attributes:
        beam_size: K.
        wanted: How many of the K are asked for; the fewer, the sooner a sentence is done. None: all.
        early_stopping: Whether K that have ended are enough, though a better one may come.

    Raises:
        FailureError: `beam_size` is below 1.
    """

    beam_size: int
    wanted: int | None = None
    early_stopping: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.beam_size < 1:
            raise fail("Impossible beam", f"The beam size is {self.beam_size}.", "Choose 1 or more.")

    @property
    def hypotheses(self) -> int:
        """K."""
        return self.beam_size

    @property
    def related(self) -> int:
        """All."""
        return self.beam_size

    @property
    def _results(self) -> int:
        return min(self.wanted or self.beam_size, self.beam_size)

    def start(self, sentences: Tensor | int) -> BeamState:
        """Only the first of the K equal beginnings is possible, so that the first step finds K different ones."""
        shape = (sentences, self.beam_size)
        first = ops.where(ops.arange(self.beam_size) == 0, 0.0, NEVER)
        return BeamState(
            tokens=ops.full((*shape, self.max_length), PAD, dtype="int32"),
            last=ops.full(shape, BOS, dtype="int32"),
            log_probs=ops.zeros(shape, dtype="float32") + first,
            finished_tokens=ops.full((*shape, self.max_length), PAD, dtype="int32"),
            finished_log_probs=ops.full(shape, NEVER, dtype="float32"),
            finished_scores=ops.full(shape, NEVER, dtype="float32"),
        )

    def is_open(self, state: BeamState, limit: Tensor) -> Tensor:
        """Log-probabilities only fall, and the penalty divides most at the limit: an exact bound of what can come."""
        best = ops.max(state.log_probs, axis=1)
        can_win = best / length_penalty(limit, self.length_penalty) > state.finished_scores[:, 0]
        wants_more = state.finished_scores[:, self._results - 1] < NEVER / 2
        is_open = ops.logical_and(best > NEVER / 2, ops.logical_or(can_win, wants_more))
        if self.early_stopping:
            is_open = ops.logical_and(is_open, state.finished_scores[:, -1] < NEVER / 2)
        return is_open

    def last(self, state: BeamState) -> Tensor:
        """The last tokens."""
        return state.last

    def advance(
        self, state: BeamState, stepped: StepResult, position: Tensor, given: Given
    ) -> tuple[BeamState, DecoderCache]:
        """Continues the likeliest."""
        values = self.constraints.applied(stepped.logits, state.tokens, position, given.prefix)
        advanced = self.choose(state, values, stepped.logits, position)
        return advanced.state, stepped.cache.continued(advanced.parents)

    def choose(self, state: BeamState, values: Tensor, logits: Tensor, position: Tensor) -> Advanced:
        """Continues the hypotheses whose log-probability and value of a token have the largest sum.

        Args:
            state: Before the position.
            values: (B * K, V) logits, with NEVER or any other preference worked into them.
            logits: (B * K, V) the model's.
            position: Scalar.
        """
        offsets = state.log_probs - ops.reshape(ops.logsumexp(logits, axis=-1), (-1, self.beam_size))
        candidates = best_candidates(values, offsets, 2 * self.beam_size, RESERVED)
        return self.continued(state, candidates, candidates.totals, position)

    def continued(self, state: BeamState, candidates: Candidates, log_probs: Tensor, position: Tensor) -> Advanced:
        """The state after 2K candidates (B, 2K) with these log-probabilities, the best to be first."""
        tokens = write(chosen_rows(state.tokens, candidates.parents), candidates.tokens, position)
        ended = ops.equal(candidates.tokens, EOS)
        finished = self._finish(state, log_probs, tokens, ended, position)
        rank = ops.broadcast_to(-ops.arange(2 * self.beam_size, dtype="float32"), ops.shape(log_probs))
        _, going_on = ops.top_k(ops.where(ended, EXCLUDED, rank), self.beam_size)
        following = BeamState(
            chosen_rows(tokens, going_on),
            ops.take_along_axis(candidates.tokens, going_on, axis=1),
            ops.take_along_axis(log_probs, going_on, axis=1),
            *finished,
        )
        return Advanced(following, ops.take_along_axis(candidates.parents, going_on, axis=1))

    def _finish(
        self, state: BeamState, log_probs: Tensor, tokens: Tensor, ended: Tensor, position: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Pool of finished tokens, log-probabilities and scores with the new ones in it."""
        accepted = ops.logical_and(ended, ops.arange(2 * self.beam_size) < self.beam_size)
        accepted = ops.logical_and(accepted, log_probs > NEVER / 2)  # within a prefix, an end is a candidate too
        new = ops.where(accepted, log_probs, EXCLUDED)
        new_scores = new / length_penalty(position + 1, self.length_penalty)
        scores, kept = ops.top_k(ops.concatenate([state.finished_scores, new_scores], axis=1), self.beam_size)
        pool = ops.concatenate([state.finished_tokens, tokens], axis=1)
        pool_log_probs = ops.concatenate([state.finished_log_probs, new], axis=1)
        return chosen_rows(pool, kept), ops.take_along_axis(pool_log_probs, kept, axis=1), scores

    def result(self, state: BeamState) -> Hypotheses:
        """The pool, filled up with what the limit cut off; the latter is ranked by its order, after the former."""
        cut_off = CUT_OFF - ops.cast(ops.arange(self.beam_size), "float32")
        cut_off = ops.broadcast_to(cut_off, ops.shape(state.log_probs))
        _, kept = ops.top_k(ops.concatenate([state.finished_scores, cut_off], axis=1), self._results)
        tokens = chosen_rows(ops.concatenate([state.finished_tokens, state.tokens], axis=1), kept)
        log_probs = ops.concatenate([state.finished_log_probs, state.log_probs], axis=1)
        return hypotheses(tokens, ops.take_along_axis(log_probs, kept, axis=1), self.length_penalty)
