import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from running import environment, events_of, job

from tfmodel.contract import events
from tfmodel.contract.export_note import read_note
from tfmodel.contract.failure import FailureError
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.symbols import BOS, EOS
from tfmodel.corpus.tokenizers import TokenizerPair
from tfmodel.jobs import building, export
from tfmodel.jobs.exported_answers import Comparison, largest_difference

pytestmark = pytest.mark.xdist_group("translate")  # one process makes what all of them look at

STRANGER = """
import json, sys
import numpy as np, tensorflow as tf
model = tf.saved_model.load(sys.argv[1])
search = model.signatures["serving_default"]
one = search(source=tf.constant([[5, 6, 7, 2]]))
two = search(source=tf.constant([[5, 6, 7, 2, 0, 0], [8, 9, 6, 5, 4, 2]]))
asked = search(source=tf.constant([json.loads(sys.argv[2])]))
wide = search(source=tf.constant([[5, 6, 7, 2] + [0] * 300]))
empty = search(source=tf.constant([[2, 0, 0], [0, 0, 0]]))
refused = ""
try:
    search(source=tf.constant([[5] * 129 + [2]]))
except tf.errors.InvalidArgumentError as error:
    refused = str(error)
assert not {"tfmodel", "gui"} & set(sys.modules)
found = {
    "same": [bool(np.all(other["tokens"][0] == one["tokens"][0])) for other in (two, wide)],
    "tokens": asked["tokens"][0, 0].numpy().tolist(),
    "shape": list(two["tokens"].shape),
    "empty": [empty["tokens"][:, 0, 0].numpy().tolist(), int(np.sum(empty["tokens"])), float(empty["scores"][1, 0])],
    "refused": "A source has more than 129 ids" in refused,
}
print(json.dumps(found))
"""


def exported(done):
    assert done.returncode == 0, done.stderr
    return next(event for event in events_of(done.stdout) if isinstance(event, events.Exported))


@pytest.fixture(scope="module")
def saved(finished, tmp_path_factory):
    """A SavedModel of a run that draws samples, and how its export went."""
    folder = tmp_path_factory.mktemp("saved")
    run = RunFolder(shutil.copytree(finished[0], folder / "run"))
    run.write_config(changed(run.config(), {"decoding.method": "sampling"}))
    done = job("export", run.path, "--to", "savedmodel", "--out", folder / "saved", "--json")
    assert done.returncode == 0, done.stderr
    return folder / "saved", done


def test_a_savedmodel_is_used_by_tensorflow_alone(saved, finished, tmp_path):
    folder, exporting = saved
    event = exported(exporting)
    assert event.largest_difference < 1e-4 and event.sentences_compared > 5
    tokenizers = TokenizerPair.load(folder / "tokenizer")
    source = [*tokenizers.source.encode(["one two four"])[0], EOS]
    done = subprocess.run(
        [sys.executable, "-I", "-c", STRANGER, str(folder), json.dumps(source)],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    translated = job("translate", finished[0], stdin="one two four\n").stdout.removesuffix("\n")
    assert translated and tokenizers.target.decode(found.pop("tokens")) == translated
    assert found == {"same": [True, True], "shape": [2, 2, 24], "empty": [[2, 2], 4, 0.0], "refused": True}


def test_a_run_that_draws_samples_is_said_to_be_exported_with_a_beam(saved):
    told = [event.message for event in events_of(saved[1].stdout) if isinstance(event, events.Log)]
    assert "A SavedModel draws no samples: it has a beam of 2 instead" in told


def test_an_export_says_what_its_caller_has_to_keep_to(saved, finished):
    note = read_note(saved[0])
    assert (note.format, note.run, note.tokenizer) == ("savedmodel", "run", "word")
    assert (note.max_source_tokens, note.max_length) == (128, 24)
    assert note.step == RunFolder(finished[0]).info().finished_step
    assert note.decoding["method"] == "beam" and note.decoding["beam_size"] == 2 and "seed" not in note.decoding
    assert note.symbols == {"<pad>": 0, "<s>": 1, "</s>": 2, "<unk>": 3} and "keras" in note.versions


def test_a_keras_file_is_loaded_and_compared(finished, tmp_path):
    folder, _ = finished
    event = exported(job("export", folder, "--to", "keras", "--out", tmp_path / "k", "--json"))
    assert event.largest_difference < 1e-4
    assert (tmp_path / "k" / "model.keras").stat().st_size < event.bytes


def test_an_export_that_answers_otherwise_is_refused(finished):
    folder, _ = finished
    inputs = {"source": np.array([[5, 6, 7, EOS]], "int32"), "target": np.array([[BOS, 5, 6]], "int32")}
    logits = np.asarray(building.load(RunFolder(folder)).transformer(inputs))
    asked = Comparison(inputs, {"logits": logits + 0.01})
    with pytest.raises(FailureError, match=r"differ by up to 1\.0e-02"):
        largest_difference("keras", folder, asked)


def test_a_run_whose_dataset_is_damaged_is_exported(finished, tmp_path):
    run = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    (run.path / run.info().dataset).write_bytes(b"no dataset")
    event = exported(job("export", run.path, "--to", "keras", "--out", tmp_path / "k", "--json"))
    assert event.sentences_compared == 20


def test_libraries_may_come_from_pythonpath(finished, tmp_path):
    """The process that looks at the export has them too: whatever Python loads at its start says which scripts run."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\nwith open(os.environ['STARTED'], 'a') as file:\n    print(sys.orig_argv, file=file)\n",
        encoding="utf-8",
    )
    paths = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    words = ("export", finished[0], "--to", "keras", "--out", tmp_path / "k", "--json")
    exported(job(*words, PYTHONPATH=paths, STARTED=str(tmp_path / "started.txt")))
    assert "exported_reader.py" in (tmp_path / "started.txt").read_text(encoding="utf-8")


def test_what_is_there_is_not_overwritten_unasked(finished, tmp_path):
    folder, out = finished[0], tmp_path / "k"
    out.mkdir()
    exported(job("export", folder, "--to", "keras", "--out", out, "--json"))  # an empty folder is no loss
    done = job("export", folder, "--to", "keras", "--out", out)
    assert done.returncode == 1 and "exists already. Choose another name, or add --force" in done.stderr
    (out / "model.keras").unlink()
    for words, said in (((), "exists already. Choose another name."), (("--force",), "is no earlier export")):
        done = job("export", folder, "--to", "keras", "--out", out, *words)
        assert done.returncode == 1 and said in done.stderr and "--force" not in done.stderr
    assert "export.json" in os.listdir(out)


def test_an_earlier_export_is_replaced_on_demand_also_when_the_data_is_gone(finished, tmp_path):
    """It is compared on ids that are drawn."""
    run, out = shutil.copytree(finished[0], tmp_path / "run"), tmp_path / "k"
    (run / "dataset.pairs").unlink()
    (out / "tokenizer").mkdir(parents=True)
    for name in ("model.keras", "tokenizer/former"):
        (out / name).write_text("an earlier one", encoding="utf-8")
    event = exported(job("export", run, "--to", "keras", "--out", out, "--force", "--json"))
    assert event.largest_difference < 1e-4 and event.sentences_compared == 20
    assert (out / "model.keras").read_bytes()[:2] == b"PK" and not (out / "tokenizer" / "former").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"run", "k"}


def test_a_folder_that_finder_has_looked_into_is_as_empty_as_before(tmp_path):
    (tmp_path / "k").mkdir()
    (tmp_path / "k" / ".DS_Store").touch()
    export._refuse_occupied(export.ExportOptions(tmp_path, "keras", tmp_path / "k"))
    (tmp_path / "k" / "letter.txt").touch()
    for force, said in ((False, "exists already"), (True, "is no earlier export")):
        with pytest.raises(FailureError, match=said):
            export._refuse_occupied(export.ExportOptions(tmp_path, "keras", tmp_path / "k", force))


def test_a_folder_that_cannot_be_renamed_is_refused_before_the_work(finished, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = r"cannot be replaced by an export\. Name a folder in it"
    with pytest.raises(FailureError, match=said):
        export._refuse_occupied(export.ExportOptions(finished[0], "keras", Path()))
    (tmp_path / "tokenizer").mkdir()
    (tmp_path / "model.keras").touch()
    with pytest.raises(FailureError, match=said):
        export._refuse_occupied(export.ExportOptions(finished[0], "keras", Path(), force=True))


def test_an_unknown_format_is_refused(finished, tmp_path):
    done = job("export", finished[0], "--to", "floppy", "--out", tmp_path / "k")
    assert done.returncode == 1 and "Choose one of keras, savedmodel" in done.stderr
