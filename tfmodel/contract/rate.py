"""Which setting makes the learning rate high or low."""

from __future__ import annotations

from tfmodel.contract.config import Config


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
