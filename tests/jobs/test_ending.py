"""When a training says that its learning rate rises for too much of its minutes, and when these are over."""

from __future__ import annotations

import math

import pytest
from clocks import Clock

from tfmodel.contract.config import Config
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.jobs import cooldown, ending, pace
from tfmodel.jobs.checkpoints import Progress
from tfmodel.jobs.closing import Closing
from tfmodel.jobs.ending import Ending

STEP = 6.0  # seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    for module in (cooldown, ending, pace):
        monkeypatch.setattr(module, "awake_seconds", clock)
    return clock


def made(folder, minutes, **training):
    settings = {"training.max_minutes": minutes, **{f"training.{name}": value for name, value in training.items()}}
    config = changed(Config(), settings)
    run = RunFolder.create(folder / "run", config, RunInfo(name="run"))
    deadline = None if minutes is None else 60.0 * minutes
    return Ending(run, config, planned=10**5, closing=Closing(scored=0, limit=math.inf), deadline=deadline)


def warnings(made, clock, steps=40, first=0):
    made.passes(first)
    clock.now += 60.0  # graphs are made
    found = []
    for step in range(first + 1, first + steps):
        clock.now += STEP
        made.passes(step)
        found.append((step, made.warning(step)))
    return [(step, warning.message) for step, warning in found if warning]


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_it_is_said_once_as_soon_as_the_speed_is_known(clock, tmp_path, share):
    (said,) = warnings(made(tmp_path, 30.0, warmup_steps=4000, cooldown=share), clock)
    assert said[0] == 2  # the graphs, and one step whose speed can be trusted
    assert "and at this speed 30 minutes have about 289: a warm-up of 43 steps" in said[1]


def test_a_warm_up_that_fits_is_no_reason(clock, tmp_path):
    assert not warnings(made(tmp_path, 30.0, warmup_steps=140), clock)


def test_without_a_clock_nothing_is_known_to_end_it(clock, tmp_path):
    assert not warnings(made(tmp_path, None, warmup_steps=4000), clock)


def test_who_goes_on_after_the_warm_up_hears_nothing(clock, tmp_path):
    assert not warnings(made(tmp_path, 30.0, warmup_steps=400), clock, first=400)


def test_a_pause_is_no_part_of_the_time(clock, tmp_path):
    training = made(tmp_path, 30.0, warmup_steps=4000)
    clock.now += 1000.0
    training.leave_out(1000.0)
    assert training.deadline == 2800.0
    assert "about 289:" in warnings(training, clock)[0][1]


def gone_on(folder, deadline, *, again=False, **progress):
    """The run of `made`, from step 160 on."""
    run = RunFolder(folder / "run")
    ending = Ending(run, run.config(), planned=10**5, closing=Closing(scored=0, limit=math.inf), deadline=deadline)
    ending.resume(Progress(step=160, **progress), again=again)
    return ending


def test_a_fall_in_which_memory_ran_out_ends_in_time_though_its_steps_take_longer(clock, tmp_path):
    first = made(tmp_path, 30.0, cooldown=0.5)
    first.passes(0)
    for step in range(1, 151):
        clock.now += STEP
        first.passes(step)
    assert first.fall_is_due()
    first.settle(150, per_call=1)
    assert first.fall == (150, 298)
    clock.now += 10 * STEP
    again = gone_on(tmp_path, first.deadline, again=True)
    assert again.fall == (150, 298) and not again.fall_is_due(), "not before the speed is known"
    again.passes(160)
    for step in range(161, 171):
        clock.now += 2 * STEP
        again.passes(step)
    assert again.fall_is_due()
    again.settle(170, per_call=1)
    assert again.fall == (150, 229) == RunFolder(tmp_path / "run").info().cooldown
    clock.now = 1794.0
    assert not again.time_is_up()
    clock.now = 1795.0
    assert again.time_is_up()


def test_the_fall_of_an_earlier_session_comes_to_its_end_however_late_also_after_trouble(clock, tmp_path):
    made(tmp_path, 30.0, cooldown=0.5)
    RunFolder(tmp_path / "run").change_info(cooldown=(150, 298))
    clock.now = 2000.0
    kept = gone_on(tmp_path, 1800.0)
    for session in (kept, gone_on(tmp_path, kept.deadline, again=True)):
        assert session.fall == (150, 298) and not session.time_is_up() and not session.fall_is_due()


@pytest.mark.parametrize("again", [False, True])
def test_patience_that_began_a_fall_stays_used_up(clock, tmp_path, again):
    made(tmp_path, None, cooldown=0.5)
    RunFolder(tmp_path / "run").change_info(cooldown=(150, 298))
    assert gone_on(tmp_path, None, again=again, validations_without_gain=12).is_early


def test_the_time_that_is_left_is_that_of_the_training_alone(clock, tmp_path):
    """Not that of its preparation, nor of the choice of the finished model."""
    training = made(tmp_path, 10.0)
    clock.now = 180.0  # the preparation
    assert training.seconds_left() == pytest.approx(420.0 - training.closing.seconds)
    assert not training.time_is_up()
    clock.now = 600.0 - training.closing.seconds
    assert training.seconds_left() == 0.0 and training.time_is_up()


def test_no_time_is_left_where_no_clock_ends_a_training(clock, tmp_path):
    assert made(tmp_path / "unlimited", None).seconds_left() is None
    training = made(tmp_path / "falling", 10.0, cooldown=0.3)
    RunFolder(tmp_path / "falling" / "run").change_info(cooldown=(40, 100))
    training.resume(Progress(step=50))
    clock.now = 900.0
    assert training.seconds_left() is None and not training.time_is_up()
