import base64
import io
import xml.etree.ElementTree as ElementTree

import pytest
from attention_runs import write_look, write_run
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from gui.session import Session
from gui.widgets.attention_export import AttentionExport
from gui.widgets.attention_picture import AttentionPicture
from gui.widgets.time_machine import TimeMachine
from tests.contract.test_atomic import file_size_limit

STEPS = (0, 10, 20)


@pytest.fixture
def machine(qtbot, tmp_path):
    made = TimeMachine()
    made.resize(1000, 640)
    qtbot.addWidget(made)
    made.show()
    write_run(tmp_path / "run", STEPS)
    made.show_run(tmp_path / "run")
    qtbot.waitUntil(lambda: bool(made.grid.tiles) and bool(made.grid.tiles[0][0].role))
    return made


@pytest.fixture
def export(machine, qtbot):
    session = Session()  # the real program makes the animation
    yield AttentionExport(machine, session)
    session.kill_all()
    qtbot.waitUntil(lambda: not session.running_jobs)


@pytest.mark.parametrize("one_head", [True, False])
def test_a_step_as_png_and_as_svg_with_text(export, qtbot, tmp_path, one_head):
    with qtbot.waitSignal(export.saved, timeout=30_000):
        export.save(tmp_path / "a.png", one_head=one_head)
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size == (2000, 1440)
        assert len(picture.convert("RGB").quantize(16).getcolors()) > 3
    export.save(tmp_path / "a.svg", one_head=one_head)
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    texts = {"".join(node.itertext()).strip() for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert any("step 20" in text for text in texts)
    assert ("▁maison" if one_head else "uniform") in texts


def test_the_svg_of_all_heads_has_a_map_of_its_own_for_each(export, tmp_path):
    export.save(tmp_path / "a.svg", one_head=False)
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    links = [node.get("{http://www.w3.org/1999/xlink}href") for node in root.iter("{http://www.w3.org/2000/svg}image")]
    maps = [Image.open(io.BytesIO(base64.b64decode(link.partition(",")[2]))) for link in links]
    assert [picture.size for picture in maps] == [(4, 4)] * 6  # two layers of three heads
    uniform, diagonal = (picture.convert("RGBA").tobytes() for picture in maps[:2])
    assert uniform != diagonal


@pytest.mark.parametrize("suffix", [".gif", ".png"])
def test_the_whole_training_as_an_animation(export, machine, qtbot, tmp_path, suffix):
    out = tmp_path / f"a{suffix}"
    with qtbot.waitSignal(export.saved, timeout=30_000) as saved:
        export.animate(out, one_head=True)
    assert saved.args == [out] and not export.is_animating
    with Image.open(out) as picture:
        assert picture.n_frames == len(STEPS) and picture.size == (1000, 720)
        assert picture.info["loop"] == 0
    assert machine.look.step == 20  # what is looked at did not move
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_an_animation_of_fewer_frames_than_steps_ends_with_the_newest(export, machine, qtbot, tmp_path, monkeypatch):
    machine.add(write_look(tmp_path / "run", 30))
    qtbot.waitUntil(lambda: len(machine.looks) == 4)
    titles, show_titles = [], AttentionPicture.show_titles

    def listen(picture, title, subtitle):
        titles.append(title)
        show_titles(picture, title, subtitle)

    monkeypatch.setattr(AttentionPicture, "show_titles", listen)
    monkeypatch.setattr("gui.widgets.attention_export.MOST_FRAMES", 2)
    with qtbot.waitSignal(export.saved, timeout=30_000):
        export.animate(tmp_path / "a.gif", one_head=True)
    assert [title.rpartition(" · ")[2] for title in titles] == ["step 0", "step 30"]


def test_heads_are_named_in_every_frame_and_picture_whether_they_were_looked_at_before_or_not(
    export, machine, qtbot, tmp_path, monkeypatch
):
    roles, show_tiles = [], AttentionPicture.show_tiles

    def listen(picture, tiles, choice):
        roles.append([tile.role for layer in tiles for tile in layer])
        show_tiles(picture, tiles, choice)

    monkeypatch.setattr(AttentionPicture, "show_tiles", listen)
    machine.book.forget()
    with qtbot.waitSignal(export.saved):
        export.animate(tmp_path / "a.gif", one_head=False)
    machine.book.forget()
    export.save(tmp_path / "a.svg", one_head=False)
    assert len(roles) == len(STEPS) + 1 and all(all(named) for named in roles)


def test_the_menu_asks_where_and_adds_the_ending(export, machine, qtbot, tmp_path):
    def answer():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.selectNameFilter("SVG (*.svg)")
        dialog.selectFile(str(tmp_path / "chosen"))
        dialog.accept()

    QApplication.instance().setAttribute(_not_native(), True)
    QTimer.singleShot(100, answer)
    with qtbot.waitSignal(export.saved) as saved:
        machine.export.menu().actions()[0].trigger()
    assert saved.args[0].suffix == ".svg" and saved.args[0].is_file()


@pytest.mark.parametrize("replace", [True, False])
@pytest.mark.parametrize("name", ["x", "run-1.5"])
def test_a_file_that_gets_its_ending_here_is_asked_for(export, machine, tmp_path, monkeypatch, name, replace):
    def answer():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox) and f"{name}.svg" in box.text()
        role = QMessageBox.ButtonRole.DestructiveRole if replace else QMessageBox.ButtonRole.RejectRole
        next(button for button in box.buttons() if box.buttonRole(button) == role).click()

    there = tmp_path / f"{name}.svg"
    there.write_bytes(b"old")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (str(tmp_path / name), "SVG (*.svg)"))
    QTimer.singleShot(100, answer)
    machine.export.menu().actions()[0].trigger()
    assert (there.read_bytes() != b"old") == replace


def test_the_step_is_saved_that_was_shown_when_it_was_asked_where(export, machine, qtbot, tmp_path, monkeypatch):
    def answer(*asked):
        machine.add(write_look(tmp_path / "run", 30))
        qtbot.waitUntil(lambda: machine.look.step == 30)
        return str(tmp_path / "a.svg"), "SVG (*.svg)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    machine.export.menu().actions()[0].trigger()
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "step 20" in text and "step 30" not in text


@pytest.mark.parametrize("action", [0, 2])
def test_nothing_is_saved_of_a_run_that_came_while_it_was_asked_where(export, machine, tmp_path, monkeypatch, action):
    said, into = [], tmp_path / "a"
    write_run(tmp_path / "next", STEPS)

    def answer(*asked):
        machine.show_run(tmp_path / "next")
        return str(into), ""

    monkeypatch.setattr("gui.errors.show_error", lambda parent, error: said.append(error.failure.cause))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    machine.export.menu().actions()[action].trigger()
    assert said == ["Another run is shown by now."]
    assert not export.is_animating and not list(tmp_path.glob("a.*"))


def test_a_step_that_the_run_gave_up_while_it_was_asked_where_is_told(export, machine, tmp_path, monkeypatch):
    said = []

    def answer(*asked):
        machine.look.file.unlink()
        return str(tmp_path / "a.png"), "PNG (*.png)"

    monkeypatch.setattr("gui.errors.show_error", lambda parent, error: said.append(error.failure.cause))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    machine.export.menu().actions()[0].trigger()
    assert said == ["The run has given this step up by now."] and not export.is_animating


def _not_native():
    from PySide6.QtCore import Qt

    return Qt.ApplicationAttribute.AA_DontUseNativeDialogs


def test_a_place_that_cannot_be_written_is_said(export, qtbot, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr("gui.errors.show_error", lambda parent, error: said.append(error.failure.cause))
    (tmp_path / "file").touch()
    export.save(tmp_path / "file" / "a.svg", one_head=True)
    assert len(said) == 1 and "a.svg cannot be written" in said[0]


def test_a_full_disk_keeps_the_picture_that_was_there(export, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr("gui.errors.show_error", lambda parent, error: said.append(error.failure.cause))
    out = tmp_path / "a.svg"
    out.write_bytes(b"old")
    with file_size_limit():
        export.save(out, one_head=True)
    assert len(said) == 1 and "a.svg cannot be written" in said[0]
    assert out.read_bytes() == b"old" and [path.name for path in tmp_path.glob("*.svg")] == ["a.svg"]


@pytest.mark.parametrize("name", ["a.png", "a.gif"])
def test_pictures_that_a_full_disk_does_not_take_are_given_up(export, machine, tmp_path, monkeypatch, name):
    said = []
    monkeypatch.setattr("gui.errors.show_error", lambda parent, error: said.append(error.failure.cause))
    out = tmp_path / name
    out.write_bytes(b"old")
    begin = export.animate if out.suffix == ".gif" else export.save
    begin(out, one_head=True)
    with file_size_limit():
        while export.is_animating:
            export._draw_next()
    assert len(said) == 1 and "A picture cannot be written into" in said[0]
    assert out.read_bytes() == b"old" and machine.export.isEnabled()


def test_what_is_saved_is_what_was_chosen_when_it_began(export, machine, qtbot, tmp_path):
    export.animate(tmp_path / "first.gif", one_head=True)
    assert not machine.export.isEnabled()
    machine.history.changed.emit()  # a validation of a running training
    assert not machine.export.isEnabled()
    machine.kind.setCurrentIndex(1)
    machine.grid.choose(0, 1)
    with qtbot.waitSignal(export.saved, timeout=30_000):
        machine.show_run(None)
    assert not export.is_animating
    machine.show_run(tmp_path / "run")
    qtbot.waitUntil(machine.export.isEnabled)
    machine.kind.setCurrentIndex(0)
    machine.grid.choose(0, 0)
    with qtbot.waitSignal(export.saved, timeout=30_000):
        export.animate(tmp_path / "second.gif", one_head=True)
    assert (tmp_path / "first.gif").read_bytes() == (tmp_path / "second.gif").read_bytes()


def test_a_given_up_animation_leaves_nothing(export, qtbot, tmp_path):
    export.animate(tmp_path / "a.gif", one_head=False)
    with qtbot.waitSignal(export.ended):
        export.cancel()
    assert not export.is_animating and not (tmp_path / "a.gif").exists()
