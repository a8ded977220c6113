"""The estimate of memory beside peaks that were measured on a processor."""

import pytest

from tfmodel.contract.memory import size_of
from tfmodel.contract.presets import load_preset
from tfmodel.contract.problems import changed

GB = 10**9
MEASURED = {  # GB, resident, by preset and settings: benchmarks/results/cost.md, train.md and quality-rows.jsonl
    "ten minutes": ("tiny", {}, 1.60),
    "R-drop": ("tiny", {"training.r_drop": "1"}, 1.69),
    "one layer": ("tiny", {"model.num_encoder_layers": "1", "model.num_decoder_layers": "1"}, 0.99),
    "eight layers": ("tiny", {"model.num_encoder_layers": "8", "model.num_decoder_layers": "8"}, 1.70),
    "large batches": ("tiny", {"training.batch_tokens": "16000"}, 2.08),
    "large vocabulary": ("tiny", {"tokenizer.vocabulary_size": "32000"}, 1.58),
    "base": ("base", {}, 9.87),
}


@pytest.mark.parametrize("name", MEASURED)
def test_the_estimate_is_near_what_was_measured_and_rather_above_it(name):
    preset, settings, measured = MEASURED[name]
    estimate = size_of(changed(load_preset(preset), settings)).total / GB
    assert 0.97 * measured < estimate < 1.85 * measured


def test_the_parts_are_the_sum():
    size = size_of(load_preset("base"))
    assert size.total == size.program + size.weights + size.activations


def test_what_the_optimizer_and_the_moving_average_keep_is_counted():
    def weights(**training):
        settings = {f"training.{name}": value for name, value in training.items()}
        return size_of(changed(load_preset("tiny"), settings)).weights

    assert weights(optimizer="lion") < weights() == weights(optimizer="adamw") < weights(ema_decay="0.999")
