"""The README's commands, as far as they can be held against what the command line declares."""

import re
import shlex
from pathlib import Path

import pytest

from tfmodel import cli

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
LINES = re.findall(r"^(?:echo .*\| )?python main\.py ([^<>\n]+)", README, re.MULTILINE)


def test_the_commands_of_the_readme_are_found():
    assert {"import", "train", "translate", "demo"} <= {line.split()[0] for line in LINES}


@pytest.mark.parametrize("line", LINES)
def test_a_command_of_the_readme_is_understood(line):
    words = shlex.split(line, comments=True)
    assert cli._parser().parse_args(words).job == words[0]
