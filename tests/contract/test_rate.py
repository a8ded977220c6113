"""How long the learning rate rises, where the training is short."""

import pytest

from tfmodel.contract.presets import load_preset
from tfmodel.contract.proposal import Facts, propose


@pytest.mark.parametrize(("pairs", "warmup"), [(270, 178), (2_700, 800)])
def test_few_pairs_are_proposed_a_warm_up_that_their_training_outlasts(pairs, warmup):
    """270 pairs of 12 words make some three batches of 1,500 tokens, and 400 epochs of them."""
    facts = Facts(pairs=pairs, mean_words=11.5, distinct_words=4_000, mean_source_words=12.0)
    config = propose(facts).config
    assert config.preset == "low-resource"
    assert config.training.warmup_steps == pytest.approx(warmup, abs=3)
    assert config.training.peak_learning_rate == load_preset("low-resource").training.peak_learning_rate
