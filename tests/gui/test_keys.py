"""Keys, as each system has them and writes them."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QKeySequence

import gui
from gui.keys import keys_here, with_keys
from gui.widgets.runs_model import RunsModel
from gui.widgets.runs_table import RunsTable


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac writes signs for them")
def test_keys_are_told_as_the_system_writes_them(qapp):
    assert with_keys("Undo", "Ctrl+Z") == "Undo (Ctrl+Z)"
    assert keys_here("Delete") == [QKeySequence("Delete")] and keys_here("Insert") == [QKeySequence("Insert")]


def test_a_mac_has_other_keys_for_those_that_it_lacks(qtbot, monkeypatch):
    monkeypatch.setattr("gui.keys.sys", SimpleNamespace(platform="darwin"))
    table = RunsTable(RunsModel())
    qtbot.addWidget(table)
    keys = [QKeySequence("Backspace"), QKeySequence("Delete")]
    assert table.actions_by_key["delete"].shortcuts() == keys
    assert with_keys("Trash", "Delete") == f"Trash ({keys[0].toString(QKeySequence.SequenceFormat.NativeText)})"
    assert keys_here("Ctrl+Z") == [QKeySequence("Ctrl+Z")]


def test_no_text_of_the_window_has_keys_in_it_that_one_system_writes_so():
    sources = [file.read_text(encoding="utf-8") for file in Path(gui.__file__).parent.rglob("*.py")]
    texts = [text for source in sources for text in re.findall(r'\btr\(\s*"([^"]*)"', source)]
    assert texts and not [text for text in texts if re.search(r"\bCtrl\b|\((Del|Delete|Ins)\)", text)]
