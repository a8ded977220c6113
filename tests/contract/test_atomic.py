import errno
import os
import stat
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from bound_folders import bound_folder

from tfmodel.contract import atomic


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.txt"
    atomic.write_text(path, "old")
    with pytest.raises(RuntimeError), atomic.replacing(path) as temporary:
        temporary.write_text("half", encoding="utf-8")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_folder_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "model"
    for content in ("first", "second"):
        with atomic.replacing_folder(path) as folder:
            (folder / "weights").write_text(content, encoding="utf-8")
    with pytest.raises(RuntimeError), atomic.replacing_folder(path) as folder:
        (folder / "weights").write_text("half", encoding="utf-8")
        raise RuntimeError
    assert (path / "weights").read_text(encoding="utf-8") == "second"
    assert os.listdir(tmp_path) == ["model"]


def test_an_error_that_the_system_has_no_words_for_is_none_of_the_disk(monkeypatch):
    strerror = os.strerror
    monkeypatch.setattr(os, "strerror", lambda number: "Unknown error" if number == errno.EDQUOT else strerror(number))
    assert atomic.hidden_number("Unknown error") is None
    assert atomic.hidden_number(f"OSError: {strerror(errno.ENOSPC)}") == errno.ENOSPC


@pytest.mark.parametrize("refused", [1, 2])
def test_a_folder_that_cannot_be_replaced_is_as_it_was(refused, tmp_path, monkeypatch):
    """Windows refuses either of the two renames while somebody has a file in the folder open."""
    path, rename, calls = tmp_path / "model", atomic.rename, []
    with atomic.replacing_folder(path) as folder:
        (folder / "weights").write_text("old", encoding="utf-8")

    def refusing(source, target):
        calls.append(target)
        if len(calls) == refused:
            raise PermissionError(errno.EACCES, "held", str(source))
        rename(source, target)

    monkeypatch.setattr(atomic, "rename", refusing)
    with pytest.raises(PermissionError) as told, atomic.replacing_folder(path) as folder:
        (folder / "weights").write_text("new", encoding="utf-8")
    assert (path / "weights").read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["model"] and told.value.filename == str(path)


def test_a_folder_is_open_to_all_whom_its_parent_is_open_to(tmp_path, monkeypatch):
    """Windows closes one of mode 0o700, which `mkdtemp` makes, to all others; a later chmod changes nothing there."""
    modes, make = [], os.mkdir
    monkeypatch.setattr(os, "mkdir", lambda path, mode=0o777: (modes.append(mode), make(path, mode)))
    for _ in range(2):
        with atomic.replacing_folder(tmp_path / "model") as folder:
            (folder / "weights").touch()
    assert modes and 0o700 not in modes


@contextmanager
def file_size_limit():
    """The system lets this process write no more than 1,000 bytes into a file: only meanwhile, as pytest writes too."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_the_system_refuses_to_write_is_named_and_leaves_nothing(tmp_path):
    path = tmp_path / "run" / "config.json"
    with file_size_limit(), pytest.raises(OSError) as refused:
        atomic.write_text(path, "x" * 10_000)
    assert refused.value.filename == str(path)
    folder = tmp_path / "run" / "step-1"
    with file_size_limit(), pytest.raises(OSError) as refused, atomic.replacing_folder(folder) as temporary:
        (temporary / "weights").write_bytes(bytes(10_000))
    assert refused.value.filename == str(folder)
    assert os.listdir(tmp_path / "run") == []


def test_the_place_of_a_file_that_cannot_be_replaced_is_named(tmp_path):
    with pytest.raises(IsADirectoryError) as refused:
        atomic.write_text(tmp_path, "x")
    assert refused.value.filename == str(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_written_and_stays_one(tmp_path):
    path, read = tmp_path / "pipe", []
    os.mkfifo(path)
    reader = threading.Thread(target=lambda: read.append(path.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    atomic.write_text(path, "x")
    reader.join(10)
    assert read == ["x"] and stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="Windows gives open files no names")
def test_what_is_open_keeps_what_was_written_to_it_before(tmp_path):
    with (tmp_path / "out").open("w", encoding="utf-8") as file:
        file.write("scores\n")
        file.flush()
        atomic.write_text(Path("/dev/fd") / str(file.fileno()), "texts\n")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "scores\ntexts\n"


def test_a_file_of_somebody_else_keeps_its_name(tmp_path):
    with pytest.raises(FileNotFoundError) as missing, atomic.replacing(tmp_path / "new"):
        (tmp_path / "old").read_text(encoding="utf-8")
    assert missing.value.filename == str(tmp_path / "old")


@pytest.fixture
def bound():
    with bound_folder() as folder:
        yield folder


def test_a_file_that_is_held_for_a_moment_is_waited_for(bound):
    """As a virus scanner holds it on Windows; here the folder cannot be written for a moment."""
    path = bound / "run.json"
    atomic.write_text(path, "old")
    with atomic.replacing(path) as temporary:
        temporary.write_text("new", encoding="utf-8")
        bound.chmod(0o500)
        with pytest.raises(PermissionError):
            os.replace(temporary, path)
        threading.Timer(0.1, bound.chmod, (0o700,)).start()
    assert path.read_text(encoding="utf-8") == "new"
    assert os.listdir(bound) == ["run.json"]


def test_a_file_that_stays_held_is_named_in_the_end(bound, monkeypatch):
    monkeypatch.setattr(atomic, "PATIENCE", 0.1)
    path = bound / "run.json"
    with pytest.raises(PermissionError) as refused, atomic.replacing(path):
        bound.chmod(0o500)
    bound.chmod(0o700)
    assert refused.value.filename == str(path)


def refuse_folders(monkeypatch, number):
    """The system synchronises files, but no folders."""
    synchronise = os.fsync

    def refuse(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        synchronise(handle)

    monkeypatch.setattr(os, "fsync", refuse)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM])
def test_a_disk_that_synchronises_no_folder_is_written_all_the_same(tmp_path, monkeypatch, number):
    refuse_folders(monkeypatch, number)
    atomic.write_text(tmp_path / "run.json", "new")
    with atomic.replacing_folder(tmp_path / "model") as folder:
        (folder / "weights").touch()
    assert sorted(os.listdir(tmp_path)) == ["model", "run.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="no folder is synchronised there")
def test_a_disk_that_fails_to_synchronise_a_folder_is_said(tmp_path, monkeypatch):
    refuse_folders(monkeypatch, errno.EIO)
    with pytest.raises(OSError) as failed:
        atomic.write_text(tmp_path / "run.json", "new")
    assert (failed.value.errno, failed.value.filename) == (errno.EIO, str(tmp_path / "run.json"))


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_takes_no_other_ones_place(tmp_path, monkeypatch, links):
    def refuse(source, target):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), source, None, target)

    if not links:  # as on FAT
        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "a.txt"
    with pytest.raises(FileExistsError) as taken, atomic.replacing(path, anew=True) as temporary:
        temporary.write_text("mine", encoding="utf-8")
        path.write_text("theirs", encoding="utf-8")
    assert taken.value.filename == str(path) and path.read_text(encoding="utf-8") == "theirs"
    path.unlink()
    with atomic.replacing(path, anew=True) as temporary:
        temporary.write_text("mine", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "mine" and os.listdir(tmp_path) == ["a.txt"]
