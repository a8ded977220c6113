"""What must hold for every form of the model: it learns, masks, remembers and searches as the plainest one does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import keras
import net_reference as ref
import numpy as np
import pytest
import tensorflow as tf
from model_forms import VOCABULARIES, Form, every_form, label, pairwise_forms

from tfmodel.contract.config import ModelConfig
from tfmodel.contract.parameters import count_parameters
from tfmodel.net.decoding.beam import Beam
from tfmodel.net.decoding.search import search
from tfmodel.net.objective import TrainingModel
from tfmodel.net.transformer import Transformer

SMALL = {"num_encoder_layers": 1, "num_decoder_layers": 1, "max_length": 128}
BOS = 1


def batch(length: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two pairs, of which the second is shorter."""
    source, target, labels = ref.pairs(2, length, length - 2)
    source[1, 4:] = target[1, 3:] = labels[1, 3:] = 0
    return source, target, labels


def equals_numpy(model: Transformer) -> None:
    source, target, _ = batch(112)  # longer than what goes through a window in one piece
    real = (target != 0)[..., None]
    logits = np.asarray(model({"source": source, "target": target}))
    assert ref.relative_error(logits * real, ref.transformer(model, source, target) * real) < 1e-5


def lets_no_later_token_change_an_earlier_output(model: Transformer) -> None:
    source, target, _ = batch()
    before = np.asarray(model({"source": source, "target": target}))
    changed = target.copy()
    changed[:, 2:] = 4 + (changed[:, 2:] + 3) % 19
    after = np.asarray(model({"source": source, "target": changed}))
    np.testing.assert_array_equal(after[:, :2], before[:, :2])
    assert (np.abs(after[:, 2] - before[:, 2]).max(axis=-1) > 1e-4).all()


def gives_single_sentences_what_a_batch_gives(model: Transformer) -> None:
    source, target, _ = batch()
    together = np.asarray(model({"source": source, "target": target}))
    alone = np.asarray(model({"source": source[1:, :4], "target": target[1:, :3]}))
    np.testing.assert_allclose(together[1:, :3], alone, atol=5e-5)


def decodes_with_a_cache_as_without(model: Transformer) -> None:
    source, target, _ = batch()
    encoded = model.encode(source)
    whole = np.asarray(model.project(model.decode(target, encoded)))
    cache = model.start(encoded, max_length=6)
    for position in range(target.shape[1]):
        stepped = model.step(target[:, position], position, cache)
        cache = stepped.cache
        np.testing.assert_allclose(stepped.logits, whole[:, position], atol=5e-5)


def finds_hypotheses_with_the_log_probabilities_that_they_have(model: Transformer) -> None:
    source, _, _ = batch()
    found = search(model, source, Beam(beam_size=2, max_length=4))
    tokens, log_probs = np.asarray(found.tokens), np.asarray(found.log_probs)
    for rank in range(2):
        hypotheses = tokens[:, rank]
        target = np.concatenate([np.full((2, 1), BOS), hypotheses[:, :-1]], axis=1).astype("int32")
        all_log_probs = keras.ops.log_softmax(model({"source": source, "target": target}))
        own = np.take_along_axis(np.asarray(all_log_probs), hypotheses[..., None], axis=-1)[..., 0]
        np.testing.assert_allclose((own * (hypotheses != 0)).sum(-1), log_probs[:, rank], atol=2e-4)


def learns_in_three_steps(model: Transformer) -> None:
    training = TrainingModel(Transformer(model.architecture))
    training.compile(optimizer=keras.optimizers.Adam(0.01, beta_2=0.98), run_eagerly=True, jit_compile=False)
    source, target, labels = batch()
    inputs = {"source": source, "target": target}

    def loss() -> float:
        return float(training.compute_loss(y=labels, y_pred=training(inputs)))

    before = loss()
    for _ in range(3):
        training.train_on_batch(inputs, labels)
    assert loss() < 0.9 * before


def has_as_many_weights_as_the_window_says(model: Transformer) -> None:
    architecture = model.architecture
    known = {field.name: getattr(architecture, field.name) for field in fields(architecture)}
    counted = count_parameters(
        ModelConfig(**{name: known[name] for name in ModelConfig.model_fields}),
        architecture.source_vocabulary,
        architecture.target_vocabulary,
        shared=architecture.share_embeddings,
        max_length=architecture.max_length,
    )
    counters = [weight for weight in model.non_trainable_weights if weight.path.endswith("step")]
    assert len(counters) == len(model.non_trainable_weights)
    assert counted.total == model.count_params() - len(counters)


LAWS: list[Callable[[Transformer], None]] = [
    equals_numpy,
    lets_no_later_token_change_an_earlier_output,
    gives_single_sentences_what_a_batch_gives,
    decodes_with_a_cache_as_without,
    finds_hypotheses_with_the_log_probabilities_that_they_have,
    learns_in_three_steps,
    has_as_many_weights_as_the_window_says,
]


@pytest.fixture(scope="module", params=pairwise_forms(), ids=label)
def model(request: pytest.FixtureRequest) -> Transformer:
    return ref.scrambled(**SMALL, **request.param)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_a_form(law: Callable[[Transformer], None], model: Transformer) -> None:
    law(model)


SMOOTH = [
    {"positions": "learned", "normalisation": "rms", "norm_position": "post", "activation": "swiglu"},
    {"positions": "rotary", "normalisation": "rms", "activation": "swiglu", "num_key_value_heads": 1},
    {"positions": "rotary", "activation": "gelu", "num_key_value_heads": 2, "attention_window": 2},
    {"norm_position": "post", "activation": "gelu", "tie_output": False, **VOCABULARIES[1]},
]


@pytest.mark.parametrize("form", SMOOTH, ids=label)
def test_the_gradient_of_a_form_equals_finite_differences(form: Form) -> None:
    """Along a random direction in the space of all weights, in float64."""
    training = TrainingModel(ref.scrambled(dtype="float64", **SMALL, **form))
    source, target, labels = batch(112)
    weights = training.trainable_weights

    def loss() -> tf.Tensor:
        return training.compute_loss(y=labels, y_pred=training({"source": source, "target": target}))

    with tf.GradientTape() as tape:
        value = loss()
    gradients = [np.asarray(tf.convert_to_tensor(g)) for g in tape.gradient(value, [w.value for w in weights])]
    rng = np.random.default_rng(0)
    centres, directions = [ref.array(weight) for weight in weights], [rng.normal(size=w.shape) for w in weights]
    moved = []
    for step in (1e-6, -1e-6):
        for weight, centre, direction in zip(weights, centres, directions, strict=True):
            weight.assign(centre + step * direction)
        moved.append(float(loss()))
    slope = sum(float((g * d).sum()) for g, d in zip(gradients, directions, strict=True))
    assert slope == pytest.approx((moved[0] - moved[1]) / 2e-6, rel=1e-6)


MODERN = {
    **{"positions": "rotary", "normalisation": "rms", "activation": "swiglu", "tie_output": False},
    **{"num_key_value_heads": 2, "attention_window": 2, **VOCABULARIES[1]},
}


LEARNED = pytest.param({"positions": "learned"}, marks=pytest.mark.slow)


@pytest.mark.parametrize("form", [MODERN, LEARNED], ids=label)
def test_a_form_is_saved_searched_by_xla_and_exported(form: Form, tmp_path: Path) -> None:
    model = ref.scrambled(**SMALL, **form)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras", safe_mode=True)
    source, target, _ = batch()
    inputs = {"source": source, "target": target}
    assert loaded.architecture == model.architecture
    np.testing.assert_array_equal(loaded(inputs), model(inputs))

    def searched(ids: tf.Tensor) -> dict[str, tf.Tensor]:
        return search(model, ids, Beam(beam_size=2, max_length=4)).tensors()

    expected = searched(source)
    compiled = tf.function(searched, jit_compile=True, autograph=False)(tf.constant(source))
    module = tf.Module()
    module.model = model
    module.search = tf.function(searched, [tf.TensorSpec((None, None), "int32")], autograph=False)
    tf.saved_model.save(module, tmp_path / "saved")
    exported = tf.saved_model.load(tmp_path / "saved")  # kept: its weights go with it
    for name, tensor in expected.items():
        np.testing.assert_allclose(compiled[name], tensor, atol=1e-4)
        np.testing.assert_allclose(exported.search(source)[name], tensor, atol=1e-4)


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_every_form_there_is() -> None:
    forms: list[Form] = every_form()
    assert len(forms) > 1000
    for form in forms:
        model = ref.scrambled(**SMALL, **form)
        for law in LAWS:
            law(model)
