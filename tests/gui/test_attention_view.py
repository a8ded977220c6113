import numpy as np
import pytest
from PySide6.QtCore import Qt

from gui.widgets.attention import AttentionView
from gui.widgets.heads import DECODER, ENCODER
from tfmodel.contract.events import Attention

SOURCE, TARGET = ("▁the", "▁red", "▁house", "</s>"), ("▁la", "▁maison", "</s>")
SHAPES = {
    "decoder/{}/cross_attention": (2, 3, 4),
    "encoder/{}/self_attention": (2, 4, 4),
    "decoder/{}/self_attention": (2, 3, 3),
}


def look(folder, step):
    """A file as a validation writes it, two layers of two heads, and its event."""
    random = np.random.default_rng(step)
    arrays = {}
    for name, shape in SHAPES.items():
        for layer in range(2):
            weights = random.random(shape)
            arrays[name.format(layer) + "/weights"] = (weights / weights.sum(-1, keepdims=True)).astype("float16")
    (folder / "attention").mkdir(exist_ok=True)
    np.savez_compressed(folder / f"attention/step-{step}.npz", **arrays)
    return Attention(step=step, file=f"attention/step-{step}.npz", source=SOURCE, target=TARGET), arrays


@pytest.fixture
def view(qtbot, tmp_path):
    made = AttentionView()
    made.resize(460, 460)
    qtbot.addWidget(made)
    made.show_run(tmp_path)
    made.show()
    return made


def until_shown(qtbot, view, expected):
    def is_shown():
        shown = np.asarray(view.map.weights)
        return view.map.isVisible() and shown.shape == expected.shape and np.allclose(shown, expected)

    qtbot.waitUntil(is_shown)


def test_any_kind_layer_and_head(view, qtbot, tmp_path):
    event, arrays = look(tmp_path, 10)
    view.add(event)
    last = arrays["decoder/1/cross_attention/weights"]
    until_shown(qtbot, view, last.mean(axis=0, dtype="float32"))
    view.head.setCurrentIndex(2)
    until_shown(qtbot, view, last[1].astype(float))
    view.layer.setCurrentIndex(0)
    until_shown(qtbot, view, arrays["decoder/0/cross_attention/weights"][1].astype(float))
    view.kind.setCurrentIndex(view.kind.findData(ENCODER))
    until_shown(qtbot, view, arrays["encoder/0/self_attention/weights"][1].astype(float))


def test_both_axes_carry_their_tokens(view, qtbot, tmp_path):
    event, arrays = look(tmp_path, 10)
    view.add(event)
    until_shown(qtbot, view, arrays["decoder/1/cross_attention/weights"].mean(axis=0, dtype="float32"))
    assert view.map.tokens == (TARGET, SOURCE)
    assert view.map.title_x and view.map.title_y
    view.kind.setCurrentIndex(view.kind.findData(DECODER))
    until_shown(qtbot, view, arrays["decoder/1/self_attention/weights"].mean(axis=0, dtype="float32"))
    assert view.map.tokens == (TARGET, ("<s>", "▁la", "▁maison"))  # what was read to write each token


def test_the_newest_validation_is_followed_until_an_older_one_is_chosen(view, qtbot, tmp_path):
    looks = [look(tmp_path, step) for step in (10, 20, 30)]
    name = "decoder/1/cross_attention/weights"
    means = [arrays[name].mean(axis=0, dtype="float32") for _, arrays in looks]
    for event, _ in looks[:2]:
        view.add(event)
    until_shown(qtbot, view, means[1])
    qtbot.keyClick(view.slider, Qt.Key.Key_Left)
    until_shown(qtbot, view, means[0])
    view.add(looks[2][0])
    qtbot.wait(250)  # a drawing would have come
    until_shown(qtbot, view, means[0])
    qtbot.keyClick(view.slider, Qt.Key.Key_End)
    until_shown(qtbot, view, means[2])


def test_a_file_that_is_gone_or_damaged_is_said(view, qtbot, tmp_path):
    event, _ = look(tmp_path, 10)
    (tmp_path / event.file).write_bytes(b"no archive")
    view.add(event)
    qtbot.waitUntil(lambda: view._step.text() == "not readable")


def test_a_look_whose_file_is_gone_is_left_out_and_layer_and_head_stay(view, qtbot, tmp_path):
    """A run keeps a bounded number of these files."""
    looks = [look(tmp_path, step) for step in (10, 20, 30)]
    for event, _ in looks:
        view.add(event)
    first, _, newest = (arrays["decoder/0/cross_attention/weights"][1].astype(float) for _, arrays in looks)
    qtbot.waitUntil(lambda: view.layer.count() == 2)
    (tmp_path / looks[1][0].file).unlink()
    view.layer.setCurrentIndex(0)
    view.head.setCurrentIndex(2)
    until_shown(qtbot, view, newest)
    qtbot.keyClick(view.slider, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: view.slider.maximum() == 1)
    until_shown(qtbot, view, newest)
    assert view._step.text() == "step 30"
    qtbot.keyClick(view.slider, Qt.Key.Key_Left)
    until_shown(qtbot, view, first)
    assert view._step.text() == "step 10"
    assert (view.layer.currentText(), view.head.currentText()) == ("Layer 1", "Head 2")


def test_the_only_look_hides_the_map_when_it_cannot_be_read(view, qtbot, tmp_path):
    event, arrays = look(tmp_path, 10)
    view.add(event)
    until_shown(qtbot, view, arrays["decoder/1/cross_attention/weights"].mean(axis=0, dtype="float32"))
    view.add(Attention(step=10, file="attention/gone.npz", source=SOURCE, target=TARGET))  # a resumed run's
    qtbot.waitUntil(lambda: view._step.text() == "not readable")
    assert not view.map.isVisible() and view.head.count() == 3


def test_a_look_that_names_a_file_elsewhere_is_not_read(view, qtbot, tmp_path):
    event, _ = look(tmp_path, 10)
    view.add(event.model_copy(update={"file": str(tmp_path / event.file)}))
    qtbot.waitUntil(lambda: view._step.text() == "not readable")
    assert not view.map.isVisible()


def test_another_probe_sentence(view, qtbot):
    view.set_training(True)
    qtbot.keyClicks(view.probe, " The cat sleeps. ")
    with qtbot.waitSignal(view.probe_changed) as asked:
        qtbot.mouseClick(view.follow, Qt.MouseButton.LeftButton)
    assert asked.args == ["The cat sleeps."]
    view.probe.clear()
    with qtbot.assertNotEmitted(view.probe_changed):
        qtbot.keyClick(view.probe, Qt.Key.Key_Return)
    view.set_training(False)
    assert not view.follow.isEnabled()


def test_another_run_begins_without_the_probe_sentence_of_the_one_before(view, tmp_path):
    asking = view.probe.placeholderText()
    view.add(look(tmp_path, 10)[0])
    view.probe.setText("The cat sleeps.")
    assert view.probe.placeholderText() == "the red house"
    view.show_run(tmp_path / "other")
    assert not view.probe.text() and view.probe.placeholderText() == asking
