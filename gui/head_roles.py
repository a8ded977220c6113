"""What a head of attention does, as far as a measure says so: entropy, and where its weights lie.

Pure functions of one matrix of weights; the roles are those of Clark et al. 2019, "What Does BERT Look At?", section 3.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Literal

from gui.widgets.alignment_words import MARK
from tfmodel.contract.symbols import EOS, SYMBOLS

Role = Literal["diagonal", "previous", "earlier", "next", "first", "end", "punctuation", "uniform", "focused", "mixed"]
Layout = Literal["square", "causal", "cross"]

EVEN = 0.95  # of the entropy of uniform weights: from here on a head is called uniform
NARROW = 0.35  # of it: up to here a head that is named after no position is called focused
MOST = 0.5  # of its weight that a head must give to a position to be named after it,
ABOVE_CHANCE = 2.0  # and that many times what uniform weights would give to it
END = SYMBOLS[EOS]


@dataclass(frozen=True)
class HeadMeasure:
    """Statistics of one head on one sentence, as means over the rows that have a choice.

    Attributes:
        entropy: In bits.
        evenness: Entropy as a share of that of uniform weights over the keys in sight; 1 is uniform.
        shares: Weight by role: on the diagonal, on the token before it, …
        chance: What uniform weights would give to the same role.
    """

    entropy: float
    evenness: float
    shares: Mapping[Role, float]
    chance: Mapping[Role, float]

    @property
    def role(self) -> Role:
        """The role whose share exceeds chance most, where the measures are clear enough."""
        if self.evenness >= EVEN:
            return "uniform"
        clear: list[Role] = [
            role
            for role, share in self.shares.items()
            if share >= MOST and share >= ABOVE_CHANCE * self.chance[role] > 0.0
        ]
        unclear: Role = "focused" if 0.0 < self.entropy and self.evenness <= NARROW else "mixed"
        return max(clear, key=lambda role: self.shares[role] - self.chance[role], default=unclear)


def measure(weights: Sequence[float], keys: Sequence[str], layout: Layout, window: int | None = None) -> HeadMeasure:
    """Measures one head.

    Args:
        weights: The matrix row by row, (rows * columns); each row a distribution over the keys.
        keys: The tokens that are looked at, a column each.
        layout: "square": each token may look at all of the same sentence; "causal": a row is the token being written,
            which may look at those up to the one before it, whose column has the number of the row; "cross": the rows
            are of another sentence, and the diagonal is the straight line from corner to corner.
        window: Positions on each side that self-attention sees, of a causal one those before; None: everything.
    """
    columns = len(keys)
    rows = len(weights) // columns if columns else 0
    sights = ((row, _in_sight(row, columns, layout, window)) for row in range(rows))
    measured = [(row, sight) for row, sight in sights if len(sight) > 1]
    entropies, shares, chance = [], dict.fromkeys(_roles(layout), 0.0), dict.fromkeys(_roles(layout), 0.0)
    evenness = 0.0
    places = _places(keys, rows, layout)
    for row, sight in measured:
        line = weights[row * columns : (row + 1) * columns]
        entropies.append(-sum(weight * log2(weight) for weight in line if weight > 0.0))
        evenness += entropies[-1] / log2(len(sight))
        for role, place in places.items():
            here = [column for column in place(row) if column in sight]
            shares[role] += sum(line[column] for column in here)
            chance[role] += len(here) / len(sight)
    count = max(1, len(measured))
    return HeadMeasure(
        entropy=sum(entropies) / count,
        evenness=evenness / count,
        shares={role: share / count for role, share in shares.items()},
        chance={role: share / count for role, share in chance.items()},
    )


def _in_sight(row: int, columns: int, layout: Layout, window: int | None) -> range:
    """The columns that a row may look at."""
    if layout == "cross":
        return range(columns)
    reach = columns if window is None else window
    ahead = 0 if layout == "causal" else reach
    return range(max(0, row - reach), min(columns, row + ahead + 1))


def _roles(layout: Layout) -> tuple[Role, ...]:
    if layout == "cross":
        return "diagonal", "first", "end", "punctuation"
    if layout == "causal":
        return "previous", "earlier", "first", "end", "punctuation"
    return "diagonal", "previous", "next", "first", "end", "punctuation"


def _places(keys: Sequence[str], rows: int, layout: Layout) -> dict[Role, Callable[[int], Sequence[int]]]:
    """For each role the columns of a row that belong to it."""
    ends = [column for column, key in enumerate(keys) if key == END]
    marks = [column for column, key in enumerate(keys) if _is_punctuation(key)]
    slope = (len(keys) - 1) / max(1, rows - 1)
    behind = 0 if layout == "causal" else 1  # there the columns are one token behind the rows already

    def diagonal(row: int) -> Sequence[int]:
        if layout != "cross":
            return (row,)
        middle = round(row * slope)
        return range(middle - 1, middle + 2)

    every: dict[Role, Callable[[int], Sequence[int]]] = {
        "diagonal": diagonal,
        "previous": lambda row: (row - behind,),
        "earlier": lambda row: (row - 1,),
        "next": lambda row: (row + 1,),
        "first": lambda row: (0,),
        "end": lambda row: ends,
        "punctuation": lambda row: marks,
    }
    return {role: every[role] for role in _roles(layout)}


def _is_punctuation(key: str) -> bool:
    text = "" if key in SYMBOLS else key.strip(f"{MARK} ")
    return bool(text) and all(unicodedata.category(letter).startswith("P") for letter in text)
