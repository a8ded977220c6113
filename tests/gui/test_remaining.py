import math

import pytest

from gui.remaining import remaining
from tfmodel.contract.events import TrainingReport
from tfmodel.contract.needs import clock
from tfmodel.contract.training_config import TrainingConfig


def report(step, epoch, seconds=10.0):
    return TrainingReport(step=step, epoch=epoch, loss=1.0, learning_rate=0.1, tokens_per_second=1.0, seconds=seconds)


def test_epochs_bound_a_training():
    left = remaining(TrainingConfig(max_epochs=10), report(50, 0.5), 10.0)
    assert left.total_steps == 1000 and left.share == pytest.approx(0.05) and left.seconds == pytest.approx(95)


def test_the_nearest_limit_counts():
    limits = TrainingConfig(max_epochs=10, max_steps=200, max_minutes=0.5)
    left = remaining(limits, report(50, 0.5, seconds=15.0), 10.0)
    assert left.total_steps == 200 and left.seconds == pytest.approx(15.0) and left.share == pytest.approx(0.5)
    left = remaining(limits, report(190, 1.9, seconds=15.0), 10.0)
    assert left.seconds == pytest.approx(1.0) and left.share == pytest.approx(0.95)


def test_what_the_training_plans_itself_counts_more():
    """It has counted the steps that fit into its time."""
    planned = report(150, 1.5, seconds=15.0).model_copy(update={"last_step": 160})
    left = remaining(TrainingConfig(max_epochs=10, max_minutes=0.5), planned, 10.0)
    assert left.total_steps == 160 and left.seconds == pytest.approx(1.0) and left.share == pytest.approx(150 / 160)


def test_the_preparation_of_a_training_is_in_its_minutes():
    """Three of ten: what the training tells counts, and it tells that no clock ends a fall of an earlier session."""
    limits, told = TrainingConfig(max_minutes=10), report(10, 0.1, seconds=60.0)
    left = remaining(limits, told.model_copy(update={"last_second": 420.0}), 1.0)
    assert left.seconds == 360.0 and left.share == pytest.approx(60 / 420)
    late = report(150, 1.5, seconds=900.0).model_copy(update={"last_step": 160, "last_second": None})
    left = remaining(limits, late, 0.5)
    assert left.seconds == pytest.approx(20.0) and left.share == pytest.approx(150 / 160)


def test_nobody_knows_before_anything_moves():
    left = remaining(TrainingConfig(), report(0, 0.0), 0.0)
    assert left.seconds == math.inf and clock(left.seconds) == "–"


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59.6, "1:00"), (3723, "1:02:03"), (-3, "0:00")])
def test_a_clock(seconds, text):
    assert clock(seconds) == text
