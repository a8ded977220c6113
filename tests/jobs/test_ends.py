"""What ends a job from outside: the end of its stdin, of its window or its terminal; and what does not."""

import os
import signal
import subprocess
import sys

import pytest
from running import ROOT, command, environment, events_of, job

from tfmodel.contract import commands, events


def test_a_job_that_hears_no_commands_ends_when_its_window_is_gone(finished, tmp_path):
    """The pipe to the window closes while the export works; nothing half-written stays."""
    folder, _ = finished
    process = subprocess.Popen(
        command("export", folder, "--to", "savedmodel", "--out", tmp_path / "out", "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    for line in process.stdout:
        if isinstance(events.read_event(line), events.State):
            break
    out, _ = process.communicate(timeout=60)
    assert process.returncode in (130, -9)  # the latter, SIGKILL, where loading TensorFlow leaves it no time to hear
    assert not out or events_of(out.decode())[-1] == events.Finished(stopped=True)
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows kills at once")
@pytest.mark.parametrize("kill", ["SIGTERM", "SIGHUP"])
def test_a_polite_kill_leaves_nothing_half_written(finished, tmp_path, kill):
    folder, _ = finished
    process = subprocess.Popen(
        command("export", folder, "--to", "savedmodel", "--out", tmp_path / "out"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # the tests may run under nohup
        env=environment(),
    )
    assert any(b"Writing savedmodel" in line for line in process.stderr)
    for _ in range(2 if kill == "SIGHUP" else 1):  # a shell tells it, and when it is gone the system does
        process.send_signal(getattr(signal, kill))
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130, said
    assert os.listdir(tmp_path) == []


def test_no_stdin_is_no_wish_to_stop(finished):
    """`--json` in a script, whose stdin is /dev/null."""
    folder, _ = finished
    words = command("evaluate", folder, "--json")
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, env=environment(), check=False)
    assert done.returncode == 0
    assert any(isinstance(event, events.Evaluated) for event in events_of(done.stdout.decode()))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a pipe that ended from one with commands")
def test_a_stdin_that_ended_before_the_job_began_is_no_wish_to_stop(finished):
    """As where continuous integration runs a script: it closes the pipe at once."""
    folder, _ = finished
    done = job("evaluate", folder, "--json", stdin="")
    assert done.returncode == 0, done.stderr
    assert any(isinstance(event, events.Evaluated) for event in events_of(done.stdout))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a pipe that ended from one with commands")
def test_a_job_whose_window_was_gone_before_it_began_ends(finished):
    (stdin, writer), (reader, stdout) = os.pipe(), os.pipe()
    os.close(writer)
    os.close(reader)
    with open(stdin, "rb") as nothing, open(stdout, "wb") as nobody:
        words = command("evaluate", finished[0], "--json")
        done = subprocess.run(words, stdin=nothing, stdout=nobody, env=environment(), timeout=240, check=False)
    assert done.returncode == 130


def test_commands_may_come_from_a_file_whose_end_is_the_end_of_the_work(finished, tmp_path):
    asked = [commands.Translate(id=number, text="one two four", nbest=1).model_dump_json() for number in (1, 2)]
    (tmp_path / "commands.jsonl").write_text("\n".join((*asked, "nonsense")) + "\n", encoding="utf-8")
    with (tmp_path / "commands.jsonl").open("rb") as file:
        words = command("translate", finished[0], "--json")
        done = subprocess.run(words, stdin=file, capture_output=True, env=environment(), timeout=240, check=False)
    told = events_of(done.stdout.decode())
    assert [event.id for event in told if isinstance(event, events.Translated)] == [1, 2]
    assert any("This is no command: nonsense" in event.message for event in told if isinstance(event, events.Log))
    assert isinstance(told[-1], events.Finished)


# Does with its terminal what a shell does; the words are the way to the background and what the job runs.
SHELL = """
import fcntl, os, signal, subprocess, sys, termios

fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
take = (lambda: os.tcsetpgrp(0, os.getpid())) if sys.argv[1] == "bg" else None
words = [sys.executable, "-c", sys.argv[2]]
with subprocess.Popen(words, process_group=0, preexec_fn=take, stdout=subprocess.PIPE) as job:
    if take is not None:
        job.stdout.readline()
        os.kill(job.pid, signal.SIGSTOP)
        os.waitpid(job.pid, os.WUNTRACED)
        os.tcsetpgrp(0, os.getpgrp())
        os.kill(job.pid, signal.SIGCONT)
    _, status = os.waitpid(job.pid, os.WUNTRACED)
    print(status)
    job.kill()
"""
IN_THE_BACKGROUND = """
import sys
from tfmodel.channel import JsonChannel
from tfmodel.contract import events

channel = JsonChannel(answers={answers})
channel.emit(events.Log(message="begun"))
print(channel.command(wait={wait}), file=sys.stderr)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows gives a console to all at once")
@pytest.mark.parametrize(("way", "answers", "wait"), [("&", False, 1.0), ("bg", False, 1.0), ("&", True, None)])
def test_a_terminal_that_the_shell_has_gives_no_commands_and_holds_nobody(way, answers, wait):
    script = IN_THE_BACKGROUND.format(answers=answers, wait=wait)
    master, terminal = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-c", SHELL, way, script],
            stdin=terminal,
            capture_output=True,
            text=True,
            cwd=ROOT,
            start_new_session=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(master)
        os.close(terminal)
    assert (done.stdout.strip(), done.stderr.strip()) == ("0", "None")  # it ended by itself, and was told of no stop
