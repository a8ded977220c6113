"""A training that outlives its window, seen from the next one."""

import errno
import subprocess

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from training_pages import answer, click, training_page

from gui.errors import FailureDialog
from gui.following import MISSES, Follower
from gui.pages.training import TrainingPage
from gui.run_queue import Planned, RunQueue
from gui.session import Session
from gui.worker import Outcome
from tests.gui.made_runs import make_run
from tests.jobs.running import command, environment, settings
from tfmodel.contract import commands, events, inbox, places, run_lock
from tfmodel.contract.config import Config
from tfmodel.contract.failure import fail
from tfmodel.contract.processes import own_process
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


@pytest.fixture
def foreign(qtbot):
    """The folder of a run whose process lives: this one."""
    return make_run("foreign", state="training", steps=3, **own_process())


def test_a_long_line_and_a_checkpoint_are_told(foreign, qtbot):
    follower, came = Follower(), []
    follower.came.connect(came.append)
    follower.attach(foreign)
    follower.begin()
    long = events.Sample(source="x" * 200_000, reference="y", hypothesis="z")
    report = events.TrainingReport(step=9, epoch=1, loss=1, learning_rate=1, tokens_per_second=1, seconds=1)
    for event in (events.Samples(step=8, samples=(long,)), report):
        foreign.append("metrics.jsonl", event)
    (foreign.path / "checkpoints" / "step-00000008").mkdir(parents=True)
    kinds = (events.Samples, events.Checkpoint, events.TrainingReport)
    qtbot.waitUntil(lambda: sum(isinstance(event, kinds) for event in came) == 3)
    assert [event.step for event in came if isinstance(event, events.Samples | events.TrainingReport)] == [8, 9]
    assert [event.step for event in came if isinstance(event, events.Checkpoint)] == [8]
    follower.leave()


@pytest.fixture
def followed(foreign, monkeypatch):
    """A follower of that run, which looks often, with what came and how it ended."""
    monkeypatch.setattr("gui.following.INTERVAL", 20)
    follower = Follower()
    follower.heard, follower.endings = [], []
    follower.came.connect(follower.heard.append)
    follower.ended.connect(follower.endings.append)
    follower.attach(foreign)
    yield follower
    follower.leave()


def test_a_second_look_at_a_step_is_told_and_a_second_report_is_not(followed, foreign, qtbot):
    report = events.TrainingReport(step=9, epoch=1, loss=1, learning_rate=1, tokens_per_second=1, seconds=1)
    looks = [
        events.Attention(step=step, file="attention/step-00000009.npz", source=(word, "</s>"), target=("</s>",))
        for step, word in ((8, "before"), (9, "the"), (9, "other"))
    ]
    for event in (report, looks[1]):
        followed.saw(event)  # while the run was replayed
    followed.begin()
    for event in (report, looks[0], looks[2]):
        foreign.append("metrics.jsonl", event)
    qtbot.waitUntil(lambda: looks[2] in followed.heard)
    assert report not in followed.heard and looks[0] not in followed.heard


def unreadable(monkeypatch, times):
    """Lets the next looks at a run.json fail, as they do on Windows while it is replaced."""
    read, misses = RunFolder.info, iter(range(times))

    def info(run):
        if next(misses, None) is not None:
            raise fail("Damaged run", "run.json cannot be read.")
        return read(run)

    monkeypatch.setattr(RunFolder, "info", info)


def test_a_run_that_cannot_be_read_for_a_moment_is_followed_on(followed, foreign, qtbot, monkeypatch):
    report = events.TrainingReport(step=9, epoch=1, loss=1, learning_rate=1, tokens_per_second=1, seconds=1)
    unreadable(monkeypatch, 2)
    followed.begin()
    foreign.append("metrics.jsonl", report)
    qtbot.waitUntil(lambda: report in followed.heard)
    assert followed.is_active and not followed.endings


def test_a_run_that_stays_unreadable_or_is_taken_away_has_ended(followed, foreign, qtbot, monkeypatch):
    unreadable(monkeypatch, MISSES)
    with qtbot.waitSignal(followed.ended):
        followed.begin()
    followed.attach(foreign)
    (foreign.path / "run.json").unlink()
    with qtbot.waitSignal(followed.ended):
        followed.begin()
    assert len(followed.endings) == 2 and not followed.is_active


def test_a_stop_that_cannot_be_posted_was_not_asked_for(followed, foreign, monkeypatch):
    def full(run, command):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(inbox, "post", full)
        with pytest.raises(OSError, match="No space"):
            followed.stop()
    assert not followed.is_stopping
    followed.stop()
    assert followed.is_stopping and list(inbox.take(foreign.path)) == [commands.Stop(keep="best")]


def test_a_paused_training_that_is_followed_can_be_continued_and_stopped_at_once(session, qtbot):
    page = training_page(session, qtbot)
    session.open_run(make_run("paused", state="paused", **own_process()).path)
    assert "Continue" in page.controls.pause.text() and page.controls.pause.isEnabled()
    assert page.controls.stop.isEnabled() and not page.controls.start.isEnabled()
    session.close_run()


def test_a_training_is_held_from_when_it_is_told_to_pause_until_it_goes_on(followed, foreign, qtbot):
    assert not followed.is_held
    followed.send(commands.Pause())
    assert followed.is_held
    followed.begin()
    foreign.change_info(state="paused")
    qtbot.waitUntil(lambda: events.State(state="paused", text="") in followed.heard)
    assert followed.is_held
    foreign.change_info(state="training")  # another window let it go on
    qtbot.waitUntil(lambda: not followed.is_held)


def test_a_training_that_is_told_to_go_on_or_to_stop_is_not_held(followed):
    followed.send(commands.Pause())
    followed.send(commands.Resume())
    assert not followed.is_held
    followed.send(commands.Pause())
    followed.stop()
    assert not followed.is_held


def test_a_paused_training_is_held_no_more_once_it_is_told_to_go_on_and_again_at_its_next_pause(
    followed, foreign, qtbot
):
    foreign.change_info(state="paused")
    followed.attach(foreign)
    assert followed.is_held
    followed.send(commands.Resume())
    assert not followed.is_held
    followed.begin()
    foreign.change_info(state="training")
    qtbot.waitUntil(lambda: events.State(state="training", text="") in followed.heard)
    foreign.change_info(state="paused")  # by another window
    qtbot.waitUntil(lambda: followed.is_held)


def test_a_training_that_is_left_on_its_way_to_a_pause_is_held_as_long_as_it_lives(followed, foreign):
    followed.send(commands.Pause())
    followed.leave()
    assert followed.held == [foreign]
    followed.attach(foreign)
    assert followed.is_held and followed.held == [foreign]
    followed.leave()
    foreign.change_info(state="stopped")
    assert followed.held == []


def test_a_training_whose_process_is_not_seen_here_cannot_be_ended_at_once_and_that_is_said(session, qtbot):
    page = training_page(session, qtbot)
    run = make_run("elsewhere", state="training", pid=0)
    with run_lock.held(run.path):
        session.open_run(run.path)
        click(qtbot, page.controls.stop)
        QTimer.singleShot(50, lambda: answer("End"))
        click(qtbot, page.controls.stop)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FailureDialog) and "elsewhere" in dialog.failure.cause
        assert session.is_stopping and session.is_following
        dialog.close()
        session.close_run()


def test_the_queue_is_held_when_what_it_waits_for_is_seen_no_more(foreign, qtbot):
    other, session = make_run("other"), Session()
    queue = RunQueue(session)
    session.open_run(foreign.path)
    queue.add(Planned("next", None, Config()))
    queue.go()
    assert queue.is_going and session.is_following and len(queue.waiting) == 1
    session.open_run(other.path)
    assert not queue.is_going and len(queue.waiting) == 1
    session.open_run(foreign.path)
    queue.go()
    queue._on_ended(Outcome(0, stopped=True, failure=None))
    assert not queue.is_going and queue._followed is None
    queue.remove(0)


def test_the_next_window_shows_it_live_and_validates_pauses_resumes_and_stops_it(alone, qtbot):
    session = Session()
    page = TrainingPage(session)
    qtbot.addWidget(page)
    page.show()
    run = RunFolder.open(places.runs_folder() / "alone")
    assert session.run == run and session.is_following
    with qtbot.waitSignal(session.replayed):
        pass
    with qtbot.waitSignals([session.training_reported] * 2):
        assert alone.poll() is None
    qtbot.waitUntil(lambda: page.progress.text("load").startswith("CPU"))
    before = len(page.bleu.points("BLEU")[0])
    page.controls.validate_now.trigger()
    with qtbot.waitSignal(session.validated):
        assert page.controls.now.isEnabled()
    qtbot.waitUntil(lambda: len(page.bleu.points("BLEU")[0]) > before)
    click(qtbot, page.controls.pause)
    qtbot.waitUntil(lambda: session.state == "paused")
    with qtbot.waitSignal(session.validated):
        click(qtbot, page.controls.pause)
    with qtbot.waitSignal(session.training_ended) as ended:
        click(qtbot, page.controls.stop)
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
