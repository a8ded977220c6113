"""From the settings of a training to the optimizer that does it (section 5.3)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import keras
from keras import ops

from tfmodel.contract.config import Config
from tfmodel.contract.rate import peak_rate
from tfmodel.contract.training_config import TrainingConfig
from tfmodel.jobs.devices import summed_over_replicas, true_on_all_replicas
from tfmodel.jobs.fused_adam import FusedAdam, FusedAdamW
from tfmodel.net.schedule import (
    COOLDOWN_BEGINS,
    COOLDOWN_ENDS,
    FACTOR,
    Constant,
    Cosine,
    InverseSquareRoot,
    Linear,
    Steered,
    WarmUp,
)

Optimizer = keras.optimizers.Optimizer

# Lion moves every weight by the whole learning rate: a tenth of Adam's and ten times its decay do (Chen et al. 2023).
_LION = 0.1
GRADIENT_NORM = "gradient_norm"
_NOT_SAVED = (FACTOR, COOLDOWN_BEGINS, COOLDOWN_ENDS, GRADIENT_NORM)
_NO_MATRIX = r"^(?!.*kernel)"  # paths of the variables that Muon leaves to Adam


def make_schedule(config: Config, total_steps: int) -> WarmUp:
    """The learning rate of each step."""
    training = config.training
    warmup, peak = training.warmup_steps, peak_rate(config)
    if training.optimizer == "lion":
        peak *= _LION
    if training.schedule == "cosine":
        return Cosine(peak, warmup, total_steps)
    if training.schedule == "linear":
        return Linear(peak, warmup, total_steps)
    return Constant(peak, warmup) if training.schedule == "constant" else InverseSquareRoot(peak, warmup)


def make_optimizer(
    training: TrainingConfig, schedule: WarmUp, variables: Sequence[keras.Variable], parts: int, replicas: int = 1
) -> Optimizer:
    """The optimizer of a training, ready for `compile`.

    Args:
        training: Its settings.
        schedule: The learning rate of each step.
        variables: What will be trained.
        parts: In how many parts a batch comes.
        replicas: Of the model, each of which has a gradient of its own.
    """
    steered = Steered(schedule, parts)
    common: dict[str, Any] = {
        "learning_rate": steered,
        "global_clipnorm": training.clip_norm,
        "gradient_accumulation_steps": parts if parts > 1 else None,
    }
    if training.ema_decay is not None:
        common.update(use_ema=True, ema_momentum=training.ema_decay)
    optimizer = _MAKERS[training.optimizer](training, common)
    steered.steer_by(optimizer)
    _measure_and_clip(optimizer)
    if replicas > 1:
        _add_up_before_clipping(optimizer)
    optimizer.exclude_from_weight_decay(var_list=[variable for variable in variables if not _is_matrix(variable)])
    optimizer.finalize_variable_values = _keep_the_weights
    optimizer._update_model_variables_moving_average = partial(_move_average, optimizer)
    return optimizer


def _measure_and_clip(optimizer: Optimizer) -> None:
    """Clips the gradient of all weights together, and keeps how long it was before: Keras would measure it again."""
    kept = optimizer.add_variable(
        (), initializer="zeros", dtype="float32", aggregation="only_first_replica", name=GRADIENT_NORM
    )
    longest = optimizer.global_clipnorm

    def clipped(gradients: Sequence[Any]) -> Sequence[Any]:
        length = _length([grad for grad in gradients if grad is not None])
        kept.assign(length)
        if longest is None:
            return gradients
        factor = longest / ops.maximum(length, longest) + (length - length)  # no number where the length is none
        return [grad if grad is None else grad * ops.cast(factor, grad.dtype) for grad in gradients]

    optimizer._clip_gradients = clipped


def _length(gradients: Sequence[Any]) -> Any:
    """The Euclidean length of all of them together."""
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        return tf.linalg.global_norm([tf.cast(grad, tf.float32) for grad in gradients])
    squares = [ops.sum(ops.square(ops.cast(grad, "float32"))) for grad in gradients]
    return ops.sqrt(sum(squares[1:], squares[0]))


def _add_up_before_clipping(optimizer: Optimizer) -> None:
    """Keras would clip what each replica has, and add that up."""
    clip = optimizer._clip_gradients
    optimizer._clip_gradients = lambda gradients: clip(summed_over_replicas(gradients))
    optimizer._all_reduce_sum_gradients = list


def agree_on_overflow(optimizer: Optimizer) -> None:
    """In float16 Keras leaves a step out when the gradient of the first replica is too large: that of any shall do."""
    if isinstance(optimizer, keras.optimizers.LossScaleOptimizer):
        check = optimizer.check_finite
        optimizer.check_finite = lambda gradients: true_on_all_replicas(check(gradients))


def _is_matrix(variable: keras.Variable) -> bool:
    """Whether it is the matrix of a projection: no table of vectors, no scale, no shift."""
    return "kernel" in variable.path


def _keep_the_weights(variables: Any) -> None:
    """At the end of every `fit` Keras would put the moving averages in the weights' place."""


def _move_average(optimizer: Optimizer, variables: Sequence[keras.Variable]) -> None:
    """Once a step: Keras takes a part for a step, and would leave a step that is not finished in the average.

    The first step begins the average. It is moved before the optimizer counts the part in hand.
    """
    parts = optimizer.gradient_accumulation_steps or 1
    part = optimizer._iterations + 1
    decay = ops.where(part <= parts, 0.0, ops.where(part % parts == 0, optimizer.ema_momentum, 1.0))
    for variable, average in zip(variables, optimizer._model_variables_moving_average, strict=True):
        kept = ops.cast(decay, variable.dtype)
        average.assign(kept * average + (1.0 - kept) * variable)


def _adam(training: TrainingConfig, common: dict[str, Any]) -> Optimizer:
    adam = keras.optimizers.Adam if _has_own_adam() else FusedAdam
    return adam(**_betas(training), **common)


def _adamw(training: TrainingConfig, common: dict[str, Any]) -> Optimizer:
    adamw = keras.optimizers.AdamW if _has_own_adam() else FusedAdamW
    return adamw(weight_decay=training.weight_decay, **_betas(training), **common)


def _has_own_adam() -> bool:
    """With PyTorch Keras has one of few operations for all variables, which a subclass would not get."""
    return keras.backend.backend() == "torch"


def _lion(training: TrainingConfig, common: dict[str, Any]) -> Optimizer:
    return keras.optimizers.Lion(weight_decay=training.weight_decay / _LION, **common)


def _muon(training: TrainingConfig, common: dict[str, Any]) -> Optimizer:
    betas = {f"adam_{name}" if "beta" in name else name: value for name, value in _betas(training).items()}
    return keras.optimizers.Muon(
        weight_decay=training.weight_decay, adam_weight_decay=None, exclude_layers=[_NO_MATRIX], **betas, **common
    )


def _betas(training: TrainingConfig) -> dict[str, float]:
    return {"beta_1": training.adam_beta_1, "beta_2": training.adam_beta_2, "epsilon": training.adam_epsilon}


_MAKERS: dict[str, Callable[[TrainingConfig, dict[str, Any]], Optimizer]] = {
    "adam": _adam,
    "adamw": _adamw,
    "lion": _lion,
    "muon": _muon,
}


# What is inside an optimizer


def finished_steps(optimizer: Optimizer) -> int:
    """Steps done, each of all its parts."""
    return int(ops.convert_to_numpy(optimizer.iterations))


def go_to(optimizer: Optimizer, step: int) -> None:
    """Makes the next batch the first part of the step after `step` finished ones: nothing is added up yet."""
    own = _inner(optimizer)
    for variable in own.variables:
        if variable.name == "iteration":
            variable.assign(step * (own.gradient_accumulation_steps or 1))
        elif variable.name.endswith("gradient_accumulator"):
            variable.assign(ops.zeros(variable.shape, variable.dtype))


def steer(optimizer: Optimizer, factor: float) -> None:
    """Multiplies the learning rate of the schedule by a factor from now on."""
    _own(optimizer, FACTOR).assign(factor)


def cool_down(optimizer: Optimizer, begins: int, ends: int) -> None:
    """Lets the learning rate fall to 0 from one step to another."""
    _own(optimizer, COOLDOWN_BEGINS).assign(begins)
    _own(optimizer, COOLDOWN_ENDS).assign(ends)


def learning_rate(optimizer: Optimizer, step: int) -> float:
    """That of the last of `step` finished steps."""
    steered = _inner(optimizer)._learning_rate
    return float(ops.convert_to_numpy(steered(max(0, step - 1) * steered.parts)))


def gradient_norm(optimizer: Optimizer) -> float:
    """The length of the newest step's gradient, before clipping."""
    return float(ops.convert_to_numpy(_own(optimizer, GRADIENT_NORM)))


def _inner(optimizer: Optimizer) -> Optimizer:
    """The optimizer itself, or what is inside one that scales the loss."""
    return getattr(optimizer, "inner_optimizer", optimizer)


def _own(optimizer: Optimizer, name: str) -> keras.Variable:
    return next(variable for variable in optimizer.variables if variable.name == name)


def saved_variables(optimizer: Optimizer) -> list[keras.Variable]:
    """What a checkpoint holds: nothing is added up between two steps, and the run itself knows what steers."""
    return [
        variable
        for variable in _inner(optimizer).variables
        if variable.name not in _NOT_SAVED and not variable.name.endswith("gradient_accumulator")
    ]


def scale_variables(optimizer: Optimizer) -> list[keras.Variable]:
    """What a checkpoint holds behind them in float16: how far the loss is scaled, and since when."""
    return [optimizer.dynamic_scale, optimizer.step_counter] if hasattr(optimizer, "dynamic_scale") else []


def steps_of_a_call(optimizer: Optimizer, planned: int, step: int) -> int:
    """How many steps run without a return to Python from a checkpoint on.

    Keras runs whole calls: from a step between two of them it would run past the end. In float16, where steps are left
    out, every training does.

    Args:
        optimizer: That of the training, built.
        planned: How many from the first step on.
        step: Finished steps.
    """
    return planned if scale_variables(optimizer) else math.gcd(planned, step)
