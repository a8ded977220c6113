"""Where datasets and runs are kept, as the README tells it."""

import re
import sys
from pathlib import Path

import pytest

from tfmodel.contract import places

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
SYSTEMS = {"linux": "Linux", "darwin": "macOS"}


@pytest.fixture
def person(tmp_path, monkeypatch):
    """Somebody who has set nothing, with a home of their own."""
    for name in ("TRANSFORMER_DESK_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(sys.platform not in SYSTEMS, reason="Windows does not ask the environment")
def test_they_are_kept_where_the_readme_says(person):
    told = re.search(rf"^\| {SYSTEMS[sys.platform]} \| `~/(.+)` \|$", README, re.MULTILINE)[1]
    assert places.home() == person / told
    assert places.runs_folder() == person / told / "runs" and places.datasets_folder() == person / told / "datasets"


@pytest.mark.skipif(sys.platform != "linux", reason="a convention of Linux")
def test_the_folder_that_the_system_names_is_taken(person, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(person / "data"))
    assert places.home() == person / "data" / "Transformer Desk"


def test_the_variable_overrides_the_system(person, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(person / "data"))
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(person / "elsewhere"))
    assert places.home() == person / "elsewhere" and places.runs_folder() == person / "elsewhere" / "runs"
    assert places.cache_folder() == person / "elsewhere" / "cache"
