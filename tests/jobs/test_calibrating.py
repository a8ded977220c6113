"""Which ways of computing a step are measured, and that they are found again."""

import pytest

from tfmodel.contract import calibration
from tfmodel.jobs import calibrating
from tfmodel.jobs.environment import Environment


def here(backend="tensorflow", *, gpu=False, fast="float32", side_by_side=1):
    return Environment(backend, "a device", gpu, fast, devices=None, side_by_side=side_by_side)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (here(), [("float32", False)]),
        (here(fast="mixed_bfloat16"), [("float32", False), ("mixed_bfloat16", False)]),
        (
            here(gpu=True, fast="mixed_float16"),
            [("float32", False), ("float32", True), ("mixed_float16", False), ("mixed_float16", True)],
        ),
        (here("jax"), [("float32", True)]),
        (here("torch", gpu=True, fast="mixed_bfloat16"), [("float32", False), ("mixed_bfloat16", False)]),
    ],
)
def test_what_could_be_the_fastest_is_measured(place, expected):
    assert calibrating.ways(place) == expected


def test_small_and_large_models_are_measured_and_remembered(tmp_path, monkeypatch):
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path))
    monkeypatch.setattr(calibrating, "SECONDS", 0.1)
    monkeypatch.setattr(calibrating, "_WIDTHS", {"narrow": (32, 16), "wide": (64, 16)})
    place = here(side_by_side=2)
    found = calibrating.calibrate(place)
    assert set(found) == {"narrow", "wide"}
    for size, measured in found.items():
        (choice,) = measured.choices
        assert (choice.precision, choice.xla) == ("float32", False) and choice.tokens_per_second > 0
        assert calibration.remembered(place.key(size)) == measured
