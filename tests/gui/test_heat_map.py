import io
import tracemalloc
import zipfile

import numpy as np
import pytest
from PySide6.QtGui import QColor

from gui.theme import LIGHT
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.head_card import HeadCard
from gui.widgets.heads import read_heads
from gui.widgets.heat_map import HeatMap
from gui.widgets.linked_map import LinkedMap, Pointed


@pytest.fixture
def heat_map(qtbot):
    made = HeatMap()
    made.resize(460, 420)
    qtbot.addWidget(made)
    made.setStyleSheet(f"background: {LIGHT.surface}")
    return made


def weight_at(heat_map, row, column):
    """The weight that the depth of a cell's colour says: the share of the way from the surface to the accent."""
    colour = heat_map.grab().toImage().pixelColor(heat_map.place_of(row, column).toPoint())
    nothing, everything = QColor(LIGHT.surface), QColor(LIGHT.accent)
    return (colour.red() - nothing.red()) / (everything.red() - nothing.red())


def test_the_depth_of_each_cell_is_its_weight(heat_map):
    weights = np.random.default_rng(1).dirichlet(np.ones(5), size=4)
    heat_map.show_matrix(weights.tolist(), ["a", "b", "c", "d"], list("vwxyz"))
    painted = [[weight_at(heat_map, row, column) for column in range(5)] for row in range(4)]
    assert np.allclose(painted, weights, atol=0.01)


def test_long_tokens_get_room_and_many_tokens_do_not_overlap(heat_map):
    heat_map.show_matrix([[0.5, 0.5]], ["a"], ["b", "c"])
    short = heat_map.plot_area
    heat_map.show_matrix([[0.5, 0.5]], ["a_long_token"], ["b", "another_long"])
    assert heat_map.plot_area.left() > short.left() and heat_map.plot_area.bottom() < short.bottom()
    many = [f"token{number}" for number in range(300)]
    heat_map.show_matrix([[1 / 300] * 300] * 300, many, many)
    heat_map.grab()


def test_a_token_is_cut_on_the_axes_and_nowhere_else(qtbot):
    token = "▁incomprehensibilities"
    linked = LinkedMap()
    qtbot.addWidget(linked)
    linked.show_matrix([[0.25, 0.75]], [token], [token, " "])
    assert f"from “{token}” to “␣”" in linked.sentence()
    table = linked.figures()
    assert table.headings[1:] == (token, "␣") and table.rows[0][0] == token
    told = []
    for pointed in (Pointed(0, 0), Pointed(0, None), Pointed(None, 1)):
        linked.point(pointed)
        told.append(linked.pointed_sentence())
    assert told == [f"{token} → {token}  0.250", f"{token} → ␣ 0.75, {token} 0.25", f"␣ ← {token} 0.75"]


def test_the_weight_that_is_pointed_at_is_in_sight_beside_long_tokens(qtbot):
    card = HeadCard()
    qtbot.addWidget(card)
    card.show_head([[0.625]], ["a" * 40], ["b" * 40])
    card.resize(300, 300)
    with qtbot.waitExposed(card):
        card.show()
    card.map.point(Pointed(0, 0))
    painted = card.findChild(ElidedLabel).painted
    assert painted != card.readout and painted.endswith("  0.625")


@pytest.mark.parametrize(("width", "height"), [(120, 60), (1, 1)])
def test_a_map_with_no_room_does_no_harm(heat_map, width, height):
    heat_map.resize(width, height)
    heat_map.show_matrix([[0.5, 0.5]], ["a"], ["b", "c"])
    heat_map.grab()


def test_weights_and_tokens_of_different_number_do_no_harm(heat_map):
    heat_map.show_matrix([[0.5, 0.5], [1.0, 2.0]], ["a"], ["b", "c", "d"])
    heat_map.grab()
    heat_map.show_matrix([], [], [])
    heat_map.grab()


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
@pytest.mark.parametrize("kind", ["float16", "float32", "float64"])
def test_what_numpy_wrote_is_read(tmp_path, save, kind):
    arrays = {
        f"decoder/{layer}/weights": np.random.default_rng(layer).random((3, 4, 5)).astype(kind) for layer in (0, 1)
    }
    save(tmp_path / "x.npz", **arrays)
    heads = read_heads(tmp_path / "x.npz")
    assert heads.keys() == arrays.keys()
    for name, expected in arrays.items():
        assert len(heads[name]) == 3
        assert all(np.array_equal(heads[name].head(number), expected[number]) for number in range(3))
        assert np.allclose(heads[name].mean(), expected.astype("float64").mean(axis=0), rtol=1e-12)


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((2, 2)),
        np.zeros((2, 3, 4), order="F"),
        np.zeros((2, 3, 4), ">f4"),
        np.array([[[{}]]], dtype=object),
    ],
)
def test_what_is_no_attention_of_several_heads_is_refused(tmp_path, array):
    np.savez(tmp_path / "x.npz", x=array)
    assert read_heads(tmp_path / "x.npz") == {}


def test_a_damaged_file_is_refused_wherever_it_is_cut(tmp_path):
    np.savez(tmp_path / "whole.npz", x=np.zeros((2, 3, 4), "float16"))
    whole = (tmp_path / "whole.npz").read_bytes()
    for length in range(0, len(whole), 7):
        (tmp_path / "part.npz").write_bytes(whole[:length])
        assert read_heads(tmp_path / "part.npz") == {}
    assert read_heads(tmp_path / "nothing.npz") == {}


def test_a_packed_file_is_read_or_refused_whatever_byte_is_wrong(tmp_path):
    path = tmp_path / "x.npz"
    weights = np.random.default_rng(1).random((2, 3, 4)).astype("float16")
    np.savez_compressed(path, **{"decoder/0/weights": weights})
    whole = path.read_bytes()
    assert len(read_heads(path)) == 1
    for place in range(len(whole)):
        for wrong in (0x01, 0x04, 0x80, 0xFF):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ wrong]) + whole[place + 1 :])
            assert all(np.array_equal(found.head(1), weights[1]) for found in read_heads(path).values())


def write_array(path, content):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("decoder/0/weights.npy", content)


@pytest.mark.parametrize(
    "header",
    [
        "{'descr': '<f2', 'fortran_order': False, 'shape': (1.0, 2.0, 3.0)}",
        "{'descr': '<f2', 'fortran_order': False, 'shape': (-1, -2, 3)}",
        "{'descr': '<f2', 'fortran_order': False, 'shape': 6}",
        "['descr']",
        "(" * 9_000,
        "-" * 9_000 + "1",
        " " * 20_000,
    ],
    ids=("floats", "negative", "number", "list", "deep", "deeper", "long"),
)
def test_a_header_that_is_none_is_refused(tmp_path, header):
    start = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little")
    write_array(tmp_path / "x.npz", start + header.encode() + bytes(12))
    assert read_heads(tmp_path / "x.npz") == {}


def test_an_array_that_is_larger_than_its_shape_is_not_unpacked(tmp_path, monkeypatch):
    file = io.BytesIO()
    np.save(file, np.zeros((1, 2, 3), "float16"))
    write_array(tmp_path / "x.npz", file.getvalue() + bytes(2**24))
    tracemalloc.start()
    try:
        assert read_heads(tmp_path / "x.npz") == {}
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()
    write_array(tmp_path / "x.npz", file.getvalue())
    assert len(read_heads(tmp_path / "x.npz")) == 1
    monkeypatch.setattr("gui.widgets.heads.MOST_BYTES", 100)
    assert read_heads(tmp_path / "x.npz") == {}
