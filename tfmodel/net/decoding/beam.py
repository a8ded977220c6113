"""Beam search with a pool of finished hypotheses."""

from __future__ import annotations

from dataclasses import dataclass, fields

from keras import ops

from tfmodel.contract.failure import fail
from tfmodel.contract.symbols import BOS, EOS, PAD
from tfmodel.net.decoder import DecoderCache
from tfmodel.net.decoding.candidates import Candidates, best_candidates
from tfmodel.net.decoding.greedy import greedy_search
from tfmodel.net.decoding.hypotheses import NEVER, Hypotheses, hypotheses, length_penalty, write
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer

_EXCLUDED = -1e30  # below every sum of NEVERs


@dataclass(frozen=True)
class _State:
    """What one step hands to the next, for B sentences of K hypotheses that go on and K that are finished."""

    position: Tensor  # scalar
    tokens: Tensor  # (B, K, L)
    last: Tensor  # (B, K)
    log_probs: Tensor  # (B, K), best first
    finished_tokens: Tensor  # (B, K, L)
    finished_log_probs: Tensor  # (B, K)
    finished_scores: Tensor  # (B, K), best first

    def tensors(self) -> tuple[Tensor, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))


_FIELDS = len(fields(_State))


def beam_search(
    model: Transformer, source: Tensor, *, beam_size: int, max_length: int | Tensor, length_penalty: float = 1.0
) -> Hypotheses:
    """The K best translations of each sentence that a beam of K finds.

    Each step looks at the 2K best continuations: those among the first K that end join the finished pool, the best K
    that do not end go on. A sentence is done when not even its best hypothesis, if it went on to the limit at no
    further cost, could enter its pool.

    Args:
        model: The model.
        source: (B, S) ids.
        beam_size: K; 1 is greedy search.
        max_length: L, tokens of a translation at most, EOS included; a scalar tensor where one graph is to serve
            several. Hypotheses that reach it unfinished are returned after all finished ones, where these are fewer
            than K.
        length_penalty: Exponent (alpha) of Wu et al. 2016, equation 14; 0 compares plain log-probabilities.

    Raises:
        FailureError: `beam_size` or `length_penalty` is out of range, or `max_length` is above the model's.
    """
    if beam_size < 1:
        raise fail("Impossible beam", f"The beam size is {beam_size}.", "Choose 1 or more.")
    if length_penalty < 0:
        raise fail("Impossible length penalty", f"The length penalty is {length_penalty}.", "Choose 0 or more.")
    if beam_size == 1:
        return greedy_search(model, source, max_length=max_length, length_penalty=length_penalty)
    return _Search(model, beam_size, max_length, length_penalty).run(source)


@dataclass(frozen=True)
class _Search:
    model: Transformer
    beams: int
    max_length: int | Tensor
    alpha: float

    def run(self, source: Tensor) -> Hypotheses:
        cache = self.model.start(self.model.encode(source), max_length=self.max_length, beams=self.beams)

        def unfinished(*loop: Tensor) -> Tensor:
            return self.unfinished(_State(*loop[:_FIELDS]))

        def advance(*loop: Tensor) -> tuple[Tensor, ...]:
            return self.advance(_State(*loop[:_FIELDS]), cache.with_tensors(loop[_FIELDS:]))

        start = (*self.start(ops.shape(source)[0]).tensors(), *cache.tensors())
        return self.result(_State(*ops.while_loop(unfinished, advance, start)[:_FIELDS]))

    def start(self, sentences: Tensor | int) -> _State:
        """Only the first of the K equal beginnings is possible, so that the first step finds K different ones."""
        shape = (sentences, self.beams)
        first = ops.where(ops.arange(self.beams) == 0, 0.0, NEVER)
        return _State(
            position=ops.convert_to_tensor(0, dtype="int32"),
            tokens=ops.full((*shape, self.max_length), PAD, dtype="int32"),
            last=ops.full(shape, BOS, dtype="int32"),
            log_probs=ops.zeros(shape, dtype="float32") + first,
            finished_tokens=ops.full((*shape, self.max_length), PAD, dtype="int32"),
            finished_log_probs=ops.full(shape, NEVER, dtype="float32"),
            finished_scores=ops.full(shape, NEVER, dtype="float32"),
        )

    def unfinished(self, state: _State) -> Tensor:
        """Log-probabilities only fall, and the penalty divides most at the limit: an exact bound of what can come."""
        bound = state.log_probs[:, 0] / length_penalty(self.max_length, self.alpha)
        open_sentences = bound > state.finished_scores[:, -1]
        return ops.logical_and(state.position < self.max_length, ops.any(open_sentences))

    def advance(self, state: _State, cache: DecoderCache) -> tuple[Tensor, ...]:
        stepped = self.model.step(ops.reshape(state.last, (-1,)), state.position, cache)
        candidates = best_candidates(stepped.logits, state.log_probs, 2 * self.beams)
        tokens = write(self._rows(state.tokens, candidates.parents), candidates.tokens, state.position)
        ended = ops.equal(candidates.tokens, EOS)
        finished = self._finish(state, candidates, tokens, ended)
        log_probs, going_on = ops.top_k(ops.where(ended, _EXCLUDED, candidates.log_probs), self.beams)
        parents = ops.take_along_axis(candidates.parents, going_on, axis=1)
        following = _State(
            state.position + 1,
            self._rows(tokens, going_on),
            ops.take_along_axis(candidates.tokens, going_on, axis=1),
            log_probs,
            *finished,
        )
        rows = ops.reshape(self._flat(parents, self.beams), (-1,))
        return *following.tensors(), *stepped.cache.reordered(rows).tensors()

    def _finish(
        self, state: _State, candidates: Candidates, tokens: Tensor, ended: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Pool of finished tokens, log-probabilities and scores with the new ones in it."""
        accepted = ops.logical_and(ended, ops.arange(2 * self.beams) < self.beams)
        new = ops.where(accepted, candidates.log_probs, _EXCLUDED)
        new_scores = new / length_penalty(state.position + 1, self.alpha)
        scores, kept = ops.top_k(ops.concatenate([state.finished_scores, new_scores], axis=1), self.beams)
        pool = ops.concatenate([state.finished_tokens, tokens], axis=1)
        log_probs = ops.concatenate([state.finished_log_probs, new], axis=1)
        return self._rows(pool, kept), ops.take_along_axis(log_probs, kept, axis=1), scores

    def result(self, state: _State) -> Hypotheses:
        """The pool, filled up with what the limit cut off; the latter is ranked by its order, after the former."""
        cut_off = -1e6 - ops.cast(ops.arange(self.beams), "float32")
        cut_off = ops.broadcast_to(cut_off, ops.shape(state.log_probs))
        _, kept = ops.top_k(ops.concatenate([state.finished_scores, cut_off], axis=1), self.beams)
        tokens = self._rows(ops.concatenate([state.finished_tokens, state.tokens], axis=1), kept)
        log_probs = ops.concatenate([state.finished_log_probs, state.log_probs], axis=1)
        return hypotheses(tokens, ops.take_along_axis(log_probs, kept, axis=1), self.alpha)

    def _rows(self, rows: Tensor, index: Tensor) -> Tensor:
        """Rows (B, J, L) chosen by index (B, C): (B, C, L)."""
        flat = ops.reshape(rows, (-1, self.max_length))
        return ops.take(flat, self._flat(index, rows.shape[1]), axis=0)

    def _flat(self, index: Tensor, rows: int) -> Tensor:
        """Index of row `index` (B, C) of each sentence when all sentences' rows stand in one list."""
        sentences = ops.arange(ops.shape(index)[0], dtype="int32")
        return ops.cast(index, "int32") + sentences[:, None] * rows
