"""Optimizers, schedules and moving averages against NumPy in float64."""

import math

import keras
import numpy as np
import pytest

from tfmodel.contract.config import Config
from tfmodel.contract.problems import changed
from tfmodel.jobs import checkpoints, optimizing
from tfmodel.jobs.plan import clock_warning, plan, warm_up_warning

WARMUP, PEAK, STEPS = 4, 0.02, 6


def config(**training):
    return changed(
        Config(),
        {
            "training.warmup_steps": WARMUP,
            "training.peak_learning_rate": PEAK,
            "training.clip_norm": 1.5,
            "training.weight_decay": 0.3,
            "training.adam_epsilon": 1e-7,
            **{f"training.{name}": value for name, value in training.items()},
        },
    )


SHAPES = {
    "block/kernel": (6, 4),
    "next/kernel": (6, 4),
    "wide/kernel": (4, 6),
    "token_embedding/embeddings": (7, 4),
    "block/bias": (4,),
}
MATRICES = 3  # the first of them


def variables():
    """Matrices, a table and a shift, named as those of the model are."""
    draw = np.random.default_rng(0)
    made = []
    for path, shape in SHAPES.items():
        scope, name = path.split("/")
        with keras.name_scope(scope):
            made.append(keras.Variable(draw.normal(size=shape).astype("float32"), name=name))
    return made


def gradients(step):
    draw = np.random.default_rng(100 + step)
    return [draw.normal(size=shape).astype("float32") for shape in SHAPES.values()]


def clipped(grads, limit=1.5):
    length = math.sqrt(sum(float((grad.astype("float64") ** 2).sum()) for grad in grads))
    return [grad.astype("float64") * min(1.0, limit / length) for grad in grads]


def rate(step):
    """Equation 3 by its peak, of a step counted from 1."""
    return PEAK * min(step / WARMUP, math.sqrt(WARMUP / step))


def adam_step(state, grad, step):
    state["m"] = 0.9 * state.get("m", 0.0) + 0.1 * grad
    state["v"] = 0.98 * state.get("v", 0.0) + 0.02 * grad**2
    m, v = state["m"] / (1 - 0.9**step), state["v"] / (1 - 0.98**step)
    return m / (np.sqrt(v) + 1e-7 / math.sqrt(1 - 0.98**step))  # "epsilon hat" of Kingma and Ba, as in Keras


def lion_step(state, grad, step):
    m = state.get("m", 0.0)
    state["m"] = 0.99 * m + 0.01 * grad
    return np.sign(0.9 * m + 0.1 * grad)


def muon_step(state, grad, step):
    """Momentum 0.95 of Nesterov, made orthogonal by five steps of Newton and Schulz, as long as Adam's."""
    state["m"] = 0.95 * state.get("m", 0.0) + grad
    direction = grad + 0.95 * state["m"]
    high = direction.shape[0] > direction.shape[1]
    x = direction.T if high else direction
    x = x / np.linalg.norm(x)
    for _ in range(5):
        square = x @ x.T
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return (x.T if high else x) * 0.2 * math.sqrt(max(x.shape))


REFERENCES = {
    "adam": (adam_step, adam_step, 1.0, 0.0),
    "adamw": (adam_step, adam_step, 1.0, 0.3),
    "lion": (lion_step, lion_step, 0.1, 3.0),
    "muon": (muon_step, adam_step, 1.0, 0.3),
}


def reference(name):
    """Weights after each step: the matrices alone decay."""
    matrix_step, other_step, share, decay = REFERENCES[name]
    weights = [variable.numpy().astype("float64") for variable in variables()]
    states = [{} for _ in SHAPES]
    seen = []
    for step in range(1, STEPS + 1):
        pace = share * rate(step)
        grads = clipped(gradients(step))
        for number, grad in enumerate(grads):
            move = (matrix_step if number < MATRICES else other_step)(states[number], grad, step)
            weights[number] = weights[number] * (1 - pace * decay * (number < MATRICES)) - pace * move
        seen.append([weight.copy() for weight in weights])
    return seen


def built(settings, parts=1):
    made = variables()
    schedule = optimizing.make_schedule(settings, total_steps=100)
    optimizer = optimizing.make_optimizer(settings.training, schedule, made, parts)
    optimizer.build(made)
    return optimizer, made


@pytest.mark.parametrize("name", ["adam", "adamw", "lion", "muon"])
def test_each_optimizer_equals_numpy(name):
    optimizer, made = built(config(optimizer=name))
    for step, expected in enumerate(reference(name), start=1):
        optimizer.apply(gradients(step), made)
        for variable, weight in zip(made, expected, strict=True):
            np.testing.assert_allclose(variable.numpy(), weight, rtol=2e-5, atol=2e-6)
    assert optimizing.finished_steps(optimizer) == STEPS


@pytest.mark.parametrize("name", ["adamw", "lion", "muon"])
def test_gradients_that_come_in_parts_count_as_one_step(name):
    """The mean of the parts' gradients, clipped as a whole; the schedule and the corrections count steps, not parts."""
    optimizer, made = built(config(optimizer=name), parts=3)
    for step in range(1, STEPS + 1):
        for share in (0.5, 1.0, 1.5):
            optimizer.apply([np.float32(share) * grad for grad in gradients(step)], made)
    for variable, weight in zip(made, reference(name)[-1], strict=True):
        np.testing.assert_allclose(variable.numpy(), weight, rtol=2e-5, atol=2e-6)
    assert optimizing.finished_steps(optimizer) == STEPS


@pytest.mark.parametrize("parts", [1, 3])
def test_the_moving_average_equals_numpy_however_many_parts_a_step_has(parts):
    optimizer, made = built(config(ema_decay=0.8), parts)
    average = None
    for step in range(1, STEPS + 1):
        for _ in range(parts):
            optimizer.apply(gradients(step), made)
        weights = [variable.numpy().astype("float64") for variable in made]
        average = [0.8 * old + 0.2 * new for old, new in zip(average or weights, weights, strict=True)]
    if parts > 1:
        optimizer.apply(gradients(1), made)  # a step that is not finished leaves no trace
    kept = [variable for variable in optimizer.variables if variable.name.endswith("_average")]
    for variable, expected in zip(kept, average, strict=True):
        np.testing.assert_allclose(variable.numpy(), expected, rtol=1e-5, atol=1e-6)
    before = [variable.numpy() for variable in made]
    optimizer.finalize_variable_values(made)  # as `fit` does at its end
    for variable, weight in zip(made, before, strict=True):
        np.testing.assert_array_equal(variable.numpy(), weight)


def test_a_scaled_optimizer_keeps_its_steps_and_its_scale():
    """float16: a gradient that is no number changes nothing, and its scale is saved with the rest."""
    optimizer, made = built(config(optimizer="adamw"))
    scaled = keras.optimizers.LossScaleOptimizer(optimizer)
    scaled.build(made)
    before = made[0].numpy()
    scaled.apply([grad * np.inf for grad in gradients(1)], made)
    np.testing.assert_array_equal(made[0].numpy(), before)
    assert optimizing.finished_steps(scaled) == 0
    scaled.apply([grad * 2.0**14 for grad in gradients(1)], made)
    np.testing.assert_allclose(made[0].numpy(), reference("adamw")[0][0], rtol=2e-5)
    assert optimizing.finished_steps(scaled) == 1
    assert [float(variable.numpy()) for variable in optimizing.scale_variables(scaled)] == [2.0**14, 1.0]


def test_calls_stay_long_in_float16_whatever_step_a_training_goes_on_from():
    optimizer, made = built(config())
    assert [optimizing.steps_of_a_call(optimizer, 8, step) for step in (1000, 1004, 1007)] == [8, 4, 1]
    scaled = keras.optimizers.LossScaleOptimizer(optimizer)
    scaled.build(made)
    assert optimizing.steps_of_a_call(scaled, 8, 1007) == 8


def test_a_checkpoint_is_gone_on_with_in_another_precision(tmp_path):
    """Begun on a GPU in float16, resumed on a processor in float32, and the other way round."""
    halves, whole = keras.optimizers.LossScaleOptimizer(built(config())[0]), built(config())[0]
    halves.build(variables())
    halves.dynamic_scale.assign(64.0)
    for optimizer in (halves, whole):
        optimizing.go_to(optimizer, 7)
    halves_state, whole_state = optimizing.saved_variables(halves), optimizing.saved_variables(whole)
    scale = optimizing.scale_variables(halves)
    for name, state in (("half", [*halves_state, *scale]), ("whole", whole_state)):
        (tmp_path / name).mkdir()
        np.savez(tmp_path / name / "optimizer.npz", **checkpoints.arrays(state))
    optimizing.go_to(whole, 0)
    checkpoints.load_optimizer(tmp_path / "half", whole_state)
    assert optimizing.finished_steps(whole) == 7
    halves.dynamic_scale.assign(2.0)
    optimizing.go_to(halves, 0)
    checkpoints.load_optimizer(tmp_path / "whole", halves_state, scale)
    assert optimizing.finished_steps(halves) == 7 and float(halves.dynamic_scale.numpy()) == 2.0
    checkpoints.load_optimizer(tmp_path / "half", halves_state, scale)
    assert float(halves.dynamic_scale.numpy()) == 64.0


def test_half_a_batch_that_was_added_up_is_forgotten():
    optimizer, made = built(config(optimizer="adam"), parts=2)
    for share in (0.5, 1.5, 9.0):
        optimizer.apply([np.float32(share) * grad for grad in gradients(1)], made)
    optimizing.go_to(optimizer, optimizing.finished_steps(optimizer))
    for share in (0.5, 1.5):
        optimizer.apply([np.float32(share) * grad for grad in gradients(2)], made)
    for variable, weight in zip(made, reference("adam")[1], strict=True):
        np.testing.assert_allclose(variable.numpy(), weight, rtol=2e-5, atol=2e-6)


def test_what_is_saved_does_not_depend_on_the_parts():
    """A run whose batches are cut because memory ran out goes on with the same checkpoint."""
    saved = [
        [(variable.name, variable.shape) for variable in optimizing.saved_variables(built(config(), parts)[0])]
        for parts in (1, 4)
    ]
    assert saved[0] == saved[1]


def test_the_learning_rate_can_be_steered_after_the_first_step():
    step = np.ones((6, 4), "float32") * 1e-3
    moves = []
    optimizer, made = built(config(schedule="constant", warmup_steps=1, optimizer="lion", weight_decay=0.0))
    for factor in (1.0, 0.5, 3.0):
        optimizing.steer(optimizer, factor)
        before = made[0].numpy()
        optimizer.apply([step, *gradients(1)[1:]], made)
        moves.append(float(np.abs(made[0].numpy() - before).max()))
    np.testing.assert_allclose(moves, [0.1 * PEAK, 0.05 * PEAK, 0.3 * PEAK], rtol=1e-4)


def test_the_learning_rate_falls_to_0_in_a_cooldown():
    step = np.ones((6, 4), "float32") * 1e-3
    optimizer, made = built(config(schedule="constant", warmup_steps=1, optimizer="lion", weight_decay=0.0))
    optimizing.cool_down(optimizer, 2, 6)
    moves = []
    for _ in range(7):
        before = made[0].numpy()
        optimizer.apply([step, *gradients(1)[1:]], made)
        moves.append(float(np.abs(made[0].numpy() - before).max()))
    ways = np.array([0, 0, 0, 0.25, 0.5, 0.75, 1.0])
    np.testing.assert_allclose(moves, 0.1 * PEAK * (1 - np.sqrt(ways)), rtol=1e-3, atol=1e-9)
    told = [optimizing.learning_rate(optimizer, number) for number in range(1, 8)]
    np.testing.assert_allclose(told, moves, rtol=1e-3, atol=1e-9)


def keras_cosine(step):
    return keras.optimizers.schedules.CosineDecay(0.0, 96, warmup_target=PEAK, warmup_steps=WARMUP)(step)


def straight(step):
    return PEAK * min(step / WARMUP, (100 - step) / 96)


FORMS = {
    "inverse_sqrt": rate,
    "paper": lambda step: 2.0 * 128**-0.5 * min(step**-0.5, step * WARMUP**-1.5),
    "cosine": keras_cosine,
    "linear": straight,
    "constant": lambda step: PEAK * min(step / WARMUP, 1.0),
}


@pytest.mark.parametrize("name", FORMS)
def test_each_schedule_is_its_formula(name):
    schedule = optimizing.make_schedule(config(schedule=name, paper_scale=2.0), total_steps=100)
    for step in (1, 3, 4, 5, 17, 52, 99, 100):
        assert float(schedule(step - 1)) == pytest.approx(float(FORMS[name](step)), rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("name", ["cosine", "linear"])
def test_beyond_the_last_step_the_rate_stays_0(name):
    assert float(optimizing.make_schedule(config(schedule=name), total_steps=100)(130)) == 0.0


def test_the_plan_counts_whole_calls():
    limits = changed(Config(), {"training.max_steps": 50, "training.validate_every": 10}).training
    made = plan(limits, steps_per_epoch=7, parts=4)
    assert (made.total, made.per_call, made.parts) == (50, 2, 4)


@pytest.mark.parametrize(
    ("epochs", "steps", "changes", "total"),
    [
        (1, 1, {}, 1),
        (2, 3, {"steps_per_execution": 1000}, 6),
        (5, 30, {"steps_per_execution": 100}, 150),
        (7, 143, {}, 1008),
    ],
)
def test_whole_calls_hardly_exceed_the_epochs_that_are_asked_for(epochs, steps, changes, total):
    assert plan(config(max_epochs=epochs, **changes).training, steps_per_epoch=steps).total == total


def test_a_warm_up_that_outlasts_the_training_is_warned_of_before_the_first_step():
    assert warm_up_warning(config(warmup_steps=500), total=1000) is None
    warning = warm_up_warning(config(warmup_steps=4000), total=2160)
    assert warning.level == "warning" and warning.message == (
        "The learning rate rises for 4,000 steps, and the training has 2,160: "
        "a warm-up of 324 steps would suit it (training.warmup_steps)"
    )


def test_a_warm_up_that_outlasts_the_minutes_is_warned_of_unless_the_plan_was_reason_enough():
    made = config(warmup_steps=4000, max_minutes=30.0)
    assert clock_warning(made, total=9000, reach=8000) is None
    assert clock_warning(made, total=2160, reach=300) is None  # said already
    warning = clock_warning(made, total=9000, reach=300)
    assert warning.level == "warning" and warning.message == (
        "The learning rate rises for 4,000 steps, and at this speed 30 minutes have about 300: "
        "a warm-up of 45 steps would suit them (training.warmup_steps)"
    )


def test_a_call_has_as_many_batches_however_many_make_a_step():
    calls = [plan(config(accumulate_steps=parts).training, 1000, parts).per_call for parts in (1, 2, 25)]
    assert calls == [8, 4, 1]


def test_a_call_is_as_long_as_a_person_says_or_else_as_the_device_wants_it():
    by_hand = config(steps_per_execution=4).training
    assert [plan(training, 1000, per_call=2).per_call for training in (config().training, by_hand)] == [2, 4]


@pytest.mark.parametrize("clip_norm", [1.5, None])
@pytest.mark.parametrize("parts", [1, 2])
def test_the_length_of_the_gradient_is_kept_as_it_was_before_clipping(clip_norm, parts):
    optimizer, made = built(config(clip_norm=clip_norm), parts)
    for part in range(parts):
        optimizer.apply(gradients(part), made)
    mean = [np.mean(grads, axis=0) for grads in zip(*map(gradients, range(parts)), strict=True)]
    expected = math.sqrt(sum(float((grad.astype("float64") ** 2).sum()) for grad in mean))
    assert optimizing.gradient_norm(optimizer) == pytest.approx(expected, rel=1e-5)
    assert optimizing.GRADIENT_NORM not in [variable.name for variable in optimizing.saved_variables(optimizer)]
