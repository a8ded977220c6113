import pytest
from PIL import Image
from running import events_of, job

from tfmodel.contract import events


@pytest.fixture
def pictures(tmp_path):
    folder = tmp_path / "pictures é"
    folder.mkdir()
    for number, colour in enumerate(("red", "green", "blue")):
        Image.new("RGB", (40, 30), colour).save(folder / f"{number:03}.png")
    return folder


@pytest.mark.parametrize("name", ["a.gif", "a.png"])
def test_pictures_become_an_animation_in_their_order(pictures, tmp_path, name):
    done = job("animate", pictures, "--out", tmp_path / name, "--milliseconds", 200, "--json")
    assert done.returncode == 0, done.stderr
    assert {event.done for event in events_of(done.stdout) if isinstance(event, events.Progress)} == {0, 1, 2}
    seen = []
    with Image.open(tmp_path / name) as animation:
        for number in range(animation.n_frames):
            animation.seek(number)
            seen.append((animation.convert("RGB").getpixel((5, 5)), animation.info["duration"]))
    assert seen == [((255, 0, 0), 200), ((0, 128, 0), 200), ((0, 0, 255), 1000)]


@pytest.mark.parametrize(
    ("out", "said"), [("a.mp4", "neither a .gif nor a .png"), ("a.gif", "has no .png or .bmp file")]
)
def test_what_cannot_be_done_is_said(tmp_path, out, said):
    done = job("animate", tmp_path, "--out", tmp_path / out)
    assert done.returncode == 1 and said in done.stderr and not (tmp_path / out).exists()


def test_a_single_picture_becomes_a_plain_one(tmp_path):
    (tmp_path / "in").mkdir()
    Image.new("RGB", (40, 30), "red").save(tmp_path / "in" / "0.bmp")
    assert job("animate", tmp_path / "in", "--out", tmp_path / "a.png").returncode == 0
    with Image.open(tmp_path / "a.png") as picture:
        assert getattr(picture, "n_frames", 1) == 1 and picture.getpixel((5, 5)) == (255, 0, 0)
