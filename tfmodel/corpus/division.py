"""How the pairs of a dataset are divided into parts."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tfmodel.corpus.store import PairStore
from tfmodel.corpus.tables import HELD_OUT_SHARE


@dataclass(frozen=True)
class SplitPlan:
    """How the parts are made.

    Attributes:
        draw: Another number draws other pairs; 0 draws as the first import did.
        validation_share: Of the pairs that are drawn from, between 0 and 1.
        test_share: The same for the test part.
        validation_origins: Files whose pairs are the validation part; none are drawn for it then.
        test_origins: The same for the test part.
    """

    draw: int = 0
    validation_share: float = HELD_OUT_SHARE
    test_share: float = HELD_OUT_SHARE
    validation_origins: tuple[str, ...] = ()
    test_origins: tuple[str, ...] = ()


def plan_of(store: PairStore) -> SplitPlan:
    """The plan that divides a dataset as it is divided now."""
    validation, test = (_given(store, name) for name in ("validation", "test"))
    drawn_from = store.count()
    for name, origins in (("validation", validation), ("test", test)):
        drawn_from -= store.count(split=name) if origins else 0
    bounds = json.loads(store.meta("bounds") or "{}")
    return SplitPlan(
        draw=bounds.get("draw", 0),
        validation_share=HELD_OUT_SHARE if validation else _share(store, "validation", drawn_from),
        test_share=HELD_OUT_SHARE if test else _share(store, "test", drawn_from),
        validation_origins=validation,
        test_origins=test,
    )


def _given(store: PairStore, name: str) -> tuple[str, ...]:
    """The files that are a part of their own."""
    return tuple(store.origins_within(name)) if store.meta(f"given_{name}") else ()


def _share(store: PairStore, name: str, drawn_from: int) -> float:
    pairs = store.count(split=name)
    if not pairs:
        return 0.0 if store.meta(f"without_{name}") else HELD_OUT_SHARE
    return pairs / drawn_from
