from __future__ import annotations

from typing import Any

import keras
import net_reference as ref
import numpy as np
import pytest

from tfmodel.net.accumulation import InParts, RDropModelInParts, TrainingModelInParts
from tfmodel.net.objective import TrainingModel
from tfmodel.net.r_drop import RDropModel
from tfmodel.net.transformer import Transformer

SMALL = {"num_encoder_layers": 1, "num_decoder_layers": 1}


def batch(seed: int) -> tuple[np.ndarray, ...]:
    """Six pairs of unequal lengths: each part of them has another number of real tokens."""
    source, target, labels = ref.pairs(6, 5, 7, seed=seed)
    for row, length in enumerate((7, 6, 2, 1, 4, 3)):
        labels[row, length:] = target[row, length:] = 0
    return source, target, labels


def trained(model: TrainingModel, parts: int, make: Any, **clipping: float) -> list[np.ndarray]:
    """Weights after three steps on batches in parts."""
    optimizer = make(gradient_accumulation_steps=parts if parts > 1 else None, **clipping)
    model.compile(optimizer=optimizer, jit_compile=False, run_eagerly=True)
    for seed in range(3):
        whole = batch(seed)
        tokens = (whole[2] != 0).sum()
        for source, target, labels in zip(*(np.array_split(ids, parts) for ids in whole), strict=True):
            weights = np.full(len(labels), (labels != 0).sum() / (tokens / parts), "float32")
            extra = {"sample_weight": weights} if isinstance(model, InParts) else {}
            model.train_on_batch({"source": source, "target": target}, labels, **extra)
    return [ref.array(weight) for weight in model.trainable_weights]


def adam(**more: Any) -> keras.optimizers.Optimizer:
    return keras.optimizers.Adam(0.01, epsilon=1e-6, **more)


def descent(**more: Any) -> keras.optimizers.Optimizer:
    return keras.optimizers.SGD(0.1, **more)


CLIPPED = {"global_clipnorm": 0.2}


@pytest.mark.parametrize(
    ("dtype", "make", "form"),
    [
        ("float64", adam, {}),
        ("float32", descent, {}),
        ("float64", adam, {"share_embeddings": False, "tie_output": False}),
    ],
)
def test_three_parts_are_the_whole_batch_clipped_as_a_whole(dtype: str, make: Any, form: dict[str, Any]) -> None:
    whole = trained(TrainingModel(ref.scrambled(dtype=dtype, **SMALL, **form)), 1, make, **CLIPPED)
    parts = trained(TrainingModelInParts(ref.scrambled(dtype=dtype, **SMALL, **form)), 3, make, **CLIPPED)
    for a, b in zip(parts, whole, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-6)


def test_parts_weighed_alike_would_be_another_gradient() -> None:
    """What Keras does by itself: the reference of the test above is not met by chance."""
    whole = trained(TrainingModel(ref.scrambled(dtype="float64", **SMALL)), 1, adam)
    alike = trained(TrainingModel(ref.scrambled(dtype="float64", **SMALL)), 3, adam)
    assert max(np.abs(a - b).max() for a, b in zip(alike, whole, strict=True)) > 1e-3


def test_r_drop_comes_in_parts_too() -> None:
    whole = trained(RDropModel(ref.scrambled(dtype="float64", **SMALL), alpha=2.0), 1, adam)
    parts = trained(RDropModelInParts(ref.scrambled(dtype="float64", **SMALL), alpha=2.0), 3, adam)
    for a, b in zip(parts, whole, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-6)


def test_a_part_of_padding_alone_changes_nothing() -> None:
    model = TrainingModelInParts(Transformer(ref.tiny_architecture(**SMALL)))
    model.compile(optimizer=keras.optimizers.SGD(1.0), jit_compile=False, run_eagerly=True)
    before = [ref.array(weight) for weight in model.trainable_weights]
    nothing = np.zeros((1, 3), "int32")
    model.train_on_batch({"source": nothing, "target": nothing}, nothing, sample_weight=np.zeros(1, "float32"))
    for a, b in zip(model.trainable_weights, before, strict=True):
        np.testing.assert_array_equal(ref.array(a), b)
