from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import net_reference as ref
import numpy as np
import pytest
import tensorflow as tf

from tfmodel.net.normaliser import weighted_normaliser
from tfmodel.net.objective import TrainingModel, smoothed_losses, token_statistics
from tfmodel.net.schedule import InverseSquareRoot
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer

PAIR = tf.TensorSpec((None, None), "int32")
SMALL = {"num_encoder_layers": 1, "num_decoder_layers": 1}  # tracing is what takes the time


def one_hot_losses(logits: np.ndarray, labels: np.ndarray, smoothing: float) -> np.ndarray:
    """Cross entropy with the smoothed one-hot target, written out, in float64."""
    vocabulary = logits.shape[-1]
    shifted = logits - logits.max(-1, keepdims=True)
    log_probs = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    target = np.eye(vocabulary)[labels] * (1 - smoothing) + smoothing / vocabulary
    return -(target * log_probs).sum(-1)


def batches(*shapes: tuple[int, int, int]) -> tf.data.Dataset:
    def rows() -> Any:
        for seed, shape in enumerate(shapes):
            source, target, labels = ref.pairs(*shape, seed=seed)
            yield {"source": source, "target": target}, labels

    endless = tf.data.Dataset.from_generator(rows, output_signature=({"source": PAIR, "target": PAIR}, PAIR)).repeat()
    return endless.prefetch(1)


def fit(model: TrainingModel, data: tf.data.Dataset, steps: int, epochs: int = 1) -> list[float]:
    return model.fit(data, steps_per_epoch=steps, epochs=epochs, verbose=0).history["loss"]


def compiled(model: TrainingModel, **kwargs: Any) -> TrainingModel:
    model.compile(optimizer=keras.optimizers.Adam(InverseSquareRoot(0.01, 10)), jit_compile=False, **kwargs)
    model.optimizer.build(model.trainable_variables)
    return model


@pytest.mark.parametrize("smoothing", [0.0, 0.1, 0.4])
def test_losses_equal_numpy_with_one_hot_targets(smoothing: float) -> None:
    rng = np.random.default_rng(0)
    hidden, table = rng.normal(size=(40, 16)).astype("float32"), rng.normal(size=(23, 16)).astype("float32")
    labels = rng.integers(0, 23, 40).astype("int32")
    expected = one_hot_losses(hidden.astype("float64") @ table.astype("float64").T, labels, smoothing)
    assert ref.relative_error(smoothed_losses(hidden, table, labels, smoothing), expected) < 1e-5


def test_huge_logits_give_finite_losses() -> None:
    losses = smoothed_losses(np.full((1, 4), 100.0, "float32"), np.eye(4, dtype="float32") * 50, np.array([1]), 0.1)
    assert np.isfinite(losses).all()


@pytest.mark.parametrize("form", [{}, {"tie_output": False}])
def test_the_training_loss_is_the_mean_over_real_tokens(form: dict[str, Any]) -> None:
    model = ref.scrambled(**form)
    source, target, labels = ref.pairs(3, 6, 5)
    labels[1, 3:] = labels[2, 1:] = 0
    losses = one_hot_losses(ref.transformer(model, source, target), labels, 0.1)
    training = TrainingModel(model, 0.1)
    loss = training.compute_loss(y=labels, y_pred=training({"source": source, "target": target}))
    assert float(loss) == pytest.approx(losses[labels != 0].mean(), rel=1e-5)


def test_padding_adds_nothing_to_loss_or_gradients() -> None:
    model = ref.scrambled()
    training = TrainingModel(model)
    source, target, labels = ref.pairs(2, 5, 4)
    loss, gradients = loss_and_gradients(training, source, target, labels)
    wide = [np.pad(ids, ((0, 1), (0, 3))) for ids in (source, target, labels)]
    padded_loss, padded_gradients = loss_and_gradients(training, *wide)
    assert padded_loss == pytest.approx(loss, rel=1e-5)
    for gradient, padded in zip(gradients, padded_gradients, strict=True):
        np.testing.assert_allclose(padded, gradient, atol=2e-6)


def loss_and_gradients(model: TrainingModel, source: Any, target: Any, labels: Any) -> tuple[float, list[np.ndarray]]:
    with tf.GradientTape() as tape:
        loss = model.compute_loss(y=labels, y_pred=model({"source": source, "target": target}))
    gradients = tape.gradient(loss, [weight.value for weight in model.trainable_weights])
    return float(loss), [np.asarray(tf.convert_to_tensor(gradient)) for gradient in gradients]


def chunks(dtype: str, at_once: int | None) -> tuple[float, list[np.ndarray]]:
    training = TrainingModel(ref.scrambled(dtype=dtype, **SMALL))
    training.logits_at_once = at_once
    source, target, labels = ref.pairs(5, 4, 5)
    labels[1, 2:] = labels[3, 1:] = 0
    return loss_and_gradients(training, source, target, labels)


@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-12), ("float32", 1e-5), ("mixed_bfloat16", 2e-2)])
@pytest.mark.parametrize("positions", [1, 4, 25, 1000])
def test_logits_in_chunks_give_the_loss_and_the_gradients_of_all_at_once(
    dtype: str, tolerance: float, positions: int
) -> None:
    """25 positions: chunks of one, some of which the last is not full, two halves, and one that is larger."""
    loss, gradients = chunks(dtype, None)
    chunked_loss, chunked_gradients = chunks(dtype, 23 * positions)
    assert chunked_loss == pytest.approx(loss, rel=tolerance)
    for chunked, whole in zip(chunked_gradients, gradients, strict=True):
        assert np.abs(chunked - whole).max() <= tolerance * max(np.abs(whole).max(), 1e-3)


def test_gradients_of_the_normaliser_equal_finite_differences() -> None:
    draw = np.random.default_rng(2)
    inputs = [draw.normal(size=shape) for shape in ((7, 4), (9, 4), (7,))]
    variables = [tf.Variable(value) for value in inputs]
    with tf.GradientTape() as tape:
        value = tf.exp(weighted_normaliser(*variables, at_once=27))  # the factor from above is not 1
    gradients = tape.gradient(value, variables)

    def at(moved: list[np.ndarray]) -> float:
        hidden, table, weights = moved
        return float(np.exp((weights * np.log(np.exp(hidden @ table.T).sum(-1))).sum()))

    for number, gradient in enumerate(gradients):
        direction = draw.normal(size=inputs[number].shape)
        ends = [[*inputs[:number], inputs[number] + step * direction, *inputs[number + 1 :]] for step in (1e-6, -1e-6)]
        expected = (at(ends[0]) - at(ends[1])) / 2e-6
        assert float((gradient.numpy() * direction).sum()) == pytest.approx(expected, rel=1e-6)


def test_sample_weights_weigh_sentences_and_tokens() -> None:
    training = TrainingModel(ref.scrambled())
    source, target, labels = ref.pairs(2, 5, 4)
    hidden = training({"source": source, "target": target})
    first = training.compute_loss(y=labels[:1], y_pred=hidden[:1])
    only_first = training.compute_loss(y=labels, y_pred=hidden, sample_weight=np.array([1.0, 0.0]))
    by_token = training.compute_loss(y=labels, y_pred=hidden, sample_weight=np.array([[1.0] * 4, [0.0] * 4]))
    assert float(only_first) == pytest.approx(float(first), rel=1e-6)
    assert float(by_token) == pytest.approx(float(first), rel=1e-6)


def test_a_batch_of_padding_has_loss_0() -> None:
    training = TrainingModel(ref.scrambled())
    empty = np.zeros((2, 3), "int32")
    assert float(training.compute_loss(y=empty, y_pred=training({"source": empty, "target": empty}))) == 0.0


def test_gradients_equal_finite_differences() -> None:
    model = ref.scrambled(dtype="float64", num_encoder_layers=1, num_decoder_layers=1, activation="gelu")
    training = TrainingModel(model)
    source, target, labels = ref.pairs(2, 4, 3)
    labels[1, 2:] = 0
    _, gradients = loss_and_gradients(training, source, target, labels)
    rng = np.random.default_rng(1)
    for weight, gradient in zip(training.trainable_weights, gradients, strict=True):
        index = np.unravel_index(int(np.abs(gradient).argmax()), gradient.shape) if rng.random() < 0.5 else None
        index = index or tuple(int(rng.integers(size)) for size in gradient.shape)
        difference = central_difference(training, weight, index, (source, target, labels))
        assert difference == pytest.approx(gradient[index], rel=1e-5, abs=1e-9), weight.path


def central_difference(model: TrainingModel, weight: Any, index: Any, batch: Any, step: float = 1e-5) -> float:
    source, target, labels = batch
    original = ref.array(weight)
    losses = []
    for sign in (1, -1):
        moved = original.copy()
        moved[index] += sign * step
        weight.assign(moved)
        losses.append(float(model.compute_loss(y=labels, y_pred=model({"source": source, "target": target}))))
    weight.assign(original)
    return (losses[0] - losses[1]) / (2 * step)


def test_token_statistics_equal_numpy() -> None:
    model = ref.scrambled()
    source, target, labels = ref.pairs(3, 6, 5)
    logits = ref.transformer(model, source, target)
    labels[0] = logits[0].argmax(-1)
    labels[1, 3:] = 0
    real = labels != 0
    statistics = token_statistics(model, source, target, labels, label_smoothing=0.2)
    assert float(statistics.tokens) == real.sum()
    assert float(statistics.correct) == ((logits.argmax(-1) == labels) & real).sum() > 4
    assert float(statistics.nll_sum) == pytest.approx(one_hot_losses(logits, labels, 0.0)[real].sum(), rel=1e-5)
    assert float(statistics.loss_sum) == pytest.approx(one_hot_losses(logits, labels, 0.2)[real].sum(), rel=1e-5)


def test_token_statistics_can_be_compiled() -> None:
    model = ref.scrambled()
    function = tf.function(lambda s, t, y: token_statistics(model, s, t, y).tensors(), input_signature=[PAIR] * 3)
    for shape in ((2, 5, 4), (3, 6, 7)):
        eager = token_statistics(model, *ref.pairs(*shape)).tensors()
        for name, value in function(*ref.pairs(*shape)).items():
            assert float(value) == pytest.approx(float(eager[name]), rel=1e-5)


class Counting(TrainingModel):
    """Counts how often Python runs the model, that is, how often it is traced."""

    traces = 0

    def call(self, inputs: dict[str, Tensor], training: bool = False) -> Tensor:
        type(self).traces += 1
        return super().call(inputs, training=training)


@pytest.mark.filterwarnings("ignore:`shuffle=True` was passed")
@pytest.mark.parametrize("policy", ["float32", "mixed_bfloat16"])
def test_fit_learns_all_shapes_with_one_trace(policy: str) -> None:
    model = compiled(
        Counting(Transformer(ref.tiny_architecture(dropout=0.1, **SMALL), dtype=policy)), steps_per_execution=4
    )
    data = batches((4, 5, 6), (3, 7, 4), (8, 3, 3), (1, 9, 2))
    Counting.traces = 0
    first, *_, last = fit(model, data, steps=4, epochs=15)
    assert Counting.traces == 1
    assert last < 0.8 * first


@pytest.mark.filterwarnings("ignore:`shuffle=True` was passed")
def test_a_resumed_run_equals_an_uninterrupted_one(tmp_path: Path) -> None:
    """Weights, optimizer and dropout counters all come back from the file."""
    start, rest = batches((4, 5, 6), (3, 7, 4)), batches((8, 3, 3), (4, 9, 2), (4, 5, 6))
    model = compiled(TrainingModel(Transformer(ref.tiny_architecture(dropout=0.3, **SMALL))))
    fit(model, start, steps=2)
    model.save(tmp_path / "half.keras")
    fit(model, rest, steps=3)
    resumed = keras.saving.load_model(tmp_path / "half.keras", safe_mode=True)
    counters = [weight for weight in resumed.non_trainable_weights if weight.name == "step"]
    assert {int(counter) for counter in counters} == {0, 2}  # rate 0 does not count
    fit(resumed, rest, steps=3)
    for a, b in zip(resumed.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-6, atol=1e-7)


def test_the_same_seed_gives_the_same_run() -> None:
    losses = []
    for _ in range(2):
        model = compiled(TrainingModel(Transformer(ref.tiny_architecture(dropout=0.3, seed=4, **SMALL))))
        source, target, labels = ref.pairs(4, 5, 6)
        losses.append([model.train_on_batch({"source": source, "target": target}, labels) for _ in range(3)])
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-6)
