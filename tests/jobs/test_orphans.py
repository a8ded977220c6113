"""A process that holds its interpreter ends with its parent, and only while it should."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from process_ends import has_ended

ROOT = Path(__file__).resolve().parents[2]

CHILD = """
import ctypes
from tfmodel.jobs.orphans import guarded, killed_with_parent
deaf = ctypes.PyDLL(None).sleep  # does not let go of the interpreter
with {block}:
    print("inside", flush=True)
    {inside}
print("outside", flush=True)
deaf(60)
"""

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
while child.stdout.readline().strip() != sys.argv[2]:
    pass
print(child.pid, flush=True)
sys.stdin.read()
"""


def orphan(block: str, inside: str, *, at: str) -> psutil.Process:
    """A process whose parent was killed when it had said `at`."""
    command = [sys.executable, "-c", PARENT, CHILD.format(block=block, inside=inside), at]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    return child


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its parent's death")
def test_a_deaf_process_ends_with_its_parent() -> None:
    child = orphan("guarded(60), killed_with_parent()", "deaf(60)", at="inside")
    assert has_ended(child.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its parent's death")
def test_work_that_comes_through_a_pipe_is_no_leash() -> None:
    lives_on(orphan("killed_with_parent()", "deaf(60)", at="inside"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its parent's death")
def test_afterwards_it_outlives_its_parent() -> None:
    lives_on(orphan("guarded(60), killed_with_parent()", "pass", at="outside"))


def lives_on(child: psutil.Process) -> None:
    assert not has_ended(child.pid, within=0.5)
    child.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of the end of a pipe")
def test_a_deaf_process_ends_soon_after_its_stdin() -> None:
    child = orphan("guarded(0.1)", "deaf(60)", at="inside")
    assert has_ended(child.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of the end of a pipe")
def test_a_deaf_process_that_is_told_to_stop_is_not_killed() -> None:
    """Who stops it closes its stdin and waits."""
    command = [sys.executable, "-c", CHILD.format(block="guarded(0.1)", inside="deaf(60)")]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin and child.stdout and child.stdout.readline()
        child.stdin.close()
        lives_on(psutil.Process(child.pid))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of the end of a pipe")
def test_it_is_not_killed_when_its_guard_was_sent_away() -> None:
    lives_on(orphan("guarded(0.1) as dismiss", "dismiss()", at="outside"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of the end of a pipe")
def test_its_guard_goes_with_it() -> None:
    command = [sys.executable, "-c", CHILD.format(block="guarded(60)", inside="deaf(60)"), "-"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout and child.stdout.readline()
        (guard,) = psutil.Process(child.pid).children()
        child.kill()
        assert has_ended(guard.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of the end of a pipe")
@pytest.mark.parametrize("inside", ["pass", "dismiss()"])
def test_a_job_ends_whatever_its_guard_does(inside: str) -> None:
    deaf = "from tfmodel.jobs import orphans; orphans._GUARD = 'import time; time.sleep(60)'"
    child = CHILD.format(block="guarded(60) as dismiss", inside=inside).replace("deaf(60)", "")
    command = [sys.executable, "-c", f"{deaf}\n{child}"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.wait(timeout=10) == 0


ENDED = """
import sys
from tfmodel.channel import JsonChannel
from tfmodel.jobs import orphans

with orphans.guarded(60) as dismiss:
    JsonChannel(on_stop=dismiss)
    print(orphans._heeds_its_starter.is_set(), file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a pipe that ended from one with commands")
def test_a_job_whose_stdin_had_ended_before_it_began_may_outlive_its_starter() -> None:
    command = [sys.executable, "-c", ENDED]
    done = subprocess.run(command, cwd=ROOT, input="", capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "False"
