"""What a button can do about a failure, as words of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfmodel.contract.config import Config


def remedy_words(remedy: str, config: Config) -> list[str]:
    """The settings to resume with so that a failure of that `Failure.remedy` does not come again."""
    if remedy == "halve-batch":
        from tfmodel.contract.training_config import SMALLEST_BATCH  # the window begins without the contract

        training = config.training
        smaller = max(SMALLEST_BATCH, training.batch_tokens // 2)
        words = ["--set", f"training.batch_tokens={smaller}"]
        if training.devices == 1 and smaller < training.batch_tokens:
            # Twice as many parts: the batch of a step stays what it was.
            words += ["--set", f"training.accumulate_steps={2 * training.accumulate_steps}"]
        return words
    return []
