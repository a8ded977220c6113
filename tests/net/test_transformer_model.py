from __future__ import annotations

from pathlib import Path

import keras
import net_reference as ref
import numpy as np
import pytest

from tfmodel.contract.failure import FailureError
from tfmodel.net.architecture import Architecture
from tfmodel.net.transformer import Transformer

FORMS = [
    {},
    {"norm_position": "post"},
    {"share_embeddings": False, "source_vocabulary": 31},
    {"tie_output": False, "num_encoder_layers": 1},
]


@pytest.fixture(scope="module")
def model() -> Transformer:
    return ref.scrambled()


@pytest.mark.parametrize("form", FORMS, ids=["paper-tied", "post", "separate", "untied"])
def test_the_whole_equals_numpy(form: dict[str, object]) -> None:
    model = ref.scrambled(**form)
    source, target, _ = ref.pairs(3, 6, 5)
    source[1, 4:] = source[2, 2:] = 0
    expected = ref.transformer(model, source, target)
    assert ref.relative_error(model({"source": source, "target": target}), expected) < 1e-5


def test_a_later_token_never_changes_an_earlier_output(model: Transformer) -> None:
    source, target, _ = ref.pairs(1, 6, 8)
    before = np.asarray(model({"source": source, "target": target}))
    for position in range(1, 8):
        changed = target.copy()
        changed[0, position:] = 4 + (changed[0, position:] + 3) % 19
        after = np.asarray(model({"source": source, "target": changed}))
        np.testing.assert_array_equal(after[:, :position], before[:, :position])
        assert np.abs(after[:, position:] - before[:, position:]).max() > 1e-3


def test_every_source_token_reaches_every_output(model: Transformer) -> None:
    source, target, _ = ref.pairs(1, 6, 4)
    before = np.asarray(model({"source": source, "target": target}))
    for position in range(6):
        changed = source.copy()
        changed[0, position] = 4 + (changed[0, position] + 3) % 19
        after = np.asarray(model({"source": changed, "target": target}))
        assert (np.abs(after - before).max(axis=-1) > 1e-6).all()


def test_padding_changes_nothing(model: Transformer) -> None:
    lengths = [(3, 2), (6, 7), (1, 4)]
    source, target = np.zeros((3, 6), "int32"), np.zeros((3, 7), "int32")
    singles = []
    for row, (s, t) in enumerate(lengths):
        x, y, _ = ref.pairs(1, s, t, seed=row)
        source[row, :s], target[row, :t] = x[0], y[0]
        singles.append(np.asarray(model({"source": x, "target": y}))[0])
    batch = np.asarray(model({"source": source, "target": target}))
    for row, single in enumerate(singles):
        np.testing.assert_allclose(batch[row, : len(single)], single, atol=2e-5)


@pytest.mark.parametrize("norm_position", ["pre", "post"])
def test_cache_equals_no_cache(norm_position: str) -> None:
    model = ref.scrambled(norm_position=norm_position)
    source, target, _ = ref.pairs(2, 6, 7)
    source[1, 3:] = 0
    encoded = model.encode(source)
    whole = np.asarray(model.project(model.decode(target, encoded)))
    cache = model.start(encoded, max_length=9)
    for position in range(7):
        stepped = model.step(target[:, position], position, cache)
        cache = stepped.cache
        np.testing.assert_allclose(stepped.logits, whole[:, position], atol=2e-5)


def test_beams_of_a_sentence_share_its_source(model: Transformer) -> None:
    source, target, _ = ref.pairs(2, 6, 6)
    source[1, 3:] = 0
    pair = np.stack([target[0], target[1, :]])  # both hypotheses for each of the two sentences
    cache = model.start(model.encode(source), max_length=6, beams=2)
    whole = [np.asarray(model({"source": np.repeat(source[b : b + 1], 2, 0), "target": pair})) for b in range(2)]
    for position in range(6):
        stepped = model.step(np.tile(pair[:, position], 2), position, cache)
        cache = stepped.cache
        np.testing.assert_allclose(stepped.logits, np.concatenate(whole)[:, position], atol=2e-5)


def test_a_hypothesis_that_continues_another_has_its_past(model: Transformer) -> None:
    source, target, _ = ref.pairs(1, 5, 4)
    other = np.where(target > 3, 27 - target, target)[0].clip(1, 22)
    cache = model.start(model.encode(source), max_length=4, beams=2)
    for position in range(3):
        cache = model.step(np.array([target[0, position], other[position]]), position, cache).cache
    swapped = model.step(np.array([other[3], target[0, 3]]), 3, cache.continued(np.array([[1, 0]])))
    straight = model.step(np.array([target[0, 3], other[3]]), 3, cache)
    np.testing.assert_allclose(swapped.logits[::-1], straight.logits, atol=1e-6)


@pytest.mark.parametrize("form", [{}, {"attention_window": 3}, {"num_key_value_heads": 2, "positions": "rotary"}])
def test_the_past_follows_from_parent_to_parent(form: dict) -> None:
    """Hypotheses that change their parents at every position, against whole sequences."""
    model, draw = ref.scrambled(**form), np.random.default_rng(3)
    source, _, _ = ref.pairs(2, 6, 8)
    cache = model.start(model.encode(source), max_length=8, beams=6, related=3)
    tokens = np.full((2, 6, 1), 1, "int32")  # BOS
    for position in range(8):
        stepped = model.step(tokens[:, :, -1].reshape(-1), position, cache)
        whole = model({"source": np.repeat(source, 6, 0), "target": tokens.reshape(12, -1)})
        np.testing.assert_allclose(stepped.logits, np.asarray(whole)[:, -1], atol=3e-5)
        parents = draw.integers(0, 3, (2, 6))
        cache = stepped.cache.continued(parents)
        of_all = np.add(parents, [0, 0, 0, 3, 3, 3])
        kept = np.take_along_axis(tokens, of_all[:, :, None], axis=1)
        tokens = np.concatenate([kept, draw.integers(3, 23, (2, 6, 1), "int32")], axis=2)


def test_shapes_and_dtype_of_logits() -> None:
    model = ref.scrambled(dtype="mixed_bfloat16")
    source, target, _ = ref.pairs(2, 6, 5)
    logits = model({"source": source, "target": target})
    assert logits.shape == (2, 5, 23)
    assert keras.backend.standardize_dtype(logits.dtype) == "float32"


def test_bfloat16_stays_near_float32_and_can_be_widened() -> None:
    narrow = ref.scrambled(dtype="mixed_bfloat16")
    wide = Transformer(narrow.architecture, dtype="float32")
    wide.set_weights(narrow.get_weights())
    source, target, _ = ref.pairs(2, 6, 5)
    batch = {"source": source, "target": target}
    exact = ref.transformer(narrow, source, target)
    assert ref.relative_error(wide(batch), exact) < 1e-5
    assert 1e-5 < ref.relative_error(narrow(batch), exact) < 0.05


@pytest.mark.parametrize("form", FORMS, ids=["paper-tied", "post", "separate", "untied"])
def test_it_is_built_at_once_with_the_expected_number_of_weights(form: dict[str, object]) -> None:
    model = Transformer(ref.tiny_architecture(**form))
    a = model.architecture
    d, f = a.d_model, a.feed_forward_width
    attention, feed_forward, norm = 4 * (d * d + d), 2 * d * f + d + f, 2 * d
    encoder = a.num_encoder_layers * (attention + feed_forward + 2 * norm)
    decoder = a.num_decoder_layers * (2 * attention + feed_forward + 3 * norm)
    final = 2 * norm if a.norm_position == "pre" else 0
    tables = a.target_vocabulary + (not a.share_embeddings) * a.source_vocabulary
    tables += (not a.tie_output) * a.target_vocabulary
    trainable = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    assert trainable == encoder + decoder + final + tables * d
    assert model.built
    assert model.count_params() >= trainable


def test_the_seed_decides_the_first_weights() -> None:
    first, same, other = (Transformer(ref.tiny_architecture(seed=seed)) for seed in (3, 3, 4))
    for a, b in zip(first.get_weights(), same.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)
    assert any(np.abs(a - b).max() > 0.01 for a, b in zip(first.get_weights(), other.get_weights(), strict=True))


def test_no_two_matrices_begin_equal() -> None:
    model = Transformer(ref.tiny_architecture())
    matrices = [ref.array(weight).ravel()[:50] for weight in model.trainable_weights if len(weight.shape) == 2]
    assert len({matrix.tobytes() for matrix in matrices}) == len(matrices)


@pytest.mark.parametrize("form", FORMS, ids=["paper-tied", "post", "separate", "untied"])
def test_save_and_load_in_safe_mode(form: dict[str, object], tmp_path: Path) -> None:
    model = ref.scrambled(**form)
    path = tmp_path / "model.keras"
    model.save(path)
    loaded = keras.saving.load_model(path, safe_mode=True)
    source, target, _ = ref.pairs(2, 6, 5)
    batch = {"source": source, "target": target}
    assert loaded.architecture == model.architecture
    np.testing.assert_array_equal(loaded(batch), model(batch))


def test_weights_alone_are_saved_and_loaded(model: Transformer, tmp_path: Path) -> None:
    model.save_weights(tmp_path / "all.weights.h5")
    fresh = Transformer(model.architecture)
    fresh.load_weights(tmp_path / "all.weights.h5")
    for a, b in zip(fresh.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)


def test_config_round_trip_keeps_architecture_and_precision() -> None:
    model = Transformer(ref.tiny_architecture(norm_position="post"), dtype="mixed_bfloat16", name="mine")
    copy = Transformer.from_config(model.get_config())
    assert (copy.architecture, copy.dtype_policy.name, copy.name) == (model.architecture, "mixed_bfloat16", "mine")


def test_dropout_acts_in_training_only() -> None:
    model = Transformer(ref.tiny_architecture(dropout=0.3))
    source, target, _ = ref.pairs(2, 6, 5)
    batch = {"source": source, "target": target}
    still = np.asarray(model(batch))
    noisy = [np.asarray(model(batch, training=True)) for _ in range(2)]
    assert np.abs(noisy[0] - still).max() > 0.01
    assert np.abs(noisy[0] - noisy[1]).max() > 0.01
    np.testing.assert_array_equal(model(batch), still)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"num_heads": 3}, "16, which 3 heads do not divide"),
        ({"d_model": 15, "num_heads": 5}, "even number"),
        ({"source_vocabulary": 9}, "9 source and 23 target"),
        ({"norm_position": "middle"}, 'norm_position is "middle", not one of pre, post'),
        ({"positions": "absolute"}, "not one of sinusoidal, learned, rotary"),
        ({"positions": "rotary", "d_model": 12}, "A head is 3 wide"),
        ({"num_key_value_heads": 3}, "3, which does not divide the 4 heads"),
        ({"attention_window": 0}, "at least 1 position"),
    ],
)
def test_an_impossible_architecture_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(FailureError, match=words):
        ref.tiny_architecture(**changes)


def test_decoding_further_than_the_position_table_is_refused(model: Transformer) -> None:
    encoded = model.encode(ref.pairs(1, 3, 3)[0])
    with pytest.raises(FailureError, match="up to 65 is asked"):
        model.start(encoded, max_length=65)


def test_architecture_survives_a_dictionary() -> None:
    architecture = ref.tiny_architecture(activation="gelu")
    assert Architecture(**architecture.to_dict()) == architecture
