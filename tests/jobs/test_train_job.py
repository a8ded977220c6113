import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime

import numpy as np
import pytest
from running import ROOT, closed, events_of, job, losses, only, send, settings, started, wait_for

from tfmodel.contract import commands, events
from tfmodel.contract.attention_files import array_name
from tfmodel.contract.parameters import count_parameters
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.tokenizers import TokenizerPair

STEPS = "training.max_steps=64"
PAUSE = 3.0  # seconds


def test_a_finished_run_holds_everything_that_was_promised(finished):
    folder, told = finished
    run = RunFolder.open(folder)
    info = run.info()
    assert run.state() == "finished"
    assert info.step == 48 and info.dataset_fingerprint and info.versions["keras"]
    assert run.config().model.d_model == 32
    assert run.model_file.is_file() and list((folder / "tokenizer").iterdir())
    assert [path.name for path in run.checkpoints()][-1] == "step-00000048"
    validations = [event for event in told if isinstance(event, events.ValidationReport)]
    assert [event.step for event in validations] == [16, 32, 48]
    assert "tok:13a" in validations[0].bleu_signature and validations[-1].loss < validations[0].loss
    assert isinstance(told[0], events.Started) and isinstance(told[-1], events.Finished)


def test_the_parameters_of_a_run_are_those_that_the_window_counts(finished):
    folder, told = finished
    run = RunFolder(folder)
    config, tokenizers = run.config(), TokenizerPair.load(folder / "tokenizer")
    counted = count_parameters(
        config.model,
        tokenizers.source.vocabulary_size,
        tokenizers.target.vocabulary_size,
        shared=tokenizers.shared,
        max_length=config.max_length,
    )
    assert run.info().parameters == counted.total
    logged = [event.message for event in told if isinstance(event, events.Log)]
    assert any(message.startswith(f"{counted.total:,} parameters, ") for message in logged)


def test_what_was_told_is_what_the_folder_remembers(finished):
    folder, told = finished
    remembered = list(RunFolder(folder).replay())
    kinds = (events.TrainingReport, events.ValidationReport, events.Attention, events.Samples)
    assert sorted(event.line() for event in told if isinstance(event, kinds)) == sorted(
        event.line() for event in remembered
    )


def test_the_attention_of_each_validation_is_kept_for_every_layer_and_head(finished):
    folder, told = finished
    kept = [event for event in told if isinstance(event, events.Attention)]
    assert [event.step for event in kept] == [0, 16, 32, 48]
    with np.load(folder / kept[-1].file, allow_pickle=False) as maps:
        cross = maps["decoder/0/cross_attention/weights"]
        names = {
            "encoder/0/self_attention/weights",
            "decoder/0/self_attention/weights",
            "decoder/0/cross_attention/weights",
        }
        assert set(maps.files) == {array_name(number, name) for number in range(5) for name in names}
        for number, sentence in enumerate(kept[-1].sentences):
            weights = maps[array_name(number, "decoder/0/cross_attention/weights")]
            assert weights.shape == (2, len(sentence.target), len(sentence.source))
    assert cross.shape == (2, len(kept[-1].target), len(kept[-1].source))
    assert cross.dtype == np.float16
    np.testing.assert_allclose(cross.astype("float64").sum(-1), 1.0, atol=2e-3)


@pytest.fixture(scope="module")
def uninterrupted(pairs_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "uninterrupted"
    done = job("train", "--data", pairs_file, "--run", folder, "--json", *settings(STEPS))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize(
    "validations", [pytest.param(0, marks=pytest.mark.slow), 1, pytest.param(3, marks=pytest.mark.slow)]
)
def test_a_run_killed_at_any_moment_goes_on_to_the_same_losses(uninterrupted, pairs_file, tmp_path, validations):
    """Killed before the first checkpoint, after it, and after several."""
    folder = tmp_path / "killed"
    process = started("train", "--data", pairs_file, "--run", folder, "--json", *settings(STEPS))
    wait_for(process, events.Checkpoint if validations else events.TrainingReport, max(1, validations))
    process.kill()
    process.communicate()
    assert RunFolder.open(folder).state() == "interrupted"
    done = job("train", "--run", folder, "--resume", "--json")
    assert done.returncode == 0, done.stderr
    expected, found = losses(uninterrupted), losses(folder)
    assert found[1].keys() == expected[1].keys()
    for step, loss in expected[1].items():
        assert found[1][step] == pytest.approx(loss, abs=1e-4)
    assert not list(folder.rglob(".step-*"))


def test_the_end_of_stdin_stops_at_once_and_keeps_usable_weights(pairs_file, tmp_path):
    folder = tmp_path / "stopped"
    process = started("train", "--data", pairs_file, "--run", folder, "--json", *settings("training.max_epochs=10000"))
    wait_for(process, events.TrainingReport, 2)
    process.stdin.close()
    process.stdin = None
    told, status = closed(process)
    assert status == 130 and told[-1] == events.Finished(stopped=True)
    assert RunFolder.open(folder).state() == "interrupted"  # by no person: the next window says so
    answer = job("translate", folder, stdin="one two four\n")
    assert answer.returncode == 0 and answer.stdout.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no Ctrl+C to one process alone")
def test_ctrl_c_stops_as_the_window_does(pairs_file, tmp_path):
    folder = tmp_path / "interrupted"
    process = started("train", "--data", pairs_file, "--run", folder, "--json", *settings("training.max_epochs=10000"))
    wait_for(process, events.TrainingReport)
    process.send_signal(signal.SIGINT)
    wait_for(process, events.Finished)
    assert closed(process) == ([], 130) and RunFolder.open(folder).model_file.is_file()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no hangup")
def test_a_training_that_nohup_started_outlives_its_terminal(pairs_file, tmp_path):
    folder = tmp_path / "nohup"
    words = ("train", "--data", pairs_file, "--run", folder, "--json", *settings(STEPS))
    process = started(*words, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    wait_for(process, events.TrainingReport)
    process.send_signal(signal.SIGHUP)
    wait_for(process, events.TrainingReport)
    assert wait_for(process, events.Finished)[-1] == events.Finished()
    assert closed(process) == ([], 0) and RunFolder.open(folder).state() == "finished"


def test_pause_holds_and_resume_goes_on_to_the_very_same_losses(uninterrupted, pairs_file, tmp_path):
    folder = tmp_path / "paused"
    process = started("train", "--data", pairs_file, "--run", folder, "--json", *settings(STEPS))
    before, began = wait_for(process, events.TrainingReport)[-1], time.monotonic()
    wait_for(process, events.Checkpoint)
    send(process, commands.Pause())
    while wait_for(process, events.State)[-1].state != "paused":
        pass
    send(process, commands.SaveNow())  # a translator wants the weights of a paused training
    saved = wait_for(process, events.Checkpoint)[-1]
    assert RunFolder(folder).info().step == saved.step
    time.sleep(PAUSE)  # which is no time of the training
    send(process, commands.Resume())
    after = wait_for(process, events.TrainingReport)[-1]
    assert after.seconds - before.seconds < time.monotonic() - began - PAUSE / 2
    wait_for(process, events.Finished)
    assert closed(process) == ([], 0)
    assert losses(folder)[1] == pytest.approx(losses(uninterrupted)[1], abs=1e-4)


@pytest.mark.slow
def test_a_run_that_is_being_trained_cannot_be_resumed_twice(pairs_file, tmp_path):
    folder = tmp_path / "busy"
    process = started("train", "--data", pairs_file, "--run", folder, "--json", *settings("training.max_epochs=10000"))
    wait_for(process, events.TrainingReport)
    second = job("train", "--run", folder, "--resume")
    assert second.returncode == 1 and "is being trained by process" in second.stderr
    process.kill()
    process.communicate()


HOLDER = """
import sys
from pathlib import Path
from tfmodel.contract import run_lock

with run_lock.held(Path(sys.argv[1])) as alone:
    print(alone, flush=True)
    sys.stdin.read()
"""


def test_a_run_whose_process_is_not_seen_here_cannot_be_resumed_twice(finished, tmp_path):
    """It is trained in another container: its number is that of no process here, or of another one."""
    run = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    holder = [sys.executable, "-c", HOLDER, str(run.path)]
    with subprocess.Popen(holder, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "True\n"
        for state in ("stopped", "training"):  # the former: it goes on and has not said so yet
            run.change_info(state=state, pid=os.getpid(), process_started=1.0)
            done = job("train", "--run", run.path, "--resume")
            assert done.returncode == 1 and "is being trained by process" in done.stderr
        assert run.is_alive() and not run.is_here() and run.state() == "training"
        process.communicate()
    assert run.state() == "interrupted" and not (run.path / ".lock").exists()


@pytest.mark.slow
def test_a_changed_dataset_is_not_resumed_with(finished, tmp_path, pairs_file):
    folder = tmp_path / "run"
    dataset = tmp_path / "a.pairs"
    assert job("import", pairs_file, "--into", dataset).returncode == 0
    assert job("train", "--data", dataset, "--run", folder, *settings("training.max_steps=16")).returncode == 0
    more = tmp_path / "more.tsv"
    more.write_text("eleven\t1 1\ntwelve\t1 2\n", encoding="utf-8")
    assert job("import", more, "--into", dataset).returncode == 0
    again = job("train", "--run", folder, "--resume")
    assert again.returncode == 1 and "has changed since" in again.stderr


def seconds_taken(folder):
    """From the first file of a run to its finished model, with all that has to be loaded."""
    run = RunFolder(folder)
    return run.model_file.stat().st_mtime - datetime.fromisoformat(run.info().created).timestamp()


def test_time_that_is_up_ends_with_a_model(finished, pairs_file, tmp_path):
    folder = tmp_path / "short"
    minutes = min(3.0, max(0.4, 4 * seconds_taken(finished[0]) / 60))  # the fall is due when three fifths are over
    words = settings("training.max_epochs=100000", "training.patience=100000", "training.cooldown=0.4")
    done = job("train", "--data", pairs_file, "--run", folder, "--minutes", f"{minutes:.2f}", *words)
    assert done.returncode == 0, done.stderr
    run = RunFolder.open(folder)
    assert run.state() == "finished" and run.model_file.is_file()
    begins, ends = run.info().cooldown
    reports = [event for event in run.replay() if isinstance(event, events.TrainingReport)]
    rates = [event.learning_rate for event in reports]
    assert reports[0].seconds < reports[0].last_second < 60 * minutes - 4  # the preparation and the end are in them
    assert all(event.seconds <= event.last_second for event in reports)
    assert begins < run.info().step == ends
    assert rates[-1] < 0.5 * max(rates)  # on its way to 0


@pytest.mark.slow
def test_a_run_left_before_its_first_validation_goes_on(pairs_file, tmp_path):
    """Whoever started it is gone: it saves where it stands within seconds, and can be resumed from there."""
    folder = tmp_path / "early"
    words = settings("training.max_steps=24", "training.validate_every=20")
    process = started("train", "--data", pairs_file, "--run", folder, "--json", *words)
    wait_for(process, events.TrainingReport)
    process.stdin.close()
    process.stdin = None
    closed(process)
    assert not RunFolder(folder).model_file.exists()
    done = job("train", "--run", folder, "--resume", "--json")
    assert done.returncode == 0, done.stderr
    assert RunFolder(folder).info().step == 24 and RunFolder(folder).model_file.is_file()


@pytest.mark.parametrize(
    ("validated", "expected"),
    [
        (32, [48, 64]),
        pytest.param(48, [64], marks=pytest.mark.slow),
        pytest.param(None, [64], marks=pytest.mark.slow),
    ],
)
def test_a_validation_that_a_killed_session_did_not_come_to_is_made_up_for(finished, tmp_path, validated, expected):
    """It had saved step 48 and was to validate there; checkpoints of before did not say whether they had."""
    folder = tmp_path / "run"
    shutil.copytree(finished[0], folder)
    state = folder / "checkpoints" / "step-00000048" / "state.json"
    state.write_text(json.dumps({**json.loads(state.read_text("utf-8")), "validated_step": validated}), "utf-8")
    more = ("--set", "training.max_steps=64", "--set", "training.max_epochs=10")
    done = job("train", "--run", folder, "--resume", "--json", *more)
    assert done.returncode == 0, done.stderr
    assert [event.step for event in events_of(done.stdout) if isinstance(event, events.ValidationReport)] == expected


@pytest.mark.slow
def test_a_resumed_run_translates_with_its_new_weights_and_not_with_its_old_model(pairs_file, tmp_path):
    folder = tmp_path / "twice"
    words = settings("training.max_steps=16", "training.max_epochs=100000")
    assert job("train", "--data", pairs_file, "--run", folder, *words).returncode == 0
    process = started("train", "--run", folder, "--resume", "--json", "--set", "training.max_steps=100000")
    saved = wait_for(process, events.Checkpoint)[-1]
    assert saved.step == 32 and not RunFolder(folder).model_file.exists()
    process.kill()
    process.communicate()
    translating = started("translate", folder, "--json")
    ready = wait_for(translating, events.Ready)[-1]
    assert ready.step == RunFolder.step_of(RunFolder(folder).checkpoints()[-1]) >= 32
    send(translating, commands.Translate(id=1, text="one two four", nbest=1))
    assert len(wait_for(translating, events.Translated)[-1].hypotheses) == 1
    translating.kill()
    translating.communicate()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--set", "model.d_model=64"), "model.d_model cannot change any more"),
        (("--set", "training.validation_sentences=9"), "training.validation_sentences cannot change any more"),
        (("--preset", "base"), "keeps its own preset"),
        (("--devices", "2", "--set", "training.accumulate_steps=4"), "Batches come in 4 parts"),
    ],
)
def test_what_a_resumed_run_cannot_change_is_refused_and_its_settings_stay(finished, words, expected):
    folder, _ = finished
    before = (folder / "config.json").read_bytes()
    done = job("train", "--run", folder, "--resume", *words)
    assert done.returncode == 1 and expected in done.stderr
    assert (folder / "config.json").read_bytes() == before


def test_a_resumed_run_keeps_its_learned_positions(finished, tmp_path):
    run = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    config = changed(run.config(), {"model.positions": "learned"})
    run.write_config(config)
    done = job("train", "--run", run.path, "--resume", *only("decoding.max_length=300"))
    assert done.returncode == 1 and "has learned 129 positions" in done.stderr and "needs 301" in done.stderr
    assert run.config() == config


def test_a_damaged_checkpoint_is_said(finished, tmp_path):
    folder, _ = finished
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    (broken / "model.keras").unlink()
    weights = RunFolder(broken).checkpoints()[-1] / "weights.npz"
    weights.write_bytes(weights.read_bytes()[:1000])
    done = job("translate", broken, stdin="one two four\n")
    assert done.returncode == 1 and "weights.npz cannot be read" in done.stderr


OPTIONS = (
    STEPS,
    "training.optimizer=adamw",
    "training.schedule=cosine",
    "training.accumulate_steps=2",
    "training.max_epochs=6",
    "training.ema_decay=0.9",
    "training.stop_on=chrf",
)


@pytest.mark.slow
def test_a_killed_run_with_every_option_goes_on_to_the_same_losses(pairs_file, tmp_path):
    told = {}
    for name in ("whole", "killed"):
        folder = tmp_path / name
        words = ("--data", pairs_file, "--run", folder, "--json", *settings(*OPTIONS))
        if name == "killed":
            process = started("train", *words)
            wait_for(process, events.Checkpoint)
            process.kill()
            process.communicate()
            words = ("--run", folder, "--resume", "--json")
        done = job("train", *words)
        assert done.returncode == 0, done.stderr
        told[name] = events_of(done.stdout)
    expected, found = losses(tmp_path / "whole")[1], losses(tmp_path / "killed")[1]
    assert found == pytest.approx(expected, abs=1e-4) and len(found) > 2
    chosen = [
        next(event.message for event in events_ if isinstance(event, events.Log) and "finished model" in event.message)
        for events_ in told.values()
    ]
    assert chosen[0] == chosen[1]  # the moving average came back, too, when it is what was chosen


@pytest.mark.slow
def test_options_go_together_in_half_precision(pairs_file, tmp_path):
    """float16 with a scaled loss, parts, R-drop, drawn subwords, orthogonal updates and a moving average."""
    options = (
        *("training.precision=mixed_float16", "training.accumulate_steps=2", "training.r_drop=1"),
        *("tokenizer.kind=bpe", "tokenizer.sampling_alpha=0.2", "training.optimizer=muon"),
        *("training.schedule=linear", "training.ema_decay=0.9", "training.stop_on=loss", "training.max_steps=32"),
    )
    run = RunFolder(tmp_path / "half")
    done = job("train", "--data", pairs_file, "--run", run.path, "--json", *settings(*options))
    assert done.returncode == 0, done.stderr
    validation = losses(run.path)[1]
    assert validation[max(validation)] < validation[min(validation)]
    assert run.info().precision == "mixed_float16" and run.info().step >= 32 and run.model_file.is_file()


@pytest.mark.slow
def test_the_learning_rate_follows_a_command(pairs_file, tmp_path):
    folder = tmp_path / "steered"
    words = settings("training.max_epochs=10000", "training.schedule=constant", "training.warmup_steps=1")
    process = started("train", "--data", pairs_file, "--run", folder, "--json", *words)
    before = wait_for(process, events.TrainingReport)[-1]
    send(process, commands.SetLearningRate(factor=0.25))
    while "multiplied by 0.25" not in wait_for(process, events.Log)[-1].message:
        pass
    after = wait_for(process, events.TrainingReport)[-1]
    assert after.learning_rate == pytest.approx(0.25 * before.learning_rate)
    assert RunFolder(folder).info().learning_rate_factor == 0.25
    process.kill()
    process.communicate()


def test_each_validation_shows_what_became_of_the_pinned_sentences_first(finished):
    _, told = finished
    looks = {event.step: event.sentences for event in told if isinstance(event, events.Attention)}
    shown = {event.step: event.samples for event in told if isinstance(event, events.Samples)}
    assert list(shown) == [16, 32, 48]
    for step, samples in shown.items():
        pinned = [(one.text, one.reference, one.translation) for one in looks[step]]
        assert [(one.source, one.reference, one.hypothesis) for one in samples[: len(pinned)]] == pinned
        assert len(samples) == 8 == len({sample.source for sample in samples})
