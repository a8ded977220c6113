"""What earlier runs lead one to expect."""

import pytest

from tests.gui.made_runs import make_run
from tfmodel.contract.bands import band_of, reading_bands
from tfmodel.contract.curves import Curve


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("TRANSFORMER_DESK_HOME", str(tmp_path))


def curve(points):
    made = Curve()
    for step, value in points:
        made.add(step, float(step), value)
    return made


def test_a_band_goes_from_the_lowest_to_the_highest_where_two_curves_are():
    falling, flat, late = ([(0, 10), (100, 0)], [(0, 4), (50, 4)], [(40, 20), (200, 20)])
    band = band_of([curve(falling), curve(flat), curve(late)])
    at = {step: (low, high) for step, low, high in zip(band.steps, band.low, band.high, strict=True)}
    assert (band.runs, band.steps[0], band.steps[-1]) == (3, 0, 100)
    assert at[0] == (4, 10) and at[20] == (4, 8) and at[45] == (4, 20) and at[60] == (4, 20) and at[100] == (0, 20)


def test_one_curve_is_no_band():
    assert band_of([curve([(0, 1), (9, 1)]), curve([(3, 2)])]).steps == ()


def last(run, fingerprint="f", preset="tiny"):
    *_, bands = reading_bands(run.path, fingerprint, preset)
    return bands


def test_runs_of_the_same_data_and_preset_are_looked_for(tmp_path):
    shown = make_run("shown", final=9.0)
    make_run("first", final=1.0)
    assert last(shown) == {}
    make_run("second", final=2.0, steps=20)
    make_run("other-data", final=50.0, dataset_fingerprint="g")
    other = make_run("other-preset", final=50.0)
    other.write_config(other.config().model_copy(update={"preset": "small"}))
    found = last(shown)
    band = found["validation_loss"]
    assert (band.runs, band.steps[0], band.steps[-1]) == (2, 10, 20)
    assert (band.low[0], band.high[0]) == (pytest.approx(1.5), pytest.approx(2.5))
    assert {"loss", "bleu", "perplexity", "token_accuracy"} <= set(found) and "gradient_norm" not in found
    assert last(shown, fingerprint="") == {} == last(shown, preset="big")
