"""Greedy search: the likeliest token, each time."""

from __future__ import annotations

from keras import ops

from tfmodel.contract.symbols import BOS, EOS, PAD
from tfmodel.net.decoding.hypotheses import Hypotheses, hypotheses, without_symbols, write
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer


def greedy_search(
    model: Transformer, source: Tensor, *, max_length: int | Tensor, length_penalty: float = 0.0
) -> Hypotheses:
    """One translation of each sentence.

    Args:
        model: The model.
        source: (B, S) ids.
        max_length: L, tokens of a translation at most, EOS included.
        length_penalty: Exponent of the penalty in `scores`; the search does not depend on it.
    """
    cache = model.start(model.encode(source), max_length=max_length)
    rows = ops.shape(source)[0]

    def unfinished(position: Tensor, tokens: Tensor, last: Tensor, log_probs: Tensor, *past: Tensor) -> Tensor:
        return ops.logical_and(position < max_length, ops.any(_going_on(last)))

    def advance(position: Tensor, tokens: Tensor, last: Tensor, log_probs: Tensor, *past: Tensor) -> tuple[Tensor, ...]:
        stepped = model.step(last, position, cache.with_tensors(past))
        going_on = _going_on(last)
        allowed = without_symbols(stepped.logits)
        best = ops.where(going_on, ops.cast(ops.argmax(allowed, axis=-1), "int32"), PAD)
        gain = ops.max(allowed, axis=-1) - ops.logsumexp(stepped.logits, axis=-1)
        log_probs = log_probs + ops.where(going_on, gain, 0.0)
        return position + 1, write(tokens, best, position), best, log_probs, *stepped.cache.tensors()

    start = (
        ops.convert_to_tensor(0, dtype="int32"),
        ops.full((rows, max_length), PAD, dtype="int32"),
        ops.full((rows,), BOS, dtype="int32"),
        ops.zeros((rows,), dtype="float32"),
    )
    _, tokens, _, log_probs, *_ = ops.while_loop(unfinished, advance, (*start, *cache.tensors()))
    return hypotheses(tokens[:, None], log_probs[:, None], length_penalty)


def _going_on(last: Tensor) -> Tensor:
    """Which sentences want another token: (B,). PAD follows EOS and itself."""
    return ops.logical_and(ops.not_equal(last, EOS), ops.not_equal(last, PAD))
