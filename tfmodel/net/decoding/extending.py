"""What greedy search and sampling share: every hypothesis is continued by one token, on its own."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from keras import ops

from tfmodel.contract.symbols import BOS, EOS, PAD
from tfmodel.net.decoder import DecoderCache
from tfmodel.net.decoding.hypotheses import NEVER, Hypotheses, hypotheses, write
from tfmodel.net.decoding.search import Given, Method, State
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import StepResult


@dataclass(frozen=True)
class ExtendingState(State):
    """B sentences of K hypotheses."""

    tokens: Tensor  # (B, K, L)
    last: Tensor  # (B, K)
    log_probs: Tensor  # (B, K)


@dataclass(frozen=True, kw_only=True)
class Extending(Method[ExtendingState]):
    """One token after the other; a subclass says which."""

    @abstractmethod
    def pick(self, logits: Tensor, position: Tensor, given: Given) -> Tensor:
        """The next tokens (B, K), from logits (B, K, V) in which what may not follow is NEVER."""

    @property
    def related(self) -> int:
        """None continues another."""
        return 1

    def start(self, sentences: Tensor | int) -> ExtendingState:
        """Nothing but BOS."""
        shape = (sentences, self.hypotheses)
        return ExtendingState(
            tokens=ops.full((*shape, self.max_length), PAD, dtype="int32"),
            last=ops.full(shape, BOS, dtype="int32"),
            log_probs=ops.zeros(shape, dtype="float32"),
        )

    def is_open(self, state: ExtendingState, limit: Tensor) -> Tensor:
        """Whether a hypothesis wants another token."""
        return ops.any(_going_on(state.last), axis=1)

    def last(self, state: ExtendingState) -> Tensor:
        """The last tokens."""
        return state.last

    def advance(
        self, state: ExtendingState, stepped: StepResult, position: Tensor, given: Given
    ) -> tuple[ExtendingState, DecoderCache]:
        """Continues what has not ended."""
        vocabulary = stepped.logits.shape[1]
        allowed = self.constraints.allowed(state.tokens, position, vocabulary, given.prefix)
        by_sentence = (ops.shape(state.last)[0], self.hypotheses, vocabulary)
        logits = ops.reshape(stepped.logits, by_sentence)
        picked = self.pick(ops.where(ops.reshape(allowed, by_sentence), logits, NEVER), position, given)
        going_on = _going_on(state.last)
        gain = ops.take_along_axis(logits, picked[:, :, None], axis=2)[:, :, 0] - ops.logsumexp(logits, axis=2)
        new = ops.where(going_on, picked, PAD)
        log_probs = state.log_probs + ops.where(going_on, gain, 0.0)
        return ExtendingState(write(state.tokens, new, position), new, log_probs), stepped.cache

    def result(self, state: ExtendingState) -> Hypotheses:
        """All hypotheses, best first."""
        return hypotheses(state.tokens, state.log_probs, self.length_penalty).ranked()


def _going_on(last: Tensor) -> Tensor:
    """Which hypotheses want another token. PAD follows EOS and itself."""
    return ops.logical_and(ops.not_equal(last, EOS), ops.not_equal(last, PAD))
