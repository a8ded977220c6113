from __future__ import annotations

import keras
import pytest

from tfmodel.contract.presets import load_preset
from tfmodel.contract.problems import changed
from tfmodel.contract.rate import peak_rate
from tfmodel.net.schedule import InverseSquareRoot


@pytest.mark.parametrize("step", [1, 2, 100, 3999, 4000, 4001, 100_000])
def test_with_the_papers_peak_it_is_equation_3(step: int) -> None:
    config = changed(load_preset("base"), {"training.schedule": "paper", "training.warmup_steps": "4000"})
    schedule = InverseSquareRoot(peak_rate(config), 4000)
    expected = 512**-0.5 * min(step**-0.5, step * 4000**-1.5)
    assert float(schedule(step - 1)) == pytest.approx(expected, rel=1e-6)


def test_the_peak_is_reached_at_the_end_of_the_warm_up_and_never_passed() -> None:
    schedule = InverseSquareRoot(0.003, 50)
    rates = [float(schedule(step)) for step in range(300)]
    assert max(rates) == rates[49] == pytest.approx(0.003)
    assert rates[0] == pytest.approx(0.003 / 50)
    assert rates[199] == pytest.approx(0.0015)


def test_config_round_trip() -> None:
    optimizer = keras.optimizers.Adam(InverseSquareRoot(0.01, 7))
    copy = keras.optimizers.deserialize(keras.optimizers.serialize(optimizer))
    assert copy._learning_rate.get_config() == {"peak": 0.01, "warmup_steps": 7}


def test_a_warm_up_without_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 step"):
        InverseSquareRoot(0.01, 0)
