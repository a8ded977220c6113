"""What may follow a hypothesis. Masks are boolean, (N, V) for N = B * K hypotheses; True means "may follow"."""

from __future__ import annotations

from dataclasses import dataclass

from keras import ops

from tfmodel.contract.failure import fail
from tfmodel.contract.symbols import BOS, PAD
from tfmodel.net.decoding.hypotheses import NEVER
from tfmodel.net.tensor import Tensor


@dataclass(frozen=True)
class Constraints:
    """The rules of a search, applied in the order: real tokens, no repetition, the forced prefix.

    Attributes:
        no_repeat_ngram_size: No n-gram of this many tokens may stand twice in a translation; 0 allows all.

    Raises:
        FailureError: The size is negative.
    """

    no_repeat_ngram_size: int = 0

    def __post_init__(self) -> None:
        if self.no_repeat_ngram_size < 0:
            raise fail(
                "Impossible n-gram block",
                f"The size of blocked n-grams is {self.no_repeat_ngram_size}.",
                "Choose 0 (off) or more.",
            )

    def allowed(self, tokens: Tensor, position: Tensor, vocabulary: int, prefix: Tensor | None) -> Tensor:
        """What may stand at `position`.

        Args:
            tokens: (B, K, L) of the hypotheses so far.
            position: Scalar.
            vocabulary: V.
            prefix: (B, P) what every hypothesis begins with, PAD where it is free, or None.
        """
        rows = ops.reshape(tokens, (-1, ops.shape(tokens)[2]))
        mask = real_tokens(ops.shape(rows)[0], vocabulary)
        if self.no_repeat_ngram_size:
            mask = without_repetition(mask, rows, position, self.no_repeat_ngram_size)
        return mask if prefix is None else with_prefix(mask, prefix, position)

    def applied(self, logits: Tensor, tokens: Tensor, position: Tensor, prefix: Tensor | None) -> Tensor:
        """Logits (N, V) in which what may not stand there is NEVER; PAD and BOS may be left to who chooses."""
        if not self.no_repeat_ngram_size and prefix is None:
            return logits
        return ops.where(self.allowed(tokens, position, logits.shape[1], prefix), logits, NEVER)


NONE = Constraints()
RESERVED = max(PAD, BOS) + 1  # ids below it are in no translation


def real_tokens(rows: Tensor | int, vocabulary: int) -> Tensor:
    """All but PAD and BOS, which no translation contains: (N, V)."""
    return ops.broadcast_to(ops.arange(vocabulary) >= RESERVED, (rows, vocabulary))


def without_repetition(mask: Tensor, tokens: Tensor, position: Tensor, size: int) -> Tensor:
    """Takes away every token that would complete an n-gram which the hypothesis has already.

    The token after each earlier occurrence of the last `size - 1` tokens is struck out; where there is no such
    occurrence, PAD, which is never allowed, is struck out instead, so that all shapes are static.

    Args:
        mask: (N, V).
        tokens: (N, L).
        position: Scalar; the tokens before it count.
        size: n.
    """
    length = ops.shape(tokens)[1]
    starts = max(length - size + 1, 0) if isinstance(length, int) else ops.maximum(length - size + 1, 0)
    repeated = ops.broadcast_to(ops.arange(starts) + size - 1 < position, (ops.shape(tokens)[0], starts))
    for offset in range(size - 1):
        last = ops.take(tokens, ops.maximum(position - size + 1 + offset, 0), axis=1)
        same = ops.equal(tokens[:, offset : offset + starts], last[:, None])
        repeated = ops.logical_and(repeated, same)
    struck = ops.where(repeated, tokens[:, size - 1 :], PAD)
    rows = ops.broadcast_to(ops.arange(ops.shape(tokens)[0], dtype="int32")[:, None], ops.shape(struck))
    indices = ops.reshape(ops.stack([rows, struck], axis=-1), (-1, 2))
    return ops.scatter_update(mask, indices, ops.zeros_like(indices[:, 0], dtype="bool"))


def with_prefix(mask: Tensor, prefix: Tensor, position: Tensor) -> Tensor:
    """Allows the forced token alone, whatever else the mask says, where there is one.

    Args:
        mask: (B * K, V).
        prefix: (B, P), which is not empty; what is behind it is free.
        position: Scalar.
    """
    vocabulary = mask.shape[1]
    last = ops.shape(prefix)[1] - 1
    forced = ops.where(position > last, PAD, ops.take(prefix, ops.minimum(position, last), axis=1))[:, None, None]
    only = ops.equal(ops.arange(vocabulary, dtype="int32"), forced)
    of_sentences = ops.reshape(mask, (ops.shape(prefix)[0], -1, vocabulary))
    return ops.reshape(ops.where(ops.equal(forced, PAD), of_sentences, only), (-1, vocabulary))
