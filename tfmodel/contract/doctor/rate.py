"""Which setting makes the learning rate high or low."""

from __future__ import annotations

from tfmodel.contract.config import Config


def peak_rate(config: Config) -> float:
    """The learning rate at the end of the warm-up, as one under Adam: that of equation 3 follows from the model."""
    training = config.training
    if training.schedule != "paper":
        return training.peak_learning_rate
    return training.paper_scale * float((config.model.d_model * training.warmup_steps) ** -0.5)


def with_peak(config: Config, peak: float) -> dict[str, object]:
    """The change of settings, as of `finding`, that makes it the peak."""
    training = config.training
    if training.schedule != "paper":
        return {"training__peak_learning_rate": peak}
    return {"training__paper_scale": training.paper_scale * peak / peak_rate(config)}
