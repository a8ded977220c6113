import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gui.session import Session
from gui.translator import LONG_LINES, LONG_TEXT, Question, Translator, is_long
from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.processes import process_start
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs

SCRIPT = (sys.executable, str(Path(__file__).with_name("scripted_jobs.py")))


@pytest.fixture
def session(qtbot):
    session = Session(command=SCRIPT)
    yield session
    session.kill_all()
    qtbot.waitUntil(lambda: not session.running_jobs)


@pytest.fixture
def translator(session):
    return Translator(session)


@pytest.fixture
def loaded(translator, qtbot, tmp_path):
    load(translator, qtbot, tmp_path)
    return translator


def load(translator, qtbot, run):
    translator.open(run)
    assert translator.ready is None
    qtbot.waitUntil(lambda: translator.ready is not None)


def made_dataset(folder):
    text = folder / "some.tsv"
    text.write_text("".join(f"number {n}\tnuméro {n}\n" for n in range(50)), encoding="utf-8")
    import_pairs(detect([text]), folder / "some.pairs", ImportOptions())
    return folder / "some.pairs"


def test_it_answers_when_it_is_loaded(translator, qtbot, tmp_path):
    translator.open(tmp_path)
    with qtbot.waitSignal(translator.answered) as answered:
        translator.ask(Question("a cat", DecodingConfig(), nbest=2))  # asked before it can answer
    assert [found.text for found in answered.args[0].hypotheses] == ["A CAT 1", "A CAT 2"]
    assert translator.ready.step == 100


def test_only_the_newest_text_is_answered(loaded, qtbot, tmp_path):
    answers = []
    loaded.answered.connect(lambda answer: answers.append(answer.hypotheses[0].text))
    for text in ("slow", "slow c", "slow ca", "slow cat"):
        loaded.ask(Question(text, DecodingConfig(), 1))
    (tmp_path / "go").touch()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["SLOW CAT 1"]


def test_an_answer_that_nobody_waits_for_is_dropped(loaded, qtbot, tmp_path):
    loaded.ask(Question("slow", DecodingConfig(), 1))
    loaded.forget()
    with qtbot.waitSignal(loaded.answered) as answered:
        loaded.ask(Question("cat", DecodingConfig(), 1))
        (tmp_path / "go").touch()
    assert answered.args[0].hypotheses[0].text == "CAT 1"


ENDLESS = Question("endless\n" * 40, DecodingConfig(), 1)


def test_a_long_text_holds_no_other_one_up(loaded, qtbot, tmp_path):
    first = int((tmp_path / "pid.txt").read_text())
    loaded.ask(ENDLESS)
    with qtbot.waitSignal(loaded.answered) as answered:
        loaded.ask(Question("cat", DecodingConfig(), 1))
    assert answered.args[0].hypotheses[0].text == "CAT 1"
    assert process_start(first) == 0


def test_a_long_text_that_is_forgotten_ends(loaded, qtbot, tmp_path):
    first = int((tmp_path / "pid.txt").read_text())
    loaded.ask(ENDLESS)
    loaded.forget()
    assert loaded.run == tmp_path and loaded.ready is None and not loaded.is_translating
    qtbot.waitUntil(lambda: loaded.ready is not None)
    assert process_start(first) == 0


def test_a_long_text_that_is_asked_for_twice_is_not_begun_again(loaded):
    loaded.ask(ENDLESS)
    loaded.ask(replace(ENDLESS))
    assert loaded.ready is not None and loaded.is_translating


def test_what_an_ended_process_has_still_said_is_not_heard(loaded, qtbot):
    said = loaded.ready
    loaded.ask(ENDLESS)
    loaded.forget()
    loaded._on_event(said)
    assert loaded.ready is None
    qtbot.waitUntil(lambda: loaded.ready is not None)


def test_a_text_is_long_by_its_lines_or_its_letters():
    assert not is_long("\n".join("a" * (LONG_LINES - 1))) and is_long("\n".join("a" * LONG_LINES))
    assert not is_long("a" * (LONG_TEXT - 1)) and is_long("a" * LONG_TEXT)


def test_newer_weights_are_taken(loaded, qtbot):
    loaded.update()
    assert loaded.is_updating
    qtbot.waitUntil(lambda: not loaded.is_updating)
    assert loaded.ready.step == 150


def test_a_run_in_training_saves_before_its_weights_are_taken(session, translator, qtbot, tmp_path):
    session.open_dataset(made_dataset(tmp_path))
    session.start_training("growing")
    session.run.path.mkdir(parents=True)
    load(translator, qtbot, session.run.path)
    with qtbot.waitSignals([session.checkpoint_saved, translator.changed]):
        translator.update()
    qtbot.waitUntil(lambda: not translator.is_updating)
    assert translator.ready.step == 150


def test_the_end_of_the_warm_up_is_not_taken_for_newer_weights(session, translator, qtbot, tmp_path):
    load(translator, qtbot, tmp_path)
    translator._updating = True  # asked for, and not on its way yet
    translator._on_event(translator.ready)
    assert translator.is_updating
    translator._reload()
    qtbot.waitUntil(lambda: not translator.is_updating)
    assert translator.ready.step == 150


def test_another_run_ends_the_process_of_the_first(loaded, qtbot, tmp_path):
    first = int((tmp_path / "pid.txt").read_text())
    other = tmp_path / "other"
    other.mkdir()
    loaded.open(other)
    assert loaded.ready is None
    qtbot.waitUntil(lambda: loaded.ready is not None)
    assert loaded.ready.run == str(other)
    assert process_start(first) == 0


def test_closing_the_window_does_not_start_it_again(loaded, session, qtbot):
    with qtbot.waitSignal(session.job_ended):
        session.stop_all()
    assert session.running_jobs == ()
    assert loaded.run is None


def test_a_process_that_dies_is_reported_and_can_be_started_again(loaded, qtbot, tmp_path):
    with qtbot.waitSignal(loaded.failed) as failed:
        loaded.ask(Question("die", DecodingConfig(), 1))
    assert "exit code 3" in failed.args[0].cause
    assert "the last words" in failed.args[0].details
    assert loaded.run is None
    load(loaded, qtbot, tmp_path)
