"""What a search returns, and how hypotheses of unequal length are compared."""

from __future__ import annotations

from dataclasses import dataclass

from keras import ops

from tfmodel.contract.symbols import BOS, PAD
from tfmodel.net.tensor import Tensor

NEVER = -1e9  # log-probability of what cannot be; finite, so that sums and differences stay numbers


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


def without_symbols(logits: Tensor) -> Tensor:
    """Logits (..., V) in which PAD and BOS, which no translation contains, cannot win."""
    return ops.where(ops.arange(logits.shape[-1]) <= max(PAD, BOS), NEVER, logits)


def write(tokens: Tensor, new: Tensor, position: Tensor) -> Tensor:
    """Tokens (..., L) with `new` (...) at `position` (a scalar)."""
    return ops.where(ops.equal(ops.arange(ops.shape(tokens)[-1]), position), new[..., None], tokens)
