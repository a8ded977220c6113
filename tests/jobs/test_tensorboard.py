"""What TensorFlow's own reader finds in the event files of a run."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
import tensorflow as tf
from running import job

from tfmodel.channel import TextChannel
from tfmodel.contract import events
from tfmodel.contract.failure import FailureError
from tfmodel.contract.processes import own_process
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs.tensorboard import TensorBoardOptions, run, telling_tensorboard

RECORDED = Path(__file__).resolve().parents[1] / "doctor" / "recorded" / "overfitting"


def records(folder):
    """The first says of which version the file is."""
    (file,) = folder.glob("events.out.tfevents.*")
    first, *others = (tf.compat.v1.Event.FromString(record.numpy()) for record in tf.data.TFRecordDataset(str(file)))
    assert first.file_version == "brain.Event:2"
    return others


def scalars(folder):
    """(name, step) to value."""
    found = [(value, record.step) for record in records(folder) for value in record.summary.value]
    assert {value.metadata.plugin_data.plugin_name for value, _ in found} == {"scalars"}
    return {(value.tag, step): float(tf.make_ndarray(value.tensor)) for value, step in found}


def test_every_report_is_read_back(tmp_path):
    counts = {"epoch": 0.5, "seconds": 2.0}
    with telling_tensorboard(TextChannel(quiet=True), tmp_path) as channel:
        for step in (10, 20):
            channel.emit(
                events.TrainingReport(step=step, loss=8 / step, learning_rate=0.5, tokens_per_second=4000, **counts)
            )
        scores = {"bleu": 25.0, "bleu_signature": "s", "chrf": 50.0, "chrf_signature": "s"}
        rest = {"perplexity": 4.0, "token_accuracy": 0.5, "sentences": 8, "best": True}
        channel.emit(events.ValidationReport(step=20, loss=2.0, **scores, **rest, **counts))
    training, validation = scalars(tmp_path / "tensorboard/training"), scalars(tmp_path / "tensorboard/validation")
    assert {step: value for (name, step), value in training.items() if name == "learning_rate"} == {10: 0.5, 20: 0.5}
    assert training["tokens_per_second", 20] == 4000.0 and ("gradient_norm", 20) not in training
    names = {"loss": 2.0, "perplexity": 4.0, "token_accuracy": 0.5, "bleu": 25.0, "chrf": 50.0}
    assert validation == {(name, 20): value for name, value in names.items()}


@pytest.fixture
def recorded(tmp_path):
    shutil.copytree(RECORDED, tmp_path / "run")
    return RunFolder(tmp_path / "run")


def test_the_curves_of_any_run_can_be_written_afterwards_and_again(recorded):
    out = recorded.path / "tensorboard"
    for _ in range(2):
        done = job("tensorboard", recorded.path, TF_CPP_MIN_LOG_LEVEL="3")
        assert done.returncode == 0 and done.stdout == ""
        assert done.stderr == f"{out}: to look at it, tensorboard --logdir {out}\n"
    told = list(recorded.replay())
    for kind, names in (("training", ("loss", "learning_rate")), ("validation", ("loss", "bleu", "chrf"))):
        found = scalars(out / kind)
        reports = [event for event in told if event.event == kind]
        assert len(reports) > 3
        for name in names:
            expected = {event.step: pytest.approx(getattr(event, name), rel=1e-6) for event in reports}
            assert {step: value for (tag, step), value in found.items() if tag == name} == expected


def test_reports_that_are_written_afterwards_have_the_times_at_which_they_were_made(recorded):
    done = job("tensorboard", recorded.path, TF_CPP_MIN_LOG_LEVEL="3")
    assert done.returncode == 0, done.stderr
    began = datetime.fromisoformat(recorded.info().created).timestamp()
    for kind in ("training", "validation"):
        found = {record.step: record.wall_time - began for record in records(recorded.path / "tensorboard" / kind)}
        reports = [event for event in recorded.replay() if event.event == kind]
        assert found == {event.step: pytest.approx(event.seconds, abs=1e-3) for event in reports}


def test_nothing_else_is_replaced_by_event_files(recorded, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    for out in (tmp_path / "mine", tmp_path / "mine" / "letter.txt"):
        with pytest.raises(FailureError, match="not from TensorBoard alone"):
            run(TensorBoardOptions(recorded.path, out), TextChannel(quiet=True))
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_event_files_that_finder_has_looked_at_are_replaced(recorded, tmp_path):
    for folder in (tmp_path / "tb", tmp_path / "tb" / "training"):
        folder.mkdir()
        (folder / ".DS_Store").touch()
    (tmp_path / "tb" / "training" / "events.out.tfevents.1").touch()
    done = job("tensorboard", recorded.path, "--out", tmp_path / "tb", TF_CPP_MIN_LOG_LEVEL="3")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "tb").iterdir()} == {"training", "validation"}


def test_what_is_no_folder_is_not_replaced_by_one(recorded, tmp_path):
    out = tmp_path / "events.out.tfevents.1"
    out.write_bytes(b"mine")
    with pytest.raises(FailureError, match="not from TensorBoard alone"):
        run(TensorBoardOptions(recorded.path, out), TextChannel(quiet=True))
    assert out.read_bytes() == b"mine"


@pytest.mark.parametrize("out", [".", "..", "{tmp_path}/tb"])
def test_a_folder_in_which_somebody_works_is_not_replaced(recorded, tmp_path, monkeypatch, out):
    inside = tmp_path / "tb" / "training"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    with pytest.raises(FailureError, match=r"cannot be replaced by files for TensorBoard\. Name a folder in it"):
        run(TensorBoardOptions(recorded.path, Path(out.format(tmp_path=tmp_path))), TextChannel(quiet=True))
    assert inside.samefile(Path())


def test_files_that_a_training_writes_are_left_to_it(recorded):
    (recorded.path / "tensorboard").mkdir()
    recorded.change_info(state="training", **own_process())
    for out in (None, recorded.path / "tensorboard"):
        with pytest.raises(FailureError, match="is training"):
            run(TensorBoardOptions(recorded.path, out), TextChannel(quiet=True))


def test_files_elsewhere_are_replaced_also_while_the_run_trains(recorded, tmp_path):
    (tmp_path / "tb").mkdir()
    recorded.change_info(state="training", **own_process())
    done = job("tensorboard", recorded.path, "--out", tmp_path / "tb", TF_CPP_MIN_LOG_LEVEL="3")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "tb").iterdir()} == {"training", "validation"}
