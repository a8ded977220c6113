"""Which setting makes the learning rate high or low, and for how long it may rise."""

from __future__ import annotations

from tfmodel.contract.config import Config

LONGEST_WARM_UP = 0.5  # of a training: a rate that rises for longer hardly comes to teach
WARM_UP = 0.15  # of a training: about what the presets have on the data that they are for


def rate_setting(config: Config) -> str:
    """The path of the setting that the peak is proportional to."""
    return "training.paper_scale" if config.training.schedule == "paper" else "training.peak_learning_rate"


def peak_rate(config: Config) -> float:
    """The learning rate at the end of the warm-up, as one under Adam: that of equation 3 follows from the model."""
    training = config.training
    if training.schedule != "paper":
        return training.peak_learning_rate
    return training.paper_scale * float((config.model.d_model * training.warmup_steps) ** -0.5)


def with_peak(config: Config, peak: float) -> dict[str, object]:
    """The change of settings, as of `finding`, that makes it the peak."""
    scale = config.training.paper_scale / peak_rate(config) if config.training.schedule == "paper" else 1.0
    return {rate_setting(config).replace(".", "__"): peak * scale}


def shorter_warm_up(config: Config, steps: int) -> dict[str, object]:
    """The change of settings that gives a training of so many steps a warm-up with the same peak.

    Returns:
        By the paths of the settings; empty where the warm-up is no longer than `LONGEST_WARM_UP` of the training.
    """
    training = config.training
    if training.warmup_steps <= LONGEST_WARM_UP * steps:
        return {}
    warmup = max(1, round(WARM_UP * steps))
    found: dict[str, object] = {"training.warmup_steps": warmup}
    if training.schedule == "paper":
        found["training.paper_scale"] = training.paper_scale * (warmup / training.warmup_steps) ** 0.5
    return found
