import gc
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui import errors
from tfmodel.contract.failure import Failure, fail

FAILURE = Failure(title="Disk full", cause="There is no space.", advice="Free some.", details="line 1\nline 2")


def texts(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_a_failure_is_shown_whole_with_its_details_folded(qtbot):
    dialog = errors.show_failure(None, FAILURE)
    assert {"Disk full", "There is no space.", "Free some."} <= set(texts(dialog))
    assert not dialog.details.isVisible()
    qtbot.mouseClick(dialog.unfold, Qt.MouseButton.LeftButton)
    assert dialog.details.isVisible() and dialog.details.toPlainText() == FAILURE.details
    dialog.close()


def test_the_whole_report_can_be_copied(qtbot):
    dialog = errors.show_failure(None, FAILURE)
    dialog._copy()
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Disk full",
        "There is no space.",
        "Free some.",
        "line 1",
        "line 2",
    ]
    dialog.close()


def test_the_button_does_what_the_advice_says(qtbot):
    done = []
    dialog = errors.show_failure(None, FAILURE, ("&Halve the batch", lambda: done.append(True)))
    button = next(button for button in dialog.findChildren(type(dialog.unfold)) if "Halve" in button.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [True] and not dialog.isVisible()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def open_dialogs():
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, errors.FailureDialog)]


def raise_and_report(error):
    try:
        raise error
    except type(error):
        errors.report_exception(*sys.exc_info())


def test_an_uncaught_exception_opens_the_dialog_once(window, qtbot):
    raise_and_report(RuntimeError("something odd"))
    raise_and_report(RuntimeError("and again"))
    (dialog,) = open_dialogs()
    assert any("something odd" in text for text in texts(dialog))
    assert "Traceback" in dialog.failure.details
    dialog.close()


@pytest.mark.parametrize("has_window", [True, False])
def test_an_exception_is_shown_while_another_program_is_in_front(request, qtbot, monkeypatch, has_window):
    if has_window:
        request.getfixturevalue("window")
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    raise_and_report(RuntimeError("behind"))
    gc.collect()
    (dialog,) = (one for one in open_dialogs() if one.isVisible())
    assert dialog.parentWidget() is not None or not has_window
    dialog.close()
    assert not errors._ALONE


def test_a_failure_that_is_raised_keeps_its_words(window, qtbot):
    raise_and_report(fail("Not a dataset", "x.pairs is none.", "Choose another."))
    (dialog,) = open_dialogs()
    assert dialog.failure.title == "Not a dataset"
    dialog.close()


def test_ctrl_c_ends_the_program_as_ever(capsys):
    errors.report_exception(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not open_dialogs() and "KeyboardInterrupt" in capsys.readouterr().err
