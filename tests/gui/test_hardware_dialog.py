"""The hardware, and the banner over a training that does not use the GPU, with a scripted job."""

import pytest
from PySide6.QtGui import QGuiApplication
from training_pages import click

from gui.pages.training import TrainingPage
from tests.gui.scripted_checks import CARD, LINE


def shown(session, qtbot):
    page = TrainingPage(session)
    page.resize(1100, 760)
    qtbot.addWidget(page)
    with qtbot.waitSignal(session.hardware_found):
        page.show()
    return page


@pytest.fixture
def unused(qtbot, monkeypatch, request):
    monkeypatch.setenv("SCRIPTED_GPU", "1")  # before the session, whose jobs take their environment when they are made
    return shown(request.getfixturevalue("session"), qtbot)


def test_a_gpu_that_is_not_used_is_said_over_the_training_with_the_line_that_mends_it(unused, qtbot):
    banner = unused.unused_gpu
    assert banner.isVisible() and CARD in banner.sentence.text()
    click(qtbot, banner.remedy.copy)
    assert QGuiApplication.clipboard().text() == LINE
    click(qtbot, banner.close_button)
    assert not banner.isVisible()
    unused._session.hardware_found.emit(unused._session.hardware)
    assert not banner.isVisible()


def test_without_a_gpu_there_is_no_banner(session, qtbot):
    assert not shown(session, qtbot).unused_gpu.isVisible()


def test_the_backends_are_listed_and_measured_on_request(unused, session, qtbot):
    click(qtbot, unused.hardware)
    dialog = unused.doctor
    assert "A test processor, 2 cores" in dialog.machine.text() and CARD in dialog.machine.text()
    assert dialog.table.texts[0] == ["TensorFlow", "2.21.0", "not measured", "CPU"]
    assert dialog.table.texts[2] == ["PyTorch", "–", "–", "not installed"]
    assert CARD in dialog.why.text() and dialog.remedy.line.text() == LINE
    assert not dialog.measured.texts
    click(qtbot, dialog.measure)
    qtbot.waitUntil(lambda: [row[2] for row in dialog.table.texts] == ["8,000", "9,000", "–"])
    qtbot.waitUntil(dialog.measure.isEnabled)
    assert not dialog.progress.isVisible() and dialog.measure.isEnabled()
    taken = [row[:4] for row in dialog.measured.texts if row[4] in ("taken", "keeps it busy")]
    assert taken[:3] == [
        ["TensorFlow", "up to 256 wide", "mixed_bfloat16 without XLA", "8,000"],
        ["TensorFlow", "up to 256 wide", "1,024 tokens a batch", "8,000"],
        ["TensorFlow", "up to 256 wide", "Steps a call: 2", "8,000"],
    ]
    assert len(dialog.measured.texts) == 24 and len(taken) == 12
    dialog.reject()


@pytest.mark.parametrize("broken", ["--measure", "all"])
def test_a_failed_look_at_the_hardware_is_said(qtbot, monkeypatch, request, broken):
    monkeypatch.setenv("SCRIPTED_BROKEN", broken)
    session = request.getfixturevalue("session")
    page = TrainingPage(session)
    qtbot.addWidget(page)
    with qtbot.waitSignal(session.hardware_failed if broken == "all" else session.hardware_found):
        page.show()
    qtbot.waitUntil(lambda: ("ended without a result" in str(page.log._lines)) is (broken == "all"))
    click(qtbot, page.hardware)
    if broken == "--measure":
        click(qtbot, page.doctor.measure)
    qtbot.waitUntil(lambda: "ended without a result" in page.doctor.why.text())
    assert page.doctor.why.isVisible() and page.doctor.measure.isEnabled()
