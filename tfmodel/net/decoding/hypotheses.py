"""What a search returns, and how hypotheses of unequal length are compared."""

from __future__ import annotations

from dataclasses import dataclass

from keras import ops

from tfmodel.contract.symbols import EOS, PAD
from tfmodel.net.tensor import Tensor

NEVER = -1e9  # log-probability of what cannot be; finite, so that sums and differences stay numbers
CUT_OFF = -1e6  # below every score of a translation that ended, above NEVER


@dataclass(frozen=True)
class Hypotheses:
    """K translations of each of B sentences, best first.

    Attributes:
        tokens: (B, K, L) int32 ids: without BOS, with EOS, PAD after it. A translation that reached the limit has no
            EOS. Where there are fewer than K possible translations, the rest is all PAD.
        log_probs: (B, K) float32 natural logarithm of the probability of the tokens, EOS included.
        scores: (B, K) float32 `log_probs / length_penalty`.
        lengths: (B, K) int32 number of tokens, EOS included.
    """

    tokens: Tensor
    log_probs: Tensor
    scores: Tensor
    lengths: Tensor

    def tensors(self) -> dict[str, Tensor]:
        """The fields by name, as a compiled function returns them; `Hypotheses(**tensors)` is the inverse."""
        return dict(vars(self))

    def ranked(self) -> Hypotheses:
        """The same, best first; what the limit cut off comes after all that ended."""
        order = self._order()
        values = (ops.take_along_axis(value, order, axis=1) for value in (self.log_probs, self.scores, self.lengths))
        return Hypotheses(chosen_rows(self.tokens, order), *values)

    def _order(self) -> Tensor:
        """Places (B, K), the best first; a sum with `CUT_OFF` would have but four bits of a score behind the point."""
        count = self.scores.shape[1]
        _, by_score = ops.top_k(self.scores, count)
        ended = ops.any(ops.equal(self.tokens, EOS), axis=2)
        group = ops.take_along_axis(ops.where(ended, 0.0, -float(count)), by_score, axis=1)
        _, ended_first = ops.top_k(group - ops.arange(count, dtype="float32"), count)
        return ops.take_along_axis(by_score, ended_first, axis=1)


def length_penalty(length: Tensor, alpha: float) -> Tensor:
    """((5 + length) / 6) ** alpha: Wu et al. 2016, equation 14, without its coverage term."""
    return ops.power((5.0 + ops.cast(length, "float32")) / 6.0, alpha)


def hypotheses(tokens: Tensor, log_probs: Tensor, alpha: float) -> Hypotheses:
    """Complete (B, K, L) tokens and their (B, K) log-probabilities; what never was becomes PAD."""
    possible = log_probs > NEVER / 2
    tokens = ops.where(possible[:, :, None], tokens, PAD)
    lengths = ops.sum(ops.cast(ops.not_equal(tokens, PAD), "int32"), axis=-1)
    log_probs = ops.where(possible, log_probs, NEVER)
    return Hypotheses(tokens, log_probs, log_probs / length_penalty(lengths, alpha), lengths)


def write(tokens: Tensor, new: Tensor, position: Tensor) -> Tensor:
    """Tokens (..., L) with `new` (...) at `position` (a scalar)."""
    return ops.where(ops.equal(ops.arange(ops.shape(tokens)[-1]), position), new[..., None], tokens)


def chosen_rows(rows: Tensor, index: Tensor) -> Tensor:
    """Rows (B, J, L) chosen by index (B, C): (B, C, L)."""
    flat = ops.reshape(rows, (-1, ops.shape(rows)[2]))
    return ops.take(flat, flat_index(index, rows.shape[1]), axis=0)


def flat_index(index: Tensor, rows: int) -> Tensor:
    """Index (B, C) of rows of each sentence, when all sentences' `rows` rows stand in one list."""
    sentences = ops.arange(ops.shape(index)[0], dtype="int32")
    return ops.cast(index, "int32") + sentences[:, None] * rows
