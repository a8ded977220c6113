import json

import numpy as np
import pytest
from attention_runs import HEADS, LAYERS, SENTENCES, arrays_of, write_look, write_run
from pixels import is_painted
from PySide6.QtCore import QPoint, Qt

from gui.attention_history import Look
from gui.widgets.entropy_plot import EntropyPlot
from gui.widgets.heads import CROSS, DECODER, ENCODER
from gui.widgets.linked_map import Pointed
from gui.widgets.time_machine import TimeMachine
from tfmodel.contract.attention_files import file_name
from tfmodel.contract.config import Config, ModelConfig
from tfmodel.contract.run_folder import RunFolder

STEPS = (0, 10, 20, 40)


@pytest.fixture
def machine(qtbot, tmp_path):
    made = TimeMachine()
    made.resize(1100, 680)
    qtbot.addWidget(made)
    made.show()
    write_run(tmp_path, STEPS)
    made.show_run(tmp_path)
    until_shown(qtbot, made, 40, "decoder/0/cross_attention", 0)
    return made


def until_shown(qtbot, machine, step, name, head, sentence=0):
    prefix = f"sentence-{sentence}/" if sentence else ""
    expected = arrays_of(step)[f"{prefix}{name}/weights"][head].astype(float)

    def is_shown():
        shown = np.asarray(machine.head.map.weights)
        return shown.shape == expected.shape and np.allclose(shown, expected)

    qtbot.waitUntil(is_shown)


def click_tile(qtbot, machine, layer, head):
    place = machine.grid.place_of(layer, head).center().toPoint()
    qtbot.mouseClick(machine.grid, Qt.MouseButton.LeftButton, pos=place)


def roles(machine):
    return [[tile.role for tile in layer] for layer in machine.grid.tiles]


def test_all_layers_and_heads_are_small_maps_and_a_press_makes_one_large(machine, qtbot):
    assert [len(layer) for layer in machine.grid.tiles] == [HEADS] * LAYERS
    tile = machine.grid.tiles[1][1]
    expected = np.round(255 * np.sqrt(arrays_of(40)["decoder/1/cross_attention/weights"][1].astype(float)))
    assert np.abs(np.frombuffer(tile.depths, "uint8").reshape(4, 4) - expected).max() <= 16
    click_tile(qtbot, machine, 1, 1)
    until_shown(qtbot, machine, 40, "decoder/1/cross_attention", 1)
    qtbot.keyClick(machine.grid, Qt.Key.Key_Right)
    until_shown(qtbot, machine, 40, "decoder/1/cross_attention", 2)
    qtbot.keyClick(machine.grid, Qt.Key.Key_Up)
    until_shown(qtbot, machine, 40, "decoder/0/cross_attention", 2)
    assert "Layer 1, head 3" in machine.grid.accessibleDescription()


def test_any_kind_and_sentence(machine, qtbot):
    machine.kind.setCurrentIndex(machine.kind.findData(ENCODER))
    until_shown(qtbot, machine, 40, "encoder/0/self_attention", 0)
    qtbot.waitUntil(lambda: machine.head.map.tokens == (SENTENCES[0].source, SENTENCES[0].source))
    qtbot.keyClick(machine.sentence, Qt.Key.Key_Down)
    machine.sentence.activated.emit(machine.sentence.currentIndex())
    until_shown(qtbot, machine, 40, "encoder/0/self_attention", 0, sentence=1)
    machine.kind.setCurrentIndex(machine.kind.findData(DECODER))
    qtbot.waitUntil(lambda: machine.head.map.tokens == (("▁bon", "jour", "</s>"), ("<s>", "▁bon", "jour")))
    assert [machine.sentence.itemText(row) for row in range(2)] == ["the red house", "good day"]


def test_the_slider_and_the_keyboard_run_through_the_training_from_step_0(machine, qtbot):
    machine.transport.slider.setFocus()
    click_tile(qtbot, machine, 0, 1)
    qtbot.keyClick(machine.transport.slider, Qt.Key.Key_Home)
    until_shown(qtbot, machine, 0, "decoder/0/cross_attention", 1)
    assert machine.transport.text.startswith("step 0") and "Before the first step" in machine.caption.text()
    qtbot.keyClick(machine.transport.slider, Qt.Key.Key_Right)
    until_shown(qtbot, machine, 10, "decoder/0/cross_attention", 1)
    assert "at 10" in machine.caption.text() and "la maison rouge" in machine.caption.text()


def test_a_translation_without_a_word_is_told_beside_what_the_decoder_reads(machine, qtbot, tmp_path):
    event = write_look(tmp_path, 50)
    silent = tuple(said.model_copy(update={"translation": ""}) for said in event.sentences)
    machine.add(event.model_copy(update={"sentences": silent}))
    qtbot.waitUntil(lambda: "The model writes: (nothing)" in machine.caption.text())
    assert "The decoder reads: la maison rouge" in machine.caption.text()
    machine.sentence.setCurrentIndex(1)
    machine.sentence.activated.emit(1)
    qtbot.waitUntil(lambda: machine.caption.text() == "The model writes: (nothing)")  # it has no reference


def test_play_goes_from_the_beginning_to_the_end_and_stops_there(machine, qtbot):
    machine.transport.pace.setCurrentIndex(2)
    seen = []
    machine.transport.moved.connect(seen.append)
    qtbot.mouseClick(machine.transport.play, Qt.MouseButton.LeftButton)
    assert machine.transport.is_playing
    qtbot.waitUntil(lambda: not machine.transport.is_playing)
    assert seen == [0, 1, 2, 3]


def test_new_steps_are_followed_at_the_end_only(machine, qtbot, tmp_path):
    machine.add(write_look(tmp_path, 50))
    until_shown(qtbot, machine, 50, "decoder/0/cross_attention", 0)
    qtbot.keyClick(machine.transport.slider, Qt.Key.Key_Home)
    until_shown(qtbot, machine, 0, "decoder/0/cross_attention", 0)
    machine.add(write_look(tmp_path, 60))
    assert machine.transport.slider.maximum() == 5 and machine.look.step == 0


def test_heads_are_labelled_by_what_they_do_at_this_step(machine, qtbot):
    machine.kind.setCurrentIndex(machine.kind.findData(ENCODER))
    qtbot.waitUntil(lambda: roles(machine) == [["uniform", "diagonal", "first token"]] * LAYERS)
    assert "entropy" in machine.grid.tiles[0][1].detail
    table = machine.grid.figures().text().splitlines()
    assert len(table) == 1 + LAYERS * HEADS and table[2].startswith("1\t2\tdiagonal\tentropy ")
    qtbot.waitUntil(lambda: machine.head.title.text() == "Layer 1, head 1: uniform")
    qtbot.keyClick(machine.transport.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: roles(machine) == [["uniform", "uniform", "first token"]] * LAYERS)


def test_heads_are_labelled_at_steps_that_are_too_many_to_be_measured_unasked(machine, qtbot, monkeypatch):
    monkeypatch.setattr("gui.head_book.MOST_LOOKS", 2)
    machine.kind.setCurrentIndex(machine.kind.findData(ENCODER))
    qtbot.waitUntil(lambda: not machine.book.is_working)
    assert [bool(machine.book.measures(look)) for look in machine.looks] == [True, False, False, True]
    click_tile(qtbot, machine, 0, 1)
    machine.transport.go_to(1)
    until_shown(qtbot, machine, 10, "encoder/0/self_attention", 1)
    qtbot.waitUntil(lambda: all(role for layer in roles(machine) for role in layer))
    machine.book.open(machine.looks, ENCODER)  # as when a running training has validated
    assert machine.book.measures(machine.looks[1])
    assert machine.book.entropies()[0, 0][0] == [0, 40]


def test_a_head_of_the_decoder_is_named_by_the_axes_that_are_shown(machine, qtbot):
    """The tokens that are looked at are one behind those that are being written."""
    machine.kind.setCurrentIndex(machine.kind.findData(DECODER))
    qtbot.waitUntil(lambda: roles(machine) == [["uniform", "previous token", "first token"]] * LAYERS)
    assert "two tokens before: " in machine.grid.tiles[0][1].detail


def test_evenness_is_that_of_the_keys_in_the_window_of_the_run(qtbot, tmp_path):
    write_look(tmp_path, 40, SENTENCES[:1])
    RunFolder(tmp_path).write_config(Config(model=ModelConfig(attention_window=1)))
    near = np.tri(4, k=1) * np.tri(4, k=1).T
    near = (near / near.sum(-1, keepdims=True)).astype("float16")
    np.savez_compressed(tmp_path / file_name(40), **{"encoder/0/self_attention/weights": near[None]})
    made = TimeMachine()
    made.kind.setCurrentIndex(made.kind.findData(ENCODER))
    qtbot.addWidget(made)
    made.show()
    made.show_run(tmp_path)
    qtbot.waitUntil(lambda: roles(made) == [["uniform"]])
    assert "100% of uniform" in made.grid.tiles[0][0].detail


def test_the_entropy_of_every_head_is_plotted_over_the_training_and_a_press_goes_there(machine, qtbot):
    click_tile(qtbot, machine, 0, 1)
    qtbot.waitUntil(lambda: machine.entropy.chosen_line is not None and len(machine.entropy.chosen_line.x) == 4)
    line = machine.entropy.chosen_line
    assert list(line.x) == list(STEPS) and line.y[0] > line.y[-1]
    for step, value in zip(line.x, line.y, strict=True):
        weights = arrays_of(step)["decoder/0/cross_attention/weights"][1].astype(float)
        assert value == pytest.approx(-(weights * np.log2(np.maximum(weights, 1e-12))).sum(-1).mean(), abs=1e-6)
    assert len(machine.entropy.lines) == LAYERS * HEADS
    at = machine.entropy.place_of(11, 0)
    middle = QPoint(int(at.x()), int(machine.entropy.plot_area.center().y()))
    qtbot.mouseClick(machine.entropy, Qt.MouseButton.LeftButton, pos=middle)
    assert machine.look.step == 10
    qtbot.waitUntil(lambda: machine.entropy.cursor_step == 10)


def test_the_right_button_goes_to_no_step(qtbot):
    plot = EntropyPlot()
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    plot.show()
    plot.show_heads({(0, 0): ([0, 20], [2.0, 1.0])}, (0, 0), None)
    middle = plot.plot_area.center().toPoint()
    with qtbot.assertNotEmitted(plot.step_chosen):
        qtbot.mouseClick(plot, Qt.MouseButton.RightButton, pos=middle)
    with qtbot.waitSignal(plot.step_chosen):
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=middle)


def test_pointing_at_a_cell_or_a_token_links_both_sides(machine, qtbot):
    click_tile(qtbot, machine, 0, 1)
    until_shown(qtbot, machine, 40, "decoder/0/cross_attention", 1)
    shown = machine.head.map
    qtbot.mouseMove(shown, shown.place_of(1, 1).toPoint())
    qtbot.waitUntil(lambda: shown.pointed == Pointed(1, 1))
    assert machine.head.readout.startswith("▁maison → ▁red")
    qtbot.mouseMove(shown, QPoint(int(shown.plot_area.left()) - 12, int(shown.place_of(2, 0).y())))
    qtbot.waitUntil(lambda: shown.pointed == Pointed(2, None))
    assert machine.head.readout.startswith("▁rouge → ▁house")
    qtbot.mouseMove(shown, QPoint(int(shown.place_of(0, 3).x()), int(shown.plot_area.bottom()) + 12))
    qtbot.waitUntil(lambda: shown.pointed == Pointed(None, 3))
    assert machine.head.readout.startswith("</s> ← </s>")
    shown.setFocus()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.pointed is None and not machine.head.readout
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert shown.pointed == Pointed(1, 0)


def test_the_links_show_the_same_head(machine, qtbot):
    click_tile(qtbot, machine, 0, 1)
    machine.head.form.setCurrentIndex(1)
    qtbot.waitUntil(lambda: machine.head.links.description() == "la: the; maison: red; rouge: house; </s>: </s>")


def test_a_file_that_the_run_gave_up_is_left_out(machine, qtbot, tmp_path):
    (tmp_path / "attention/step-00000020.npz").unlink()
    machine.transport.go_to(2)
    qtbot.waitUntil(lambda: [look.step for look in machine.looks] == [0, 10, 40])


def test_the_step_that_is_shown_stays_when_a_validation_comes_and_one_before_it_was_given_up(machine, tmp_path):
    machine.transport.go_to(2)
    (tmp_path / "attention/step-00000010.npz").unlink()
    machine.add(write_look(tmp_path, 60))
    assert [look.step for look in machine.looks] == [0, 20, 40, 60]
    assert machine.look.step == 20 and machine.transport.text == "step 20  (2 of 4)"


def test_a_file_of_other_tokens_than_its_look_is_left_out(qtbot, tmp_path):
    write_look(tmp_path, 10)
    shorter = [said.model_copy(update={"source": said.source[1:], "target": said.target[1:]}) for said in SENTENCES]
    np.savez_compressed(tmp_path / file_name(10), **arrays_of(10, shorter))
    made = TimeMachine()
    qtbot.addWidget(made)
    look = Look(10, tmp_path / file_name(10), 0, SENTENCES[0])
    assert made.book.weights(look) == []
    assert list(made.book.measuring(look)) == [None] and made.book.measures(look) == []
    made.show()
    with qtbot.waitSignal(made.history.read):
        made.show_run(tmp_path)
    qtbot.waitUntil(lambda: made.history.sentences() == [])
    assert not made.grid.tiles and made.empty.isVisible()


@pytest.mark.parametrize("heads", [HEADS, 1])
def test_a_run_that_was_made_anew_shows_its_own_maps(machine, qtbot, tmp_path, heads):
    """Deleted and trained again under its name: the same files, steps and sentences, other weights."""
    click_tile(qtbot, machine, 1, 2)
    until_shown(qtbot, machine, 40, "decoder/1/cross_attention", 2)
    for step in STEPS:
        mirrored = {name: weights[:heads, :, ::-1] for name, weights in arrays_of(step).items()}
        np.savez_compressed(tmp_path / file_name(step), **mirrored)
    machine.show_run(tmp_path)
    expected = arrays_of(40)["decoder/1/cross_attention/weights"][:heads, :, ::-1][-1]
    qtbot.waitUntil(lambda: np.allclose(machine.head.map.weights, expected))
    assert [len(layer) for layer in machine.grid.tiles] == [heads] * LAYERS
    qtbot.waitUntil(lambda: roles(machine)[1][-1] == ("end of sentence" if heads == HEADS else "uniform"))


def test_a_step_that_was_trained_again_shows_its_own_maps(machine, qtbot, tmp_path):
    """After a fall-back to a checkpoint before it: the same file, step, sentences and even translations."""
    click_tile(qtbot, machine, 1, 2)
    until_shown(qtbot, machine, 40, "decoder/1/cross_attention", 2)
    qtbot.waitUntil(lambda: all(role for layer in roles(machine) for role in layer))
    again = write_look(tmp_path, 40)
    mirrored = {name: weights[:, :, ::-1] for name, weights in arrays_of(40).items()}
    np.savez_compressed(tmp_path / file_name(40), **mirrored)
    machine.add(again)
    expected = mirrored["decoder/1/cross_attention/weights"][2]
    qtbot.waitUntil(lambda: np.allclose(machine.head.map.weights, expected))
    qtbot.waitUntil(lambda: roles(machine)[1][2] == "end of sentence")


def test_a_run_without_attention_says_so(machine, qtbot, tmp_path):
    (tmp_path / "other").mkdir()
    machine.show_run(tmp_path / "other")
    qtbot.waitUntil(lambda: machine.empty.isVisible())
    assert "no attention yet" in machine.empty.text() and not machine.export.isEnabled()
    machine.show_run(None)
    assert "Start a training" in machine.empty.text()


def test_nothing_is_read_or_measured_while_hidden(qtbot, tmp_path):
    write_run(tmp_path, STEPS)
    made = TimeMachine()
    qtbot.addWidget(made)
    made.show_run(tmp_path)
    qtbot.waitUntil(lambda: len(made.looks) == 4)
    assert not made.book.is_working and not made.grid.tiles
    made.resize(1000, 600)
    made.show()
    until_shown(qtbot, made, 40, "decoder/0/cross_attention", 0)
    made.hide()
    assert not made.book.is_working


def test_the_chosen_map_is_framed(machine):
    place = machine.grid.place_of(0, 0)
    assert is_painted(machine.grid, place.topLeft(), machine.palette().text().color())


def test_old_runs_of_one_sentence_are_shown(qtbot, tmp_path):
    event = write_look(tmp_path, 10, SENTENCES[:1])
    line = json.dumps(event.model_dump(mode="json", exclude={"sentences"}), separators=(",", ":"))
    (tmp_path / "metrics.jsonl").write_text(line + "\n", encoding="utf-8")
    made = TimeMachine()
    qtbot.addWidget(made)
    made.show()
    made.show_run(tmp_path)
    until_shown(qtbot, made, 10, "decoder/0/cross_attention", 0)
    assert made.sentence.currentText() == "the red house" and made.attention == CROSS
