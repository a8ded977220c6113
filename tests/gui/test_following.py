"""A training that outlives its window, seen from the next one."""

import subprocess

import pytest
from PySide6.QtCore import Qt

from gui.pages.training import TrainingPage
from gui.session import Session
from tests.jobs.running import command, environment, settings
from tfmodel.contract import commands, events, inbox, places
from tfmodel.contract.run_folder import RunFolder

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven")


@pytest.fixture
def alone(tmp_path):
    """A real training that was told to go on, and whose pipes have ended."""
    data, folder = tmp_path / "digits.tsv", places.runs_folder() / "alone"
    rows = [(a, b, c) for a in range(8) for b in range(8) for c in range(8)]
    data.write_text(
        "".join(f"{DIGITS[a]} {DIGITS[b]} {DIGITS[c]}\t{c} {b} {a}\n" for a, b, c in rows), encoding="utf-8"
    )
    words = command("train", "--data", data, "--run", folder, "--json", *settings("training.max_epochs=10000"))
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
    )
    wait_for(process, events.TrainingReport)
    process.stdin.write(f"{commands.Detach().line()}\n".encode())
    process.stdin.flush()
    wait_for(process, events.Detached)
    process.stdin.close()
    process.stdout.close()
    yield process
    process.kill()
    process.wait()


def wait_for(process, kind):
    for line in process.stdout:
        if isinstance(events.read_event(line), kind):
            return
    raise AssertionError(f"no {kind.__name__}")


def press(qtbot, button):
    assert button.isVisible() and button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_next_window_shows_it_live_and_validates_pauses_resumes_and_stops_it(alone, qtbot):
    session = Session()
    page = TrainingPage(session)
    qtbot.addWidget(page)
    page.show()
    run = RunFolder.open(places.runs_folder() / "alone")
    assert session.run == run and session.is_following
    with qtbot.waitSignal(session.replayed):
        pass
    with qtbot.waitSignals([session.training_reported] * 2, timeout=10_000):
        assert alone.poll() is None
    qtbot.waitUntil(lambda: page.progress.text("load").startswith("CPU"), timeout=15_000)
    before = len(page.bleu.points("BLEU")[0])
    page.controls.validate_now.trigger()
    with qtbot.waitSignal(session.validated, timeout=20_000):
        assert page.controls.now.isEnabled()
    qtbot.waitUntil(lambda: len(page.bleu.points("BLEU")[0]) > before)
    press(qtbot, page.controls.pause)
    qtbot.waitUntil(lambda: session.state == "paused", timeout=10_000)
    with qtbot.waitSignal(session.validated, timeout=20_000):
        press(qtbot, page.controls.pause)
    with qtbot.waitSignal(session.training_ended, timeout=20_000) as ended:
        press(qtbot, page.controls.stop)
        assert "saved" in page.progress.state.text()
    assert ended.args[0].stopped and ended.args[0].failure is None
    assert session.state == "stopped" and session.is_resumable and run.model_file.is_file()
    steps, _ = page.loss.points("training")
    assert steps == sorted(set(steps))  # nothing was shown twice


def test_a_posted_command_is_taken_once_in_the_order_of_posting(tmp_path):
    posted = [commands.Pause(), commands.SetLearningRate(factor=0.5), commands.Resume()]
    for one in posted:
        inbox.post(tmp_path, one)
    assert list(inbox.take(tmp_path)) == posted
    assert list(inbox.take(tmp_path)) == []
