import os
import signal
import sys
from itertools import pairwise

import pytest

from gui.facts import facts_of
from gui.session import Session
from tests.gui.dataset_windows import make_dataset
from tests.gui.made_runs import make_run
from tfmodel.contract import commands, events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.places import runs_folder
from tfmodel.contract.problems import changed
from tfmodel.contract.processes import own_process
from tfmodel.contract.proposal import propose
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.store import PairStore

REPORTS = ("training_reported", "validated", "sampled", "attention_saved")


def record(session):
    """Everything that the session reports of a run, by signal."""
    heard = {name: [] for name in REPORTS}
    for name in REPORTS:
        getattr(session, name).connect(heard[name].append)
    return heard


def begin(session, tmp_path, name="run"):
    session._dataset = tmp_path / "some.pairs"  # the scripted training does not read it
    session.start_training(name)


def until_step(qtbot, heard, step):
    def reached():
        return any(report.step >= step for report in heard["training_reported"])

    qtbot.waitUntil(reached)


def test_wrong_values_are_problems_and_leave_the_configuration(session, qtbot):
    before = session.config
    values = before.model_dump()
    values["model"]["num_heads"] = 3
    with qtbot.assertNotEmitted(session.config_changed), qtbot.waitSignal(session.problems_changed):
        session.edit(values)
    assert [problem.path for problem in session.problems] == ["model"]
    assert session.config == before
    values["model"]["num_heads"] = 8
    with qtbot.waitSignal(session.config_changed):
        session.edit(values)
    assert session.config == changed(before, {"model.num_heads": 8}) and not session.problems


def test_nothing_starts_without_a_dataset(session):
    with pytest.raises(FailureError, match="Data page"):
        session.start_training()
    assert not session.is_training


def test_nothing_starts_with_a_wrong_setting(session, tmp_path):
    values = session.config.model_dump()
    values["model"]["dropout"] = 2
    session.edit(values)
    with pytest.raises(FailureError, match="Model page"):
        begin(session, tmp_path)


def test_a_training_is_given_what_was_edited(session, qtbot, tmp_path):
    session.set_config(changed(Config(), {"training.max_epochs": 7}))
    heard = record(session)
    begin(session, tmp_path, "a/strange: name")
    until_step(qtbot, heard, 1)
    assert session.run.path == runs_folder() / "a-strange- name"
    assert session.run.config() == session.config


def test_a_name_is_taken_once(session, qtbot, tmp_path):
    heard = record(session)
    begin(session, tmp_path)
    until_step(qtbot, heard, 1)
    session.stop_training()
    qtbot.waitUntil(lambda: session.state == "stopped")
    with pytest.raises(FailureError, match="Choose another name"):
        begin(session, tmp_path)


def test_a_reopened_run_says_what_the_training_said(session, qtbot, tmp_path):
    heard = record(session)
    begin(session, tmp_path)
    until_step(qtbot, heard, 12)
    with qtbot.waitSignal(session.training_ended) as ended:
        session.stop_training()
        assert session.is_stopping
    assert ended.args[0].stopped and session.state == "stopped" and session.is_resumable
    again = Session()
    replayed = record(again)
    with qtbot.waitSignal(again.replayed):
        again.open_run(session.run.path)
    assert replayed == heard
    assert len(heard["validated"]) >= 2


def test_a_reopened_run_that_is_closed_again_lets_its_reports_go(session, qtbot, monkeypatch):
    closed = []

    def replay(run):
        try:
            while True:
                yield events.Log(message="One of many")
        finally:
            closed.append(True)

    run = make_run("long")
    monkeypatch.setattr(RunFolder, "replay", replay)
    with qtbot.waitSignal(session.logged):
        session.open_run(run.path)
    assert not closed
    session.close_run()
    assert closed


def test_pause_and_resume(session, qtbot, tmp_path):
    heard = record(session)
    begin(session, tmp_path)
    until_step(qtbot, heard, 1)
    session.send(commands.Pause())
    qtbot.waitUntil(lambda: session.state == "paused")
    session.send(commands.Resume())
    qtbot.waitUntil(lambda: session.state == "training")


@pytest.mark.parametrize("waits", [True, False], ids=["paused", "told to pause"])
def test_a_paused_training_trains_on_when_it_is_let_go(session, qtbot, tmp_path, waits):
    heard = record(session)
    begin(session, tmp_path, "let-go")
    until_step(qtbot, heard, 1)
    session.send(commands.Pause())
    if waits:
        qtbot.waitUntil(lambda: session.state == "paused")
    with qtbot.waitSignal(session.training_ended):
        session.let_training_go()
    last = heard["training_reported"][-1].step
    later = Session(command=session._command)
    followed = record(later)
    later.open_run(session.run.path)
    until_step(qtbot, followed, last + 3)
    with qtbot.waitSignal(later.training_ended):
        later.stop_training()


@pytest.mark.skipif(os.name == "nt", reason="sends SIGKILL")
def test_a_killed_training_is_interrupted_and_goes_on(session, qtbot, tmp_path):
    heard = record(session)
    begin(session, tmp_path)
    until_step(qtbot, heard, 8)
    with qtbot.waitSignal(session.training_ended) as ended:
        os.kill(session.training_job.process_id, signal.SIGKILL)
    assert "signal 9" in ended.args[0].failure.cause
    assert session.state == "interrupted" and session.is_resumable
    last = heard["training_reported"][-1].step
    session.resume_training()
    until_step(qtbot, heard, last + 1)
    steps = [report.step for report in heard["training_reported"]]
    assert any(after <= before for before, after in pairwise(steps))  # it went back first


def test_a_run_that_another_process_trains_by_now_is_followed_and_not_resumed(session, qtbot):
    run = make_run("taken", state="stopped")
    session.open_run(run.path)
    run.change_info(state="training", **own_process())
    with qtbot.assertNotEmitted(session.job_started):
        session.resume_training()
    assert session.is_following and session.state == "training"
    session.close_run()


def test_a_run_that_another_process_takes_while_it_is_resumed_is_followed(session, qtbot):
    session._training._command = (sys.executable, "-c", "raise SystemExit(1)")  # as one that finds it taken
    run = make_run("taken", state="stopped")
    session.open_run(run.path)
    session.resume_training()
    with qtbot.waitSignal(session.training_ended) as ended:
        run.change_info(state="training", **own_process())
    assert ended.args[0].failure is not None
    assert session.is_following and session.state == "training"
    session.close_run()


def pinned(*sources):
    return tuple(events.PinnedSentence(source=source) for source in sources)


def test_what_a_killed_training_had_no_validation_for_is_asked_of_it_again(session, qtbot, tmp_path):
    logs, heard = [], record(session)
    session.logged.connect(lambda event: logs.append(event.message))
    begin(session, tmp_path)
    until_step(qtbot, heard, 1)
    session.pin(pinned("Good day."))
    qtbot.waitUntil(lambda: "Pinned: Good day. = " in logs)
    with qtbot.waitSignal(session.training_ended):
        session.kill_training()
    session.resume_training()
    qtbot.waitUntil(lambda: logs.count("Pinned: Good day. = ") == 2)


def test_a_sentence_that_is_followed_before_the_first_look_does_not_replace_the_others(session, qtbot, tmp_path):
    logs, heard = [], record(session)
    session.logged.connect(lambda event: logs.append(event.message))
    begin(session, tmp_path)
    until_step(qtbot, heard, 1)
    session.follow_probe("The cat sleeps.")
    assert session.followed is None  # what else the run follows nobody knows yet
    qtbot.waitUntil(lambda: "Following: The cat sleeps." in logs)
    with qtbot.waitSignal(session.training_ended):
        session.kill_training()
    session.resume_training()
    qtbot.waitUntil(lambda: logs.count("Following: The cat sleeps.") == 2)
    assert "Pinned: The cat sleeps. = " not in logs


def test_the_first_look_says_what_is_followed_beside_sentences_that_were_asked_for(session, qtbot, tmp_path):
    heard = record(session)
    begin(session, tmp_path)
    until_step(qtbot, heard, 1)
    session.follow_probe("Good day.")
    session.follow_probe("The cat sleeps.")
    for seen in (("a", "b"), ("Good day.", "a", "b"), ("The cat sleeps.", "Good day.", "a", "b")):
        look(session, *seen)
        assert session.followed == pinned("The cat sleeps.", "Good day.", "a", "b")
    look(session, "c")  # it was answered
    assert session.followed == pinned("c")


def test_sentences_that_are_pinned_without_a_sight_of_a_followed_one_leave_it(session, qtbot, tmp_path):
    heard, logs = record(session), []
    session.logged.connect(lambda event: logs.append(event.message))
    begin(session, tmp_path)
    until_step(qtbot, heard, 1)
    session.follow_probe("The cat sleeps.")
    session.pin(pinned("Good day."))
    assert session.followed == pinned("The cat sleeps.", "Good day.") and session.pinned == pinned("Good day.")
    qtbot.waitUntil(lambda: "Pinned: The cat sleeps. = " in logs and "Pinned: Good day. = " in logs)
    session.pin(pinned("Good day."))  # they were in sight this time
    assert session.followed == pinned("Good day.")
    session.pin(())
    session.follow_probe("The cat sleeps.")
    session.pin(())
    assert session.followed is None, "one of those that nobody knows yet"
    qtbot.waitUntil(lambda: logs.count("Following: The cat sleeps.") == 3)


def test_what_a_training_chooses_beside_a_sentence_is_known_once_it_shows_both(session, qtbot, tmp_path):
    heard = record(session)
    begin(session, tmp_path)
    until_step(qtbot, heard, 1)
    look(session, "a", "b")
    session.pin(())
    session.follow_probe("The cat sleeps.")
    assert session.followed is None
    look(session, "a", "b")  # was under way
    assert session.followed is None
    look(session, "The cat sleeps.", "From the validation part.")
    assert session.followed == pinned("The cat sleeps.", "From the validation part.")


def test_what_a_training_was_asked_to_follow_counts_until_it_shows_that_it_does(session, qtbot, tmp_path):
    heard = record(session)
    begin(session, tmp_path)
    until_step(qtbot, heard, 1)
    assert session.pinned is None and session.followed is None
    session.pin(pinned("Good day."))
    session.follow_probe("The cat sleeps.")
    assert session.followed == session.pinned == pinned("The cat sleeps.", "Good day.")
    look(session, "Good day.")  # began before it heard of the other one
    assert session.followed == pinned("The cat sleeps.", "Good day.")
    look(session, "The cat sleeps.", "Good day.", "It knew this one.")
    assert session.followed == pinned("The cat sleeps.", "Good day.", "It knew this one.")
    session.pin(())
    assert session.followed == session.pinned == ()
    look(session, "From the validation part.")
    assert session.followed == pinned("From the validation part.") and session.pinned == ()


@pytest.mark.parametrize("fewer", [pinned("a"), ()], ids=["fewer", "none"])
def test_a_look_that_was_under_way_answers_nothing_that_was_asked_meanwhile(session, qtbot, tmp_path, fewer):
    heard = record(session)
    begin(session, tmp_path)
    until_step(qtbot, heard, 1)
    look(session, "a", "b")
    session.pin(fewer)
    look(session, "a", "b")
    assert session.followed == fewer
    look(session, "a")
    assert session.followed == pinned("a")


def look(session, *texts):
    said = tuple(events.AttendedSentence(text=text, source=(text,), target=()) for text in texts)
    session.handle(events.Attention(step=1, file="", source=said[0].source, target=(), sentences=said))


def test_a_run_that_died_before_it_had_a_folder_cannot_be_resumed(qtbot, tmp_path):
    session = Session(command=("/nowhere/python",))
    begin(session, tmp_path)
    qtbot.waitUntil(lambda: session.state == "failed")
    assert not session.is_resumable


def test_no_other_run_is_opened_during_a_training(session, qtbot, tmp_path):
    begin(session, tmp_path)
    with pytest.raises(FailureError, match="Stop it"):
        session.open_run(tmp_path)


@pytest.fixture
def dataset(tmp_path):
    """Pairs with targets of one word, as dates have."""
    source = tmp_path / "numbers.tsv"
    source.write_text("".join(f"number {n}\t{n}\n" for n in range(500)), encoding="utf-8")
    import_pairs(detect([source]), tmp_path / "numbers.pairs", ImportOptions())
    return tmp_path / "numbers.pairs"


def test_opening_a_dataset_proposes_what_suits_it(session, qtbot, dataset):
    with qtbot.waitSignal(session.proposed) as proposed:
        session.open_dataset(dataset)
    assert session.config == propose(facts_of([dataset], None)).config
    assert session.config.tokenizer.kind == "character" and "one word" in proposed.args[0]


def test_what_a_person_has_edited_is_left_alone_until_they_ask(session, qtbot, dataset):
    edited = changed(session.config, {"training.max_epochs": 3})
    session.edit(edited.model_dump())
    with qtbot.assertNotEmitted(session.proposed):
        session.open_dataset(dataset)
    assert session.config == edited
    session.propose()
    assert session.config.tokenizer.kind == "character"


def test_no_proposal_replaces_a_value_that_is_being_typed(session, qtbot, dataset, tmp_path):
    """Neither when the devices are found, which takes some seconds, nor when the mix is another one."""
    session.open_dataset(dataset)
    values = session.config.model_dump()
    values["training"]["batch_tokens"] = ""
    session.edit(values)
    before, gpu = session.problems, events.BackendReport(backend="tensorflow", devices=("A GPU",), gpu=True)
    with qtbot.assertNotEmitted(session.proposed), qtbot.assertNotEmitted(session.config_changed):
        session.take_hardware(events.Hardware(processor="A processor", backends=(gpu,)))
        session.mix.add(make_dataset(tmp_path, 900), 810)
    assert before and session.problems == before


def training_pairs(*paths):
    total = 0
    for path in paths:
        with PairStore.open(path) as store:
            total += store.counts().train
    return total


def test_what_is_proposed_suits_all_datasets_of_a_mix(session, dataset, tmp_path):
    reasons = []
    session.proposed.connect(reasons.append)
    sentences = make_dataset(tmp_path, 900)
    session.open_dataset(dataset)
    session.mix.add(sentences, training_pairs(sentences))
    assert len(reasons) == 2 and f"{training_pairs(dataset, sentences):,} pairs" in reasons[1]
    assert session.config.tokenizer.kind != "character" and session.config.preset == "low-resource"
    session.mix.remove(sentences)
    assert session.config.tokenizer.kind == "character"
    session.edit(changed(session.config, {"training.max_epochs": 3}).model_dump())
    session.mix.add(sentences, training_pairs(sentences))
    assert session.config.tokenizer.kind == "character" and session.config.training.max_epochs == 3
    session.propose()
    assert session.config.tokenizer.kind != "character"


def test_a_mix_is_as_long_as_its_longest_dataset_and_in_the_mean_between_them(dataset, tmp_path):
    sentences = make_dataset(tmp_path, 900)
    short, long, both = (facts_of(paths, None) for paths in ([dataset], [sentences], [dataset, sentences]))
    assert both.pairs == short.pairs + long.pairs and both.letters == long.letters > short.letters
    assert both.long_target_words == long.long_target_words > short.long_target_words
    assert short.mean_words < both.mean_words < long.mean_words
    assert both.distinct_words == short.distinct_words + long.distinct_words  # at most as many


def test_another_dataset_is_proposed_for_once_and_without_the_mix_of_the_one_before(session, dataset, tmp_path):
    session.open_dataset(dataset)
    session.mix.add(tmp_path / "gone.pairs", 30)  # what cannot be read changes nothing
    assert session.config.tokenizer.kind == "character"
    reasons = []
    session.proposed.connect(reasons.append)
    sentences = make_dataset(tmp_path, 900)
    session.open_dataset(sentences)
    assert len(reasons) == 1 and f"{training_pairs(sentences):,} pairs" in reasons[0]


def test_a_dataset_of_the_mix_that_is_gone_keeps_neither_the_devices_nor_the_open_one_from_being_told(
    session, qtbot, dataset, tmp_path
):
    session.open_dataset(dataset)
    session.mix.add(tmp_path / "gone.pairs", 30)
    before, gpu = session.config, events.BackendReport(backend="tensorflow", devices=("A GPU",), gpu=True)
    with qtbot.waitSignal(session.hardware_found):
        session.take_hardware(events.Hardware(processor="A processor", backends=(gpu,)))
    with qtbot.waitSignal(session.dataset_changed):
        session.open_dataset(dataset)  # as at the end of an import into it
    assert session.dataset == dataset and session.config == before
    assert session.mix.others == (tmp_path / "gone.pairs",)


def test_there_is_nothing_to_propose_for_nothing(session):
    with pytest.raises(FailureError, match="Data page"):
        session.propose()


def test_devices_are_looked_for_once(session, qtbot):
    with qtbot.waitSignal(session.job_ended):
        session.find_devices()
    with qtbot.assertNotEmitted(session.job_started):
        session.find_devices()


def test_what_is_no_run_is_refused(session, tmp_path):
    with pytest.raises(FailureError, match="not a run"):
        session.open_run(tmp_path)
    assert session.run is None


def test_a_name_whose_training_died_before_it_had_begun_is_free(session, tmp_path):
    left = runs_folder() / "letters"
    (left / "tokenizer").mkdir(parents=True)
    begin(session, tmp_path, "letters")
    assert session.run.path == left


def test_a_place_that_cannot_be_written_is_said_with_the_way_to_another(session, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(FailureError, match=r"kept in .*home, which cannot be written. Set TRANSFORMER_DESK_HOME"):
        begin(session, tmp_path)
