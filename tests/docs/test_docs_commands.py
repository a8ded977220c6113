"""The commands that take the pictures, as commands: each takes minutes, so here they only say what they are."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["screenshots", "tour", "data_story"])
def test_help_answers(name):
    command = [sys.executable, "-m", f"docs.{name}", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"python -m docs.{name}" in done.stdout
