"""The line that installs a package."""

import sys
import tomllib
from pathlib import Path

import pytest

from tfmodel.contract.backends import TITLES
from tfmodel.contract.installing import REQUIREMENTS, install_line

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("system", "python", "begins"),
    [
        ("linux", "/venv/bin/python", "/venv/bin/python"),
        ("darwin", "/my own/bin/python", "'/my own/bin/python'"),
        ("win32", r"C:\desk\.venv\Scripts\python.exe", r"C:\desk\.venv\Scripts\python.exe"),
        ("win32", r"C:\Some One\python.exe", r'& "C:\Some One\python.exe"'),
    ],
)
def test_the_line_names_this_python_as_the_shell_reads_it(monkeypatch, system, python, begins):
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(sys, "executable", python)
    assert install_line("jax") == f'{begins} -m pip install "{REQUIREMENTS["jax"]}"'


def test_the_versions_are_those_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = {*project["dependencies"], *extras["jax"], *extras["torch"], *extras["parquet"]}
    assert asked.issuperset(REQUIREMENTS.values()) and REQUIREMENTS.keys() >= TITLES.keys()
