"""The finished model has the weights that were chosen, and no others."""

import re
from types import SimpleNamespace

import keras
import numpy as np
import pytest

from tfmodel.contract.config import Config
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.jobs import building, checkpoints, optimizing
from tfmodel.jobs.checkpoints import Progress, Writer
from tfmodel.jobs.finishing import write_model
from tfmodel.jobs.scoring import Score
from tfmodel.jobs.validation import Scores
from tfmodel.net.architecture import Architecture
from tfmodel.net.transformer import Transformer

STEPS, DECAY = 3, 0.8
SETTINGS = {
    "training.ema_decay": DECAY,
    "training.average_checkpoints": 2,
    "training.warmup_steps": 1,
    "training.peak_learning_rate": 0.05,
}
FORM = {"num_encoder_layers": 1, "num_decoder_layers": 1, "d_model": 8, "num_heads": 2, "feed_forward_width": 16}
BEST = {"best_step": 1, "best_bleu": 20.0, "best_chrf": 0.0, "best_loss": 2.0}
CHECKPOINT, MEAN = "the checkpoint of step 1", "the mean of the last 2 checkpoints"
AVERAGE = "the moving average of the weights"


@pytest.fixture
def trained(tmp_path):
    """A run with three checkpoints, the first of which was the best, and all weights and their averages by NumPy."""
    config = changed(Config(), SETTINGS)
    run = RunFolder.create(tmp_path / "run", config, RunInfo(name="run"))
    model = Transformer(Architecture(source_vocabulary=12, target_vocabulary=12, max_length=16, **FORM))
    variables = model.trainable_variables
    optimizer = optimizing.make_optimizer(config.training, optimizing.make_schedule(config, STEPS), variables, parts=1)
    optimizer.build(variables)
    writer, draw = Writer(run, keep=2, apart=1), np.random.default_rng(0)
    weights, average = [], {}
    for step in range(1, STEPS + 1):
        optimizer.apply([draw.normal(size=variable.shape).astype("float32") for variable in variables], variables)
        for counter in model.non_trainable_variables:
            counter.assign(10 * step)
        weights.append({key: value.astype("float64") for key, value in checkpoints.arrays(model.variables).items()})
        for key, value in weights[-1].items():
            if not key.endswith(":step"):  # a counter of dropout
                average[key] = DECAY * average.get(key, value) + (1 - DECAY) * value
        writer.save(model.variables, optimizing.saved_variables(optimizer), Progress(step=step, **BEST))
    return SimpleNamespace(run=run, model=model, optimizer=optimizer, weights=weights, average=average)


def same(found, expected):
    for key, value in expected.items():
        np.testing.assert_allclose(found[key], value, rtol=1e-5, atol=1e-6, err_msg=key)


def test_a_moving_average_takes_the_place_of_what_is_trained_and_of_nothing_else(trained):
    newest = trained.run.checkpoints()[-1]
    found = checkpoints.moving_average(newest, trained.model.variables)
    assert found.keys() == trained.weights[-1].keys() and 0 < len(trained.average) < len(found)
    same(found, trained.weights[-1] | trained.average)


class Scripted:
    """A validator that scores what it measures as the test says."""

    fresh = ()

    def __init__(self, transformer, *bleus, measure="bleu"):
        self.transformer, self.measure = transformer, measure
        self.measured = []
        self._bleus = iter(bleus)

    def scores(self):
        self.measured.append(checkpoints.arrays(self.transformer.variables))
        return Scores(1.0, 0.0, 0.0, Score(next(self._bleus), ""), Score(0.0, ""), (), 0.0)


@pytest.mark.parametrize(
    ("of_mean", "of_average", "name", "step"),
    [
        (10.0, 15.0, CHECKPOINT, 1),
        (30.0, 15.0, MEAN, 3),
        (10.0, 25.0, AVERAGE, 3),
    ],
)
def test_what_scores_best_is_written(trained, of_mean, of_average, name, step):
    first, *last = trained.weights
    mean = {key: np.mean([one[key] for one in last], axis=0) for key in trained.average}
    chosen = {CHECKPOINT: first, MEAN: mean, AVERAGE: trained.average}[name]
    validator = Scripted(trained.model, of_mean, of_average)
    said = write_model(trained.run, validator, Progress(step=STEPS, **BEST))
    assert said.startswith(f"The finished model is {name}: BLEU ")
    for found, expected in zip(validator.measured, (mean, trained.average), strict=True):
        same(found, expected)
    model = keras.saving.load_model(trained.run.model_file, compile=False, safe_mode=True)
    same(checkpoints.arrays(model.variables), {key: chosen[key] for key in trained.average})
    assert trained.run.info().finished_step == step


def test_the_validator_says_by_which_score_the_finished_model_is_chosen(trained):
    """By chrF all are alike here, so that the loss decides."""
    validator = Scripted(trained.model, 10.0, 15.0, measure="chrf")
    said = write_model(trained.run, validator, Progress(step=STEPS, **BEST))
    assert said.startswith(f"The finished model is {MEAN}: chrF 0.00, loss 1.")


def test_weights_saved_between_two_validations_take_the_place_of_no_others_in_the_mean(trained):
    """Somebody translated with those of steps 4 and 5; the last validation was that of step 3."""
    state, model = optimizing.saved_variables(trained.optimizer), trained.model
    for step in (4, 5):
        for variable in model.trainable_variables:
            variable.assign(2.0 * variable)
        writer = Writer(trained.run, keep=2, apart=1)
        writer.save(model.variables, state, Progress(step=step, validated_step=3, **BEST))
    newest = checkpoints.average(trained.run.checkpoints()[-1:])
    mean = {key: np.mean([trained.weights[2][key], newest[key]], axis=0) for key in trained.average}
    validator = Scripted(model, 30.0, 15.0)
    said = write_model(trained.run, validator, Progress(step=5, validated_step=3, **BEST))
    assert said.startswith(f"The finished model is {MEAN}: BLEU ")
    same(validator.measured[0], mean)


def test_a_finished_run_has_the_model_that_its_log_names(finished):
    run = RunFolder(finished[0])
    (said,) = [event.message for event in run.log() if event.message.startswith("The finished model is ")]
    step, count = re.search(r"the checkpoint of step (\d+):|the mean of the last (\d+) checkpoints:", said).groups()
    kept = run.checkpoints()
    named = kept[-int(count) :] if count else [path for path in kept if RunFolder.step_of(path) == int(step)]
    found = checkpoints.arrays(building.load(run).transformer.variables)
    expected = checkpoints.average(named)
    assert found.keys() == expected.keys()
    for key, value in expected.items():
        np.testing.assert_array_equal(found[key], value.astype(found[key].dtype), err_msg=key)
