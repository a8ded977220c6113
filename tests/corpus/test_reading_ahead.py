"""Large files are read by a process beside the import: with the same outcome, and never longer than it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from corpus_pairs import MakeDataset, MakeFile, as_tsv, numbered_pairs
from process_ends import has_ended

from tfmodel.contract.failure import FailureError
from tfmodel.corpus import ahead
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.portions import Task
from tfmodel.corpus.store import PairStore

IMPORT = (
    "import sys; from pathlib import Path; from tfmodel.corpus import ahead;"
    "from tfmodel.corpus.detection import detect;"
    "from tfmodel.corpus.importing import import_pairs; ahead.LARGE = 0; ahead.os.cpu_count = lambda: 2\n"
    "def told(done): print(done, flush=True); sys.stdin.read()\n"
    "import_pairs(detect([Path(sys.argv[1])]), Path(sys.argv[2]), progress=told)"
)


@pytest.fixture
def always_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small a file is."""
    monkeypatch.setattr(ahead, "LARGE", 0)
    monkeypatch.setattr(ahead.os, "cpu_count", lambda: 2)


def readers() -> list[psutil.Process]:
    """The processes that read for this one."""
    return [child for child in psutil.Process().children() if "tfmodel.corpus.ahead" in child.cmdline()]


def everything(path: Path) -> tuple[object, ...]:
    with PairStore.open(path) as store:
        rejected = store.rejected(0, 100), store.rejected_counts()
        return store.page(offset=0, limit=10**6), store.fingerprint(), store.rules(), rejected, store.meta("profile")


def test_the_dataset_is_the_same(make_file: MakeFile, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    odd = [("", "x"), ("a <b>tag</b>", "une balise"), ("\u200b\u200b", "y"), ("12 mice 🙂", "13 souris")]
    content = as_tsv([*numbered_pairs(5_000), *odd, *numbered_pairs(5)]) + "one column\n"
    detected = detect([make_file("some.en-fr.tsv", content)])
    import_pairs(detected, tmp_path / "alone.pairs", ImportOptions(clean="standard"))
    request.getfixturevalue("always_beside")
    import_pairs(detected, tmp_path / "beside.pairs", ImportOptions(clean="standard"))
    assert everything(tmp_path / "alone.pairs") == everything(tmp_path / "beside.pairs")
    assert not readers()


@pytest.mark.usefixtures("always_beside")
def test_what_is_wrong_with_a_file_is_said_by_the_import(make_file: MakeFile, tmp_path: Path) -> None:
    files = make_file("t.en", "a\n" * 3000), make_file("t.fr", "b\n" * 3001)
    with pytest.raises(FailureError, match=r"has 3,000 lines and t\.fr has 3,001"):
        import_pairs(detect(files), tmp_path / "new.pairs")
    assert not (tmp_path / "new.pairs").exists() and not readers()


@pytest.mark.usefixtures("always_beside")
def test_a_cancelled_import_leaves_no_reader(make_dataset: MakeDataset, make_file: MakeFile, tmp_path: Path) -> None:
    path = make_file("big.tsv", as_tsv(numbered_pairs(20_000)))
    assert import_pairs(detect([path]), tmp_path / "new.pairs", cancelled=lambda: True) is None
    assert not readers()


@pytest.mark.usefixtures("always_beside")
def test_a_reader_that_dies_fails_the_import(make_file: MakeFile, tmp_path: Path) -> None:
    path = make_file("big.tsv", as_tsv(numbered_pairs(20_000)))

    def kill(done: object) -> None:
        for reader in readers():
            reader.kill()

    with pytest.raises(FailureError, match="has ended before their end"):
        import_pairs(detect([path]), tmp_path / "new.pairs", progress=kill)
    assert not (tmp_path / "new.pairs").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_reader_ends_with_a_killed_import(make_file: MakeFile, tmp_path: Path) -> None:
    path = make_file("big.tsv", as_tsv(numbered_pairs(60_000)))
    command = [sys.executable, "-c", IMPORT, str(path), str(tmp_path / "new.pairs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline()
        (reader,) = psutil.Process(process.pid).children()
        process.send_signal(signal.SIGKILL)
    assert has_ended(reader.pid) and not (tmp_path / "new.pairs").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_reader_leaves_it_to_the_import_what_a_signal_to_both_means(make_file: MakeFile, name: str) -> None:
    """A training makes a stop of it, of which it is told with its next progress."""
    task = Task((detect([make_file("big.tsv", as_tsv(numbered_pairs(60_000)))]),), 1, 250, 2_000)
    pipe = subprocess.PIPE
    with subprocess.Popen(ahead.COMMAND, cwd=ahead.ROOT, stdin=pipe, stdout=pipe, stderr=pipe) as reader:
        assert reader.stdin is not None and reader.stdout is not None and reader.stderr is not None
        reader.stdin.write(ahead._TASKS.dump_json(task))
        reader.stdin.close()
        frames = [ahead._frame(reader.stdout)]
        reader.send_signal(getattr(signal, name))
        while (frame := ahead._frame(reader.stdout)) is not None:
            frames.append(frame)
        assert reader.stderr.read() == b""
    assert sum(len(ahead._portion(frame).pairs) for frame in frames) == 60_000 and reader.returncode == 0


@pytest.mark.usefixtures("always_beside")
def test_a_relative_path_is_of_the_folder_that_the_import_is_in(
    make_file: MakeFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_file("here.tsv", as_tsv(numbered_pairs(50)))
    monkeypatch.chdir(tmp_path)
    report = import_pairs(detect([Path("here.tsv")]), Path("new.pairs"))
    assert report is not None and report.kept == 50


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.usefixtures("always_beside")
def test_a_file_whose_name_is_no_utf_8_is_read_whatever_its_size(make_file: MakeFile, tmp_path: Path) -> None:
    detected = detect([make_file("m\udce9.en-fr.tsv", as_tsv(numbered_pairs(50)))])
    import_pairs(detected, tmp_path / "x.pairs")
    with PairStore.open(tmp_path / "x.pairs") as store:
        assert store.origin_names() == ["m\ufffd.en-fr.tsv"] and store.counts().total == 50
