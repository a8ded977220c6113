"""The fall of the learning rate that a clock ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clocks import Clock

from tfmodel.contract.config import Config
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.jobs import cooldown, pace
from tfmodel.jobs.cooldown import Cooldown


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for module in (cooldown, pace):
        monkeypatch.setattr(module, "awake_seconds", clock)
    return clock


@pytest.fixture
def run(tmp_path) -> RunFolder:
    return RunFolder.create(tmp_path / "run", Config(), RunInfo(name="run"))


def ticking(clock: Clock, until: float) -> Iterator[float]:
    while clock.now < until:
        clock.now += 1.0
        yield clock.now


def test_the_steps_fit_into_the_rest_of_the_time_however_slowly_the_first_ones_came(clock, run):
    fall = Cooldown(run, share=0.3, deadline=1000.0, seconds=1000.0)
    fall.steps(10**6, finished=0)
    fall.passes(0)
    steps = 0
    for now in ticking(clock, until=700.0):
        steps += 1 if now <= 300 else 10  # graphs, or programs, are made in the first 300 seconds
        fall.passes(steps)
    assert fall.is_due()
    begins, ends = fall.settle(steps, (10**6, 10**6), closing_seconds=20.0, per_call=8)
    assert begins == steps
    assert ends == steps + 2800  # 280 seconds at 10 steps a second, in whole calls
    assert run.info().cooldown == (begins, ends)
    assert not fall.is_due()


def test_one_report_is_enough_for_a_speed(clock, run):
    fall = Cooldown(run, share=0.5, deadline=20.0, seconds=20.0)
    fall.steps(1000, finished=100)
    fall.passes(100)
    clock.now = 10.0
    fall.passes(110)
    assert fall.settle(110, (1000, 1000), closing_seconds=0.0, per_call=1) == (110, 120)


def test_a_run_that_goes_on_after_its_fall_falls_again(clock, run):
    run.change_info(cooldown=(80, 100))
    fall = Cooldown(run, share=0.3, deadline=1000.0, seconds=1000.0)
    assert fall.steps(10**6, finished=90) == (80, 100) and fall.is_kept_to
    assert fall.steps(95, finished=90) == (80, 95)
    assert run.info().cooldown == (80, 95), "that fall ends there, and is behind whoever asks for more"
    assert fall.is_behind(95)
    clock.now = 990.0
    assert not fall.is_due()
    assert fall.steps(10**6, finished=95) == (700_000, 10**6) and not fall.is_kept_to
    for steps in (100, 108, 116):
        fall.passes(steps)
    assert fall.is_due()


LIMITS = {"max_minutes": 10.0, "max_steps": 1000, "max_epochs": 40, "patience": 12, "cooldown": 0.3}


def limited(**more):
    return changed(Config(), {f"training.{name}": value for name, value in (LIMITS | more).items()})


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({}, True),
        ({"max_steps": 90}, True),  # it ends there
        ({"max_epochs": 2}, True),
        ({"batch_tokens": 500}, True),
        ({"max_steps": 2000}, False),
        ({"max_steps": None}, False),
        ({"max_epochs": 41}, False),
        ({"max_minutes": 60.0}, False),
        ({"max_minutes": 9.0}, False),
        ({"max_minutes": None}, False),
        ({"patience": 20}, True),
        ({"cooldown": 0.4}, False),
    ],
)
def test_who_goes_on_with_other_limits_gets_another_fall(run, asked, kept):
    run.write_config(limited())
    run.change_info(cooldown=(80, 100))
    cooldown.forget_outdated(run, limited(**asked).training)
    assert run.info().cooldown == ((80, 100) if kept else None)


@pytest.mark.parametrize("by_patience", [False, True])
def test_more_patience_brings_another_fall_where_patience_had_begun_it(clock, run, by_patience):
    run.write_config(limited())
    fall = Cooldown(run, share=0.3, deadline=None if by_patience else 600.0, seconds=600.0)
    planned = fall.steps(1000, finished=0)
    for step in (0, 40, 80):
        clock.now += 10.0
        fall.passes(step)
    begins = fall.early(80, planned, per_call=8) if by_patience else planned
    noted = fall.settle(80, begins, closing_seconds=0.0, per_call=8)
    assert noted[0] == 80 and run.info().cooldown == noted
    cooldown.forget_outdated(run, limited(patience=20).training)
    assert run.info().cooldown == (None if by_patience else noted)


def test_a_fall_that_came_to_its_end_stays_noted_whatever_the_limits_are(run):
    """More steps take no training on that its patience has ended."""
    run.write_config(limited())
    run.change_info(cooldown=(80, 100))
    checkpoint = run.path / "checkpoints" / "step-00000100"
    checkpoint.mkdir(parents=True)
    (checkpoint / "optimizer.npz").touch()
    cooldown.forget_outdated(run, limited(max_steps=2000).training)
    assert run.info().cooldown == (80, 100)


def test_a_fall_that_is_due_from_the_start_waits_until_the_speed_is_known(clock, run):
    fall = Cooldown(run, share=1.0, deadline=100.0, seconds=100.0)
    planned = fall.steps(10**6, finished=0)
    fall.passes(0)
    clock.now = 10.0  # graphs were made
    fall.passes(8)
    assert not fall.is_due()
    clock.now = 11.0
    fall.passes(16)
    assert fall.is_due()
    assert fall.settle(16, planned, closing_seconds=9.0, per_call=8) == (0, 16 + 80 * 8)


def test_the_speed_of_a_long_training_is_known_too(clock, run):
    fall = Cooldown(run, share=0.5, deadline=40_000.0, seconds=20_000.0)
    fall.steps(10**6, finished=0)
    steps = 0
    for now in ticking(clock, until=30_000.0):
        steps += 1 if now <= 10_000 else 3
        fall.passes(steps)
    assert fall.settle(steps, (10**6, 10**6), closing_seconds=0.0, per_call=10) == (steps, steps + 30_000)


def test_an_early_end_falls_for_its_share_of_all_steps_and_is_kept_to(clock, run):
    fall = Cooldown(run, share=0.4, deadline=None, seconds=0.0)
    planned = fall.steps(1000, finished=0)
    assert planned == (600, 1000) and not fall.is_behind(90)
    begins, ends = fall.settle(90, fall.early(90, planned, per_call=8), closing_seconds=0.0, per_call=8)
    assert (begins, ends) == (90, 90 + 64)  # 60 steps are 40 % of 150; eight calls of 8
    again = Cooldown(run, share=0.4, deadline=None, seconds=0.0)
    assert again.steps(1000, finished=120) == (90, 154)
    assert not again.is_behind(120) and again.is_behind(154)


def test_an_early_end_is_no_later_than_the_plan_or_the_time(clock, run):
    fall = Cooldown(run, share=0.5, deadline=100.0, seconds=100.0)
    planned = fall.steps(600, finished=0)
    assert fall.early(290, planned, per_call=8) == (290, 586)
    assert fall.early(299, planned, per_call=8) == (299, 600)
    fall.passes(0)
    clock.now = 20.0
    fall.passes(200)
    clock.now = 30.0
    settled = fall.settle(250, fall.early(250, planned, per_call=10), closing_seconds=30.0, per_call=10)
    assert settled == (250, 450)  # 40 seconds at 5 steps a second
    assert not fall.is_due()


def test_a_resumed_training_whose_patience_has_run_out_does_not_know_its_speed_at_once(clock, run):
    fall = Cooldown(run, share=0.5, deadline=100.0, seconds=100.0)
    planned = fall.steps(1000, finished=200)
    fall.passes(200)
    clock.now = 8.0  # graphs were made
    fall.passes(208)
    assert not fall.knows_its_speed
    clock.now = 9.0
    fall.passes(216)
    assert fall.knows_its_speed
    assert fall.settle(216, fall.early(216, planned, per_call=8), closing_seconds=0.0, per_call=8) == (216, 432)


def test_where_no_clock_ends_a_training_no_speed_is_missing(run):
    fall = Cooldown(run, share=0.5, deadline=None, seconds=0.0)
    fall.steps(1000, finished=200)
    assert fall.knows_its_speed and not fall.is_due()


def test_without_a_fall_patience_ends_a_training_at_once(run):
    assert Cooldown(run, share=0.0, deadline=None, seconds=0.0).is_behind(5)


def test_a_pause_takes_nothing_from_the_time_and_says_nothing_of_the_speed(clock, run):
    fall = Cooldown(run, share=0.5, deadline=100.0, seconds=100.0)
    planned = fall.steps(10**6, finished=0)
    for now in ticking(clock, until=30.0):
        fall.passes(10 * int(now))
    clock.now += 500.0
    fall.leave_out(500.0)
    assert not fall.is_due()
    for now in ticking(clock, until=550.0):
        fall.passes(10 * int(now - 500.0))
    assert fall.is_due()
    begins, ends = fall.settle(500, planned, closing_seconds=0.0, per_call=10)
    assert (begins, ends) == (500, 1000)


def test_a_fall_that_the_time_cut_short_is_over_and_more_minutes_bring_another_one(clock, run):
    """Steps took longer than they had when it was settled."""
    fall = Cooldown(run, share=0.3, deadline=1000.0, seconds=1000.0)
    planned = fall.steps(10**6, finished=0)
    for now in ticking(clock, until=500.0):
        fall.passes(int(now))
    begins, ends = fall.settle(500, planned, closing_seconds=300.0, per_call=1)
    assert (begins, ends) == (500, 700)
    fall.end(ends, 690)
    assert run.info().cooldown == (500, 690)
    again = Cooldown(run, share=0.3, deadline=2000.0, seconds=2000.0)
    assert again.steps(10**6, finished=690) == (700_000, 10**6) and not again.is_kept_to


def test_a_fall_that_ended_some_steps_late_is_behind(run):
    run.change_info(cooldown=(80, 100))
    fall = Cooldown(run, share=0.3, deadline=None, seconds=0.0)
    fall.end(300, 306)
    assert run.info().cooldown == (80, 100), "the fall of an earlier session"
    fall.end(100, 106)
    assert run.info().cooldown == (80, 106) and fall.is_behind(106)
