import os
import sys
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSettings, QStandardPaths
from shiboken6 import isValid

from gui.language import speak
from gui.theme import LIGHT, SCHEME_VARIABLE, Theme, colours_of

PATIENCE = 30_000  # milliseconds: the five seconds of pytest-qt are few for a child that starts on a slow machine


@pytest.fixture(autouse=True)
def own_places(tmp_path, monkeypatch):
    """Datasets, runs and settings of a test are its own."""
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path / "home"))
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    QStandardPaths.setTestModeEnabled(True)


@pytest.fixture(autouse=True)
def english(qapp):
    """As the application does: without it, plurals would be as the code has them."""
    speak(qapp, "en")


@pytest.fixture(autouse=True)
def light(qapp, monkeypatch):
    """Until a test asks for dark: the one before it in this process, which no two runs choose alike, may have."""
    monkeypatch.setenv(SCHEME_VARIABLE, "light")
    if colours_of(qapp) != LIGHT:
        Theme(qapp)


@pytest.fixture
def qtbot(qtbot):
    """Waits so long, unless a test says how long."""
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENCE))
    return qtbot


@pytest.fixture
def session(qtbot):
    """A session whose jobs are scripted; at the end every child is gone.

    pytest-qt deletes the widgets meanwhile, and the jobs with them that are theirs: those end no more.
    """
    from gui.session import Session

    made = Session(command=(sys.executable, str(Path(__file__).with_name("scripted_training.py"))))
    yield made
    made.kill_all()
    qtbot.waitUntil(lambda: not any(map(isValid, made.running_jobs)))
