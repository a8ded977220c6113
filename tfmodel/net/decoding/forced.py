"""What the model thinks of translations that are there already, and of what may come next."""

from __future__ import annotations

from dataclasses import dataclass

from keras import ops

from tfmodel.contract.symbols import BOS, PAD
from tfmodel.net.decoding.constraints import real_tokens
from tfmodel.net.decoding.hypotheses import NEVER
from tfmodel.net.taps import trace
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer


@dataclass(frozen=True)
class NextTokens:
    """The likeliest next tokens of each sentence, best first.

    Attributes:
        tokens: (B, C) int32; EOS where the translation could end here.
        log_probs: (B, C) float32 natural logarithm of each one's probability after the prefix.
    """

    tokens: Tensor
    log_probs: Tensor


@dataclass(frozen=True)
class Reading:
    """What the model makes of a translation that is there already.

    Attributes:
        log_probs: (B, T) float32, as `token_log_probs`.
        alignment: (B, T, S) float32 cross-attention, the mean over blocks and heads.
    """

    log_probs: Tensor
    alignment: Tensor


def reading(model: Transformer, source: Tensor, target: Tensor) -> Reading:
    """Reads translations, in one pass.

    Args:
        model: The model.
        source: (B, S) ids.
        target: (B, T) ids: without BOS, with EOS, PAD after it.
    """
    with trace() as tensors:
        log_probs = token_log_probs(model, source, target)
    cross = [weights for name, weights in tensors.items() if name.endswith("cross_attention/weights")]
    return Reading(log_probs, ops.mean(ops.stack([ops.mean(weights, axis=1) for weights in cross]), axis=0))


def token_log_probs(model: Transformer, source: Tensor, target: Tensor) -> Tensor:
    """The logarithm of the probability of each token of a translation, given those before it.

    Args:
        model: The model.
        source: (B, S) ids.
        target: (B, T) ids: without BOS, with EOS, PAD after it.

    Returns:
        (B, T) float32; 0 at PAD. Their sum is the `log_probs` of a search.
    """
    logits = model.project(model.decode(shifted(target), model.encode(source)))
    chosen = ops.take_along_axis(logits, target[:, :, None], axis=2)[:, :, 0]
    return ops.where(ops.equal(target, PAD), 0.0, chosen - ops.logsumexp(logits, axis=2))


def next_tokens(model: Transformer, source: Tensor, prefix: Tensor, count: int) -> NextTokens:
    """The likeliest tokens after the beginning of a translation.

    Args:
        model: The model.
        source: (B, S) ids.
        prefix: (B, P) ids without BOS and EOS, PAD after them; P may be 0.
        count: C.
    """
    hidden = model.decode(ops.concatenate([_begin(prefix), prefix], axis=1), model.encode(source))
    ends = ops.sum(ops.cast(ops.not_equal(prefix, PAD), "int32"), axis=1)
    logits = model.project(ops.take_along_axis(hidden, ends[:, None, None], axis=1)[:, 0])
    allowed = real_tokens(ops.shape(logits)[0], logits.shape[1])
    best, tokens = ops.top_k(ops.where(allowed, logits, NEVER), count)
    return NextTokens(ops.cast(tokens, "int32"), best - ops.logsumexp(logits, axis=1, keepdims=True))


def shifted(target: Tensor) -> Tensor:
    """What the decoder reads to predict a target (B, T): BOS, then all but its last token."""
    return ops.concatenate([_begin(target), target[:, :-1]], axis=1)


def _begin(target: Tensor) -> Tensor:
    return ops.full((ops.shape(target)[0], 1), BOS, dtype="int32")
