"""A step in parts side by side is the step of the whole batch."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from tfmodel.jobs.side_by_side import compute_side_by_side
from tfmodel.net.accumulation import RDropModelInParts, TrainingModelInParts
from tfmodel.net.architecture import Architecture
from tfmodel.net.objective import TrainingModel
from tfmodel.net.r_drop import RDropModel
from tfmodel.net.transformer import Transformer

LENGTHS = (7, 6, 2, 1, 4)  # of which a part of three rows has more than half


def model(kind: type[TrainingModel] = TrainingModel, dtype: str = "float64", **form: Any) -> TrainingModel:
    sizes = {"d_model": 8, "num_heads": 2, "feed_forward_width": 16, "num_encoder_layers": 1, "num_decoder_layers": 1}
    vocabularies = {"source_vocabulary": 20, "target_vocabulary": 20}
    return kind(Transformer(Architecture(**sizes, **vocabularies, max_length=16, **form), dtype=dtype))


def batch(seed: int, rows: int = len(LENGTHS)) -> tuple[np.ndarray, ...]:
    draw = np.random.default_rng(seed)
    source, target, labels = (draw.integers(4, 20, (rows, 7), dtype="int32") for _ in range(3))
    for row, length in enumerate(LENGTHS[:rows]):
        labels[row, length:] = target[row, length:] = 0
    return source, target, labels


def trained(one: TrainingModel, parts: int, rows: int = len(LENGTHS), **options: Any) -> dict[str, Any]:
    """Weights after three steps, how far dropout has counted, and what the last step told."""
    if parts > 1:
        compute_side_by_side(one, parts)
    one.compile(optimizer=keras.optimizers.Adam(0.01, epsilon=1e-6, global_clipnorm=0.2), jit_compile=False)
    one.optimizer.build(one.trainable_variables)
    for seed in range(3):
        source, target, labels = batch(seed, rows)
        inputs = {"source": source, "target": target}
        told = one.train_on_batch(inputs, labels, return_dict=True, **options)
    arrays = {name: [np.asarray(weight) for weight in getattr(one, name)] for name in STATE}
    return {**arrays, "told": {name: float(value) for name, value in told.items()}}


STATE = ("trainable_variables", "non_trainable_weights")
UNTIED = {"share_embeddings": False, "tie_output": False, "positions": "learned"}
DROPOUT = {"dropout": 0.3, "attention_dropout": 0.2, "activation_dropout": 0.1}


def same(found: dict[str, Any], expected: dict[str, Any], tolerance: float) -> None:
    for name in STATE:
        for a, b in zip(found[name], expected[name], strict=True):
            np.testing.assert_allclose(a, b, atol=tolerance)
    assert found["told"] == pytest.approx(expected["told"], rel=10 * tolerance)


@pytest.mark.parametrize(("parts", "form"), [(2, DROPOUT), (3, UNTIED)])
def test_parts_are_the_whole_batch_its_dropout_included(parts: int, form: dict[str, Any]) -> None:
    same(trained(model(**form), parts), trained(model(**form), 1), 1e-7)


class Spy(TrainingModel):
    """Notes how many rows the model sees at a time."""

    def call(self, inputs: dict[str, Any], training: bool = False) -> Any:
        tf.py_function(lambda rows: seen.append(int(rows)), [tf.shape(inputs["source"])[0]], [])
        return super().call(inputs, training=training)


seen: list[int] = []


def test_the_model_sees_the_rows_of_a_part() -> None:
    seen.clear()
    trained(model(Spy), 2)
    assert sorted(seen) == [2, 2, 2, 3, 3, 3]


def fitted(one: TrainingModel, parts: int) -> list[np.ndarray]:
    """As a training does it: batches of any shape, two steps a call."""
    if parts > 1:
        compute_side_by_side(one, parts)
    ids = tf.TensorSpec((None, None), tf.int32)

    def rows() -> Any:
        for seed, count in enumerate((5, 3, 4, 2)):
            source, target, labels = batch(seed, count)
            labels[-1] = 0  # with two parts of two rows one has no real token
            yield {"source": source, "target": target}, labels

    data = tf.data.Dataset.from_generator(rows, output_signature=({"source": ids, "target": ids}, ids))
    one.compile(optimizer=keras.optimizers.SGD(0.1), jit_compile=False, steps_per_execution=2)
    one.optimizer.build(one.trainable_variables)
    one.fit(data.repeat(), steps_per_epoch=4, shuffle=False, verbose=0)
    return [np.asarray(weight) for weight in one.variables if weight.dtype != "string"]


def test_fit_with_any_shape_and_dropout_in_branches_of_the_graph() -> None:
    """Attention through a window does without it for short batches: which branch counts, only the run shows."""
    form = {**DROPOUT, "attention_window": 2}
    for a, b in zip(fitted(model(**form), 2), fitted(model(**form), 1), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)


def test_float32_and_chunks_of_logits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TrainingModel, "logits_at_once", 20 * 4)
    same(trained(model(dtype="float32"), 2), trained(model(dtype="float32"), 1), 1e-4)


def test_fewer_rows_than_parts() -> None:
    same(trained(model(**DROPOUT), 3, rows=2), trained(model(**DROPOUT), 1, rows=2), 1e-7)
    same(trained(model(**DROPOUT), 2, rows=1), trained(model(**DROPOUT), 1, rows=1), 1e-7)


def test_r_drop_agrees_within_each_part() -> None:
    same(trained(model(RDropModel, dropout=0.0), 2), trained(model(RDropModel, dropout=0.0), 1), 1e-7)


@pytest.mark.parametrize("kind", [TrainingModelInParts, RDropModelInParts])
def test_a_part_of_a_batch_keeps_its_weight(kind: type[TrainingModel]) -> None:
    weights = np.full(len(LENGTHS), 0.4, "float32")
    found, expected = (trained(model(kind, dropout=0.0), parts, sample_weight=weights) for parts in (2, 1))
    same(found, expected, 1e-6)


def test_passes_of_r_drop_differ_and_are_counted_once_a_step() -> None:
    noisy, still = (trained(model(RDropModel, dropout=rate), 2) for rate in (0.3, 0.0))
    assert {int(counter) for counter in noisy["non_trainable_weights"]} == {0, 3}  # 0: of those that drop nothing
    assert noisy["told"]["loss"] > noisy["told"]["loss_sum"] / noisy["told"]["tokens"] + 0.01  # the divergence
    assert still["told"]["loss"] == pytest.approx(still["told"]["loss_sum"] / still["told"]["tokens"], rel=1e-6)


def test_a_loss_that_is_scaled_comes_back_in_its_own_size() -> None:
    """Whoever asks for float16 has Keras' scaling optimizer around the other one."""
    one = model(dtype="mixed_float16")
    compute_side_by_side(one, 2)
    one.compile(optimizer=keras.optimizers.Adam(0.01, global_clipnorm=0.2), jit_compile=False)
    one.optimizer.build(one.trainable_variables)
    source, target, labels = batch(0)
    told = one.train_on_batch({"source": source, "target": target}, labels, return_dict=True)
    assert float(told["loss"]) == pytest.approx(float(told["loss_sum"]) / (labels != 0).sum(), rel=1e-3)
    assert all(np.isfinite(np.asarray(weight)).all() for weight in one.trainable_variables)
