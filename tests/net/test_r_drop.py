from __future__ import annotations

import net_reference as ref
import numpy as np
import pytest
import tensorflow as tf

from tfmodel.net.r_drop import RDropModel

SMALL = {"num_encoder_layers": 1, "num_decoder_layers": 1}


def log_softmax(logits: np.ndarray) -> np.ndarray:
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def divergence(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """KL(p, q) of logits, written out."""
    p, q = log_softmax(p), log_softmax(q)
    return (np.exp(p) * (p - q)).sum(-1)


@pytest.mark.parametrize("alpha", [0.0, 3.0])
def test_the_loss_is_the_papers_divided_by_two(alpha: float) -> None:
    """Two passes of two rows that are made to differ: no dropout, but hidden vectors of unlike inputs."""
    model = ref.scrambled(dtype="float64", **SMALL)
    r_drop = RDropModel(model, label_smoothing=0.1, alpha=alpha)
    source, target, labels = ref.pairs(2, 6, 5)
    other, _, _ = ref.pairs(2, 6, 5, seed=7)
    labels[1, 3:] = 0
    hidden = [r_drop({"source": ids, "target": target}) for ids in (source, other)]
    loss = float(r_drop.compute_loss(y=labels, y_pred=np.concatenate(hidden)))
    logits = [ref.transformer(model, ids, target) for ids in (source, other)]
    real = labels != 0
    smoothed = np.eye(23)[labels] * 0.9 + 0.1 / 23
    likelihoods = sum(-(smoothed * log_softmax(each)).sum(-1) for each in logits)
    apart = (divergence(*logits) + divergence(*logits[::-1])) / 2
    expected = ((likelihoods + alpha * apart)[real]).sum() / 2 / real.sum()
    assert loss == pytest.approx(expected, rel=1e-6)
    assert float(r_drop.token_count.result()) == real.sum()
    assert float(r_drop.loss_sum.result()) == pytest.approx(likelihoods[real].sum() / 2, rel=1e-6)


def test_the_two_passes_of_a_training_step_differ_by_dropout_alone() -> None:
    source, target, _ = ref.pairs(3, 6, 5)
    inputs = {"source": tf.constant(source), "target": tf.constant(target)}
    still = RDropModel(ref.scrambled(**SMALL))(inputs, training=True).numpy()
    np.testing.assert_allclose(still[:3], still[3:], atol=1e-5)
    noisy = RDropModel(ref.scrambled(dropout=0.3, **SMALL))(inputs, training=True).numpy()
    assert np.abs(noisy[:3] - noisy[3:]).max() > 0.1
    assert RDropModel(ref.scrambled(dropout=0.3, **SMALL))(inputs).shape[0] == 3


def test_gradients_flow_through_both_passes() -> None:
    model = RDropModel(ref.scrambled(dropout=0.3, **SMALL), alpha=5.0)
    source, target, labels = ref.pairs(3, 6, 5)
    with tf.GradientTape() as tape:
        loss = model.compute_loss(y=labels, y_pred=model({"source": source, "target": target}, training=True))
    gradients = tape.gradient(loss, [weight.value for weight in model.trainable_weights])
    assert all(np.abs(np.asarray(tf.convert_to_tensor(gradient))).max() > 0 for gradient in gradients)


def loss_and_gradients(at_once: int | None, dtype: str = "float64") -> tuple[float, list[np.ndarray]]:
    """Of 10 positions of two passes that differ, the last of which are padding."""
    model = RDropModel(ref.scrambled(dtype=dtype, **SMALL), alpha=5.0)
    model.logits_at_once = at_once
    source, target, labels = ref.pairs(2, 6, 5)
    other, _, _ = ref.pairs(2, 6, 5, seed=7)
    labels[1, 3:] = 0
    with tf.GradientTape() as tape:
        passes = [model({"source": ids, "target": target}) for ids in (source, other)]
        loss = model.compute_loss(y=labels, y_pred=tf.concat(passes, axis=0))
    gradients = tape.gradient(loss, [weight.value for weight in model.trainable_weights])
    return float(loss), [np.asarray(tf.convert_to_tensor(gradient)) for gradient in gradients]


@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-12), ("float32", 1e-5), ("mixed_bfloat16", 2e-2)])
@pytest.mark.parametrize("positions", [1, 4, 10, 1000])
def test_logits_in_chunks_give_the_loss_and_the_gradients_of_all_at_once(
    dtype: str, tolerance: float, positions: int
) -> None:
    loss, gradients = loss_and_gradients(None, dtype)
    chunked_loss, chunked_gradients = loss_and_gradients(2 * 23 * positions, dtype)
    assert chunked_loss == pytest.approx(loss, rel=tolerance)
    for chunked, whole in zip(chunked_gradients, gradients, strict=True):
        assert np.abs(chunked - whole).max() <= tolerance * max(np.abs(whole).max(), 1e-3)


def test_gradients_equal_finite_differences() -> None:
    """By the hidden vectors of both passes and by the table, of the very sum that is written out above."""
    draw = np.random.default_rng(3)
    model = RDropModel(ref.scrambled(dtype="float64", **SMALL), label_smoothing=0.1, alpha=3.0)
    table, width = model.transformer.output_embedding.embeddings, model.transformer.architecture.d_model
    labels = np.array([[3, 5, 0], [9, 1, 4]], "int32")
    hidden = tf.Variable(draw.normal(size=(4, 3, width)))
    with tf.GradientTape() as tape:
        loss = model.compute_loss(y=labels, y_pred=hidden)
    by_hidden, by_table = tape.gradient(loss, [hidden, table.value])

    def at(vectors: np.ndarray, output: np.ndarray) -> float:
        first, second = np.split(vectors.reshape(12, width) @ output.T, 2)
        own = np.eye(len(output))[labels.reshape(-1)] * 0.9 + 0.1 / len(output)
        each = sum(-(own * log_softmax(logits)).sum(-1) for logits in (first, second))
        apart = (divergence(first, second) + divergence(second, first)) / 2
        return float((each + 3.0 * apart)[labels.reshape(-1) != 0].sum() / 2 / 5)

    for gradient, moves in ((by_hidden, (1, 0)), (by_table, (0, 1))):
        direction = draw.normal(size=gradient.shape)
        start = hidden.numpy(), np.asarray(table)
        ends = [
            at(*(value + step * move * (direction if move else 0) for value, move in zip(start, moves, strict=True)))
            for step in (1e-6, -1e-6)
        ]
        expected = (ends[0] - ends[1]) / 2e-6
        assert float((np.asarray(gradient) * direction).sum()) == pytest.approx(expected, rel=1e-6)


def test_config_round_trip() -> None:
    copy = RDropModel.from_config(RDropModel(ref.scrambled(**SMALL), 0.2, alpha=4.0).get_config())
    assert (copy.alpha, copy.label_smoothing) == (4.0, 0.2)
