import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.form import Form
from tfmodel.contract.config import Config
from tfmodel.contract.presets import load_preset, preset_names
from tfmodel.contract.problems import changed, problems_of
from tfmodel.contract.settings import settings_of

TITLES = {name: name for name in ("data", "tokenizer", "model", "training", "decoding")}


@pytest.fixture
def form(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    made = Form(TITLES, window)
    for card in made.cards.values():
        layout.addWidget(card)
    made.set_config(load_preset("tiny"))
    window.show()
    yield made


def enter(qtbot, form, path, text):
    editor = form.fields[path].editor
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    form.show_problems(problems_of(form.values()))


def test_every_setting_has_an_editor_that_explains_itself(form):
    settings = {setting.path: setting for setting in settings_of(Config)}
    assert set(form.fields) == set(settings)
    for path, field in form.fields.items():
        assert settings[path].title in field.editor.accessibleName()
        assert settings[path].help in field.editor.accessibleDescription()
        assert settings[path].help in field.editor.toolTip()
        assert field.label.buddy() is field.editor


@pytest.mark.parametrize("name", preset_names())
def test_a_configuration_survives_the_form(form, name):
    form.set_config(load_preset(name))
    assert form.config() == load_preset(name)


def test_options_survive_the_form(form):
    options = {
        "tokenizer.sampling_alpha": 0.1,
        "training.optimizer": "muon",
        "training.schedule": "cosine",
        "training.accumulate_steps": 4,
        "training.ema_decay": 0.999,
        "training.r_drop": 5.0,
        "training.stop_on": "chrf",
        "training.precision": "mixed_float16",
    }
    asked = changed(load_preset("tiny"), options)
    form.set_config(asked)
    assert form.config() == asked


def test_typed_values_are_taken(form, qtbot):
    with qtbot.waitSignal(form.edited):
        enter(qtbot, form, "model.d_model", "256")
    enter(qtbot, form, "training.adam_epsilon", "1e-8")
    enter(qtbot, form, "training.max_minutes", "2.5")
    config = form.config()
    assert config.model.d_model == 256
    assert config.training.adam_epsilon == 1e-8 and config.training.max_minutes == 2.5


@pytest.mark.parametrize(("language", "typed"), [("de_DE", "4.000"), ("en_US", "4,000"), ("de_DE", "4000")])
def test_whole_numbers_may_be_typed_as_the_window_writes_them(form, qtbot, language, typed):
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        enter(qtbot, form, "training.warmup_steps", typed)
        assert form.config().training.warmup_steps == 4000
        enter(qtbot, form, "training.max_minutes", QLocale().toString(2.5))
        assert form.config().training.max_minutes == 2.5
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize("name", preset_names())
def test_decimals_are_shown_as_the_window_writes_them_and_read_back(form, name):
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        asked = changed(load_preset(name), {"model.dropout": 0.15, "training.adam_epsilon": 1.5e-8})
        form.set_config(asked)
        assert form.fields["model.dropout"].editor.text() == "0,15"
        assert form.config() == asked
    finally:
        QLocale.setDefault(before)


def test_an_empty_field_leaves_the_choice_to_the_program(form, qtbot):
    editor = form.fields["training.clip_norm"].editor
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert form.config().training.clip_norm is None


def test_choices_and_flags(form, qtbot):
    kind, shared = form.fields["tokenizer.kind"].editor, form.fields["tokenizer.shared"].editor
    with qtbot.waitSignal(form.edited):
        qtbot.keyClicks(kind, "w")
    before = shared.isChecked()
    with qtbot.waitSignal(form.edited):
        qtbot.keyClick(shared, Qt.Key.Key_Space)
    assert form.config().tokenizer.kind == "word" and form.config().tokenizer.shared is not before


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("model.dropout", "2", "at most 0.9"),
        ("model.num_heads", "two", "whole number"),
        ("training.seed", "-1", "least"),
    ],
)
def test_a_wrong_value_is_marked_in_its_place(form, qtbot, path, text, said):
    enter(qtbot, form, path, text)
    field = form.fields[path]
    assert said in field.message.text() and field.message.isVisible()
    assert field.editor.property("problem") is True
    assert said in field.editor.accessibleDescription()
    assert form.config() is None
    others = [other for name, other in form.fields.items() if name != path]
    assert not any(other.message.text() for other in others)
    form.set_config(load_preset("tiny"))
    form.show_problems(())
    assert not field.message.isVisible() and field.editor.property("problem") is False


def test_a_contradiction_between_two_fields_is_marked_at_one(form, qtbot):
    enter(qtbot, form, "model.num_heads", "3")
    assert "3 heads do not divide" in form.fields["model.d_model"].message.text()


def test_advanced_settings_are_folded_away(form, qtbot):
    field, card = form.fields["model.activation"], form.cards["model"]
    assert field.setting.advanced and not field.editor.isVisible()
    qtbot.mouseClick(card.unfold, Qt.MouseButton.LeftButton)
    assert field.editor.isVisible()
    qtbot.mouseClick(card.unfold, Qt.MouseButton.LeftButton)
    assert not field.editor.isVisible()


def test_a_folded_setting_with_a_problem_is_shown(form):
    field = form.fields["training.adam_beta_2"]
    field.editor.set_value(3)
    form.show_problems(problems_of(form.values()))
    assert field.editor.isVisible() and field.message.isVisible()
