import os
import sys
from pathlib import Path

import pytest

from gui.trash import move_to_trash, take_back
from tfmodel.contract.failure import FailureError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into the trash of freedesktop.org")


@pytest.fixture(autouse=True)
def trash(tmp_path, monkeypatch):
    from send2trash import plat_other

    data = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    monkeypatch.setattr(plat_other, "XDG_DATA_HOME", os.fsencode(data))
    monkeypatch.setattr(plat_other, "HOMETRASH_B", os.fsencode(data / "Trash"))
    return data / "Trash"


def folder(tmp_path, text):
    made = tmp_path / "rün [1]"
    made.mkdir()
    (made / "run.json").write_text(text, encoding="utf-8")
    return made


def test_a_folder_comes_back_whole(tmp_path, trash):
    path = folder(tmp_path, "one")
    gone = move_to_trash(path)
    assert not path.exists() and gone.place.is_relative_to(trash)
    take_back(gone)
    assert (path / "run.json").read_text(encoding="utf-8") == "one" and not list((trash / "info").iterdir())


def test_of_two_of_one_name_the_right_one_comes_back(tmp_path):
    first = move_to_trash(folder(tmp_path, "first"))
    second = move_to_trash(folder(tmp_path, "second"))
    assert first.place != second.place
    take_back(second)
    assert (second.path / "run.json").read_text(encoding="utf-8") == "second"
    with pytest.raises(FailureError, match="Rename that one"):
        take_back(first)


def test_what_was_emptied_from_the_trash_cannot_come_back(tmp_path):
    import shutil

    gone = move_to_trash(folder(tmp_path, "x"))
    shutil.rmtree(gone.place)
    with pytest.raises(FailureError, match="not in the trash"):
        take_back(gone)


def test_what_is_not_there_cannot_be_moved(tmp_path):
    with pytest.raises(FailureError, match="did not move"):
        move_to_trash(tmp_path / "nothing")


class FileOfWindows:
    """`QFile` where the trash takes some things and leaves others where they are."""

    takes, says_so = True, True

    def __init__(self, name):
        self.path = Path(name)

    def moveToTrash(self):
        if self.takes:
            self.path.rename(self.path.with_name("in the trash"))
        return self.says_so

    def errorString(self):
        return "Unspecified error"


@pytest.mark.parametrize("says_so", [False, True])
def test_what_the_trash_of_windows_does_not_take_is_not_deleted(tmp_path, monkeypatch, says_so):
    monkeypatch.setattr(FileOfWindows, "takes", False)
    monkeypatch.setattr(FileOfWindows, "says_so", says_so)
    monkeypatch.setattr("gui.trash.QFile", FileOfWindows)
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(FailureError, match=r"did not move .* to the trash: Unspecified error"):
        move_to_trash(folder(tmp_path, "x"))
    assert (tmp_path / "rün [1]" / "run.json").exists()


def test_what_the_trash_of_windows_takes_is_told_as_that(tmp_path, monkeypatch):
    monkeypatch.setattr("gui.trash.QFile", FileOfWindows)
    monkeypatch.setattr(sys, "platform", "win32")
    assert move_to_trash(folder(tmp_path, "x")).path == tmp_path / "rün [1]"
