"""What searches: a name, and a function from texts to the tokens of their translations."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Translate = Callable[[Sequence[str]], list[list[int]]]


@dataclass(frozen=True)
class Side:
    """One of those that are compared.

    Attributes:
        name: In the table.
        translate: From texts to the ids of their translations, the tokenizer included.
    """

    name: str
    translate: Translate


def seconds(side: Side, texts: Sequence[str]) -> float:
    """How long a side takes to translate these together."""
    began = time.perf_counter()
    side.translate(texts)
    return time.perf_counter() - began
