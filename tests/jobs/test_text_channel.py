"""What a person at a terminal sees while a job runs and when it ends."""

import io
import sys

import pytest

from tfmodel.channel import TextChannel
from tfmodel.contract import events
from tfmodel.contract.failure import fail


class Terminal(io.StringIO):
    """Stands in for a stderr that shows what is written over."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    "last", [events.Failed(failure=fail("No", "It broke.", "Mend it.").failure), events.Finished(stopped=True)]
)
def test_progress_is_gone_before_the_last_word(monkeypatch, last):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    channel = TextChannel()
    channel.emit(events.Progress(text="Translating", done=64, total=1000, unit="sentences"))
    assert terminal.getvalue().endswith("sentences")
    channel.emit(last)
    assert "\r\x1b[2K" in terminal.getvalue().partition("sentences")[2]
    assert not terminal.getvalue().endswith("sentences")
