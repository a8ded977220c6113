"""Bad input gets one clear sentence, and nothing half-written stays."""

import json
import os
import subprocess
import sys

import pytest
from running import command, environment, events_of, job, settings

from tfmodel.contract import events
from tfmodel.corpus.store import PairStore


def refused(done, *words):
    """One sentence on stderr, status 1, no traceback."""
    lines = [line for line in done.stderr.splitlines() if line.startswith("main.py")]
    assert done.returncode == 1, done.stderr
    assert len(lines) == 1 and "Traceback" not in done.stderr, done.stderr
    for word in words:
        assert word in lines[0], lines[0]


@pytest.fixture
def file(tmp_path):
    def write(content, name="pairs.tsv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_help_and_a_refused_setting_load_no_tensorflow():
    code = (
        "import sys; sys.argv = ['main.py', 'train', '--run', 'x', '--data', 'y', '--set', 'model.d_model=7']\n"
        "import main\nstatus = main.main()\n"
        "assert status == 1, status\nassert not {'tensorflow', 'keras'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(PYTHONPATH="."), check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--set", "model.d_model=100", "--set", "model.num_heads=8"), "100, which 8 heads do not divide"),
        (("--preset", "huge"), "There is no preset 'huge'"),
        (("--set", "model.width=3"), "There is no setting 'model.width'"),
        (("--config", "/nowhere/x.toml"), "There is no file or folder /nowhere/x.toml"),
    ],
)
def test_a_wrong_configuration_is_refused_and_leaves_no_run(pairs_file, tmp_path, words, expected):
    refused(job("train", "--data", pairs_file, "--run", tmp_path / "run", *words), expected)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ("empty",)),
        (b"\x00\x01\x02\x89PNG\r\n\x1a\n" * 50, ("pairs.tsv",)),
        (b"only one column\nin this file\n" * 5, ("column",)),
    ],
    ids=["empty", "binary", "one column"],
)
def test_a_file_without_pairs_is_refused_and_leaves_nothing(file, tmp_path, content, words):
    path = file(content)
    refused(job("import", path, "--into", tmp_path / "new.pairs"), *words)
    refused(job("train", "--data", path, "--run", tmp_path / "run"), *words)
    assert sorted(os.listdir(tmp_path)) == ["pairs.tsv"]


def test_a_missing_file_is_named(tmp_path):
    refused(job("import", tmp_path / "no such.tsv", "--into", tmp_path / "new.pairs"), "no such.tsv")
    refused(job("train", "--data", tmp_path / "no such.tsv", "--run", tmp_path / "run"), "no such.tsv")
    refused(job("train", "--data", tmp_path / "no such.pairs", "--run", tmp_path / "run"), "no such.pairs")
    assert os.listdir(tmp_path) == []


def test_parallel_files_of_unequal_length_are_refused_with_both_counts(file, tmp_path):
    one, two = file(b"a\nb\nc\n", "x.en"), file(b"a\nb\n", "x.fr")
    refused(job("import", one, two, "--into", tmp_path / "new.pairs"), "3", "2")
    assert not (tmp_path / "new.pairs").exists()


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_other_encodings_arrive(file, tmp_path, encoding):
    rows = "".join(f"The café number {n}.\tLe café numéro {n}, déjà fermé à l’été.\n" for n in range(200))
    path = file(rows.replace("’", "'").encode(encoding))
    done = job("import", path, "--into", tmp_path / "x.pairs", "--json")
    assert done.returncode == 0, done.stderr
    imported = next(event for event in events_of(done.stdout) if isinstance(event, events.Imported))
    assert imported.kept == 200
    with PairStore.open(tmp_path / "x.pairs") as store:
        assert "déjà fermé à l'été" in store.page(offset=0, limit=1)[0].target


def test_the_second_of_two_files_can_have_another_encoding(file, tmp_path):
    one, two = file("fünf\n".encode("latin-1") * 9, "x.de"), file("pięć\n".encode("iso-8859-2") * 9, "x.pl")
    done = job("import", one, two, "--into", tmp_path / "x.pairs", "--target-encoding", "iso-8859-2")
    assert done.returncode == 0, done.stderr
    with PairStore.open(tmp_path / "x.pairs") as store:
        assert [(row.source, row.target) for row in store.page(offset=0, limit=9)] == [("fünf", "pięć")]


def test_an_empty_delimiter_is_refused(pairs_file, tmp_path):
    done = job("import", pairs_file, "--into", tmp_path / "x.pairs", "--delimiter=")
    assert done.returncode == 2 and "--delimiter: must have at least one character" in done.stderr
    assert done.stderr.count("\n") == 1 and not (tmp_path / "x.pairs").exists()


def test_a_folder_without_write_permission_is_refused(pairs_file, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o500)
    if os.access(locked, os.W_OK):  # the superuser may write everywhere: a file in the way refuses everybody
        locked.chmod(0o700)
        locked.rmdir()
        locked.write_text("in the way", encoding="utf-8")
    refused(job("train", "--data", pairs_file, "--run", locked / "run"), "locked")
    refused(job("import", pairs_file, "--into", locked / "x.pairs"), "locked")


def test_a_run_of_a_newer_format_is_refused(finished, tmp_path):
    folder, _ = finished
    newer = tmp_path / "newer"
    newer.mkdir()
    values = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (newer / "run.json").write_text(json.dumps({**values, "format": 2}), encoding="utf-8")
    for words in (
        ("translate", newer),
        ("evaluate", newer),
        ("export", newer, "--to", "keras", "--out", tmp_path / "o"),
    ):
        refused(job(*words), "run format 2")


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    refused(job("translate", tmp_path), "has no run.json")


def test_wrong_usage_is_status_2_and_one_line():
    done = job("trian")
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "invalid choice" in done.stderr


def test_the_protocol_is_never_corrupted_by_what_libraries_print(finished):
    """Every line of stdout is an event even when TensorFlow logs all it can."""
    folder, _ = finished
    done = job("evaluate", folder, "--json", TF_CPP_MIN_LOG_LEVEL="0")
    assert done.returncode == 0, done.stderr
    assert any(isinstance(event, events.Evaluated) for event in events_of(done.stdout))


def test_a_reader_that_is_gone_is_no_crash(finished):
    folder, _ = finished
    process = subprocess.Popen(
        command("translate", folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    process.stdout.close()
    _, error = process.communicate(b"one two four\n" * 50)
    assert b"Traceback" not in error


def test_runs_and_devices_are_listed(finished):
    folder, _ = finished
    assert "finished" in job("runs", folder.parent).stdout
    assert "CPU" in job("devices").stdout


def test_no_space_left_is_said_and_the_run_goes_on_later(pairs_file, tmp_path):
    """A file-size limit stands in for a full disk where no small one can be mounted: both end a write in the middle."""
    resource = pytest.importorskip("resource")
    done = subprocess.run(
        command("train", "--data", pairs_file, "--run", tmp_path / "run", *settings("training.max_steps=32")),
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
        stdin=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY)),
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]


def test_a_job_that_hears_no_commands_ends_when_its_window_is_gone(finished, tmp_path):
    """The pipe to the window closes while the export works; nothing half-written stays."""
    folder, _ = finished
    process = subprocess.Popen(
        command("export", folder, "--to", "savedmodel", "--out", tmp_path / "out", "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    for line in process.stdout:
        if isinstance(events.read_event(line), events.State):
            break
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert events_of(out.decode())[-1] == events.Finished(stopped=True)
    assert os.listdir(tmp_path) == []


def test_no_stdin_is_no_wish_to_stop(finished):
    """`--json` in a script, whose stdin is /dev/null."""
    folder, _ = finished
    words = command("evaluate", folder, "--json")
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, env=environment(), check=False)
    assert done.returncode == 0
    assert any(isinstance(event, events.Evaluated) for event in events_of(done.stdout.decode()))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("translate", "RUN", "--beam", "0"), "decoding.beam_size: must be at least 1"),
        (("evaluate", "RUN", "--tokenize", "nonsense"), "no tokenizer 'nonsense'"),
        (("evaluate", "RUN", "--source", "a.txt"), "Only one of --source and --reference"),
        (("export", "RUN", "--to", "keras", "--out", "RUN", "--force"), "is no earlier export"),
    ],
)
def test_a_wrong_option_is_refused_with_its_name(finished, words, expected):
    folder, _ = finished
    refused(job(*(str(folder) if word == "RUN" else word for word in words), stdin=""), expected)
    assert (folder / "run.json").is_file()


def test_a_training_killed_before_it_had_begun_can_be_begun_again(pairs_file, tmp_path):
    left = tmp_path / "run"
    left.mkdir()
    for name in ("dataset.pairs", ".dataset.abcdefgh.pairs"):
        (left / name).write_bytes(b"half")
    done = job("train", "--data", pairs_file, "--run", left, *settings("training.max_steps=4"))
    assert done.returncode == 0, done.stderr
