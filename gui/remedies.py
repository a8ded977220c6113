"""What a button can do about a failure, as words of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfmodel.contract.config import Config

SMALLEST_BATCH = 64  # tokens


def remedy_words(remedy: str, config: Config) -> list[str]:
    """The settings to resume with so that a failure of that `Failure.remedy` does not come again."""
    if remedy == "halve-batch":
        return ["--set", f"training.batch_tokens={max(SMALLEST_BATCH, config.training.batch_tokens // 2)}"]
    return []
