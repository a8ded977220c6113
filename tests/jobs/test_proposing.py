"""For what device a preset is proposed."""

from dataclasses import replace

from tfmodel.contract import calibration, events
from tfmodel.contract.calibration import Calibration, Choice, Speed
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import import_pairs
from tfmodel.corpus.store import PairStore
from tfmodel.jobs import preparing
from tfmodel.jobs.environment import processor, versions
from tfmodel.jobs.preparing import TrainOptions


def test_a_card_that_the_backend_does_not_see_is_none(monkeypatch):
    assert preparing.first_card() is not None or preparing._computes_on("tensorflow") == (False, processor())
    monkeypatch.setattr(preparing, "first_card", lambda: ("nvml", "a card"))
    import tensorflow as tf

    gpu, device = preparing._computes_on("tensorflow")
    assert gpu == bool(tf.config.list_physical_devices("GPU")) and (gpu or device == processor())


def test_what_was_measured_of_the_device_is_in_the_proposal(tmp_path, monkeypatch):
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path))
    words = [f"word{number}" for number in range(1000)]
    lines = (" ".join(words[(7 * n + k * k) % 1000] for k in range(12)) for n in range(2000))
    file = tmp_path / "pairs.tsv"
    file.write_text("".join(f"{line}\t{line.upper()}\n" for line in lines), encoding="utf-8")
    dataset = tmp_path / "made.pairs"
    import_pairs(detect((file,)), dataset)
    choice = Choice(precision="float32", xla=False, tokens_per_second=1.0)
    full = Calibration(
        choices=(choice,), batches=tuple(Speed(value=2**n, tokens_per_second=2**n) for n in (11, 12, 13))
    )
    calibration.remember({calibration.key("tensorflow", versions()["tensorflow"], processor(), "narrow"): full})
    monkeypatch.setattr(preparing, "first_card", lambda: None)
    told: list[events.Message] = []
    options = TrainOptions(run=tmp_path / "run", changes={"training.backend": "tensorflow"})
    wishes = replace(options, changes={**options.changes, "training.batch_tokens": "1000"})
    with PairStore.open(dataset) as store:
        proposed, wished = (preparing._proposed(store, asked, told.append) for asked in (options, wishes))
    assert (proposed.training.batch_tokens, proposed.training.max_steps) == (3000, 10_000)
    assert "to make more of batches of 3,000 tokens" in told[0].message
    # Who sets the batch gets the learning rate and the steps of the preset.
    assert (wished.training.batch_tokens, wished.training.max_steps) == (1000, 20_000)
    assert "measured" not in told[1].message
