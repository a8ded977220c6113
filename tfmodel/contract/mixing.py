"""How several datasets share an epoch.

An epoch of a mix has as many pairs as its datasets have together; the shares divide it. Each dataset is dealt like a
pack of cards: shuffled, gone through, and shuffled anew when it is through. So a dataset whose share is larger than its
part of the pairs is repeated, and one whose share is smaller is spread over several epochs, with no pair left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

MOST_DATASETS, HEAVIEST = 20, 1_000_000.0
LONGEST_TAG = 40


class MixedDataset(BaseModel):
    """What a run knows of one of the datasets that it was trained on.

    Attributes:
        name: What the pairs of the run's own dataset have as their origin.
        path: The dataset, or the first of the files, as it was when the run was begun.
        fingerprint: Of that dataset; empty for files, of which the run has the only dataset.
        tag: The token that its sources begin with, or "".
        pairs: Its training pairs in the mix.
        first: Number of the first of these in the run's own dataset.
        last: That of the last; they stand together.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    path: str
    fingerprint: str = ""
    tag: str = ""
    pairs: int = 0
    first: int = 1
    last: int = 0


def weights_in(text: str) -> tuple[float, ...]:
    """The weights that a text names, "3 1".

    Raises:
        ValueError: One is no number, or none above 0.
    """
    weights = []
    for word in text.split():
        try:
            weight = float(word)
        except ValueError as error:
            raise ValueError(f"weights must be numbers with spaces between, such as 3 1, not {word!r}") from error
        if not 0.0 < weight <= HEAVIEST:
            raise ValueError(f"a weight must be above 0 and at most {HEAVIEST:,.0f}, not {word}")
        weights.append(weight)
    if len(weights) > MOST_DATASETS:
        raise ValueError(f"at most {MOST_DATASETS} datasets can be mixed, not {len(weights)}")
    return tuple(weights)


def shares(sizes: Sequence[int], weights: Sequence[float] = (), temperature: float = 1.0) -> tuple[float, ...]:
    """The part that each dataset has of an epoch; together 1.

    Args:
        sizes: Pairs of each.
        weights: How they relate to one another; empty: size to the power 1 / temperature (Arivazhagan et al. 2019,
            section 4.2): 1 leaves them as they are, high ones make them equal.
        temperature: At least 1.
    """
    heavy = list(weights) or [tempered(size, temperature) for size in sizes]
    heavy = [weight if size else 0.0 for weight, size in zip(heavy, sizes, strict=True)]
    total = sum(heavy)
    return tuple(weight / total if total else 0.0 for weight in heavy)


def tempered(size: int, temperature: float) -> float:
    """The weight of a dataset of so many pairs."""
    return math.pow(size, 1.0 / temperature)


def pairs_of_an_epoch(sizes: Sequence[int], parts: Sequence[float]) -> tuple[int, ...]:
    """How many pairs of each dataset an epoch holds: about as many together as there are; of each one at least."""
    total = sum(sizes)
    return tuple(max(1, round(part * total)) if size else 0 for part, size in zip(parts, sizes, strict=True))


def unlike(names: Sequence[str]) -> tuple[str, ...]:
    """The names, each another one: a number stands behind those that were there before."""
    found: list[str] = []
    for name in names:
        number, unique = 1, name
        while unique in found:
            number += 1
            unique = f"{name}-{number}"
        found.append(unique)
    return tuple(found)


def tags_for(names: Sequence[str]) -> tuple[str, ...]:
    """A token for each dataset, "<of:legal>": no spaces, not too long, each another one."""
    words = [re.sub(r"[^\w.-]+", "-", name.lower()).strip("-")[: LONGEST_TAG - 8] or "data" for name in names]
    return tuple(f"<of:{word}>" for word in unlike(words))


def without_tag(source: str, mixed: Sequence[MixedDataset]) -> str:
    """A source of a mix as its own dataset has it: without the tag that it begins with, if it does."""
    first, _, rest = source.partition(" ")
    return rest if first and any(part.tag == first for part in mixed) else source
