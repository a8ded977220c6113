"""Bad input gets one clear sentence, and nothing half-written stays."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from running import command, environment, events_of, job, refused, settings

from tfmodel.contract import events
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.store import PairStore


@pytest.fixture
def file(tmp_path):
    def write(content, name="pairs.tsv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_help_and_a_refused_setting_load_no_tensorflow():
    code = (
        "import sys, main\n"
        "try: main.main(['train', '--help'])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "status = main.main(['train', '--run', 'x', '--data', 'y', '--set', 'model.d_model=7'])\n"
        "assert status == 1, status\nassert not {'tensorflow', 'keras'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(PYTHONPATH="."), check=False
    )
    assert done.returncode == 0 and "--minutes" in done.stdout, done.stderr


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


def test_too_few_pairs_to_validate_with_are_refused_before_anything_is_made(file, tmp_path):
    path = file(b"one\tun\ntwo\tdeux\n")
    refused(job("train", "--data", path, "--run", tmp_path / "run"), str(path), "2 pairs to train with and 0")
    assert os.listdir(tmp_path) == ["pairs.tsv"]


def test_a_file_that_adds_nothing_is_refused_unless_its_pairs_are_there(file, tmp_path):
    path, into = file("Où est l'été\tWo ist der Sommer\n".encode("latin-1") * 9), tmp_path / "x.pairs"
    assert job("import", path, "--into", into).returncode == 0
    refused(job("import", path, "--into", into, "--encoding", "utf-8"), "None of the 9 lines", "cannot be read")
    assert job("import", path, "--into", into).returncode == 0


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


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_utf_8_is_imported_and_told(file, tmp_path):
    path = file(b"one\tun\ntwo\tdeux\n" * 5, os.fsdecode(b"m\xe9.tsv"))
    done = job("import", path, "--into", tmp_path / "x.pairs")
    assert done.returncode == 0, done.stderr
    with PairStore.open(tmp_path / "x.pairs") as store:
        assert store.origin_names() == ["m\ufffd.tsv"]
    told = events_of(job("describe", os.fsdecode(b"m\xe9.pairs"), "--json").stdout)
    assert isinstance(told[-1], events.Failed)


@pytest.mark.parametrize("words", [("--tags",), ("--temperature", "2")])
def test_what_is_said_of_a_mix_is_refused_of_one_dataset(pairs_file, tmp_path, words):
    run = tmp_path / "run"
    for name in ("train", "preflight"):
        refused(job(name, "--data", pairs_file, "--run", run, *words), words[0], "Name a second --data")
    assert not run.exists()


def test_an_empty_delimiter_is_refused(pairs_file, tmp_path):
    done = job("import", pairs_file, "--into", tmp_path / "x.pairs", "--delimiter=")
    assert done.returncode == 2 and "--delimiter: must have at least one character" in done.stderr
    assert done.stderr.count("\n") == 1 and not (tmp_path / "x.pairs").exists()


@pytest.fixture
def locked(pairs_file, finished):
    """A folder with pairs and a run that may be read and not written, and the words that make that bind a job."""
    folder = Path(tempfile.mkdtemp())  # unlike pytest's own folders, others may reach it
    folder.chmod(0o755)
    shutil.copy(pairs_file, folder / "pairs.tsv")
    shutil.copytree(finished[0], folder / "run")
    folder.chmod(0o555)
    superuser = os.access(folder, os.W_OK)
    words = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") if superuser else ()
    if words and subprocess.run([*words, sys.executable, "-c", ""], check=False).returncode:
        pytest.skip("nobody but the superuser may run this Python")
    yield folder, words
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_folder_without_write_permission_is_refused(locked):
    folder, words = locked
    for job_words in (
        ("train", "--data", folder / "pairs.tsv", "--run", folder / "new"),
        ("train", "--run", folder / "run", "--resume"),
        ("import", folder / "pairs.tsv", "--into", folder / "x.pairs"),
        ("export", folder / "run", "--to", "keras", "--out", folder / "exported"),
    ):
        refused(job(*job_words, before=words), str(folder), "Choose another place or change its rights")
    assert sorted(os.listdir(folder)) == ["pairs.tsv", "run"]
    assert job("translate", folder / "run", stdin="one two four\n", before=words).stdout.count("\n") == 1


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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("trian",), "invalid choice"),
        (("--json", "runs"), "unrecognized arguments: --json"),
        (("--quiet",), "arguments are required: JOB"),
        (("translate", "run", "--nbest", "0"), "must be a whole number from 1 on, but is '0'"),
        (("import", "x.tsv", "--into", "x.pairs", "--source-column", "b"), "must be a whole number from 0 on"),
    ],
)
def test_wrong_usage_is_status_2_and_one_line(words, expected):
    done = job(*words)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and expected in done.stderr


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
    assert process.returncode == 0, error
    assert not any(word in error for word in (b"main.py translate", b"Traceback", b"Exception")), error


def test_runs_and_devices_are_listed(finished):
    folder, _ = finished
    assert "finished" in job("runs", folder.parent).stdout
    assert "CPU" in job("devices").stdout


@pytest.mark.skipif(os.name == "nt", reason="there is no sh")
@pytest.mark.parametrize("closed", ["2>&-", "<&- 2>&-"])
def test_a_stream_that_the_shell_closed_is_no_crash(finished, closed):
    done = job("runs", finished[0].parent, before=("sh", "-c", f'exec "$@" {closed}', "sh"))
    assert done.returncode == 0 and "finished" in done.stdout


def limited(size, *words):
    """Runs a job that may write no file larger than so many bytes: like a full disk, it ends a write in the middle."""
    resource = pytest.importorskip("resource")
    return job(*words, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY)))


def test_no_space_for_the_dataset_is_said_and_nothing_is_left(pairs_file, tmp_path):
    refused(limited(60_000, "train", "--data", pairs_file, "--run", tmp_path / "run"), "dataset.pairs")
    refused(limited(60_000, "import", pairs_file, "--into", tmp_path / "new.pairs"), "new.pairs")
    assert os.listdir(tmp_path) == []


@pytest.mark.slow
def test_no_space_for_a_checkpoint_is_said_and_the_run_goes_on_later(pairs_file, tmp_path):
    run = tmp_path / "run"
    words = settings("training.max_steps=32", "model.feed_forward_width=256")
    refused(limited(200_000, "train", "--data", pairs_file, "--run", run, *words), str(run / "checkpoints" / "step-"))
    assert RunFolder.open(run).state() == "failed" and RunFolder(run).checkpoints() == []
    assert not list(run.rglob(".*"))
    done = job("train", "--run", run, "--resume")
    assert done.returncode == 0, done.stderr
    assert RunFolder(run).state() == "finished" and RunFolder(run).model_file.is_file()


def test_no_space_for_an_export_is_said_and_nothing_is_left(finished, tmp_path):
    """TensorFlow tells it in words of its own."""
    folder, _ = finished
    refused(limited(30_000, "export", folder, "--to", "savedmodel", "--out", tmp_path / "out"), str(tmp_path / "out"))
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
def test_no_space_for_what_is_printed_is_said(finished):
    folder, _ = finished
    with open("/dev/full", "w", encoding="utf-8") as full:
        refused(
            job("translate", folder, stdin="one two four\n", stdout=full), "no space left on the disk for /dev/full"
        )
        refused(job("runs", folder.parent, stdout=full), "no space left on the disk for /dev/full")
        refused(job("runs", folder.parent, "--json", stdout=full), "no space left on the disk for /dev/full")


def test_a_test_part_that_was_trained_on_is_not_scored(finished, tmp_path):
    run = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    dataset = run.path / run.info().dataset
    assert job("split", dataset, "--draw", "7").returncode == 0
    done = job("evaluate", run.path)
    assert done.returncode == 1, done.stderr
    assert "test pairs: their dataset has changed since. Name another" in done.stderr


def test_scores_come_before_a_file_that_cannot_be_written(finished, tmp_path):
    (tmp_path / "file").touch()
    done = job("evaluate", finished[0], "--output", tmp_path / "file" / "out.txt")
    assert done.returncode == 1 and done.stdout.startswith("BLEU ") and f"{tmp_path / 'file'} exists" in done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("translate", "RUN", "--beam", "0"), "decoding.beam_size: must be at least 1"),
        (("translate", "RUN", "--length-penalty", "nan"), "decoding.length_penalty: must be a finite number"),
        (("translate", "RUN", "--early-stopping", "maybe"), "decoding.early_stopping: "),
        (("translate", "RUN", "--method", "luck"), "must be 'beam', 'greedy', 'diverse' or 'sampling', but is 'luck'"),
        (("translate", "RUN", "--method", "diverse", "--beam", "4", "--groups", "3"), "choose one of 1, 2, 4"),
        (("translate", "RUN", "--top-p", "0"), "decoding.top_p: must be more than 0"),
        (("translate", "RUN", "--top-p", "0.9"), "decoding.top_p is a setting of the method sampling"),
        (("translate", "RUN", "--method", "greedy", "--beam", "4"), "beam or diverse; the method here is greedy"),
        (("translate", "RUN", "--method", "greedy", "--nbest", "2"), "greedy gives 1"),
        (("translate", "RUN", "--max-length", "2000"), "the model knows"),
        (("translate", "RUN", "--json", "--nbest", "2"), "--nbest is for lines of text; with --json commands"),
        (("translate", "RUN", "--json", "--prefix", "Un"), "--prefix is for lines of text"),
        (("translate", "RUN", "--json", "--tag", "law"), "--tag is for lines of text"),
        (("translate", "RUN", "--json", "--scores"), "--scores is for lines of text"),
        (("evaluate", "RUN", "--output", "RUN"), "is a folder. Name a file in it."),
        (("import", "RUN/samples.jsonl", "--into", "RUN"), "is a folder. Name a .pairs file in it."),
        (("runs", "RUN/nowhere"), "There is no file or folder"),
        (("evaluate", "RUN", "--tokenize", "nonsense"), "no tokenizer 'nonsense'"),
        (("evaluate", "RUN", "--tag", "law"), "was trained without tags. Leave --tag out."),
        (("evaluate", "RUN", "--source", "a.txt"), "Only one of --source and --reference"),
        (("export", "RUN", "--to", "keras", "--out", "RUN", "--force"), "is no earlier export"),
    ],
)
def test_a_wrong_option_is_refused_with_its_name(finished, words, expected):
    folder, _ = finished
    refused(job(*(word.replace("RUN", str(folder)) for word in words), stdin=""), expected)
    assert (folder / "run.json").is_file()


def test_a_name_steers_no_terminal_in_what_is_refused(tmp_path):
    done = job("doctor", tmp_path / "no\x1b[2Jrun")
    refused(done, "no\ufffd[2Jrun is not a run folder")
    assert "\x1b" not in done.stderr


@pytest.mark.slow
def test_a_training_killed_before_it_had_begun_can_be_begun_again(pairs_file, tmp_path):
    left = tmp_path / "run"
    left.mkdir()
    for name in ("dataset.pairs", ".dataset.abcdefgh.pairs"):
        (left / name).write_bytes(b"half")
    done = job("train", "--data", pairs_file, "--run", left, *settings("training.max_steps=4"))
    assert done.returncode == 0, done.stderr
