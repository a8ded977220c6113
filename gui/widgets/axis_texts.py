"""What is written at the ticks of an axis, as the language of the window writes numbers."""

from __future__ import annotations

from collections.abc import Sequence

from gui.language import figures
from tfmodel.contract import axis


def written(values: Sequence[float]) -> list[str]:
    """The texts of ticks, all with as many digits as tell them apart."""
    return [figures(text) for text in axis.written(values)]
