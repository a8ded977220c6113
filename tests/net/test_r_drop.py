from __future__ import annotations

import net_reference as ref
import numpy as np
import pytest
import tensorflow as tf

from tfmodel.net.r_drop import RDropModel, symmetric_divergence

SMALL = {"num_encoder_layers": 1, "num_decoder_layers": 1}


def log_softmax(logits: np.ndarray) -> np.ndarray:
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def divergence(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """KL(p, q) of logits, written out."""
    p, q = log_softmax(p), log_softmax(q)
    return (np.exp(p) * (p - q)).sum(-1)


def test_the_divergence_is_the_mean_of_both_directions() -> None:
    first, second = np.random.default_rng(0).normal(0, 3, (2, 50, 11))
    expected = (divergence(first, second) + divergence(second, first)) / 2
    assert ref.relative_error(symmetric_divergence(first, second), expected) < 1e-12
    assert float(np.abs(symmetric_divergence(first, first)).max()) == 0.0


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


def test_config_round_trip() -> None:
    copy = RDropModel.from_config(RDropModel(ref.scrambled(**SMALL), 0.2, alpha=4.0).get_config())
    assert (copy.alpha, copy.label_smoothing) == (4.0, 0.2)
