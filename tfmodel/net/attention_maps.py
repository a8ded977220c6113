"""Who looked at whom while a translation was read: attention weights of one pass."""

from __future__ import annotations

import numpy as np
from keras import ops

from tfmodel.contract.symbols import BOS, PAD
from tfmodel.net.taps import trace
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer


def attention_weights(model: Transformer, source: Tensor, target: Tensor) -> dict[str, Tensor]:
    """All attention weights of one forward pass, by tap name; it can be compiled.

    Args:
        model: The model.
        source: (B, S) ids.
        target: (B, T) ids, beginning with BOS.

    Returns:
        "encoder/0/self_attention/weights" (B, H, S, S), "decoder/0/self_attention/weights" (B, H, T, T),
        "decoder/0/cross_attention/weights" (B, H, T, S), and so on for each block.
    """
    with trace() as tensors:
        model.decode(target, model.encode(source))
    return {name: tensor for name, tensor in tensors.items() if name.endswith("attention/weights")}


def attention_maps(model: Transformer, source: np.ndarray, target: np.ndarray) -> dict[str, np.ndarray]:
    """All attention weights of one pair.

    Args:
        model: The model.
        source: (S,) ids with EOS; padding is cut off.
        target: (T,) ids of a finished hypothesis, without BOS and with EOS; padding is cut off.

    Returns:
        As `attention_weights`, without the batch axis, float32. Row t of a decoder map is the position that predicts
        target token t.
    """
    source, target = _unpadded(source), _unpadded(target)
    shifted = np.concatenate([[BOS], target[:-1]]).astype("int32")
    weights = attention_weights(model, ops.convert_to_tensor(source[None]), ops.convert_to_tensor(shifted[None]))
    return {name: ops.convert_to_numpy(ops.cast(tensor[0], "float32")) for name, tensor in weights.items()}


def alignment(maps: dict[str, np.ndarray]) -> np.ndarray:
    """Cross-attention averaged over blocks and heads: (T, S), each row a distribution over the source."""
    cross = [weights for name, weights in maps.items() if name.endswith("cross_attention/weights")]
    return np.mean(np.stack(cross), axis=(0, 1))


def _unpadded(ids: np.ndarray) -> np.ndarray:
    ids = np.asarray(ids, dtype="int32")
    return ids[ids != PAD]
