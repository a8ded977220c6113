import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QTabWidget

from gui.errors import FailureDialog
from gui.main_window import PAGES, MainWindow
from gui.theme import DARK, LIGHT, Theme, colours_of
from gui.widgets.chart_table import Figures, TableDialog
from gui.widgets.pinned_dialog import PinnedDialog
from gui.widgets.setting_help import SettingHelp
from gui.widgets.sweep_dialog import SweepDialog
from tests.gui.access_audit import (
    alternatives,
    controls,
    faint_outlines,
    hard_to_read,
    nameless,
    out_of_reach,
    takes_html,
    told,
    too_small,
    traps,
    unsaid,
)
from tests.gui.dataset_windows import end_jobs, make_dataset
from tests.gui.made_runs import make_run
from tfmodel.contract.config import Config
from tfmodel.contract.failure import fail


@pytest.fixture
def window(session, qtbot, tmp_path):
    make_run("alpha", best_bleu=10.0)
    run = make_run("beta", state="stopped", best_bleu=20.0)
    made = MainWindow(session)
    qtbot.addWidget(made, before_close_func=lambda widget: end_jobs(session, qtbot))
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made._stack.count() == len(PAGES))
    made.page("data").open_files([make_dataset(tmp_path, 60)])
    with qtbot.waitSignal(session.replayed):
        session.open_run(run.path)
    return made


def put_on(qapp, qtbot, monkeypatch, window, scheme):
    monkeypatch.setenv("TRANSFORMER_DESK_SCHEME", scheme)
    Theme(qapp)
    qtbot.waitUntil(lambda: colours_of(window) == (DARK if scheme == "dark" else LIGHT))


def shown(window, key):
    window.show_page(key)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return window.page(key)


CHECKS = (takes_html, nameless, unsaid, out_of_reach, traps, too_small, hard_to_read, faint_outlines)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_every_control_of_every_page_and_dialog_can_be_named_reached_pressed_and_read(
    window, qapp, qtbot, monkeypatch, scheme
):
    put_on(qapp, qtbot, monkeypatch, window, scheme)
    pages = {entry.key: shown(window, entry.key) for entry in PAGES}
    found = []
    for key, page in pages.items():
        window.show_page(key)
        for tab in tabs_of(page):
            name = f"{key} {tab}"
            found += [f"{name}: {check.__name__}: {what}" for check in CHECKS for what in check(page)]
    for dialog in dialogs(window):
        with qtbot.waitExposed(dialog):
            dialog.show()
        name = type(dialog).__name__
        found += [f"{name}: {check.__name__}: {what}" for check in CHECKS for what in check(dialog)]
        dialog.close()
    assert not found, "\n" + "\n".join(found)


def tabs_of(page):
    """Shows each tab of a page, the front ones first."""
    yield ""
    for tabs in page.findChildren(QTabWidget):
        for index in range(tabs.count()):
            if tabs.isVisible() and tabs.isTabVisible(index) and index != tabs.currentIndex():
                tabs.setCurrentIndex(index)
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
                yield tabs.tabText(index)


def dialogs(window):
    """Those that open at once."""
    failure = fail("A title", "A cause.", "An advice.").failure.model_copy(update={"details": "Some details"})
    yield FailureDialog(failure, window)
    yield SweepDialog(Config(), "sweep-1", window)
    yield PinnedDialog((), window)
    yield SettingHelp(Config(), window)
    yield TableDialog("Loss", "It falls.", Figures(("step", "loss"), [(1.0, 2.0)]), window)


def test_tab_comes_to_every_control_that_is_shown(window, qtbot):
    missed = []
    for entry in PAGES:
        page = shown(window, entry.key)
        for tab in tabs_of(page):
            reached = walked(window, qtbot)
            for widget in controls(page):
                if widget.isVisible() and widget.isEnabled() and not reached & set(alternatives(widget)):
                    missed.append(f"{entry.key} {tab}: {told(widget)}")
    assert not missed, "\n" + "\n".join(missed)


def walked(window, qtbot):
    """Where the focus was while Tab was pressed, from the list of pages until it came back there."""
    with qtbot.waitActive(window):
        window.activateWindow()
    window._navigation.setFocus()
    seen = []
    while not seen or QApplication.focusWidget() is not window._navigation:
        assert QApplication.focusWidget() not in seen, f"Tab goes in a circle at {told(QApplication.focusWidget())}"
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(seen[-1], Qt.Key.Key_Tab)
    return set(seen)
