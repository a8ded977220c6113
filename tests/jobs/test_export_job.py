import json
import shutil
import subprocess
import sys

import pytest
from running import environment, events_of, job

from tfmodel.contract import events

pytestmark = pytest.mark.xdist_group("translate")  # one process makes what all of them look at

STRANGER = """
import json, sys
import numpy as np, tensorflow as tf
model = tf.saved_model.load(sys.argv[1])
search = model.signatures["serving_default"]
one = search(source=tf.constant([[5, 6, 7, 2]]))
two = search(source=tf.constant([[5, 6, 7, 2, 0, 0], [8, 9, 6, 5, 4, 2]]))
assert not {"tfmodel", "gui"} & set(sys.modules)
cut = two["tokens"][0, :, : one["tokens"].shape[2]]
print(json.dumps({"same": bool(np.all(cut == one["tokens"][0])), "shape": list(two["tokens"].shape)}))
"""


def exported(done):
    assert done.returncode == 0, done.stderr
    return next(event for event in events_of(done.stdout) if isinstance(event, events.Exported))


def test_a_savedmodel_is_used_by_tensorflow_alone(finished, tmp_path):
    folder, _ = finished
    event = exported(job("export", folder, "--to", "savedmodel", "--out", tmp_path / "saved", "--json"))
    assert event.largest_difference < 1e-4 and event.sentences_compared > 5
    done = subprocess.run(
        [sys.executable, "-I", "-c", STRANGER, str(tmp_path / "saved")],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"same": True, "shape": [2, 2, 24]}
    assert list((tmp_path / "saved" / "tokenizer").iterdir())


def test_a_keras_file_is_loaded_and_compared(finished, tmp_path):
    folder, _ = finished
    event = exported(job("export", folder, "--to", "keras", "--out", tmp_path / "k", "--json"))
    assert event.largest_difference < 1e-4
    assert (tmp_path / "k" / "model.keras").stat().st_size < event.bytes


def test_what_is_there_is_not_overwritten_unasked(finished, tmp_path):
    folder, _ = finished
    (tmp_path / "k").mkdir()
    done = job("export", folder, "--to", "keras", "--out", tmp_path / "k")
    assert done.returncode == 1 and "exists already" in done.stderr


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


def test_an_unknown_format_is_refused(finished, tmp_path):
    done = job("export", finished[0], "--to", "floppy", "--out", tmp_path / "k")
    assert done.returncode == 1 and "Choose one of keras, savedmodel" in done.stderr
