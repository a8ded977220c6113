import pytest
from training_pages import training_page

from gui.widgets.progress_panel import ProgressPanel
from tests.gui.access_audit import name_of
from tfmodel.contract.events import Device, Load, State, TrainingReport, ValidationReport
from tfmodel.contract.training_config import TrainingConfig


@pytest.fixture
def panel(qtbot):
    made = ProgressPanel()
    qtbot.addWidget(made)
    made.show()
    return made


def report(step, seconds, last_step=20_000):
    figures = {"loss": 1.0, "learning_rate": 0.1, "tokens_per_second": 4000.0}
    return TrainingReport(step=step, epoch=step / 1000, seconds=seconds, last_step=last_step, **figures)


def validation(step, bleu, *, best):
    scores = {"bleu": bleu, "bleu_signature": "tok:13a", "chrf": 40.0, "chrf_signature": "c6"}
    more = {"loss": 2.0, "perplexity": 7.4, "token_accuracy": 0.5, "sentences": 20, "seconds": 2.0 * step}
    return ValidationReport(step=step, epoch=step / 10, best=best, **scores, **more)


def seconds_left(qtbot, panel, step):
    """What is shown after that step."""
    qtbot.waitUntil(lambda: panel.text("step").startswith(f"{step:,} / "))
    minutes, seconds = map(int, panel.text("left").split(":"))
    return 60 * minutes + seconds


def test_the_best_bleu_is_the_highest_whatever_decides_which_validation_is_best(panel, qtbot):
    for step, bleu, best in ((10, 20.0, True), (20, 30.0, False), (30, 25.0, True)):
        panel.show_validation(validation(step, bleu, best=best))
    qtbot.waitUntil(lambda: panel.text("bleu") == "30.0")


def test_a_score_of_steps_that_were_thrown_away_is_forgotten(panel, qtbot):
    for step, bleu in ((10, 20.0), (20, 30.0), (20, 25.0)):
        panel.show_validation(validation(step, bleu, best=True))
    qtbot.waitUntil(lambda: panel.text("bleu") == "25.0")


def test_a_score_from_before_the_steps_that_were_thrown_away_is_still_the_best(panel, qtbot):
    for step, bleu in ((10, 20.0), (20, 30.0), (20, 15.0)):
        panel.show_validation(validation(step, bleu, best=bleu >= 20.0))
    qtbot.waitUntil(lambda: panel.text("bleu") == "20.0")


def test_another_session_has_its_own_pace(session, qtbot):
    page = training_page(session, qtbot)
    for step in range(1, 301):
        session.handle(report(step, step))
    session.handle(State(state="preparing", text="Loading TensorFlow"))
    for step in range(301, 342):
        session.handle(report(step, 300 + (step - 300) / 20))
    assert seconds_left(qtbot, page.progress, 341) == pytest.approx((20_000 - 341) / 20, rel=0.02)


@pytest.mark.parametrize("cycles", [3, 5, 30])
def test_the_time_left_holds_the_validations_too_and_does_not_jump_at_one(panel, qtbot, cycles):
    """Ten steps a second for 50 seconds, then a validation of 10 seconds."""
    panel.show_state("Training")
    for cycle in range(cycles):
        for half in range(1, 101):
            panel.show_report(report(500 * cycle + 5 * half, 60 * cycle + half / 2))
    step, pace = 500 * cycles, 500 / 60
    before = seconds_left(qtbot, panel, step)
    assert before == pytest.approx((20_000 - step) / pace, rel=0.1, abs=1)
    panel.show_report(report(step + 5, 60 * cycles + 0.5))
    assert seconds_left(qtbot, panel, step + 5) == pytest.approx(before, rel=0.1, abs=1)


def test_a_pause_leaves_the_time_left_as_it_was(session, qtbot):
    page = training_page(session, qtbot)
    for step in range(1, 21):
        session.handle(report(step, step / 10, last_step=621))
    session.handle(State(state="paused", text="Paused"))
    session.handle(report(21, 3602.1, last_step=621))
    session.handle(State(state="training", text="Training"))
    assert seconds_left(qtbot, page.progress, 21) == 60


LOAD = Load(cpu=150.0, cores=2, memory=10**9, total_memory=8 * 10**9)


def test_a_screen_reader_says_a_figure_with_its_title(panel, qtbot):
    panel.show_report(report(1200, 60))
    panel.show_load(LOAD)
    qtbot.waitUntil(lambda: panel.text("step") != "–")
    for name, title in (("step", "Step"), ("speed", "Speed"), ("load", "Load"), ("device", "Device")):
        assert name_of(panel._figures[name]) == f"{title}: {panel.text(name)}"


def test_another_run_begins_without_the_tool_tips_of_the_one_before(panel):
    panel.show_device(Device(device="CPU", precision="float32", backend="tensorflow"))
    panel.show_load(LOAD)
    assert "2 cores" in panel._figures["load"].toolTip()
    panel.show_run(TrainingConfig())
    assert panel.text("load") == "–"
    assert not any(figure.toolTip() for figure in panel._figures.values())
