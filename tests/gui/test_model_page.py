import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from gui.pages.model import ModelPage
from tests.gui.access_audit import name_of
from tfmodel.contract.config import Config
from tfmodel.contract.memory import size_of
from tfmodel.contract.parameters import count_parameters
from tfmodel.contract.presets import load_preset
from tfmodel.contract.problems import changed


@pytest.fixture
def page(session, qtbot):
    made = ModelPage(session)
    qtbot.addWidget(made)
    made.show()
    return made


def enter(qtbot, page, path, text):
    editor = page.form.fields[path].editor
    editor.selectAll()
    qtbot.keyClicks(editor, text)


def parameters(config):
    size = config.tokenizer.vocabulary_size
    return count_parameters(
        config.model, size, size, shared=config.tokenizer.shared, max_length=config.max_length
    ).total


def test_a_preset_fills_the_form(page, session, qtbot):
    qtbot.keyClicks(page.presets, "base")
    qtbot.keyClick(page.presets, Qt.Key.Key_Return)
    page.presets.activated.emit(page.presets.currentIndex())
    assert session.config == load_preset("base") == page.form.config()
    assert page.size_summary.text("total") == f"{parameters(load_preset('base')):,}"
    assert name_of(page.size_summary._values["total"]) == page.size_summary.text("total")


def test_the_number_of_parameters_follows_the_typing(page, session, qtbot):
    enter(qtbot, page, "model.num_encoder_layers", "6")
    assert session.config.model.num_encoder_layers == 6
    assert page.size_summary.text("total") == f"{parameters(session.config):,}"
    assert "Encoder layers" in page.note.text()


def test_typing_is_not_disturbed(page, qtbot):
    editor = page.form.fields["training.peak_learning_rate"].editor
    editor.selectAll()
    qtbot.keyClicks(editor, "0.0010")
    assert editor.text() == "0.0010" and editor.cursorPosition() == 6


def test_a_wrong_value_keeps_the_last_right_configuration(page, session, qtbot):
    before = session.config
    enter(qtbot, page, "model.dropout", "1.5")
    assert session.config == before and session.problems
    assert page.problem.text() and not page.go_on.isEnabled()
    enter(qtbot, page, "model.dropout", "0.2")
    assert session.config == changed(before, {"model.dropout": 0.2})
    assert not page.problem.text() and page.go_on.isEnabled()


def test_a_wrong_value_stays_when_something_else_is_changed_elsewhere(page, session, qtbot, tmp_path):
    """By the Mix tab, or because the weights of a mix were those of other datasets."""
    before = session.config
    session.set_config(changed(before, {"data.weights": "1 9"}))
    enter(qtbot, page, "model.dropout", "1.5")
    session.change_data(tags=True)
    session.mix.add(tmp_path / "other.pairs", 30)
    dropout, weights, tags = (page.form.fields[path] for path in ("model.dropout", "data.weights", "data.tags"))
    assert dropout.editor.text() == "1.5" and dropout.message.text() and not page.go_on.isEnabled()
    assert weights.editor.text() == session.config.data.weights == ""
    assert tags.editor.isChecked() and session.config.data.tags
    enter(qtbot, page, "model.dropout", "0.2")
    assert session.config == changed(before, {"model.dropout": 0.2, "data.tags": True})


def test_a_mended_weight_is_wrong_no_more(page, session, qtbot, tmp_path):
    session.set_config(changed(session.config, {"data.weights": "1 9"}))
    page.form.cards["data"].unfold.click()
    enter(qtbot, page, "data.weights", "1 many")
    enter(qtbot, page, "model.dropout", "0.3")
    assert [problem.path for problem in session.problems] == ["data.weights"]
    session.mix.add(tmp_path / "other.pairs", 30)
    assert not session.problems and page.form.config() == session.config and session.config.data.weights == ""
    assert session.config.model.dropout == 0.3, "was right, and could not be taken before"


def test_a_mended_weight_is_shown_beside_what_is_still_wrong(page, session, qtbot):
    before = session.config
    page.form.cards["data"].unfold.click()
    enter(qtbot, page, "data.weights", "many")
    enter(qtbot, page, "model.dropout", "1.5")
    session.change_data(temperature=5.0, weights="")
    weights, dropout = page.form.fields["data.weights"], page.form.fields["model.dropout"]
    assert weights.editor.text() == weights.message.text() == "" and dropout.editor.text() == "1.5"
    assert [problem.path for problem in session.problems] == ["model.dropout"]
    enter(qtbot, page, "model.dropout", "0.3")
    assert session.config == changed(before, {"model.dropout": 0.3, "data.temperature": 5.0})


def test_a_preset_takes_the_marks_away(page, session, qtbot):
    enter(qtbot, page, "model.dropout", "1.5")
    session.set_config(load_preset("small"))
    assert not page.form.fields["model.dropout"].message.text()
    assert page.form.config() == load_preset("small")


def test_without_a_dataset_there_is_nothing_to_propose(page):
    assert not page.propose.isEnabled()


def test_the_way_on_to_the_training(page, session, qtbot):
    with qtbot.waitSignal(session.page_requested) as asked:
        qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)
    assert asked.args == ["training"]


def test_memory_grows_with_what_it_depends_on():
    config = Config()
    for path in ("training.batch_tokens", "model.num_decoder_layers", "model.feed_forward_width", "model.d_model"):
        section, _, name = path.partition(".")
        larger = changed(config, {path: 2 * getattr(getattr(config, section), name)})
        assert size_of(larger).total > size_of(config).total
    assert size_of(config).weights == 16 * parameters(config)


def test_two_passes_take_the_memory_of_two_batches():
    config = load_preset("tiny")
    twice, single = size_of(changed(config, {"training.r_drop": 5.0})), size_of(config)
    assert twice.activations == pytest.approx(2 * single.activations, abs=1) and twice.weights == single.weights


def test_changes_that_a_preset_replaces_can_be_taken_back(page, session, qtbot):
    enter(qtbot, page, "model.num_encoder_layers", "6")
    changed_by_hand = session.config
    qtbot.keyClicks(page.presets, "base")
    page.presets.activated.emit(page.presets.currentIndex())
    assert session.config == load_preset("base") and page.undo.isVisible()
    qtbot.mouseClick(page.undo.undo_button, Qt.MouseButton.LeftButton)
    assert session.config == changed_by_hand == page.form.config()
    assert not page.undo.isVisible() and page.presets.currentText() == changed_by_hand.preset


def test_a_preset_that_replaces_nothing_of_ones_own_offers_no_way_back(page, session, qtbot):
    for name in ("base", "small"):
        page.presets.setCurrentText(name)
        page.presets.activated.emit(page.presets.currentIndex())
        assert session.config == load_preset(name) and not page.undo.isVisible()


def test_an_edit_after_the_preset_is_not_undone_with_it(page, session, qtbot):
    enter(qtbot, page, "model.num_encoder_layers", "6")
    page.presets.setCurrentText("base")
    page.presets.activated.emit(page.presets.currentIndex())
    assert page.undo.isVisible()
    enter(qtbot, page, "model.dropout", "0.2")
    assert not page.undo.isVisible() and session.config.model.dropout == 0.2


def test_a_configuration_that_comes_after_the_preset_is_not_undone_with_it(page, session, qtbot):
    enter(qtbot, page, "model.num_encoder_layers", "6")
    page.presets.setCurrentText("base")
    page.presets.activated.emit(page.presets.currentIndex())
    assert page.undo.isVisible()
    session.set_config(changed(session.config, {"model.dropout": 0.2}))  # as that of a run
    assert not page.undo.isVisible() and page.form.config().model.dropout == 0.2


def test_the_wheel_scrolls_past_a_choice_without_changing_it(page, session, qtbot):
    editor = page.form.fields["training.schedule"].editor
    before = session.config
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(editor.mapToGlobal(QPoint(5, 5))),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor, turned)
    assert session.config == before
    assert editor.value() == before.training.schedule
    assert not turned.isAccepted()  # Qt gives it to what scrolls the form
