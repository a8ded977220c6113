"""Alt with a letter presses what is marked by it: within what is seen at once, one control a letter."""

import pytest
from PySide6.QtWidgets import QDialog, QTabWidget

from gui.language import speak, stop_speaking
from gui.main_window import PAGES, MainWindow
from gui.run_queue import Planned
from gui.widgets.hardware_dialog import HardwareDialog
from gui.widgets.pinned_dialog import PinnedDialog
from gui.widgets.preflight_dialog import PreflightDialog
from gui.widgets.rule_details import REPAIRED
from gui.widgets.sweep_dialog import SweepDialog
from tests.gui.access_audit import dead_mnemonics, shared_mnemonics
from tests.gui.dataset_windows import end_jobs, make_dataset
from tests.gui.made_runs import make_run
from tfmodel.contract.config import Config
from tfmodel.corpus.rules import PRESETS
from tfmodel.corpus.store import RuleState

TRAINING = {"training": True, "stopping": False, "resumable": False, "ready": True}
STATES = (
    ("", {**TRAINING, "training": False}),
    ("training", TRAINING),
    ("paused", TRAINING),
    ("saving", {**TRAINING, "stopping": True}),
    ("stopped", {**TRAINING, "training": False, "resumable": True}),
)


@pytest.fixture(params=["en", "de"])
def window(request, session, qtbot, qapp, tmp_path):
    speak(qapp, request.param)
    make_run("alpha", best_bleu=10.0)
    make_run("beta", state="stopped", best_bleu=20.0)
    made = MainWindow(session)
    qtbot.addWidget(made, before_close_func=lambda widget: end_jobs(session, qtbot))
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made._stack.count() == len(PAGES))
    made.page("data").open_files([make_dataset(tmp_path, 60)])
    yield made
    stop_speaking(qapp)


def seen(window, session):
    """The window as it looks at one time or another."""
    for entry in PAGES:
        window.show_page(entry.key)
        yield entry.key
        for tabs in window.page(entry.key).findChildren(QTabWidget):
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
                yield f"{entry.key}, {tabs.tabText(place)}"
    yield from data_seen(window.page("data").dataset, window)
    yield from training_seen(window.page("training"), window, session)
    window.show_page("translation")
    options = window.page("translation").options
    for method in range(options.method.count()):
        options.method.setCurrentIndex(method)
        yield f"translation, {options.method.currentText()}"
    window.show_page("runs")
    page = window.page("runs")
    page.tabs.setCurrentWidget(page.sweeps)
    page.sweeps.show_running("Sweeping")
    yield "runs, sweeping"
    page.tabs.setCurrentWidget(page.waiting)
    page.queue.add(Planned("", None, Config()))
    page.queue._going = True
    page.queue.changed.emit()
    yield "runs, queue going"
    page.waiting.table.selectRow(0)
    page.waiting.remove.click()
    yield "runs, taken out of the queue"


def data_seen(view, window):
    """Rules that were applied, and pairs that are not measured."""
    window.show_page("data")
    view.tabs.setCurrentWidget(view.cleaning)
    for is_active in (True, False):
        values = PRESETS["standard"].model_dump()[REPAIRED]
        view.cleaning.details.show_rule(REPAIRED, values, RuleState(REPAIRED, is_active, 1))
        yield f"data, rule {is_active}"
    view.tabs.setCurrentWidget(view.picture)
    view.picture.stack.setCurrentIndex(0)
    yield "data, not measured"


def training_seen(page, window, session):
    """A training from before its start to its end, with what may be said above it."""
    window.show_page("training")
    for state, said in STATES:
        page.controls.show_state(state, **said)
        yield f"training, {state}"
    session.edit({"model": {"dropout": 1.5}})
    yield "training, wrong setting"
    session.set_config(Config())
    page.unused_gpu.remedy.say("a line for a terminal")
    page.unused_gpu.show()
    yield "training, unused GPU"


def dialogs(window, session):
    yield SweepDialog(Config(), "sweep-1", window)
    yield PinnedDialog((), window)
    yield PreflightDialog(session, window)
    yield HardwareDialog(session, window)


def test_no_letter_stands_for_two_controls_that_are_seen_at_once(window, session, qtbot):
    found = []
    for place in seen(window, session):
        found += [f"{place}: {what}" for what in (*shared_mnemonics(window), *dead_mnemonics(window))]
    for dialog in dialogs(window, session):
        assert isinstance(dialog, QDialog)
        dialog.show()
        found += [f"{type(dialog).__name__}: {what}" for what in shared_mnemonics(dialog)]
        dialog.close()
    assert not found, "\n" + "\n".join(dict.fromkeys(found))
