import os
import signal
import subprocess
import sys
import textwrap
from itertools import pairwise
from pathlib import Path

import psutil
import pytest
from process_ends import has_ended
from PySide6.QtCore import QTimer

from gui.job_kinds import failure_of_death
from gui.worker import Job
from tfmodel.contract import commands, events
from tfmodel.contract.processes import process_start

PREAMBLE = """
import json, os, sys, time
def say(event, **values):
    os.write(1, (json.dumps({"event": event, **values}, ensure_ascii=False) + "\\n").encode())
"""


class Recorder:
    """A started job and everything that it signalled, in order."""

    def __init__(self, script, *, word="train", command=None):
        self.heard = []
        self.job = Job(command=command or (sys.executable, "-c", PREAMBLE + textwrap.dedent(script)))
        for name in ("received", "output", "failed", "ended"):
            getattr(self.job, name).connect(lambda value, name=name: self.heard.append((name, value)))
        self.job.start([word])

    def of(self, name):
        return [value for kind, value in self.heard if kind == name]

    def wait(self, qtbot):
        qtbot.waitUntil(lambda: bool(self.of("ended")))
        return self.of("ended")[0]

    def wait_for(self, qtbot, kind):
        qtbot.waitUntil(lambda: any(isinstance(event, kind) for event in self.of("received")))


def test_events_come_in_order_and_the_end_comes_last(qtbot):
    run = Recorder("for n in range(500): say('log', message=str(n))\nsay('finished')")
    outcome = run.wait(qtbot)
    assert outcome.succeeded and outcome.exit_code == 0
    assert [event.message for event in run.of("received")[:-1]] == [str(n) for n in range(500)]
    assert isinstance(run.of("received")[-1], events.Finished)
    assert run.heard[-1][0] == "ended" and len(run.of("ended")) == 1
    assert not run.job.is_running


def test_a_line_may_come_in_any_number_of_pieces(qtbot):
    run = Recorder("""
        line = json.dumps({"event": "log", "message": "ça va – 你好"}, ensure_ascii=False) + "\\n"
        for byte in line.encode():
            os.write(1, bytes([byte]))
    """)
    run.wait(qtbot)
    assert [event.message for event in run.of("received")] == ["ça va – 你好"]


def test_what_is_no_event_goes_to_the_log(qtbot):
    run = Recorder(
        "print('stray', flush=True); print('{\"event\": \"tomorrow\"}', flush=True); print('no end', end='')"
    )
    run.wait(qtbot)
    assert run.of("received") == []
    assert run.of("output") == ["stray", '{"event": "tomorrow"}', "no end"]


def test_a_failure_that_the_child_reports_is_the_failure(qtbot):
    run = Recorder("""
        say("failed", failure={"title": "Disk full", "cause": "No space.", "advice": "Free some."})
        sys.exit(1)
    """)
    outcome = run.wait(qtbot)
    assert outcome.failure.title == "Disk full" and not outcome.stopped
    assert run.of("failed") == [outcome.failure]
    assert [name for name, _ in run.heard][-2:] == ["failed", "ended"]


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
def test_a_killed_child_is_explained(qtbot):
    run = Recorder("say('started', job='train', pid=os.getpid()); sys.stdin.read(); time.sleep(60)")
    run.wait_for(qtbot, events.Started)
    os.kill(run.job.process_id, signal.SIGKILL)
    failure = run.wait(qtbot).failure
    assert "killed" in failure.cause and "signal 9" in failure.cause
    assert "Resume" in failure.advice


def test_a_child_that_dies_without_a_word_leaves_its_last_words(qtbot):
    run = Recorder("sys.stderr.write('first\\nlast words\\n'); sys.exit(3)", word="export")
    failure = run.wait(qtbot).failure
    assert "exit code 3" in failure.cause and "export" in failure.cause
    assert failure.details == "first\nlast words"


def test_stop_asks_and_closes_the_input(qtbot):
    run = Recorder("""
        say("started", job="train", pid=os.getpid())
        asked = sys.stdin.readline()
        assert sys.stdin.read() == ""
        say("log", message=json.loads(asked)["command"])
        say("finished", stopped=True)
        sys.exit(130)
    """)
    run.wait_for(qtbot, events.Started)
    run.job.stop()
    assert run.job.is_stopping
    outcome = run.wait(qtbot)
    assert outcome.stopped and outcome.failure is None
    assert [event.message for event in run.of("received") if isinstance(event, events.Log)] == ["stop"]


def test_commands_arrive_as_lines(qtbot):
    run = Recorder("for _ in range(2): say('log', message=sys.stdin.readline().strip())")
    run.job.send(commands.SetProbe(text="l'été"))
    run.job.send(commands.Pause())
    run.wait(qtbot)
    heard = [commands.read_command(event.message) for event in run.of("received")]
    assert heard == [commands.SetProbe(text="l'été"), commands.Pause()]


def test_a_child_that_the_person_kills_has_not_failed(qtbot):
    run = Recorder("say('started', job='train', pid=os.getpid()); time.sleep(60)")
    run.wait_for(qtbot, events.Started)
    run.job.kill()
    outcome = run.wait(qtbot)
    assert outcome.stopped and outcome.failure is None


def test_a_program_that_is_not_there(qtbot):
    run = Recorder("", command=("/nowhere/python",))
    assert "/nowhere/python" in run.wait(qtbot).failure.cause
    assert len(run.of("ended")) == 1 and not run.job.is_running


def test_a_job_can_be_started_again(qtbot):
    run = Recorder("say('finished')")
    run.wait(qtbot)
    run.heard.clear()
    run.job.start(["train"])
    assert run.wait(qtbot).succeeded


def test_the_event_loop_turns_while_a_child_floods_it(qtbot):
    ticks = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: ticks.append(len(run.heard)))
    run = Recorder("for n in range(60_000): say('log', message='x' * 50)\nsay('finished')")
    timer.start()
    run.wait(qtbot)
    assert len(run.of("received")) == 60_001
    growth = [after - before for before, after in pairwise(ticks)]
    assert len(ticks) > 30 and max(growth) < 10_000


def test_a_line_without_end_is_cut_up_and_not_kept(qtbot):
    run = Recorder("""
        for _ in range(34): os.write(1, b"x" * 2**20)
        os.write(1, b"\\n")
        say("finished")
    """)
    assert run.wait(qtbot).succeeded
    assert run.of("output") and all(len(text) <= 1000 for text in run.of("output"))


@pytest.mark.skipif(sys.platform == "win32", reason="priorities are named differently there")
@pytest.mark.parametrize("word", ["train", "xray"])
def test_long_work_gives_way_to_the_window(qtbot, word):
    run = Recorder("say('started', job='any', pid=os.getpid()); sys.stdin.read()", word=word)
    lower = min(19, psutil.Process().nice() + 10)
    qtbot.waitUntil(lambda: psutil.Process(run.job.process_id).nice() == lower)
    run.job.stop()
    run.wait(qtbot)


WINDOW = """
import sys
from PySide6.QtCore import QCoreApplication
from gui.worker import Job
application = QCoreApplication([])
job = Job(command=(sys.executable, "-c", sys.argv[1]))
job.received.connect(lambda event: print(event.pid, flush=True))
job.start(["train"])
application.exec()
"""
CHILD = """
import os, sys
from tfmodel.contract import events
print(events.Started(job="train", pid=os.getpid()).line(), flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
def test_no_child_outlives_the_window(qtbot):
    command = [sys.executable, "-c", WINDOW, CHILD]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as window:
        child = int(window.stdout.readline())
        assert process_start(child) > 0
        window.kill()
    qtbot.waitUntil(lambda: process_start(child) == 0)


@pytest.mark.parametrize(("code", "word"), [(9, "killed"), (11, "memory"), (77, "crashed")])
def test_each_signal_has_a_sentence(code, word):
    failure = failure_of_death("train", code, crashed=True, tail=())
    assert word in failure.cause and failure.cause.endswith(".") and failure.advice


@pytest.mark.skipif(sys.platform == "win32", reason="there its launcher is a real one")
def test_on_windows_a_job_is_started_past_the_launcher_of_an_environment(qtbot, monkeypatch):
    with monkeypatch.context() as windows:
        windows.setattr(sys, "platform", "win32")
        windows.setattr(sys, "_base_executable", sys.executable)
        windows.setattr(sys, "executable", "launcher")
        run = Recorder("", word="translate", command=("launcher", "-c", PREAMBLE))
    assert run.wait(qtbot).succeeded
    assert run.job._process.processEnvironment().value("__PYVENV_LAUNCHER__") == "launcher"


LETS_GO = """
import sys
from PySide6.QtCore import QCoreApplication
from gui import worker

application = QCoreApplication([])
job = worker.Job(command=(sys.executable, "-c", sys.argv[1]))
job.received.connect(lambda event: (print(event.pid, flush=True), job.let_go()))
job.ended.connect(lambda outcome: application.exit())
job.start(["train"])
worker.end(application.exec())
"""

GOES_ON = """
say("started", job="train", pid=os.getpid())
for line in sys.stdin:
    say("detached")
time.sleep(60)
"""


def test_a_child_that_was_let_go_outlives_this_process():
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", LETS_GO, PREAMBLE + GOES_ON], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0 and not done.stderr
    child = int(done.stdout)
    assert not has_ended(child, within=0.5)
    psutil.Process(child).kill()
