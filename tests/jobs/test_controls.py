"""Controls in a process of its own, whose stdin and stdout are the pipes that a window would hold."""

import subprocess
import sys

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
