"""The process that looks into files, asked as the form asks it."""

import threading
import time

import psutil
import pytest

from gui.lookout import Lookout
from tfmodel.contract.failure import FailureError
from tfmodel.corpus.looking import Question


@pytest.fixture
def lookout():
    lookout = Lookout()
    yield lookout
    lookout.close()


def looking_processes():
    return [child for child in psutil.Process().children() if "tfmodel.corpus.looking" in child.cmdline()]


def test_it_answers_question_after_question_until_it_is_closed(lookout, tmp_path):
    (tmp_path / "some.en-fr.tsv").write_text("a house\tune maison\n" * 5)
    found = lookout.ask(Question((tmp_path,), find=True))
    assert found.groups == ((tmp_path / "some.en-fr.tsv",),)
    shown = lookout.ask(Question(found.detected.paths, detected=found.detected, limit=3))
    assert shown.preview.rows == (("a house", "une maison"),) * 3
    assert len(looking_processes()) == 1
    with pytest.raises(FailureError, match="There is no file"):
        lookout.ask(Question((tmp_path / "none.tsv",)))
    assert len(looking_processes()) == 1
    lookout.close()
    assert looking_processes() == []


def test_a_question_under_way_is_given_up_and_the_next_one_answered(lookout, tmp_path):
    (tmp_path / "a.en-fr.tsv").write_text("a house\tune maison\n" * 5)
    question = Question((tmp_path / "a.en-fr.tsv",))
    lookout.ask(question)
    (looking,) = looking_processes()
    looking.suspend()  # so that it never comes to an answer
    failures = []

    def give_up():
        try:
            lookout.ask(question)
        except FailureError as error:
            failures.append(error.failure)

    thread = threading.Thread(target=give_up)
    thread.start()
    deadline = time.monotonic() + 20
    while thread.is_alive() and time.monotonic() < deadline:
        thread.join(0.05)  # it has asked by then, or before the next end
        lookout.end()
    assert [failure.title for failure in failures] == ["Cannot look into the files"]
    assert lookout.ask(question).detected.delimiter == "\t"


def test_half_characters_in_a_file_can_be_shown(lookout, tmp_path):
    (tmp_path / "some.jsonl").write_text('{"en": "\\ud800", "fr": "x", "de": "y"}\n' * 5)
    detected = lookout.ask(Question((tmp_path / "some.jsonl",))).detected
    shown = lookout.ask(Question(detected.paths, detected=detected, limit=2))
    assert shown.preview.rows[0] == ("\ufffd", "x", "y")
