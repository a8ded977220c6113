import re
import warnings
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QPalette, QTextDocument
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from gui import plain, theme
from gui.message_box import message_box
from gui.pages.data import DataPage
from gui.widgets.drop_area import DropArea, files_of
from gui.widgets.export_result import size
from gui.widgets.job_progress import JobProgress, duration, numbers
from gui.widgets.source_edit import SourceEdit
from gui.widgets.text_edit import TextEdit
from gui.widgets.undo_bar import UndoBar
from tfmodel.contract.events import Progress

ROOT = Path(__file__).resolve().parents[2]


def test_a_text_that_looks_like_html_is_shown_as_it_is(qtbot):
    text = "a <b>bold</b> word<br>and x < y"
    shown, same = theme.label(text), theme.label(text)
    same.setTextFormat(Qt.TextFormat.RichText)
    for label in (shown, same):
        qtbot.addWidget(label)
    assert shown.sizeHint().width() > 1.5 * same.sizeHint().width()  # the marks are there to be read
    document = QTextDocument()
    document.setHtml(plain.tip(f"{text}\nnext"))
    assert document.toPlainText() == f"{text}\nnext"
    assert plain.tip("the house & x < y") == "the house & x < y"


@pytest.mark.parametrize(("ground", "is_dark"), [("#000000", True), ("#ffffff", False)])
def test_where_the_system_names_no_scheme_its_own_colours_decide(qapp, monkeypatch, ground, is_dark):
    hints = SimpleNamespace(colorScheme=lambda: Qt.ColorScheme.Unknown)
    monkeypatch.setattr(theme, "QGuiApplication", SimpleNamespace(styleHints=lambda: hints))
    monkeypatch.setattr(theme, "_system_palette", lambda application: QPalette(QColor(ground)))
    monkeypatch.delenv(theme.SCHEME_VARIABLE)
    assert theme._wants_dark(qapp) == is_dark


def test_the_colours_of_the_system_are_asked_for_without_those_of_the_program(qapp):
    qapp.setPalette(QPalette(QColor("#123456")))
    system = theme._system_palette(qapp)
    theme.Theme(qapp)
    assert system.color(QPalette.ColorRole.Window) != QColor("#123456")


def test_every_box_is_drawn_by_qt_and_not_an_alert_of_macos(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    box = message_box(window, QMessageBox.Icon.Warning, "Title", "a <b>bold</b> word")
    assert box.testOption(QMessageBox.Option.DontUseNativeDialog)
    assert box.textFormat() == Qt.TextFormat.PlainText and box.text() == "a <b>bold</b> word"
    made = re.compile(r"QMessageBox(\.(about|critical|information|question|warning))?\(")
    code = (ROOT / "gui").rglob("*.py")
    assert [path.name for path in code if made.search(path.read_text(encoding="utf-8"))] == ["message_box.py"]


def drag(paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(widget, data):
    """What the window system sends when something is dropped; returns whether the widget would have it."""
    at, action, button = QPoint(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    with warnings.catch_warnings():  # Qt 6.12 deprecates this constructor, and 6.8 has no other
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(at, action, data, button, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(at, action, data, button, Qt.KeyboardModifier.NoModifier))
    return enter.isAccepted()


def test_any_number_of_files_and_folders_can_be_dropped(qtbot, tmp_path):
    area = DropArea()
    qtbot.addWidget(area)
    for count in (1, 2, 5):
        paths = [tmp_path, tmp_path / "a file.en", tmp_path / "é.fr", tmp_path / "b", tmp_path / "c"][:count]
        with qtbot.waitSignal(area.dropped) as dropped:
            assert drop(area, drag(paths))
        assert dropped.args == [paths]
    with qtbot.assertNotEmitted(area.dropped):
        assert not drop(area, drag([]))


@pytest.mark.parametrize("part", ["area", "page"])
def test_what_is_dragged_with_shift_is_copied_and_stays_where_it_is(session, qtbot, tmp_path, monkeypatch, part):
    monkeypatch.setattr(DataPage, "open_files", lambda page, paths: None)
    widget = DropArea() if part == "area" else DataPage(session)
    qtbot.addWidget(widget)
    data, actions = drag([tmp_path / "a.tsv"]), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    asked = (QPoint(5, 5), actions, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)
    with warnings.catch_warnings():  # Qt 6.12 deprecates this constructor, and 6.8 has no other
        warnings.simplefilter("ignore", DeprecationWarning)
        dragged = [QDragEnterEvent(*asked), QDropEvent(*asked)]
    for event in dragged:
        assert event.proposedAction() == Qt.DropAction.MoveAction
        QApplication.sendEvent(widget, event)
        assert event.isAccepted() and event.dropAction() == Qt.DropAction.CopyAction


def test_what_can_only_be_moved_is_not_taken(qtbot, tmp_path):
    area = DropArea()
    qtbot.addWidget(area)
    data, only = drag([tmp_path / "a.tsv"]), Qt.DropAction.MoveAction
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        dropped = QDropEvent(QPoint(5, 5), only, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with qtbot.assertNotEmitted(area.dropped):
        QApplication.sendEvent(area, dropped)
    assert not dropped.isAccepted()


def test_what_is_no_file_of_this_computer_is_not_taken():
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/pairs.tsv")])
    assert files_of(data) == []
    data = QMimeData()
    data.setText("some words")
    assert files_of(data) == []


def test_the_drop_area_opens_the_dialog_by_its_button(qtbot):
    area = DropArea()
    qtbot.addWidget(area)
    with qtbot.waitSignal(area.pressed):
        qtbot.mouseClick(area.button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_enter_submits(qtbot, modifier):
    edit = SourceEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "a cat")
    with qtbot.waitSignal(edit.submitted):
        qtbot.keyClick(edit, Qt.Key.Key_Return, modifier)
    assert edit.toPlainText() == "a cat"


def test_shift_enter_begins_a_line(qtbot):
    edit = SourceEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "one")
    with qtbot.assertNotEmitted(edit.submitted):
        qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(edit, "two")
    assert edit.toPlainText().splitlines() == ["one", "two"]


@pytest.mark.parametrize("edit_type", [SourceEdit, TextEdit])
def test_no_break_spaces_are_copied_and_cut_with_what_is_selected(qtbot, edit_type):
    edit = edit_type()
    qtbot.addWidget(edit)
    clipboard = QGuiApplication.clipboard()
    edit.insertPlainText("Est-ce loin\u00a0?\nOui\u202f!")
    edit.selectAll()
    edit.copy()
    assert clipboard.text() == "Est-ce loin\u00a0?\nOui\u202f!"
    assert edit.createMimeDataFromSelection().text() == clipboard.text()  # what is dragged
    clipboard.clear()
    edit.cut()
    assert clipboard.text() == "Est-ce loin\u00a0?\nOui\u202f!" and edit.text() == ""


def test_a_file_is_no_text_to_translate(tmp_path):
    edit = SourceEdit()
    edit.insertFromMimeData(drag([tmp_path / "x.tsv"]))
    assert edit.toPlainText() == ""


def test_what_cannot_be_undone_leaves_the_way_back_of_what_can(qtbot):
    bar, undone = UndoBar(), []
    qtbot.addWidget(bar)
    bar.say("A run was deleted.", lambda: undone.append("deleted"))
    bar.say("A report was written.")
    bar.say("Another one was written.")
    assert bar.undo_button.isVisible() and bar.text == "A run was deleted. Another one was written."
    bar.undo()
    assert undone == ["deleted"] and not bar.isVisible()
    bar.say("A report was written.")
    assert not bar.undo_button.isVisible() and bar.text == "A report was written."


def test_progress_is_told_in_numbers_with_units():
    known = Progress(done=12_000, total=29_000, unit="pairs", rate=61_000, seconds_left=135)
    assert numbers(known) == "12,000 of 29,000 pairs  ·  61,000 pairs/s  ·  2 min 15 s left"
    assert numbers(Progress(done=7)) == "7"


@pytest.mark.parametrize(("seconds", "text"), [(-1, "0 s"), (59.4, "59 s"), (60, "1 min 0 s"), (7500, "2 h 5 min")])
def test_durations(seconds, text):
    assert duration(seconds) == text


def test_the_bar_is_busy_until_a_total_is_known(qtbot):
    progress = JobProgress()
    qtbot.addWidget(progress)
    progress.begin("Importing")
    assert progress.bar.maximum() == 0
    progress.show_progress(Progress(done=1, total=4, text="Reading"))
    assert progress.bar.value() / progress.bar.maximum() == 0.25
    assert progress.text.text() == "Reading"
    progress.stopping()
    progress.show_progress(Progress(done=2, total=4, text="Reading"))
    assert progress.text.text() == "Stopping…"
    assert not progress.cancel.isEnabled()


def test_the_bar_shows_the_work_and_not_the_pairs_where_they_are_all_read_before_its_end(qtbot):
    progress = JobProgress()
    qtbot.addWidget(progress)
    progress.show_progress(Progress(done=4, total=4, unit="pairs", share=0.8))
    assert progress.bar.value() / progress.bar.maximum() == 0.8
    assert progress.numbers.text() == "4 of 4 pairs"


@pytest.mark.parametrize(
    ("count", "text"), [(12, "12 bytes"), (4_200_000, "4.2 MB"), (2_000, "2.0 kB"), (3.1e9, "3.1 GB")]
)
def test_sizes(count, text):
    assert size(count) == text
