"""Trains toy models for ten steps on the backend that KERAS_BACKEND names, and prints their losses as JSON.

Run by path in a process of its own: a process has one backend.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import keras
import net_reference as ref
import numpy as np

from tfmodel.net.objective import TrainingModel
from tfmodel.net.r_drop import RDropModel
from tfmodel.net.schedule import InverseSquareRoot
from tfmodel.net.transformer import Transformer

COMMON: dict[str, Any] = {
    "num_encoder_layers": 1,
    "num_decoder_layers": 1,
    "max_length": 128,
    "dropout": 0.2,
    "attention_dropout": 0.1,
    "activation_dropout": 0.1,
    "tie_output": False,
}
FORMS: dict[str, dict[str, Any]] = {
    "paper": {"norm_position": "post", "activation": "gelu"},
    "modern": {
        "positions": "rotary",
        "normalisation": "rms",
        "activation": "swiglu",
        "num_key_value_heads": 2,
        "attention_window": 2,
    },
    "two passes": {},
}
# Rows and tokens of a batch: what is long is cut where attention has a window.
SHAPES = {"paper": (4, 6, 5), "modern": (3, 112, 110), "two passes": (4, 6, 5)}
AT_ONCE = 200  # logits of 23 words: two passes of 20 positions are made in several chunks


def ten_losses(form: str) -> list[float]:
    """Mean loss of a token before each of ten steps on random pairs."""
    model = training_model(form, Transformer(ref.tiny_architecture(**COMMON, **FORMS[form])))
    ref.scramble(model.transformer)
    optimizer = keras.optimizers.Adam(InverseSquareRoot(0.003, 4), beta_2=0.98, epsilon=1e-9, global_clipnorm=1.0)
    model.compile(optimizer, jit_compile=keras.backend.backend() == "jax")
    optimizer.build(model.trainable_variables)
    return [step_loss(model, *pairs(step, *SHAPES[form])) for step in range(10)]


def training_model(form: str, transformer: Transformer) -> TrainingModel:
    if form != "two passes":
        return TrainingModel(transformer)
    model = RDropModel(transformer, alpha=3.0)
    model.logits_at_once = AT_ONCE
    return model


def pairs(step: int, *shape: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of one shape, which is compiled once; every second time with padding."""
    source, target, labels = ref.pairs(*shape, seed=step)
    if step % 2:
        source[1, 4:], target[2, 3:], labels[2, 2:] = 0, 0, 0
    return source, target, labels


def step_loss(model: TrainingModel, source: np.ndarray, target: np.ndarray, labels: np.ndarray) -> float:
    logs = model.train_on_batch({"source": source, "target": target}, labels, return_dict=True)
    return float(logs["loss_sum"]) / float(logs["tokens"])


if __name__ == "__main__":
    json.dump({form: ten_losses(form) for form in FORMS}, sys.stdout)
