"""What a person at a terminal sees while a job runs and when it ends."""

import io
import os
import sys
from pathlib import Path

import pytest

from tfmodel.channel import TextChannel
from tfmodel.contract import events
from tfmodel.contract.failure import fail
from tfmodel.contract.marks import Marks
from tfmodel.contract.run_summary import RunSummary
from tfmodel.jobs import listing


class Terminal(io.StringIO):
    """Stands in for a stderr that shows what is written over."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    "last",
    [
        events.Failed(failure=fail("No", "It broke.", "Mend it.").failure),
        events.Finished(stopped=True),
        events.State(state="saving"),
    ],
)
def test_progress_is_gone_before_what_comes_after_it(monkeypatch, last):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    channel = TextChannel()
    channel.emit(events.Progress(text="Translating", done=64, total=1000, unit="sentences"))
    assert terminal.getvalue().endswith("sentences")
    channel.emit(last)
    assert "\r\x1b[2K" in terminal.getvalue().partition("sentences")[2]
    assert not terminal.getvalue().endswith("sentences")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="Windows has other terminals")
def test_a_terminal_that_is_gone_ends_no_work(monkeypatch):
    ours, theirs = os.openpty()
    with open(theirs, "w", encoding="utf-8") as terminal, monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", terminal)
        channel = TextChannel()
        os.close(ours)
        channel.emit(events.Progress(text="Translating", done=64, total=1000, unit="sentences"))
        channel.emit(events.Log(message="It goes on."))


def test_what_a_run_folder_says_steers_no_terminal(monkeypatch, capsys):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    channel = TextChannel()
    channel.emit(events.Log(message="a\x1b]0;title\x07b\x9b2Jc\rd\x7f\n\te\u00e9"))
    assert terminal.getvalue() == "a\ufffd]0;title\ufffdb\ufffd2Jc\ufffdd\ufffd\n\te\u00e9\n"
    channel.emit(events.Progress(text="\x1b[31mred", done=1, total=2, unit="pairs"))
    assert terminal.getvalue().count("\x1b") == 1  # the channel's own, which wipes the line
    channel.emit(events.Listed(rows=({"run": "name\x1b[2J"},)))
    assert "name\ufffd[2J" in capsys.readouterr().out


def test_a_translation_is_written_as_the_model_wrote_it(capsys):
    found = events.Hypothesis(text="un\x1bdeux", score=0.0)
    said = {"source": ("a",), "hypotheses": (found,), "milliseconds": 1.0, "compiled": True}
    TextChannel().emit(events.Translated(id=1, **said))
    assert capsys.readouterr().out == "un\x1bdeux\n"


def test_a_run_is_one_line_of_the_list_whatever_it_is_called():
    run = RunSummary(Path("/runs/one\ntwo  three"), "finished", marks=Marks(tags=("a\r\nb",)), languages="en → fr")
    row = listing._row(run)
    assert (row["run"], row["about"]) == ("one two  three", "en → fr  a b")
    assert not any("\n" in text for text in row.values())


def test_an_error_is_told_also_where_results_alone_are_asked_for(capsys):
    channel = TextChannel(quiet=True)
    channel.emit(events.Log(message="of interest"))
    channel.emit(events.Log(level="warning", message="odd"))
    channel.emit(events.Log(level="error", message="broken"))
    assert capsys.readouterr() == ("", "error: broken\n")
