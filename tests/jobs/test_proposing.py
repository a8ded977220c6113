"""For what device a preset is proposed."""

from pathlib import Path

from tfmodel.jobs import preparing
from tfmodel.jobs.preparing import TrainOptions


def test_a_card_that_the_backend_does_not_see_is_none(monkeypatch):
    options = TrainOptions(run=Path("run"), changes={"training.backend": "tensorflow"})
    assert not preparing._trains_on_gpu(options) or preparing.first_card() is not None
    monkeypatch.setattr(preparing, "first_card", lambda: ("nvml", "a card"))
    import tensorflow as tf

    assert preparing._trains_on_gpu(options) == bool(tf.config.list_physical_devices("GPU"))
