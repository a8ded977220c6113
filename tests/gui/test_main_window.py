import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea

from gui.errors import show_failure
from gui.job_kinds import KINDS, kind_of
from gui.job_titles import title_of
from gui.main_window import PAGES, MainWindow
from gui.preloading import MODULES_OF_PAGES
from gui.session import Session
from gui.theme import DARK, LIGHT, Theme, colours_of
from gui.widgets.job_status import JobStatus
from tests.gui.access_audit import contrast
from tests.gui.made_runs import make_run
from tests.gui.training_pages import answer
from tfmodel.cli import JOBS
from tfmodel.contract import commands, inbox
from tfmodel.contract.events import Progress, State
from tfmodel.contract.failure import fail
from tfmodel.contract.processes import own_process, process_start


@pytest.fixture
def window(session, qtbot):
    made = MainWindow(session)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    session.kill_all()  # a window with a running training would ask before it closes
    qtbot.waitUntil(lambda: not session.running_jobs)
    made.close()
    made.deleteLater()


def begin(session, qtbot, tmp_path, name="run"):
    session._dataset = tmp_path / "some.pairs"
    reports = []
    session.training_reported.connect(reports.append)
    session.start_training(name)
    qtbot.waitUntil(lambda: bool(reports))


def test_every_page_is_reached_by_the_keyboard(window, qtbot):
    for number, entry in enumerate(PAGES, start=1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert window._stack.currentWidget() is window.page(entry.key)
        assert f"Ctrl+{number}" in window._navigation.currentItem().toolTip()
        assert not window._navigation.currentItem().icon().isNull()


def test_the_arrow_keys_go_through_all_pages_and_a_click_or_a_shortcut_into_one(window, qtbot):
    with qtbot.waitActive(window):
        window.activateWindow()
    pages = window._navigation
    pages.setFocus()
    for _ in PAGES[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert window._stack.currentWidget() is window.page("export") and pages.hasFocus()
    place = pages.visualItemRect(pages.item(5)).center()
    qtbot.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert QApplication.focusWidget() is window.page("runs").table
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is window.page("translation").source


def test_what_is_loaded_before_a_page_is_there():
    named = [module for modules in MODULES_OF_PAGES.values() for module in modules]
    assert not [module for module in named if find_spec(module) is None]


def test_a_page_can_ask_for_another(window, session):
    session.show_page("export")
    assert window._stack.currentWidget() is window.page("export")


def test_the_status_bar_says_what_runs(window, session, qtbot, tmp_path):
    status = window.findChild(JobStatus)
    assert status.text == "Ready"
    begin(session, qtbot, tmp_path)
    assert status.text == "Training"
    session.kill_training()
    qtbot.waitUntil(lambda: status.text == "Ready")


def test_the_status_bar_shows_the_progress_of_what_is_done_now(window):
    status = window.findChild(JobStatus)
    status._on_event(Progress(done=4, total=4, unit="pairs", share=0.8))
    assert status._bar.value() == 800 and status._bar.isVisibleTo(status)
    status._on_event(State(state="preparing", text="Building the model"))
    assert status.text == "Building the model" and not status._bar.isVisibleTo(status)


def test_a_window_opens_as_it_was_left(window, session, qtbot):
    qtbot.waitUntil(lambda: window._stack.count() == len(PAGES))
    window.show_page("runs")
    page = window.page("runs")
    handle = page.parts.handle(1)
    place = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseMove(handle, place + QPoint(0, 60))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=place + QPoint(0, 60))
    header = page.table.horizontalHeader()
    header.resizeSection(1, 333)
    header.moveSection(header.visualIndex(3), 2)
    page.table.setColumnHidden(5, True)
    assert page.parts.sizes()[0] > page.parts.sizes()[1]  # at first it is the other way round
    assert window.close()
    later = MainWindow(session)
    qtbot.addWidget(later)
    with qtbot.waitExposed(later):
        later.show()
    again = later.page("runs")
    assert later._stack.currentWidget() is again
    qtbot.waitUntil(lambda: again.parts.sizes()[0] > again.parts.sizes()[1])
    header = again.table.horizontalHeader()
    assert header.sectionSize(1) == 333 and header.visualIndex(3) == 2 and again.table.isColumnHidden(5)


def test_an_idle_window_closes(window):
    assert window.close()


def test_closing_during_training_asks_and_can_be_taken_back(window, session, qtbot, tmp_path):
    begin(session, qtbot, tmp_path)
    QTimer.singleShot(50, lambda: answer("Cancel"))
    assert not window.close()
    assert window.isVisible() and session.is_training and not session.is_stopping


def test_closing_during_training_keeps_the_model_and_leaves_no_process(window, session, qtbot, tmp_path):
    begin(session, qtbot, tmp_path)
    child = session.training_job.process_id
    QTimer.singleShot(50, lambda: answer("Save"))
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert process_start(child) == 0
    assert session.run.state() == "stopped"


def test_a_closing_window_waits_for_a_training_that_saves_until_the_person_ends_it(
    window, session, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr("gui.closing.KILL_AFTER", 100)
    begin(session, qtbot, tmp_path, "stubborn")
    QTimer.singleShot(50, lambda: answer("Save"))
    assert not window.close()
    qtbot.waitUntil(lambda: window.closing.dialog.isVisible())
    assert "saves" in window.closing.dialog.doing.text() and session.is_training
    qtbot.keyClick(window.closing.dialog, Qt.Key.Key_Escape)
    assert window.closing.dialog.isVisible()
    qtbot.mouseClick(window.closing.dialog.end, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not session.running_jobs


def test_a_training_that_stops_already_is_not_offered_to_go_on_in_the_background(window, session, qtbot, tmp_path):
    begin(session, qtbot, tmp_path, "stubborn")
    session.stop_training()
    asked = []

    def look():
        box = QApplication.activeModalWidget()
        offered = next(button for button in box.buttons() if "background" in button.text())
        asked.append((offered.isEnabled(), box.informativeText()))
        answer("Cancel")

    QTimer.singleShot(50, look)
    assert not window.close()
    ((enabled, told),) = asked
    assert not enabled and "stopping already" in told and "In the background" not in told


def test_closing_while_something_else_is_done_asks_too(window, session, qtbot):
    job = session.new_job()
    with qtbot.waitSignal(job.received):
        job.start(["import"])
    asked = []
    QTimer.singleShot(50, lambda: asked.append(QApplication.activeModalWidget().informativeText()) or answer("Cancel"))
    assert not window.close() and "Importing…" in asked[0] and job.is_running and not job.is_stopping
    QTimer.singleShot(50, lambda: answer("End it"))
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_every_job_is_called_by_words_of_people():
    words = set(JOBS) - {"runs", "demo", "evaluate"}  # the window starts none of these
    assert not [word for word in words if title_of(word) == word and not kind_of(word).is_quiet]
    assert words <= KINDS.keys()


def test_a_training_that_was_let_go_outlives_its_window_and_the_next_one_stops_it(window, session, qtbot, tmp_path):
    begin(session, qtbot, tmp_path)
    child = session.training_job.process_id
    QTimer.singleShot(50, lambda: answer("background"))
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert process_start(child) and not session.running_jobs
    following = Session()
    following.open_run(session.run.path)
    assert following.is_training and following.is_following
    with qtbot.waitSignal(following.training_ended) as ended:
        following.stop_training()
    assert ended.args[0].stopped and following.state == "stopped"
    qtbot.waitUntil(lambda: not process_start(child))


@pytest.fixture
def paused(window, session):
    """A training of another process, here that of the test, which waits and which the window follows."""
    run = make_run("paused", state="paused", **own_process())
    session.open_run(run.path)
    yield run
    run.change_info(state="stopped")
    session.close_run()  # before the window is closed, which would ask


@pytest.mark.parametrize(
    ("word", "posted", "closes"),
    [("background", [commands.Resume()], True), ("stay paused", [], True), ("Cancel", [], False)],
)
def test_a_window_asks_what_becomes_of_a_paused_training_that_it_follows(window, paused, word, posted, closes):
    QTimer.singleShot(50, lambda: answer(word))
    assert window.close() is closes and window.isVisible() is not closes
    assert list(inbox.take(paused.path)) == posted


def test_a_window_asks_about_a_paused_training_also_while_it_shows_another_run(window, session, paused, qtbot):
    session.open_run(make_run("other").path)
    asked = []
    QTimer.singleShot(50, lambda: asked.append(QApplication.activeModalWidget().text()) or answer("background"))
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert "paused" in asked[0].splitlines()  # its name
    assert list(inbox.take(paused.path)) == [commands.Resume()]


def test_a_window_that_trains_asks_about_a_paused_training_of_before_too(window, session, paused, qtbot, tmp_path):
    begin(session, qtbot, tmp_path)

    def answer_both():
        QTimer.singleShot(50, lambda: answer("Save"))
        answer("stay paused")

    QTimer.singleShot(50, answer_both)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert session.run.state() == "stopped" and list(inbox.take(paused.path)) == []


@pytest.mark.parametrize(("scheme", "colours"), [("dark", DARK), ("light", LIGHT)])
def test_both_schemes(window, qapp, qtbot, monkeypatch, scheme, colours):
    monkeypatch.setenv("TRANSFORMER_DESK_SCHEME", scheme)
    Theme(qapp)
    qtbot.waitUntil(lambda: colours_of(window) == colours_of(window.page("data").start) == colours)
    qtbot.waitUntil(lambda: window.palette().color(QPalette.ColorRole.Window).name() == colours.window)
    window.show_page("model")  # a page that was made after the window got its style
    button = window.page("model").go_on
    qtbot.waitUntil(lambda: button.grab().toImage().pixelColor(5, 5).name() == colours.accent)


def test_a_dialog_over_the_window_has_its_style(window, qtbot):
    dialog = show_failure(window.page("data"), fail("A title", "A cause.", "An advice.").failure)
    title = next(label for label in dialog.findChildren(QLabel) if label.text() == "A title")
    assert title.font().bold() or title.font().weight() >= QFont.Weight.DemiBold
    assert title.font().pointSizeF() > dialog.font().pointSizeF()
    dialog.close()


def test_the_pages_are_made_while_nobody_waits(window, qtbot):
    qtbot.waitUntil(lambda: window._stack.count() == len(PAGES))
    assert window._stack.currentWidget() is window.page("data")


def test_a_long_sentence_does_not_make_the_runs_page_wider_than_the_window(window, qtbot):
    window.resize(1280, 800)
    window.show_page("runs")
    page, area = window.page("runs"), window.centralWidget().findChild(QScrollArea)
    page.tabs.setCurrentWidget(page.sweeps)
    page.sweeps.show_running("y" * 200)
    page.undo.say("x" * 200 + " x" * 150)
    label = page.undo._text
    qtbot.waitUntil(lambda: label.width() > 400 and label.height() > 1.5 * label.fontMetrics().height())
    assert area.horizontalScrollBar().maximum() == 0
    assert label.toolTip() == page.undo.text and page.sweeps.state.toolTip() == "y" * 200


def test_a_default_button_that_cannot_be_pressed_looks_so(window, qtbot):
    button = QPushButton("Start", window)
    button.setDefault(True)
    button.show()
    usable = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != usable


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_can_be_read_in_both_schemes(colours):
    """WCAG 2.1 AA: 4.5 for text, 3 for lines of a plot."""

    def ratio(one, other):
        return contrast(QColor(one), QColor(other))

    for surface in (colours.window, colours.surface, colours.raised):
        for text in (colours.text, colours.muted, colours.error):
            assert ratio(text, surface) >= 4.5
    assert ratio(colours.on_accent, colours.accent) >= 4.5
    assert ratio(colours.text, colours.selection) >= 4.5
    assert ratio(colours.text, colours.error_surface) >= 4.5
    assert all(ratio(series, colours.surface) >= 3 for series in colours.series)


FRESH = """
import pathlib
import sys
from PySide6.QtCore import QTimer
from gui.app import create_application
from gui.errors import show_failure
from gui.main_window import PAGES, MainWindow
from gui.session import Session

application = create_application()
window = MainWindow(Session(application))
window.show()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, first_frame))

def first_frame():
    print("at first", [name for name in ("pydantic", "sqlite3", "psutil._common", "numpy") if name in sys.modules])
    look()

def look():
    for entry in PAGES:
        window.show_page(entry.key)
    training = window.page("training")
    window.show_page("training")
    training.loss.add("training", 1, 5.0)
    training.attention.show_run(pathlib.Path(sys.argv[1]))
    from tfmodel.contract.events import Attention
    training.attention.add(Attention(step=1, file="attention/weights.npz", source=("a",), target=("b",)))
    wait(training)

def wait(training):
    if training.loss.chart.isVisible() and training.attention.map.isVisible():
        heavy = ("tensorflow", "keras", "jax", "torch", "keras_hub", "tfmodel.jobs", "tfmodel.net", "sentencepiece")
        print("loaded", [name for name in (*heavy, "matplotlib", "numpy") if name in sys.modules])
        window.close()
        application.exit()
    else:
        QTimer.singleShot(20, lambda: wait(training))

application.exec()
"""


def test_the_window_shows_a_training_and_has_loaded_no_framework_and_no_numpy(tmp_path):
    folder = tmp_path / "attention"
    folder.mkdir()
    np.savez(folder / "weights.npz", **{"decoder/0/cross_attention/weights": np.ones((2, 1, 1), "float16")})
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FRESH, str(tmp_path)],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)},  # its settings are its own
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "at first []" in done.stdout, done.stdout  # they take longer to load than all the rest
    assert "loaded []" in done.stdout, done.stdout + done.stderr
