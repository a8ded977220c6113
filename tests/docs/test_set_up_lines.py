"""What the README says of the set-up, as far as it can be held against what is declared."""

import re
import tomllib
from pathlib import Path

from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_line_for_windows_asks_for_a_python_that_is_allowed():
    """Without a version, `py` takes the newest one."""
    asked = re.findall(r"^py (.*?) ?-m venv", README, re.MULTILINE)
    assert asked and all(word.removeprefix("-") in SpecifierSet(PROJECT["requires-python"]) for word in asked)


def test_the_extras_are_those_that_the_table_says_something_of():
    rows = README.split("| extra | gives |\n| --- | --- |\n")[1].split("\n\n")[0].splitlines()
    told = {name for row in rows for name in re.findall(r"`([a-z]+)`", row.split("|")[1])}
    assert told == set(PROJECT["optional-dependencies"])


def test_the_script_that_activates_on_windows_is_allowed_first():
    """A fresh PowerShell runs no scripts."""
    lines = re.findall(r"`([^`]*\bActivate\.ps1)`", README)
    allowed = "Set-ExecutionPolicy -Scope Process RemoteSigned -Force; "
    assert lines and all(line.startswith(allowed) for line in lines)
