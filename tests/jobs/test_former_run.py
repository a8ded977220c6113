"""A run that version 0.1.0 left, as it was before positions, gated layers, windows and shared keys could be chosen."""

from pathlib import Path

import numpy as np
import pytest

from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import building

FORMER = RunFolder(Path(__file__).parent / "former_run")


@pytest.fixture(scope="module")
def stored():
    """Ids and the float64 logits that they had."""
    with np.load(FORMER.path / "logits.npz", allow_pickle=False) as file:
        return dict(file)


def assert_computes_the_same(transformer, stored):
    logits = np.asarray(transformer({"source": stored["source"], "target": stored["target"]}))
    np.testing.assert_allclose(logits, stored["logits"], rtol=1e-5, atol=1e-5 * np.abs(stored["logits"]).max())


def test_its_finished_model_opens_and_computes_the_same(stored):
    trained = building.load(FORMER)
    assert trained.step == 40
    assert_computes_the_same(trained.transformer, stored)


def test_its_checkpoint_fits_a_model_made_from_its_configuration(stored):
    transformer = building.build(FORMER.config(), building.load(FORMER).tokenizers)
    building.load_newest(FORMER, transformer)
    assert_computes_the_same(transformer, stored)
