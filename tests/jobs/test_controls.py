"""Controls in a process of its own, whose stdin and stdout are the pipes that a window would hold."""

import os
import subprocess
import sys

import pytest
from running import ROOT, environment

from tfmodel.contract import commands, events

TWO_JOBS = """
from tfmodel.channel import JsonChannel
from tfmodel.contract import events
from tfmodel.jobs.controls import Controls

channel = JsonChannel()
controls = Controls(channel)
with controls.listening():
    channel.emit(events.Log(message="first"))
    controls.wait_for_a_command()
channel.emit(events.Log(message=f"paused {controls.paused.is_set()}"))
channel.emit(events.Log(message=type(channel.command(wait=None)).__name__))
"""


def test_a_command_that_comes_between_two_jobs_is_for_the_second():
    process = subprocess.Popen(
        [sys.executable, "-c", TWO_JOBS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        text=True,
    )

    def told():
        return events.read_event(process.stdout.readline()).message

    def send(command):
        process.stdin.write(command.line() + "\n")
        process.stdin.flush()

    assert told() == "first"
    send(commands.Pause())
    assert told() == "paused True"
    send(commands.SaveNow())
    assert told() == "SaveNow"
    process.communicate()


HANGUP = """
import os, signal, sys
from tfmodel.channel import TextChannel
from tfmodel.jobs.controls import Controls

signal.signal(signal.SIGHUP, signal.SIG_IGN if sys.argv[1] == "nohup" else signal.SIG_DFL)
controls = Controls(TextChannel())
with controls.listening():
    os.kill(os.getpid(), signal.SIGHUP)
    os.kill(os.getpid(), signal.SIGHUP)  # a shell says it, and when it is gone the system does
    print(controls.stop.wait(0.5))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no hangup")
@pytest.mark.parametrize(("way", "stops"), [("nohup", "False"), ("plain", "True")])
def test_the_end_of_the_terminal_stops_what_nohup_did_not_start(way, stops):
    command = [sys.executable, "-c", HANGUP, way]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == stops
