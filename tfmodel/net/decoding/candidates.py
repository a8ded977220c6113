"""The best continuations of a beam, without sorting the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

from keras import ops

from tfmodel.net.tensor import Tensor

EXCLUDED = -1e30  # below every sum of NEVERs


@dataclass(frozen=True)
class Candidates:
    """The best continuations of each sentence, best first.

    Attributes:
        totals: (B, C) float32, what they were ranked by.
        parents: (B, C) int32 which of the K hypotheses is continued.
        tokens: (B, C) int32 with which token.
    """

    totals: Tensor
    parents: Tensor
    tokens: Tensor


def best_candidates(values: Tensor, offsets: Tensor, count: int, reserved: int = 0) -> Candidates:
    """The `count` largest among all K * V sums of a token's value and its hypothesis' offset.

    With logits as values and "log-probability so far minus logsumexp of the logits" as offsets they are the likeliest
    continuations: no softmax over the vocabulary is made.

    Args:
        values: (B * K, V) float32.
        offsets: (B, K).
        count: C, at most K * V.
        reserved: Tokens below it are never taken; they need not be masked, which would be another pass over all.
    """
    beams, vocabulary = offsets.shape[1], values.shape[1]
    chunk = _chunk(vocabulary)
    chunks = -(-vocabulary // chunk)
    if chunks < 4 or beams * chunks < 2 * count:
        values = ops.where(ops.arange(vocabulary) < reserved, EXCLUDED, values)
        return _of_all(ops.reshape(values, (-1, beams, vocabulary)), offsets, count)
    padded = ops.pad(values, ((0, 0), (0, chunks * chunk - vocabulary)), constant_values=EXCLUDED)
    return _of_chunks(ops.reshape(padded, (-1, beams, chunks, chunk)), offsets, count, reserved)


def _chunk(vocabulary: int) -> int:
    """A chunk of about 80 entries, chosen so that the last one is nearly full."""
    return min(range(64, 128), key=lambda size: (-vocabulary % size, abs(size - 80)))


def _of_all(values: Tensor, offsets: Tensor, count: int) -> Candidates:
    """From (B, K, V) values directly."""
    _, beams, vocabulary = values.shape
    totals = ops.reshape(values + offsets[:, :, None], (-1, beams * vocabulary))
    best, index = ops.top_k(totals, count)
    return _candidates(best, ops.cast(index, "int32"), vocabulary)


def _of_chunks(values: Tensor, offsets: Tensor, count: int, reserved: int) -> Candidates:
    """From (B, K, chunks, chunk) values: the `count` best lie in the `count` chunks with the best maxima."""
    _, beams, chunks, chunk = values.shape
    first = ops.max(values[:, :, :1, reserved:], axis=-1)
    maxima = ops.concatenate([first, ops.max(values, axis=-1)[:, :, 1:]], axis=2)
    maxima = ops.reshape(maxima + offsets[:, :, None], (-1, beams * chunks))
    _, where = ops.top_k(maxima, count)
    where = ops.cast(where, "int32")
    rows = ops.take_along_axis(ops.reshape(values, (-1, beams * chunks, chunk)), where[:, :, None], axis=1)
    rows = ops.where((where % chunks * chunk)[:, :, None] + ops.arange(chunk) < reserved, EXCLUDED, rows)
    totals = rows + ops.take_along_axis(offsets, where // chunks, axis=1)[:, :, None]
    best, inner = ops.top_k(ops.reshape(totals, (-1, count * chunk)), count)
    inner = ops.cast(inner, "int32")
    index = ops.take_along_axis(where, inner // chunk, axis=1) * chunk + inner % chunk
    return _candidates(best, index, chunks * chunk)


def _candidates(totals: Tensor, index: Tensor, vocabulary: int) -> Candidates:
    return Candidates(totals, index // vocabulary, index % vocabulary)
