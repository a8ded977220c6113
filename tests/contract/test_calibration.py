"""What was measured on this machine, and what trainings make of it."""

import pytest

from tfmodel.contract import calibration
from tfmodel.contract.calibration import Calibration, Choice
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
