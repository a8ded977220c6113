import xml.etree.ElementTree as ElementTree

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea

from gui.errors import FailureDialog
from gui.language import speak, stop_speaking
from gui.main_window import PAGES, MainWindow
from gui.widgets.chart_table import Figures, TableDialog
from gui.widgets.hardware_dialog import HardwareDialog
from gui.widgets.pinned_dialog import PinnedDialog
from gui.widgets.preflight_dialog import PreflightDialog
from gui.widgets.setting_help import SettingHelp
from gui.widgets.sweep_dialog import SweepDialog
from tests.gui.access_audit import told
from tests.gui.dataset_windows import end_jobs, make_dataset
from tests.gui.made_runs import make_run
from tests.gui.text_audit import ENGLISH, cut_off, texts
from tfmodel.contract.config import Config
from tfmodel.contract.failure import fail
from tfmodel.contract.wording import FOLDER


@pytest.fixture
def window(session, qtbot, qapp, tmp_path):
    speak(qapp, "de")
    QLocale.setDefault(QLocale("de_DE"))
    make_run("alpha", best_bleu=10.0)
    run = make_run("beta", state="stopped", best_bleu=20.0)
    made = MainWindow(session)
    made.resize(1280, 800)
    qtbot.addWidget(made, before_close_func=lambda widget: end_jobs(session, qtbot))
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made._stack.count() == len(PAGES))
    made.page("data").open_files([make_dataset(tmp_path, 60)])
    with qtbot.waitSignal(session.replayed):
        session.open_run(run.path)
    yield made
    stop_speaking(qapp)


def dialogs(window, session):
    failure = fail("File not found", "There is no file /a/b.", "Check the path.").failure
    yield FailureDialog(failure.model_copy(update={"details": "…"}), window)
    yield SweepDialog(Config(), "sweep-1", window)
    yield PinnedDialog((), window)
    yield TableDialog("Verlust", "Er fällt.", Figures(("Schritt",), [(1.0,)]), window)
    yield SettingHelp(Config(), window)
    yield PreflightDialog(session, window)
    yield HardwareDialog(session, window)


def parts_of_pages(window):
    """Every page with every tab of it in front, one after another."""
    from PySide6.QtWidgets import QTabWidget

    for entry in PAGES:
        window.show_page(entry.key)
        page = window.page(entry.key)
        yield entry.key, page
        for tabs in page.findChildren(QTabWidget):
            for place in range(1, tabs.count()):
                tabs.setCurrentIndex(place)
                yield f"{entry.key}, {tabs.tabText(place)}", page


def english_sources():
    """What the code says where the German is another text, so that it must not be on the screen."""
    found = set()
    for message in ElementTree.parse(FOLDER / "transformer_desk_de.ts").iter("message"):
        source, german = message.findtext("source"), message.findtext("translation")
        if len(source) > 3 and source != german:
            found.add(source)
    return found


LEFT = ("pip install", "Tuesday the 3rd of May")  # quoted


def english(root):
    known, german = english_sources(), set()
    for message in ElementTree.parse(FOLDER / "transformer_desk_de.ts").iter("message"):
        german.add(message.findtext("translation"))
    for widget, text in texts(root):
        words = ENGLISH.findall(text)
        if (text in known and text not in german) or (len(set(words)) > 1 and not any(left in text for left in LEFT)):
            yield f"{told(widget)}: {text!r}"


def test_nothing_in_the_window_is_left_in_english(window, session):
    found = [f"{name}: {what}" for name, page in parts_of_pages(window) for what in english(page)]
    for dialog in dialogs(window, session):
        found += [f"{type(dialog).__name__}: {what}" for what in english(dialog)]
        dialog.close()
    found += [f"window: {what}" for what in english(window)]
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


def test_nothing_is_cut_off_in_german_at_the_smallest_usual_size(window, session, qtbot):
    found = []
    for name, page in parts_of_pages(window):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        found += [f"{name}: {what}" for what in cut_off(page)]
    for dialog in dialogs(window, session):
        assert isinstance(dialog, QDialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        found += [f"{type(dialog).__name__}: {what}" for what in cut_off(dialog)]
        dialog.close()
    found += [f"window: {what}" for what in cut_off(window)]
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


def test_a_small_screen_scrolls_the_pages_and_cuts_nothing_off(window, qtbot):
    """A full HD screen at three times the scale has 640 x 360 of these pixels."""
    window.resize(640, 380)
    area = window.centralWidget().findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() > 0 and area.verticalScrollBar().maximum() > 0)
    window.show_page("translation")
    window.page("translation").go.setFocus()
    window.page("translation").source.setFocus()
    field = window.page("translation").source
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0 == area.verticalScrollBar().maximum())
