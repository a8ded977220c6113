"""The benchmarks as commands."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.child import Child, ChildError
from benchmarks.sides import DEFAULT_PEERS, OURS, PACKAGES, SIDES, present

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["train"])
def test_help_answers(name):
    command = [sys.executable, "-m", f"benchmarks.{name}", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "--quick" in done.stdout
    assert f"python -m benchmarks.{name}" in done.stdout


def test_peers_that_are_not_there_are_named():
    names, missing = present(DEFAULT_PEERS, {"keras-hub": "0.32"})
    assert names == [OURS, "keras-hub"]
    assert missing == ["pytorch", "pytorch-bfloat16", "joey"]
    assert {side.needs for side in SIDES.values() if side.needs} == set(PACKAGES)


def test_a_child_tells_its_lines_its_memory_and_why_it_failed(tmp_path):
    code = "import sys; held = bytearray(300_000_000); print(len(held)); sys.exit('the reason')"
    child = Child([sys.executable, "-c", code], tmp_path / "log.txt")
    line = next(iter(child.lines()))
    assert (line.text, line.seconds > 0) == ("300000000", True)
    assert list(child.lines()) == []
    assert 300e6 < child.end() < 600e6
    assert isinstance(child.failure(), ChildError)
    assert "the reason" in str(child.failure())
