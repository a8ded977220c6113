"""What a person asks of a training while it runs."""

import json

import pytest
from running import closed, send, settings, started, wait_for

from tfmodel.contract import commands, events
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs.checkpoints import read_progress


def test_a_validation_in_a_pause_may_be_the_last_one_that_patience_waited_for(pairs_file, tmp_path):
    """Nothing is learned, so the second one is no better."""
    endless = settings("training.max_epochs=10000", "training.validate_every=100000", "training.patience=1")
    words = (*endless, *settings("training.peak_learning_rate=1e-30", "training.cooldown=0")[-4:])
    process = started("train", "--data", pairs_file, "--run", tmp_path / "run", "--json", *words)
    wait_for(process, events.TrainingReport)
    send(process, commands.ValidateNow())
    wait_for(process, events.Checkpoint)
    wait_for(process, events.TrainingReport)
    send(process, commands.Pause())
    wait_for_a_pause(process)
    send(process, commands.ValidateNow())
    held = wait_for(process, events.ValidationReport)[-1]
    send(process, commands.Resume())
    rest = wait_for(process, events.Finished)
    assert not [event for event in rest if isinstance(event, events.TrainingReport)]
    said = "Validations without a better one: 1; the training is over until training.patience is raised"
    assert said in [event.message for event in rest if isinstance(event, events.Log)]
    assert closed(process)[1] == 0 and RunFolder(tmp_path / "run").info().step == held.step


def test_nothing_is_saved_before_the_first_step_and_what_was_asked_for_comes_after_it(pairs_file, tmp_path):
    """Untrained weights would be part of the mean that the finished model may become."""
    words = settings("training.max_epochs=10000", "training.validate_every=100000")
    process = started("train", "--data", pairs_file, "--run", tmp_path / "run", "--json", *words)
    send(process, commands.Pause())
    wait_for_a_pause(process)
    send(process, commands.SaveNow(), commands.SetLearningRate(factor=0.5))
    wait_for(process, events.Log)  # of the second: both were heard
    wait_for_a_pause(process)
    assert RunFolder(tmp_path / "run").checkpoints() == []
    send(process, commands.Resume())
    assert wait_for(process, events.Checkpoint)[-1].step > 0
    send(process, commands.Stop())
    assert closed(process)[1] == 130


def wait_for_a_pause(process):
    while wait_for(process, events.State)[-1].state != "paused":
        pass


def test_sentences_pinned_before_a_stop_are_followed_by_whoever_resumes_the_run(pairs_file, tmp_path):
    """No validation comes between the two."""
    words = settings("training.max_epochs=10000", "training.validate_every=100000")
    process = started("train", "--data", pairs_file, "--run", tmp_path / "run", "--json", *words)
    wait_for(process, events.TrainingReport)
    send(process, pinned("one two three"), commands.Stop())
    rest, status = closed(process)
    assert status == 130 and not [event for event in rest if isinstance(event, events.Attention)]
    assert kept(tmp_path / "run") == ["one two three"]


def test_sentences_pinned_since_a_validation_are_looked_at_and_nothing_is_scored_again(pairs_file, tmp_path):
    words = settings("training.max_epochs=10000", "training.validate_every=100000")
    process = started("train", "--data", pairs_file, "--run", tmp_path / "run", "--json", *words)
    wait_for(process, events.TrainingReport)
    send(process, commands.Pause(), commands.ValidateNow())
    step = wait_for(process, events.ValidationReport)[-1].step
    wait_for(process, events.Checkpoint)
    send(process, pinned("one two three"), commands.ValidateNow())
    seen = wait_for(process, events.Attention)
    assert seen[-1].step == step and [sentence.text for sentence in seen[-1].sentences] == ["one two three"]
    progress = read_progress(RunFolder(tmp_path / "run").checkpoints()[-1])
    assert progress.validated_step == step and not progress.validated_as_planned
    send(process, commands.Stop())
    rest, status = closed(process)
    assert status == 130 and not [event for event in (*seen, *rest) if isinstance(event, events.ValidationReport)]
    assert kept(tmp_path / "run") == ["one two three"]


def pinned(source):
    return commands.SetPinned(sentences=(events.PinnedSentence(source=source),))


def kept(run):
    return [sentence["source"] for sentence in json.loads((run / "pinned.json").read_text("utf-8"))]


@pytest.mark.slow
def test_validate_now_validates_and_saves_at_once_also_during_a_pause_and_once_a_step(pairs_file, tmp_path):
    folder = tmp_path / "asked"
    words = settings("training.max_epochs=10000", "training.validate_every=100000")
    process = started("train", "--data", pairs_file, "--run", folder, "--json", *words)
    assert wait_for(process, events.TrainingReport)[-1].gradient_norm > 0
    send(process, commands.ValidateNow())
    seen = wait_for(process, events.ValidationReport)[-1]
    assert 0 < seen.step < 100_000
    assert wait_for(process, events.Attention)[-1].step == seen.step
    assert wait_for(process, events.Checkpoint)[-1].step == seen.step
    load = wait_for(process, events.Load)[-1]
    assert load.cpu >= 0 and load.cores >= 1 and 0 < load.memory < load.total_memory
    send(process, commands.Pause())
    wait_for_a_pause(process)
    send(process, commands.ValidateNow())
    held = wait_for(process, events.ValidationReport)[-1]
    assert held.step > seen.step
    # Nothing has been learned since: nothing is measured again.
    send(process, commands.ValidateNow(), commands.Stop(keep="newest"))
    rest, status = closed(process)
    assert status == 130
    assert all(event.step != held.step for event in rest if isinstance(event, events.ValidationReport))
    chosen = f"The finished model is the checkpoint of step {RunFolder(folder).info().step}."
    assert chosen in [said.message for said in RunFolder(folder).log()]
    assert chosen in [event.message for event in rest if isinstance(event, events.Log)]
    assert RunFolder(folder).model_file.is_file()
