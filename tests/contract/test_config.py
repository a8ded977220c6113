import json
import re
import tomllib

import pytest

from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.presets import FOLDER, load_file, load_preset, preset_names
from tfmodel.contract.problems import changed, parse_assignments, problems_of
from tfmodel.contract.settings import settings_of


def test_every_setting_has_a_title_a_sentence_of_help_and_bounds_around_its_default():
    settings = list(settings_of(Config))
    assert len(settings) > 30
    for setting in settings:
        assert setting.title and setting.help.endswith("."), setting.path
        if setting.kind in ("integer", "number") and setting.default is not None:
            assert setting.minimum is not None, setting.path
            assert setting.minimum <= setting.default, setting.path
            assert setting.maximum is None or setting.default <= setting.maximum, setting.path


def test_heads_that_do_not_divide_the_width_are_refused_with_the_nearest_widths():
    with pytest.raises(FailureError, match="100, which 8 heads do not divide; choose 96 or 104"):
        changed(Config(), {"model.d_model": "100", "model.num_heads": "8"})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"model.num_key_value_heads": 3, "model.num_heads": 8},
            "3, which does not divide the 8 .* 1, 2, 4 or 8",
        ),
        ({"model.num_key_value_heads": 2, "model.num_heads": 1}, "2, which does not divide the 1 .* choose 1$"),
        ({"model.positions": "rotary", "model.d_model": 12}, "which makes 4 heads 3 wide"),
        ({"model.d_model": 15, "model.num_heads": 5}, "15; sinusoidal positions need an even number"),
    ],
)
def test_forms_that_do_not_fit_together_are_refused(changes, words):
    problems = problems_of(nested(Config(), changes))
    assert len(problems) == 1 and problems[0].path == "model"
    assert re.search(words, problems[0].message)


def test_odd_widths_do_for_learned_positions():
    config = changed(Config(), {"model.positions": "learned", "model.d_model": 15, "model.num_heads": 5})
    assert config.model.d_model == 15


def nested(config, changes):
    values = config.model_dump()
    for path, value in changes.items():
        section, _, name = path.partition(".")
        values[section][name] = value
    return values


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("model.d_model", "wide", "must be a whole number, but is 'wide'"),
        ("model.dropout", "1.5", "must be at most 0.9, but is 1.5"),
        ("training.peak_learning_rate", "0", "must be more than 0"),
        ("tokenizer.kind", "syllable", "must be 'unigram', 'bpe', 'word' or 'character'"),
        ("model.tie_output", "perhaps", "must be true or false"),
        ("tokenizer.symbols", "<b> <s>", "<s> is a symbol of the model's own; leave it out"),
    ],
)
def test_a_wrong_value_is_named_with_its_field_and_what_it_must_be(path, value, words):
    with pytest.raises(FailureError) as caught:
        changed(Config(), {path: value})
    assert path in caught.value.failure.cause
    assert words in caught.value.failure.cause


def test_a_misspelt_setting_gets_a_suggestion():
    with pytest.raises(FailureError, match=r"Did you mean model\.d_model\?"):
        changed(Config(), {"model.dmodel": "64"})


def test_empty_means_none_where_none_is_allowed():
    assert changed(Config(), {"training.max_minutes": "2.5"}).training.max_minutes == 2.5
    assert changed(Config(), {"training.max_minutes": ""}).training.max_minutes is None


def test_a_text_can_be_emptied():
    full = changed(Config(), {"tokenizer.symbols": "%s <b>", "data.weights": "3 1"})
    for nothing in ("", "none"):
        emptied = changed(full, {"tokenizer.symbols": nothing, "data.weights": nothing})
        assert emptied.tokenizer.symbols == emptied.data.weights == ""


def other_value(setting):
    """One that is allowed and not the default."""
    if setting.path == "model.num_key_value_heads":
        return 2  # of 4 heads
    if setting.path == "data.weights":
        return "3 1"
    if setting.kind == "choice":
        return next(value for value in reversed(setting.choices) if value != setting.default)
    if setting.kind == "flag":
        return not setting.default
    if setting.kind == "text":
        return "%s {name}"
    value = 2 * setting.default if setting.default else (setting.minimum + (setting.maximum or 99.0)) / 2
    value = value if setting.maximum is None or value < setting.maximum else setting.default / 2
    return int(value) if setting.kind == "integer" else value


@pytest.mark.parametrize("setting", list(settings_of(Config)), ids=lambda setting: setting.path)
def test_every_setting_can_be_set_by_a_word_and_by_a_file(setting, tmp_path):
    section, _, name = setting.path.partition(".")
    value = other_value(setting)
    by_word = changed(load_preset("tiny"), parse_assignments([f"{setting.path}={value}"]))
    file = tmp_path / "run.toml"
    file.write_text(f"[{section}]\n{name} = {json.dumps(value)}\n", encoding="utf-8")
    assert by_word.value(setting.path) == value
    assert load_file(file) == by_word


def test_an_assignment_without_an_equals_sign_is_refused():
    assert parse_assignments(["model.d_model = 64"]) == {"model.d_model": "64"}
    with pytest.raises(FailureError, match="has no '='"):
        parse_assignments(["model.d_model"])


def test_problems_of_valid_values_are_none():
    assert problems_of(Config().model_dump()) == []


def test_presets_grow_and_name_themselves():
    widths = [load_preset(name).model.d_model for name in preset_names()]
    assert widths == sorted(widths)
    assert all(load_preset(name).preset == name for name in preset_names())


RECIPE = {
    "tokenizer": {"kind", "vocabulary_size", "shared"},
    "model": {"d_model", "positions", "normalisation", "norm_position", "activation", "tie_output", "dropout"},
    "training": {
        *("batch_tokens", "max_epochs", "optimizer", "schedule", "peak_learning_rate", "warmup_steps", "clip_norm"),
        *("label_smoothing", "average_checkpoints", "stop_on", "patience"),
    },
    "decoding": {"beam_size", "length_penalty"},
}


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_is_a_whole_recipe(name):
    """Another default must not change what was tuned."""
    written = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    for section, settings in RECIPE.items():
        assert settings <= set(written[section])


def test_low_resource_has_the_published_size_and_drops_less_but_twice():
    """The size is that of Wu et al. 2021 for Multi30k; R-drop takes the place of their dropout of 0.3."""
    config = load_preset("low-resource")
    model, training = config.model, config.training
    assert (model.num_encoder_layers, model.num_decoder_layers, model.d_model, model.num_heads) == (4, 4, 128, 4)
    assert (model.feed_forward_width, training.label_smoothing, training.schedule) == (256, 0.1, "inverse_sqrt")
    assert (config.tokenizer.kind, config.tokenizer.shared) == ("bpe", True)
    assert (model.dropout, training.r_drop) == (0.1, 5.0)
    assert (training.average_checkpoints, config.decoding.beam_size) == (10, 5)


def test_an_unknown_preset_lists_the_known_ones():
    with pytest.raises(FailureError, match="tiny, low-resource, small, base, big"):
        load_preset("huge")


def test_a_file_overrides_its_preset_and_a_bad_one_is_named(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('preset = "small"\n[model]\nd_model = 320\n', encoding="utf-8")
    config = load_file(file)
    assert (config.model.d_model, config.model.feed_forward_width) == (320, 1024)
    file.write_text("[model\n", encoding="utf-8")
    with pytest.raises(FailureError, match=r"mine\.toml cannot be read"):
        load_file(file)


@pytest.mark.parametrize(
    ("name", "text"), [("mine.toml", "[model]\nd_model = 320\n"), ("mine.json", '{"model": {"d_model": 320}}')]
)
def test_a_file_may_begin_with_a_byte_order_mark(tmp_path, name, text):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8-sig")
    assert load_file(file).model.d_model == 320


def test_a_configuration_survives_its_file(tmp_path):
    config = changed(load_preset("base"), {"training.max_steps": 7})
    file = tmp_path / "config.json"
    file.write_text(config.model_dump_json(), encoding="utf-8")
    assert load_file(file) == config
