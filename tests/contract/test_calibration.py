"""What was measured on this machine, and what trainings make of it."""

import json

import pytest

from tfmodel.contract import calibration
from tfmodel.contract.calibration import Calibration, Choice, Speed
from tfmodel.contract.config import Config
from tfmodel.contract.problems import changed

SLOW = Choice(precision="float32", xla=False, tokens_per_second=4000)
FAST = Choice(precision="mixed_bfloat16", xla=True, tokens_per_second=9000)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path))
    return tmp_path


def test_the_fastest_is_remembered_by_backend_version_device_and_size():
    config = Config()
    narrow = calibration.key("jax", "0.10", "NVIDIA H100", calibration.size_class(config.model))
    wide = changed(config, {"model.d_model": "512"}).model
    other = calibration.key("jax", "0.10", "NVIDIA H100", calibration.size_class(wide))
    assert narrow != other and calibration.remembered(narrow) is None
    calibration.remember({narrow: Calibration(choices=(SLOW, FAST))})
    calibration.remember({other: Calibration(choices=(SLOW,), when="2026-01-02")})
    assert calibration.remembered(narrow).best == FAST
    assert calibration.remembered(other) == Calibration(choices=(SLOW,), when="2026-01-02")
    assert FAST.words == "mixed_bfloat16 with XLA: 9,000 tokens/s"


@pytest.mark.parametrize("damage", ["{", "[]", '{"a": {"choices": []}}'])
def test_a_damaged_file_holds_nothing_and_is_replaced(home, damage):
    file = home / "cache" / "calibration.json"
    file.parent.mkdir()
    file.write_text(damage)
    assert calibration.remembered("a") is None
    calibration.remember({"a": Calibration(choices=(SLOW,))})
    assert calibration.remembered("a").best == SLOW


@pytest.mark.parametrize(
    ("batches", "chosen", "said"),
    [
        ([1000], 1024, "1,024 are the most that was tried or fits"),
        ([1000, 1390], 1024, "1,024 keep it busy"),  # twice the tokens have to give 1.41 of the speed
        ([1000, 1420], 2048, "2,048 are the most that was tried or fits"),
        ([1000, 1900, 3500, 4500], 4096, "4,096 keep it busy"),
    ],
)
def test_the_batch_is_the_one_from_which_on_more_tokens_take_as_much_more_time(batches, chosen, said):
    speeds = [Speed(value=1024 * 2**number, tokens_per_second=speed) for number, speed in enumerate(batches)]
    measured = Calibration(choices=(SLOW,), batches=speeds)
    assert measured.batch_tokens == chosen
    assert measured.words[-1].endswith(f"; {said}")


def test_a_call_has_the_fewest_steps_that_are_as_fast_as_any():
    calls = [Speed(value=steps, tokens_per_second=speed) for steps, speed in ((1, 900), (2, 985), (4, 1000), (8, 990))]
    measured = Calibration(choices=(SLOW,), calls=calls)
    assert measured.steps_per_call == 2
    assert measured.words[-1] == "tokens/s by steps a call: 1: 900, 2: 985, 4: 1,000, 8: 990; enough: 2"


def test_what_a_former_version_measured_says_nothing_of_batches_and_calls(home):
    file = home / "cache" / "calibration.json"
    file.parent.mkdir()
    former = {"choices": [FAST.model_dump()], "when": "2026-01-02"}
    file.write_text(json.dumps({"jax 1, a card, wide": former}))
    (measured,) = calibration.known("jax", "1", "a card").values()
    assert measured.best == FAST and measured.batch_tokens is None and measured.steps_per_call is None
