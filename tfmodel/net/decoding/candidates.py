"""The best continuations of a beam, without sorting the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

from keras import ops

from tfmodel.net.decoding.hypotheses import NEVER, without_symbols
from tfmodel.net.tensor import Tensor


@dataclass(frozen=True)
class Candidates:
    """The best continuations of each sentence, best first.

    Attributes:
        log_probs: (B, C) float32 of the whole hypothesis.
        parents: (B, C) int32 which of the K hypotheses is continued.
        tokens: (B, C) int32 with which token.
    """

    log_probs: Tensor
    parents: Tensor
    tokens: Tensor


def best_candidates(logits: Tensor, log_probs: Tensor, count: int) -> Candidates:
    """The `count` likeliest among all K * V continuations.

    Logits become log-probabilities by one number a hypothesis (log-probability so far minus logsumexp), added only to
    what is compared: no softmax over the vocabulary is made.

    Args:
        logits: (B * K, V) float32.
        log_probs: (B, K) of the hypotheses so far.
        count: C, at most K * V.
    """
    beams, vocabulary = log_probs.shape[1], logits.shape[1]
    offsets = log_probs - ops.reshape(ops.logsumexp(logits, axis=-1), (-1, beams))
    allowed = without_symbols(logits)
    chunk = _chunk(vocabulary)
    chunks = -(-vocabulary // chunk)
    if chunks < 4 or beams * chunks < 2 * count:
        return _of_all(ops.reshape(allowed, (-1, beams, vocabulary)), offsets, count)
    padded = ops.pad(allowed, ((0, 0), (0, chunks * chunk - vocabulary)), constant_values=NEVER)
    return _of_chunks(ops.reshape(padded, (-1, beams, chunks, chunk)), offsets, count)


def _chunk(vocabulary: int) -> int:
    """A chunk of about 80 entries, chosen so that the last one is nearly full."""
    return min(range(64, 128), key=lambda size: (-vocabulary % size, abs(size - 80)))


def _of_all(logits: Tensor, offsets: Tensor, count: int) -> Candidates:
    """From (B, K, V) logits directly."""
    _, beams, vocabulary = logits.shape
    totals = ops.reshape(logits + offsets[:, :, None], (-1, beams * vocabulary))
    best, index = ops.top_k(totals, count)
    return _candidates(best, ops.cast(index, "int32"), vocabulary)


def _of_chunks(logits: Tensor, offsets: Tensor, count: int) -> Candidates:
    """From (B, K, chunks, chunk) logits: the `count` best lie in the `count` chunks with the best maxima."""
    _, beams, chunks, chunk = logits.shape
    maxima = ops.reshape(ops.max(logits, axis=-1) + offsets[:, :, None], (-1, beams * chunks))
    _, where = ops.top_k(maxima, count)
    where = ops.cast(where, "int32")
    rows = ops.take_along_axis(ops.reshape(logits, (-1, beams * chunks, chunk)), where[:, :, None], axis=1)
    totals = rows + ops.take_along_axis(offsets, where // chunks, axis=1)[:, :, None]
    best, inner = ops.top_k(ops.reshape(totals, (-1, count * chunk)), count)
    inner = ops.cast(inner, "int32")
    index = ops.take_along_axis(where, inner // chunk, axis=1) * chunk + inner % chunk
    return _candidates(best, index, chunks * chunk)


def _candidates(log_probs: Tensor, index: Tensor, vocabulary: int) -> Candidates:
    return Candidates(log_probs, index // vocabulary, index % vocabulary)
