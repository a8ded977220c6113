import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.errors import FailureDialog
from gui.pages.export import ExportPage
from gui.session import Session
from gui.widgets.export_formats import FORMATS
from tfmodel.contract import places
from tfmodel.contract.config import Config
from tfmodel.contract.export_note import ExportNote, write_note
from tfmodel.contract.run_folder import RunFolder, RunInfo

SCRIPT = (sys.executable, str(Path(__file__).with_name("scripted_jobs.py")))
TOP = Path.cwd().anchor  # "/", or the drive


@pytest.fixture(autouse=True)
def own_documents(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "person"))


def make_run(name="toy"):
    run = RunFolder.create(places.runs_folder() / name, Config(), RunInfo(name=name, state="finished"))
    run.model_file.touch()


def made_page(qtbot, name):
    make_run(name)
    page = ExportPage(Session(command=SCRIPT))
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(qtbot):
    return made_page(qtbot, "toy")


def press_export(page, qtbot):
    with qtbot.waitSignal(page._session.job_ended):
        qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)


def test_without_a_run_it_says_where_to_get_one(qtbot):
    page = ExportPage(Session(command=SCRIPT))
    qtbot.addWidget(page)
    page.show()
    assert page.missing.isVisible()
    assert not page.export.isEnabled()


def test_what_an_export_warns_of_stands_beside_its_result(qtbot, tmp_path):
    page = made_page(qtbot, "tagged")
    page.destination.setText(str(tmp_path / "mine"))
    press_export(page, qtbot)
    assert page.result.warnings.isVisible()
    assert page.result.warnings.text() == "Each source must begin with a tag: <of:law>"


def test_the_result_is_told_with_the_code_that_loads_it(page, qtbot, tmp_path):
    destination = tmp_path / "mine é"
    page.destination.setText(str(destination))
    press_export(page, qtbot)
    assert destination.is_dir()
    assert page.result.isVisible()
    assert page.result.title.text() == "Exported as Keras (.keras): 4.2 MB"
    assert page.result.place.text() == str(destination)
    assert "Compared 20 sentences" in page.result.comparison.text()
    assert "1.5e-06" in page.result.comparison.text()
    qtbot.mouseClick(page.result.copy, Qt.MouseButton.LeftButton)
    code = QGuiApplication.clipboard().text()
    assert repr(str(destination)) in code
    compile(code, "snippet", "exec")


def test_the_destination_follows_run_and_format_and_is_free(page, qtbot):
    assert Path(page.destination.text()).name == "toy-keras"
    Path(page.destination.text()).mkdir(parents=True)
    page.formats.buttons["savedmodel"].click()
    assert Path(page.destination.text()).name == "toy-savedmodel"
    page.formats.buttons["keras"].click()
    assert Path(page.destination.text()).name == "toy-keras-2"


@pytest.mark.parametrize(("text", "reason"), [("", "full path"), ("relative", "full path"), (TOP, "already")])
def test_a_wrong_destination_is_refused_in_place(page, text, reason):
    page.destination.setText(text)
    assert reason in page.problem.text()
    assert not page.export.isEnabled()


def test_a_name_that_the_system_refuses_is_no_error_while_it_is_typed(page):
    page.destination.setText(f"{TOP}{'x' * 300}")
    assert page.problem.text() == "" and page.export.isEnabled()


def test_a_failure_is_told_and_the_export_can_be_tried_again(qtbot, tmp_path):
    page = made_page(qtbot, "broken")
    page.destination.setText(str(tmp_path / "out"))
    press_export(page, qtbot)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FailureDialog)
    assert dialog.failure.title == "Export differs"
    assert not page.result.isVisible()
    assert page.export.isEnabled()
    dialog.reject()


def test_it_can_be_cancelled(qtbot, tmp_path):
    page = made_page(qtbot, "endless")
    page.destination.setText(str(tmp_path / "out"))
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.progress.numbers.text() != "")
    assert not page.export.isEnabled()
    with qtbot.waitSignal(page._session.job_ended):
        qtbot.mouseClick(page.progress.cancel, Qt.MouseButton.LeftButton)
    assert not page.progress.isVisible()
    assert not page.result.isVisible()
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("tokenizer", ["shared.model", "source.model", "shared.json"])
def test_the_code_names_the_tokenizer_that_is_there(tmp_path, tokenizer):
    (tmp_path / "tokenizer").mkdir()
    (tmp_path / "tokenizer" / tokenizer).touch()
    code = next(entry for entry in FORMATS if entry.key == "savedmodel").snippet(tmp_path)
    compile(code, "snippet", "exec")
    assert (tokenizer in code) == tokenizer.endswith(".model")
    assert ("TokenizerPair" in code) == tokenizer.endswith(".json")


def test_only_subwords_need_nothing_of_this_program_and_the_code_cuts_the_end_of_a_line_off(tmp_path):
    entry = next(entry for entry in FORMATS if entry.key == "savedmodel")
    assert "needs nothing of this program where tokens are subwords" in entry.purpose
    values = {}
    exec(next(line for line in entry.snippet(tmp_path).splitlines() if "A sentence" in line), values)
    assert values["text"] == "A sentence."


def test_the_code_names_the_longest_source(tmp_path):
    note = ExportNote(format="savedmodel", run="toy", step=3, max_source_tokens=77, max_length=9, tokenizer="bpe")
    write_note(tmp_path, note)
    code = next(entry for entry in FORMATS if entry.key == "savedmodel").snippet(tmp_path)
    compile(code, "snippet", "exec")
    assert "at most 77 ids come before it" in code
